"""What the words beside a name say that it is: "the group Harzkraft", "Harzkraft's shares"."""

from __future__ import annotations

import re

from stance.grammar import LOCATIVE_REACH
from stance.lexicon import COMPANY_WORDS, PLACE_HEADS, word_set
from stance.names import given_name_gender, is_title
from stance.organisations import BRACKETED, acronyms
from stance.tagger import Mention

# Businesses, which no person is called: "airline Pan Lao", of however many words.
_BUSINESS_BEFORE = re.compile(
    r"\b(?:airline|(?:auto|car|chip|drug|plane|steel|vaccine)maker|conglomerate|insurer"
    r"|lender|start-?up)\s\Z",
    re.IGNORECASE,
)
_BODY_BEFORE = re.compile(
    r"\b(?:shares (?:in|of)|giant|retailer"
    r"|(?:the|its|a|an)\s(?:[\w-]+\s){0,2}(?:agency|bank|broadcaster|charity|company|firm|group"
    r"|magazine|maker|movement|newspaper|paper|party|pollster|think-tank|union|watchdog))\s\Z",
    re.IGNORECASE,
)
# Nouns that stand before a body's name and never before a person's: "the regulator Orbix", "its
# bank, Banca Lerin".
_PLAIN_BODY_BEFORE = re.compile(
    r"\b(?:the|its|their|whose|a|an)\s(?:[\w'’-]+\s){0,2}(?:agency|airline|association|bank"
    r"|broadcaster|chain|charity|company|conglomerate|cooperative|daily|developer|federation|firm"
    r"|laboratory|lender|magazine|manufacturer|newspaper|operator|party|regulator|retailer"
    r"|start-?up|station|subsidiary|supplier|utility|watchdog|weekly)\s\Z"
    r"|(?<!of\s)\b(?:its|their|whose)\s(?:[\w-]+\s){0,2}(?:bank|insurer|lender|parent|partner"
    r"|rival|subsidiary|supplier),\s\Z"
    r"|\b[\w-]+(?:ian|ish|ese|an)\s(?:weekly|daily|broadcaster)\s\Z",
    re.IGNORECASE,
)
# "The protest group Ann Lee", but not "told the union Ann Lee had lied", "the group Lee founded".
_SORT_OF_BODY = re.compile(
    r"(?<!told )(?<!asked )\b(?:the|its|their|an?)\s(?:(?!of\b)[\w'’-]+\s){1,3}(?:alliance|bloc"
    r"|coalition|collective|consortium|foundation|fund|group|movement|network|ngo|party|think-?tank"
    r"|union)\s\Z",
    re.IGNORECASE,
)
# "Environmental group Walhi welcomed".
_OPENING_BODY = re.compile(
    r"(?:^|[.!?”\"]\s+|\n)(?!(?:Another|Any|Each|Every|No|One|Some|That|This)\s)[A-Z][\w'’-]+\s"
    r"(?:[a-z][\w-]*\s)?(?:association|charity|coalition|collective|federation|firm|group|movement"
    r"|network|ngo|NGO|think-?tank|union|watchdog)\s\Z"
)
_FOUNDED = re.compile(
    r"\s(?:backs|built|chairs|created|founded|had|has|heads|leads|led|owns|ran|runs|started)\b"
)
_FOUNDED_BY = re.compile(
    r"\s(?:backs|built|chairs|created|founded|heads|leads|led|owns|ran|runs|started)\b"
)
# "The electoral service, Servel, said".
_BODY_APPOSED = re.compile(
    r"(?:^|[.!?”\"\n]\s*)The\s(?:[\w'’-]+\s){0,3}(?:agency|association|authority"
    r"|broadcaster|commission|confederation|conference|council|daily|federation|institute|mission"
    r"|network|newspaper|party|regulator|service|union|watchdog),\s\Z"
)
# "Lee, whose Justice Movement has ruled", but "whose son Yoav".
_WHOSE = re.compile(r"\bwhose\s\Z")
_HOLDS = re.compile(
    r"\s(?:commands|controls|governs|had|has|holds|is|leads|lost|rules|runs|trails|was|won)\b"
)
_FOUNDER = re.compile(r"\s(?:CEO|chief executive|(?:co-)?founder)\s[A-Z]")
_BODY_BASED = re.compile(r"\b[A-Z][\w’'-]+-(?:based|listed|registered)\s\Z")
_BODY_AFTER = re.compile(
    r"['’]s?\s(?:board|ceo|CEO|chief executive|headquarters|managing director|revenues?"
    r"|secretary-general|share price|shareholders|shares|stock|subsidiary)\b"
    r"|\s(?:CEO|chief executive|co-founder|executive|founder)\s[A-Z]"
)
APPOSED = re.compile(
    r"(?P<rest>(?: [A-Z][\w’'&-]*){0,3}),\s(?:an?|the)\s"
    r"(?!(?:co-)?(?:founder|head|leader|member|organi[sz]er)\sof\s)(?:[\w-]+\s){0,3}?(?:airline|alliance"
    r"|association|bank|broadcaster|chain|charity|coalition|company|conglomerate|cooperative|daily"
    r"|federation|firm|fund|group|insurer|laboratory|lender|lobby|magazine|manufacturer|militia"
    r"|movement"
    r"|newspaper|nonprofit|party|regulator|retailer|start-?up|supplier|think-?tank|union|watchdog"
    r"|weekly|(?<!film )(?<!peace )(?<!policy )maker)\b(?![-’'])"
    r"(?!\s(?:activist|boss|candidate|chair\w*|chief|columnist|deput(?:y|ies)|editor|executive"
    r"|founder|head|journalist|leader|reporter|writer"
    r"|lawmaker|lawyer|man|manager|member|official|organi[sz]er|owner|president|secretary|senator"
    r"|spokes\w+|veteran|whip|woman|worker)s?\b)"
)
"""The rest of a body's name and what it is said to be: ", a conservation group"."""
# "Three Raíces lawmakers", "Saga Equities analyst Lee", but not "Arab lawmakers".
_PERSONS_OF = re.compile(r"\sanalyst\s[A-Z]|\s(?:deputies|lawmakers|legislators|MPs|councillors)\b")
# No person is "which", and none is founded.
_THING_AFTER = re.compile(
    r",\s(?:which|founded|headquartered|listed|incorporated|with\s[\d,]+\s(?:branches|deputies"
    r"|employees|lawmakers|members|MPs|seats|stores|workers))\b"
)
# "Andi, the industrialists' association,"
_OF_MEMBERS = re.compile(
    r",\s(?:an?|the)\s(?:[a-z]+\s)?[a-z]+s['’]\s(?:association|chamber|council|federation|guild|lobby"
    r"|union)(?=[,.])"
)
# "KazNADC", "GoCab", but McBride, LeBron, O'Neill.
_COINED_SPELLING = re.compile(
    r"(?!(?:Abdul|Abu|Al|Ben|Bin|Da|De|Del|Des|Di|Dos|Du|El|Fitz|Ja|Jo|La|Le|Lo|Mac|Mary|Mc|Mr|Ra|Ru"
    r"|St|Ta|Ten|Ter|Van|Vander|Von)[A-Z])"
    r"[A-Z]?[a-zà-ÿ]+[A-Z][A-Za-z]*"
)
_TITLED = re.compile(
    r"\b(?:Congress(?:wo)?man|Dr|Gov|Governor|Judge|Mrs?|Ms|President|Rep|Sen|Senator)\.?\s\Z"
)
_PARTY_ENDS = word_set("alliance bloc coalition league movement party")
# A language's word for what it is: "Banca Lerin", "Grupo Orbe".
_BODIES_ABROAD = word_set(
    """
    agencia asociación associação banca banco banque casa compagnie companhia compañía constructora
    construtora editora minera mineração usina
    confederación coopérative cooperativa empresa federación fédération frente fundación fundação
    groupe grupo instituto laboratoires laboratorios laboratórios ministerio ministère mouvement
    movimento movimiento parti partido partito radio sindicato sociedad société syndicat télé union
    universidad universidade université
    """
)
_BODIES_OF_INDIA = word_set("mahasabha manch morcha parishad sabha samiti sangh")
# "In Karak", "the town of Karak", and no belief in anybody.
_PLACE_BEFORE = re.compile(
    r"(?:^|[^\w-])(?:(?<!\w)[Ii]n|near|outside|(?:airport|bay|city|coast|district|hills|island|mayor"
    r"|members|mosque|much|outskirts|parts|port|province|region|river|shores?|squares?|streets?"
    r"|suburb|town|valley|villages?)\s(?:of|for|in)"
    r"|(?:arriv|bound|driv|drove|flew|fly|head|land|march|return|sail|travel)\w*\s(?:\w+\s){0,2}?"
    r"(?:at|for|from|on|onto|to)"
    r"|(?:activist|congress\w+|councillor|delegate|deputy|farmer|independent|lawmaker|legislator"
    r"|member|migrant|miner|native|people|politician|refugee|resident|senator|student|voter)s?"
    r"\s(?:from|for))\s\Z"
)
_BELIEF = re.compile(
    r"\b(?:believ\w*|belief|confiden\w*|disappoint\w*|faith|hope|interest\w*|invest\w*|joy|trust\w*"
    r"|pride|succeed\w*|vested)\s(?:\w+\s)?in\s\Z"
)
_NO_SURNAMES = word_set("airport archipelago atoll avenue islands peninsula shoal zone")
_STREETS = word_set("boulevard lane road street ward")
_ON_STREET = re.compile(r"\b(?:along|in|near|off|on|outside)\s\Z")
_SPEAKS_NEXT = re.compile(r",(?! (?:an?|the|which|who|whose)\b)")
_RIVER_BEFORE = re.compile(r"\b(?:on|along|across|down|up|reservoirs of|banks of)\sthe\s\Z")
_THE = re.compile(r"\b[Tt]he\s\Z")
_IN_THE = re.compile(r"\b(?:[Aa]cross|[Ff]rom|[Ii]n|into|throughout) the\s\Z")
_SHORT_AFTER = re.compile(r"(?!\s?:)(?!\s[A-Z]{2})")
_BODY_REACH = 40


def says_place(text: str, mention: Mention) -> bool:
    """Whether a name that is tagged as a person's stands where only a place would, or ends as
    only places do."""
    words = mention.span.of(text)
    if mention.type != "PERSON":
        return False
    if " " in words:
        head = words.split()[-1].lower()
        before = text[max(0, mention.span.start - LOCATIVE_REACH) : mention.span.start]
        place = head in PLACE_HEADS or (head in _STREETS and _ON_STREET.search(before))
        return head in _NO_SURNAMES or bool(place and given_name_gender(words) is None)
    if text[mention.span.end : mention.span.end + 1] in ("'", "’"):
        return False  # "in Okoro's view"
    before = text[max(0, mention.span.start - LOCATIVE_REACH) : mention.span.start]
    if _RIVER_BEFORE.search(before):
        return True
    return _PLACE_BEFORE.search(before) is not None and _BELIEF.search(before) is None


def says_body(text: str, mention: Mention) -> bool:
    """Whether the words beside a name say that it is a company, a party or the like."""
    span = mention.span
    words = span.of(text)
    if (apposed := APPOSED.match(text, span.end)) and not apposed["rest"]:
        return True
    if mention.type == "ORGANIZATION":
        return False
    if (short := BRACKETED.match(text, span.end)) and short[1] in acronyms(words):
        return True
    if _OF_MEMBERS.match(text, span.end):
        return given_name_gender(words) is None
    unlike = mention.type != "PERSON" or given_name_gender(words) is None
    ends = words.split()[-1].lower() in COMPANY_WORDS | _BODIES_OF_INDIA | _PARTY_ENDS
    if " " in words and unlike and (ends or " & " in words):
        return True
    before = text[max(0, span.start - _BODY_REACH) : span.start]
    if _BODY_AFTER.match(text, span.end) or _BUSINESS_BEFORE.search(before):
        return True
    if words.split()[0].lower() in _BODIES_ABROAD:
        return mention.type == "PERSON"
    if _THING_AFTER.match(text, span.end):
        return mention.type == "PERSON" and not is_given(words)
    if mention.type == "PERSON" and _COINED_SPELLING.fullmatch(words):
        return _TITLED.search(before) is None
    if mention.type == "PERSON" and _PERSONS_OF.match(text, span.end):
        return given_name_gender(words) is None  # "Saga Equities analyst Bo Li"
    if " " in words and _WHOSE.search(before) and _HOLDS.match(text, span.end):
        return mention.type == "PERSON"
    if _PLAIN_BODY_BEFORE.search(before) or _BODY_BASED.search(before):
        founded = _FOUNDED_BY.match(text, span.end) is not None
        unlike = given_name_gender(words) is None or is_never_short(text, words)
        return mention.type == "PERSON" and unlike and not founded
    if " " not in words and _SPEAKS_NEXT.match(text, span.end) and _BODY_APPOSED.search(before):
        return mention.type == "PERSON" and given_name_gender(words) is None
    if _OPENING_BODY.search(before) and not _FOUNDED.match(text, span.end):
        return mention.type == "PERSON" and given_name_gender(words) is None
    if _SORT_OF_BODY.search(before) and not _FOUNDED.match(text, span.end):
        return mention.type == "PERSON" and given_name_gender(words) is None
    if " " in words:
        return False  # "the pollster Ann Lee"
    if mention.type == "PERSON" and words.isupper() and 2 < len(words) < 7:
        # "FIBA" is one, but no name in a headline nor of a speaker ("SEN. LEE: ...").
        titled = is_title((before.split() or [""])[-1].lower())
        return not titled and _SHORT_AFTER.match(text, span.end) is not None
    if _THE.search(before) and words.endswith("s") and mention.type == "LOCATION":
        return _IN_THE.search(before) is None  # "the Houthis", but "in the Balkans"
    return _BODY_BEFORE.search(before) is not None


def says_firm(text: str, mention: Mention) -> bool:
    """Whether the words beside a name can only be beside a firm's: "drugmaker Helvax", "Quill
    founder Ann Lee"."""
    before = text[max(0, mention.span.start - _BODY_REACH) : mention.span.start]
    firm = _BUSINESS_BEFORE.search(before) or _FOUNDER.match(text, mention.span.end)
    return firm is not None


def is_never_short(text: str, words: str) -> bool:
    """Whether a name of two words comes again and again and never as one of them alone, as
    hardly a person's does."""
    times = text.count(words)
    parts = words.split()
    return len(parts) == 2 and times > 2 and all(text.count(part) == times for part in parts)


def is_given(words: str) -> bool:
    """Whether a name begins with a given name: "Dragan, which isn't his name"."""
    first = words.split()[0]
    return given_name_gender(words if " " in words else f"{first} {first}") is not None
