"""One type for a name: what its mentions are tagged as, and what the words beside them say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from stance.grammar import LOCATIVE, LOCATIVE_REACH
from stance.homes import STATES
from stance.lexicon import (
    COMPANY_WORDS,
    KNOWN_BODIES,
    NAME_KINDS,
    ORGANISATION_NOUNS,
    PARTIES,
    PLACE_HEADS,
    word_set,
)
from stance.names import given_name_gender, is_particle, is_title, person
from stance.organisations import BRACKETED, acronyms
from stance.places import kind as country_kind
from stance.tagger import Mention

# Businesses, which no person is called: "airline Pan Lao", of however many words.
_BUSINESS_BEFORE = re.compile(
    r"\b(?:airline|(?:auto|car|chip|drug|plane|steel|toy|truck|vaccine)maker|conglomerate|insurer"
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
# "The electoral service, Servel, said".
_BODY_APPOSED = re.compile(
    r"(?:^|[.!?”\"\n]\s*)The\s(?:[\w'’-]+\s){0,3}(?:agency|association|authority"
    r"|broadcaster|commission|confederation|conference|council|daily|federation|institute|mission"
    r"|network|newspaper|party|regulator|service|union|watchdog),\s\Z"
)
_BODY_BASED = re.compile(r"\b[A-Z][\w’'-]+-(?:based|listed|registered)\s\Z")
_BODY_AFTER = re.compile(
    r"['’]s?\s(?:board|ceo|CEO|chief executive|headquarters|managing director|revenues?"
    r"|secretary-general|share price|shareholders|shares|stock|subsidiary)\b"
    r"|\s(?:analyst|CEO|chief executive|co-founder|executive)\s[A-Z]"
    r"|\s(?:deputies|lawmakers|legislators|MPs|councillors)\b"
)
APPOSED = re.compile(
    r"(?P<rest>(?: [A-Z][\w’'&-]*){0,3}),\s(?:an?|the)\s(?:[\w’'-]+\s){0,3}?(?:airline|alliance"
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
# No person is "which", and none is founded.
_THING_AFTER = re.compile(
    r",\s(?:which|founded|headquartered|listed|incorporated|with\s[\d,]+\s(?:branches|deputies"
    r"|employees|lawmakers|members|MPs|seats|stores|votes|workers))\b"
)
# "KazNADC", "GoCab", but McBride, LeBron, O'Neill.
_COINED_SPELLING = re.compile(
    r"(?!(?:Al|Da|De|Di|Du|El|Fitz|Ja|Jo|La|Le|Lo|Mac|Mary|Mc|Ra|Ta|Van|Von)[A-Z])"
    r"[A-Z]?[a-zà-ÿ]+[A-Z][A-Za-z]*"
)
_PARTY_ENDS = word_set("alliance bloc coalition league movement party")
_MAN = word_set("hon mr mrs ms prof rev")
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
_IN_THE = re.compile(r"\b(?:[Aa]cross|[Ff]rom|[Ii]n|into|over|throughout|to) the\s\Z")
_SHORT_AFTER = re.compile(r"(?!\s?:)(?!\s[A-Z]{2})")
_BODY_REACH = 40
# "Stop Putin" is named after somebody.
_CALLS = word_set("back defend elect free justice ready remember save stop team vote")
# Boston is no newspaper because of the Boston Globe; Altamar is what Altamar Copper is.
_NOT_COINED = (
    ORGANISATION_NOUNS | NAME_KINDS.keys() | {"law", "policy", "studies"}
) - COMPANY_WORDS
_EVIDENCE = 3
"""Mentions that a word beside a name outweighs."""


def types_by_words(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """One type for the same words everywhere: what most of their mentions have, words beside
    them that tell ("the group Harzkraft", "Harzkraft's shares") counting more."""
    votes: dict[str, Counter[str]] = {}
    located, said = set(), set()
    spellings = {mention.span.of(text) for mention in mentions}
    persons = {mention.span.of(text) for mention in mentions if mention.type == "PERSON"}
    for mention in mentions:
        words = mention.span.of(text)
        counter = votes.setdefault(words, Counter())
        counter[mention.type] += 1
        shouted = words.isupper() and words.title() in spellings
        if not shouted and _is_said_to_be_a_body(text, mention):
            counter["ORGANIZATION"] += _EVIDENCE
            said.add(words)
        called = " " in words and words.split()[-1] in persons  # "Ann Lake", later "Lake"
        if not called and _is_said_to_be_a_place(text, mention):
            counter["LOCATION"] += _EVIDENCE
        before = max(0, mention.span.start - LOCATIVE_REACH)
        owns = text[mention.span.end : mention.span.end + 1] in ("'", "’")
        if not owns and LOCATIVE.search(text, before, mention.span.start):
            located.add(words)
    types = {words: counter.most_common(1)[0][0] for words, counter in votes.items()}
    # A single word that is part of a person's full name is that person.
    for words, kind in types.items():
        last = words.split()[-1]
        if kind == "PERSON" and last != words and last in said and given_name_gender(words) is None:
            types[words] = "ORGANIZATION"  # "Aroeira, which": so is Construtora Aroeira
    given = {
        words.split()[0] for words, kind in types.items() if kind == "PERSON" and " " in words
    } - STATES
    for words, kind in types.items():
        if kind == "LOCATION" and words in given and words not in located:
            types[words] = "PERSON"  # "I like Alma," he said of Alma Reyes
        elif kind == "ORGANIZATION" and words in given - said and _is_given(words):
            types[words] = "PERSON"  # "Proud of Marit"
        elif kind == "ORGANIZATION" and words.split()[0].lower() in _MAN and " " in words:
            types[words] = "PERSON"  # "Hon Aroha TE WHATA"
        elif kind == "PERSON" and words in located and country_kind(words) == "capital":
            types[words] = "LOCATION"  # "Lima has always hated us", and "here in Lima"
        elif words in STATES and kind != "PERSON":
            types[words] = "LOCATION"
        elif (kind == "ORGANIZATION" and words.isupper() and " " in words) and types.get(
            words.split()[-1].title()
        ) == "PERSON":
            types[words] = "PERSON"  # "TERRENCE BOYD", later Boyd
    for words in said:
        *others, last = words.split()
        named_for = others and (others[0].lower() in _CALLS or {"for", "of"} & set(others))
        unlike = types[words] == "ORGANIZATION" and given_name_gender(words) is None
        if unlike and not named_for and types.get(last) == "PERSON":
            types[last] = "ORGANIZATION"  # "Boréal" of Chantiers Boréal
    tails = {
        tail.lower() for words, kind in types.items() if kind == "PERSON" for tail in _tails(words)
    }
    parts = {
        word
        for words, kind in types.items()
        if kind == "PERSON" and len(names := person(words).words) > 1
        for word in (names[-1], names[0] if person(words).family_first else names[-1])
    }
    for words, kind in types.items():
        first, _, rest = words.partition(" ")
        surname = kind == "PERSON" and types.get(words.split()[-1]) == "PERSON"
        if rest and types.get(first) == "ORGANIZATION" and not surname:
            types[words] = "ORGANIZATION"  # "Veldhuis" is a company: so is "Veldhuis Micro"
    bodies = [w for w, kind in types.items() if kind == "ORGANIZATION" and " " in w]
    firsts = {words.split()[0] for words in bodies}
    begun = {" ".join(words.split()[:2]) for words in bodies if words.count(" ") > 1}
    # And so the other way round.
    coined = {
        words.split()[0] for words in bodies if not set(words.lower().split()[1:]) & _NOT_COINED
    } | {
        " ".join(words.split()[:2])
        for words in bodies
        if set(words.lower().split()[2:]) & COMPANY_WORDS
    }
    short = {acronym for words in bodies for acronym in acronyms(words)}
    for words, kind in types.items():
        if words in parts or (" " in words and words.lower() in tails):
            types[words] = "PERSON"  # "Del Valle Quiroga" of María Eugenia del Valle Quiroga
        elif words.lower() in PARTIES | KNOWN_BODIES and words[0].isupper():
            types[words] = "ORGANIZATION"  # "Tory backbencher"
        elif kind == "MISC" and types.get(f"{words}s") == "ORGANIZATION":
            types[words] = "ORGANIZATION"  # the "Houthi" negotiator of the Houthis
        elif (
            words in short
            or (kind == "PERSON" and words in firsts)
            or (kind == "PERSON" and words in begun)  # "Golden Heron" Bank
            or (kind == "LOCATION" and words in begun & coined - STATES)  # "Northern Ridge" Hydro
            or (kind == "LOCATION" and words in coined - located - STATES)
        ):
            types[words] = "ORGANIZATION"
    return types


def _is_given(words: str) -> bool:
    """Whether a name begins with a given name: "Dragan, which isn't his name"."""
    first = words.split()[0]
    return given_name_gender(words if " " in words else f"{first} {first}") is not None


def _tails(words: str) -> Iterator[str]:
    """The end of a person's name that begins with its particles: "del Valle Quiroga"."""
    parts = words.split()
    for n in range(1, len(parts) - 1):
        if is_particle(parts[n]) and not is_particle(parts[n - 1]):
            yield " ".join(parts[n:])


def _is_said_to_be_a_place(text: str, mention: Mention) -> bool:
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


def _is_said_to_be_a_body(text: str, mention: Mention) -> bool:
    """Whether the words beside a name say that it is a company, a party or the like."""
    span = mention.span
    words = span.of(text)
    if (apposed := APPOSED.match(text, span.end)) and not apposed["rest"]:
        return True
    if mention.type == "ORGANIZATION":
        return False
    if (short := BRACKETED.match(text, span.end)) and short[1] in acronyms(words):
        return True
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
        return mention.type == "PERSON" and not _is_given(words)
    if _COINED_SPELLING.fullmatch(words):
        return mention.type == "PERSON"
    if _PLAIN_BODY_BEFORE.search(before) or _BODY_BASED.search(before):
        return mention.type == "PERSON" and given_name_gender(words) is None
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
