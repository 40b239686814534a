"""Names made whole: pieces put together, cut ends found, missed mentions added.

The tagger reads one window at a time and cuts or loses a name here and there; the text as a
whole knows better. What is tagged once is found everywhere, pieces of a name are put
together, and a name and its bracketed acronym are tied.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence

from stance.affixes import side_taken
from stance.lexicon import (
    DAYS,
    HOLIDAYS,
    NAME_KINDS,
    ORGANISATION_NOUNS,
    PARTIES,
    word_set,
)
from stance.names import acronyms, given_name_gender, is_after_name, is_title, person
from stance.nametypes import APPOSED, types_by_words
from stance.places import Gazetteer
from stance.quotations import in_one
from stance.schema import Span
from stance.tagger import Mention, Tagged
from stance.transcripts import beside_names

_INSIDE_NAMES = frozenset((" ", "' ", "’ ", "'", "’", "-", " & ", " of ", " of the "))
_EDGES = " \t\r\n\"'“”‘’.,;:()[]-–—"
_POSSESSIVE = re.compile(r"(?:'s|’s|'|’)\Z")
_BRACKETED = re.compile(r"\s*\((?:the\s+)?([A-Z][\w.&-]{0,8}[A-Z])\)")
_OWNER = re.compile(r"((?:[A-Z][\w.]*\s)*[A-Z][\w.]*)['’]s\s")
_CAPITALISED = re.compile(r"[^\W\d_][\w.'’&-]*")
_OPENING = re.compile(r"[—–:“\"‘(]\s*(?=[A-Z])")
_LOWER = re.compile(r"\b[a-z]+\b")
# "The Justice and Reform bloc" is one.
_PARTY_END = re.compile(r"\s(?i:alliance|bloc|coalition|front|movement|party)\Z")
_LINK_BEGIN = re.compile(r"(?:Against|Beyond|For|Of|Without)\s")
_LINK_END = re.compile(r"(?: (?:and|at|by|for|in|of|on|the|to|with))+\Z")
_DATELINE_END = re.compile(r"\s(?:-|–|—|--)\s")
_SIDE_TAKEN = re.compile(
    r"(?:(?i:anti|non|post|pre|pro)-|[A-Z][\w’']+-(?:backed|based|led|listed|owned|run)\s)(?=[A-Z])"
)
_MINISTER = re.compile(r"\s(?:Commissioner|Minister|Secretary)\b")
_ADVISER = re.compile(r"\s(?:Advis[eo]r|Commissioner|Minister)\b")
_MINISTER_OF = re.compile(
    r"\b(?:Commissioner|Minister|Secretary|Undersecretary) (?:for|of) (?:the )?(?:\w+ and )?\Z"
)
_NO_NAMES = word_set("co corp inc llc ltd plc pvt")
_PARTICLE = re.compile(r"(?:al|el|ul)-|(?:bin|ibn|ben|abu|da|de|del|van|von)\s")
_ELISION = re.compile(r"(?<!\w)[dDlLO]['’]\Z")
_ADJECTIVES = ("-backed", "-based", "-born", "-led", "-listed", "-owned", "-run")
_ADDRESSES = word_set("dr lady lord madam miss mr mrs ms sir")
# What is left of a name that was cut: Seo Min"-ho", Lindqvist" & Falk", Union No". 2".
_REST = re.compile(r"-[a-zà-ÿ]{2,6}\b(?![-\w])| & [A-Z][\w’'-]+|(?<=\bNo)\.? \d+")
_CAPITALISED_REST = re.compile(r"(?: [A-Z][\w’-]*[a-z]['’]?){1,4}(?![\w’'])")
_NEXT_CAPITALISED = re.compile(r"['’]? ([A-Z][\w’'&-]*)")
_PREVIOUS_CAPITALISED = re.compile(r"([A-Z][\w’'&-]*) \Z")
# A body that is named after its business: "Ministry of", "Center for". A name may begin after any
# mark ("pro-", a quotation mark), so a word has a longest length lest a hyphenated run take long.
_OFFICE = re.compile(
    r"(?:\b[A-Z][\w’'-]{1,40} ){0,3}\b(?:Agency|Alliance|Association|Authority|Bank|Board|Bureau"
    r"|Cent(?:er|re)|Coalition|Commission|Committee|Council|Court|Department|Directorate|Federation"
    r"|Forum|Foundation|Front|Fund|Institute|League|Ministry|Movement|Network|Office"
    r"|Organi[sz]ation|Party|School|Society|Union|University)"
    r"(?P<link> (?:of|on|for)(?: the)? )(?P<first>[A-Z][\w’'-]+)"
)
# A treaty that is named after a place: "Tarawa Convention".
_DOCUMENT = re.compile(r" (?:Accord|Act|Agreement|Convention|Pact|Protocol|Treaty)s?\b(?! [A-Z])")
_AFTER_OFFICE = re.compile(r"(?: (?:and |of )?)?(?P<word>[A-Z][\w’'-]+)")
# What goes on with such a name over commas: "Bureau of Alcohol, Tobacco, Firearms and
# Explosives". Companies and persons stand in such lists, too, so a field is one of these.
_FIELD = (
    r"(?:Agriculture|Alcohol|Arts|Banking|Business|Climate|Commerce|Communications|Culture|Customs"
    r"|Defen[cs]e|Development|Digital|Education|Employment|Energy|Environment|Equality|Explosives"
    r"|Families|Finance|Firearms|Fisheries|Food|Forestry|Forests|Health|Heritage|Housing|Immigration"
    r"|Industry|Infrastructure|Innovation|Justice|Labou?r|Land|Lands|Media|Medicine|Mines|Mining"
    r"|Pensions|Planning|Refugees|Research|Science|Sciences|Skills|Sports?|Technology|Tobacco"
    r"|Tourism|Trade|Transport|Transportation|Water|Welfare|Women|Youth)"
)
_MORE_FIELDS = re.compile(
    rf"(?:, {_FIELD})+,? and (?:[A-Z][a-z]+ (?:Affairs|Development|Safety|Security|Services"
    rf"|Strategy|Works)|{_FIELD})(?![\w’'-]| [A-Z])"
)
_SAINT = re.compile(
    r"\bSt\.? [A-Z][\w-]+['’]s?(?: [A-Z][\w-]+){0,2} (?:Cathedral|Church|Clinic|College|Hospice"
    r"|Hospital|Infirmary|School|University)\b"
)
# Where "'s" is of the name: no verb stands between an owner and what is owned, but a participle
# does ("its condemned plan"), unless an article or the like follows it.
_NO_OWNER = re.compile(
    r"['’]s (?:of (?P<place>[A-Z][\w’-]+)|(?:had|has|would|could|should|did|does|accused|attacked"
    r"|blamed|criticised|criticized|denounced|praised|refused|said|says|sued|thanked|told|urged|warned"
    r"|welcomed)\b(?!-)|[a-z]+ed (?:an?|her|him|his|it|its|that|the|their|them)\b)"
)
_OWNS = re.compile(r"['’]s\b")
# "Ann Lee", D-Texas.
_SEAT = re.compile(r",? \(?[DIR]\.?-[A-Z][\w. -]*")
# Surnames that begin sentences as words, too.
_ALSO_WORDS = word_set(
    "will may mark rice bush young long white black green brown rich grant price"
)
_BODY_NOUNS = (ORGANISATION_NOUNS | NAME_KINDS.keys()) - word_set(
    "campaign administration government post group center front house mail guard"
)
_LONGEST_NAME = 6
_LONGEST_EXTENSION = 3
_ACRONYM_REACH = 60
_LINE_REACH = 200
_MOSTLY = 0.8
_SHORTEST_HEADLINE = 12


def whole_mentions(tagged: Tagged, gazetteer: Gazetteer) -> tuple[list[Mention], dict[str, str]]:
    """The mentions of a tagged text, made whole, in text order and apart; and what brackets
    tie to names: {"KCNA": "Korean Central News Agency"}."""
    text = tagged.text
    starts = {sentence.start for sentence in tagged.sentences}
    starts |= {match.end() for match in _OPENING.finditer(text)}
    cut = [
        Mention(span, mention.type)
        for mention in tagged.mentions
        for span in _pieces(text, mention.span, gazetteer)
        if not _is_no_name(text, span.of(text), mention.type)
        and not _is_portfolio(text, span, gazetteer)
    ]
    cut = _without_words(text, _without_letters(text, cut), starts)
    cut = _named_by_possessive(text, cut, gazetteer)
    whole = _extended(text, _whole_names(text, cut, gazetteer), starts, gazetteer)
    whole = [_without_link(text, m) for m in apart(_with_offices(text, whole, gazetteer))]
    aliases = _aliases(text, whole)
    missed = _with_missed(text, whole, aliases, starts)
    return apart(_whole_names(text, missed, gazetteer)), aliases


def _without_link(text: str, mention: Mention) -> Mention:
    """A name without a link to what is none of it: "the Terminals Association of" bargaining."""
    link = _LINK_END.search(text, *mention.span)
    if link is None:
        return mention
    return Mention(Span(mention.span.start, link.start()), mention.type)


def trim(text: str, span: Span) -> Span | None:
    """The span without outer punctuation, "the" before and "'s" after it; None if none is left."""
    end = span.end
    start = _inner_start(text, span)
    if text[start : start + 4].lower() == "the " and end > start + 4:
        start = _inner_start(text, Span(start + 4, end))
    if possessive := _POSSESSIVE.search(text, start, end):
        end = possessive.start()
    # A full stop stays where it belongs to the name: "U.S.", "Warner Bros."
    edges = _EDGES.replace(".", "") if "." in text[start : end - 1] else _EDGES
    while end > start and (text[end - 1] in edges or text[end - 1].isspace()):
        end -= 1
    if not any(character.isalpha() for character in text[start:end]):
        return None
    return Span(start, end)


def _inner_start(text: str, span: Span) -> int:
    start = span.start
    while start < span.end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    return start


def _pieces(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The span trimmed; "Korean Central News Agency (KCNA)" as its name and its acronym, and
    "Turkey's Press Society" without the country that it is in."""
    span = _without_owner(text, span, gazetteer)
    if dateline := _DATELINE_END.search(text, span.start, span.end):
        span = Span(dateline.end(), span.end)  # "TASHKENT - Uzbekistan"
    if side := _SIDE_TAKEN.match(text, span.start, span.end):
        span = Span(side.end(), span.end)  # "anti-IBAMA", "Dubai-based Nahda Care"
    if side_taken(text, span) and (place := _place_first(text, span, gazetteer)):
        yield place  # "pro-Kremlin Unity" is two
        span = Span(place.end + 1, span.end)
    if _ELISION.search(text[max(0, span.start - 3) : span.start]):
        span = Span(span.start - 2, span.end)  # d'"Entremont"
    bracket = text.find("(", span.start, span.end)
    parts = [span] if bracket < 0 else [Span(span.start, bracket), Span(bracket, span.end)]
    if (line := text.find("\n", span.start, span.end)) >= 0:  # a headline and its dateline
        parts = [Span(span.start, line), Span(line, span.end)]
    for part in parts:
        if part.start < part.end and (trimmed := trim(text, part)) is not None:
            yield trimmed


def _place_first(text: str, span: Span, gazetteer: Gazetteer) -> Span | None:
    """The country that the words of a longer name begin with."""
    found = gazetteer.find(span.of(text))
    if not found or found[0].start or text[span.start + found[0].end : span.end][:1] != " ":
        return None
    return Span(span.start, span.start + found[0].end)


def _without_owner(text: str, span: Span, gazetteer: Gazetteer) -> Span:
    owner = _OWNER.match(text, span.start, span.end)
    owned = owner is not None and gazetteer.kind(owner[1]) == "name"
    return Span(owner.end(), span.end) if owner is not None and owned else span


def _is_no_name(text: str, words: str, kind: str) -> bool:
    """Whether a mention is a title alone ("Mr."), a holiday or, in a text with capitals, without
    one ("frank talks")."""
    if words.endswith(_ADJECTIVES) or words.lower() in HOLIDAYS:
        return True  # "the Paris-based organisation"
    if (words.islower() and not text.islower()) or words.lower() in _NO_NAMES:
        return True
    if kind != "PERSON":
        return words.lower().rstrip(".") in _ADDRESSES
    return is_title(words.lower())


def _is_portfolio(text: str, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether a name is what a minister is for: "Energy" Minister Ann Lee."""
    first, _, rest = span.of(text).partition(" ")
    words = rest if rest and gazetteer.kind(first) else span.of(text)  # "Kyrgyz Energy"
    if words.isupper() or gazetteer.kind(words) is not None:
        return False
    if _MINISTER_OF.search(text, max(0, span.start - _ACRONYM_REACH), span.start):
        return True  # "the Minister for Youth"
    title = _MINISTER if " " not in words else _ADVISER  # "National Security" Adviser
    return title.match(text, span.end) is not None


def _without_words(text: str, mentions: Sequence[Mention], starts: set[int]) -> list[Mention]:
    """Mentions without words that have a capital only because they begin a sentence: those
    that stand elsewhere in the text without it ("Grain handlers ... the grain")."""
    doubtful = {
        words.lower()
        for mention in mentions
        if mention.span.start in starts
        and mention.type != "PERSON"
        and (words := mention.span.of(text)).isalpha()
        and words[1:].islower()
    }
    if not doubtful:
        return list(mentions)
    common = {match.group() for match in _LOWER.finditer(text)} & doubtful
    return [
        mention
        for mention in mentions
        if mention.span.start not in starts or mention.span.of(text).lower() not in common
    ]


def _without_letters(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without letters after a person's name, and where that person sits: "Ann Lee,
    K.C.,", "Ann Lee, D-Texas"."""
    kept = []
    end = None  # of the person's name, with such letters
    for mention in mentions:
        between = text[end : mention.span.start] if end is not None else ""
        lettered = between in (", ", "., ") and is_after_name(mention.span.of(text))
        if lettered or (end is not None and _SEAT.fullmatch(text, end, mention.span.end)):
            end = mention.span.end
            continue
        kept.append(mention)
        end = mention.span.end if mention.type == "PERSON" else None
    return kept


def _named_by_possessive(
    text: str, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Mention]:
    """Mentions, and companies whose names end in "'s" and that are tagged as persons without it:
    "McDonald's" sued, "Lloyd's of London".

    Such a name has its "'s" wherever the text has it, and a verb or "of" follows it once.
    """
    found: list[Mention] = []
    single = {
        words
        for mention in mentions
        if mention.type == "PERSON"
        and (words := mention.span.of(text)).isalpha()
        and (follows := _NO_OWNER.match(text, mention.span.end))
        and (follows["place"] or given_name_gender(f"{words} {words}") is None)
        and gazetteer.kind(words) is None
    }
    for words in sorted(single):
        places = list(re.finditer(rf"(?<![\w-]){words}(?![\w-])", text))
        if all(
            _OWNS.match(text, place.end())
            and all(m.span.of(text) == words for m in overlapping(mentions, Span(*place.span())))
            for place in places
        ):
            for place in places:
                end = place.end() + len("'s")
                if (whole := _NO_OWNER.match(text, place.end())) and whole["place"]:
                    end = whole.end()
                found.append(Mention(Span(place.start(), end), "ORGANIZATION"))
    found = apart(found)
    kept = [mention for mention in mentions if not overlapping(found, mention.span)]
    return sorted([*kept, *found], key=lambda mention: mention.span)


def _whole_names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Mentions with the pieces of a name that the tagger cut in two put together.

    "Workers" and "Party" with nothing but an apostrophe between them are one name, of the
    type of the last piece. What comes before a person stays apart ("Republican Ann Lee").
    """
    held: Mention | None = None
    for mention in mentions:
        if held is not None and _continues(text, held, mention, gazetteer):
            kind = held.type if mention.type == "LOCATION" else mention.type
            whole = Span(held.span.start, mention.span.end)
            held = Mention(trim(text, whole) or whole, kind)
            continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _continues(text: str, one: Mention, other: Mention, gazetteer: Gazetteer) -> bool:
    between = text[one.span.end : other.span.start]
    first, second = one.span.of(text), other.span.of(text)
    if first == "St" and between in (" ", ". "):
        return True  # "St. John"
    if first.endswith((" of", " for")) and between in (" ", " the "):
        return True  # "International Committee of" the "Red Cross"
    if one.type == other.type == "PERSON" and between == " " and _PARTICLE.match(second):
        return True  # "Dalal" "al-Rashdan"
    if between in ("'s ", "’s ") and one.type == "ORGANIZATION" and _is_body_noun(second):
        return gazetteer.kind(first) is None  # "Capital Prosecutor's" "Office"
    if (
        between == " and "
        and one.type == other.type == "ORGANIZATION"
        and _PARTY_END.search(second)
    ):
        return text[one.span.start - 4 : one.span.start].lower() == "the " and not first.isupper()
    if between not in _INSIDE_NAMES or not (first[:1].isupper() and second[:1].isupper()):
        return False
    if between in ("'", "’"):
        return True  # "N’Djamena"
    if "of" in between:
        return one.type == other.type == "ORGANIZATION" and gazetteer.kind(second) is None
    if other.type == "PERSON" and one.type != "PERSON":
        return False
    kinds = (gazetteer.kind(first), gazetteer.kind(second))
    if between == " " and kinds[0] == "name" and other.type == "ORGANIZATION":
        return "." not in first  # "Ghana Hoops Federation", but the U.S. stays a country
    if between == " " and kinds[1] == "name" and one.type == "ORGANIZATION":
        return True  # "Transport Scotland"
    return all(kind in (None, "capital") for kind in kinds)


def _extended(
    text: str, mentions: Iterable[Mention], starts: set[int], gazetteer: Gazetteer
) -> list[Mention]:
    """Mentions of bodies and things with the capitalised words that go on with their name."""
    known = list(mentions)
    beside = beside_names(text)
    result = []
    for index, mention in enumerate(known):
        if body := _called_body(text, mention):
            result.append(Mention(body, "ORGANIZATION"))
            continue
        if document := _DOCUMENT.match(text, mention.span.end):
            result.append(Mention(Span(mention.span.start, document.end()), "MISC"))
            continue
        words = mention.span.of(text)
        if mention.type == "PERSON" and (more := _REST.match(text, mention.span.end)):
            result.append(Mention(Span(mention.span.start, more.end()), _kind(mention, more)))
            continue
        if office := _national_body(text, mention, gazetteer):
            result.append(Mention(office, "ORGANIZATION"))
            continue
        if (
            (mention.type == "PERSON" and " " in words)
            or gazetteer.kind(words) is not None
            or _is_title_case(text, mention.span.start)
            or in_one(beside, mention.span.start)  # "ANN LEE, CNN HOST:"
        ):
            result.append(mention)
            continue
        before = known[index - 1].span.end if index else 0
        after = known[index + 1] if index + 1 < len(known) else None
        if more := _REST.match(text, mention.span.end):
            result.append(Mention(Span(mention.span.start, more.end()), _kind(mention, more)))
            continue
        if mention.type == "PERSON":  # "Botir" Saidov
            end = _rightmost(text, mention.span.end, after, gazetteer)
            if " " in text[mention.span.end + 1 : end].strip():
                end = mention.span.end
            result.append(Mention(Span(mention.span.start, end), "PERSON"))
            continue
        start = _explained(text, mention.span) or _leftmost(
            text, mention.span.start, before, starts, gazetteer
        )
        end = _rightmost(text, mention.span.end, after, gazetteer)
        kind = "ORGANIZATION" if end > mention.span.end else mention.type
        while result and result[-1].span.end > start:
            result.pop()  # the piece is part of this name
        result.append(Mention(_without_owner(text, Span(start, end), gazetteer), kind))
    return result


def _kind(mention: Mention, more: re.Match[str]) -> str:
    return "ORGANIZATION" if "&" in more[0] else mention.type


def _national_body(text: str, mention: Mention, gazetteer: Gazetteer) -> Span | None:
    """A body whose name begins with its country's and of which the country alone is tagged:
    "Nigeria" Employers' Assembly."""
    words = mention.span.of(text)
    if gazetteer.kind(words) != "name" or "." in words or words.isupper():
        return None
    rest = _CAPITALISED_REST.match(text, mention.span.end)
    if rest is None or not _is_body_noun(rest[0].split()[-1]):
        return None
    return Span(mention.span.start, rest.end())


def _called_body(text: str, mention: Mention) -> Span | None:
    """A name that is said to be a body's ("Reef Witness, a conservation group"), or a single
    name with the nouns of a body behind it, whatever it is tagged: "Kilbrennan Council",
    "Transport Workers Union"; None for another."""
    if apposed := APPOSED.match(text, mention.span.end):
        return Span(mention.span.start, apposed.end("rest"))
    if " " in mention.span.of(text):
        return None
    end = mention.span.end
    while (found := _NEXT_CAPITALISED.match(text, end)) and _is_body_noun(found[1]):
        end = found.end(1)
    return Span(mention.span.start, end) if end > mention.span.end else None


def _is_body_noun(word: str) -> bool:
    return word.lower().rstrip("'’") in _BODY_NOUNS and not word.isupper()


def _explained(text: str, span: Span) -> int | None:
    """Where a name begins whose acronym stands in brackets after it, None without one:
    "Longshore and" Grain Workers Union (LGWU)."""
    found = _BRACKETED.match(text, span.end)
    if found is None:
        return None
    start = max(0, span.start - _ACRONYM_REACH)
    begins = [m.start() for m in _CAPITALISED.finditer(text, start, span.end) if m[0][0].isupper()]
    for begin in reversed(begins):
        whole = text[begin : span.end]
        if found[1] in acronyms(whole) and not set(whole) & set(".:;\n"):
            return begin
    return None


def _is_title_case(text: str, position: int) -> bool:
    """Whether most words of the line have capitals: then a capital is no sign of a name."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    line = text[
        max(start, position - _LINE_REACH) : min(
            len(text) if end < 0 else end, position + _LINE_REACH
        )
    ]
    long = [word for word in line.split() if len(word) > 2 and word[0].isalpha()]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > _MOSTLY * len(long)


def _leftmost(text: str, start: int, limit: int, starts: set[int], gazetteer: Gazetteer) -> int:
    """Where a name begins that the tagger may have begun late: "Second" Thomas Shoal."""
    for _ in range(_LONGEST_EXTENSION):
        found = _PREVIOUS_CAPITALISED.search(text, max(limit, start - 30), start)
        if found is None or found[1].endswith(_ADJECTIVES):
            break
        if _LINK_BEGIN.match(text, start):
            start = found.start()  # Reporters "Without Borders"
            continue
        if found.start() in starts:
            break
        if not _is_of_name(found[1], gazetteer) and gazetteer.kind(found[1]) != "name":
            break  # "Ghana" is of Ghana Hoops Federation, "Ghanaian" would not be
        if text[found.start() - 1 : found.start()] not in (" ", "("):
            break
        start = found.start()
    return start


def _rightmost(text: str, end: int, following: Mention | None, gazetteer: Gazetteer) -> int:
    """Where a name ends that the tagger may have ended early: Brannoch "Consulting"."""
    at = end
    for _ in range(_LONGEST_EXTENSION):
        found = _NEXT_CAPITALISED.match(text, at)
        if found is None:
            return at
        if following is not None and found.end(1) > following.span.start:
            return end  # what leads up to the next name is its title
        if not _is_of_name(found[1], gazetteer):
            return end
        at = found.end(1)
    return at


def _with_offices(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Mentions, and bodies named after their business: "Commission on Presidential Debates".

    What is tagged inside such a name is part of it.
    """
    saints = [Span(*match.span()) for match in _SAINT.finditer(text)]
    found = list(saints)
    for match in _OFFICE.finditer(text):
        end = at = match.end()
        for word in _AFTER_OFFICE.finditer(text, at - len(match["first"])):
            if word.start() > at or not _may_go_on(word["word"], gazetteer):
                break
            end = at = word.end()
        if (more := _MORE_FIELDS.match(text, end)) and not _persons(mentions, end, more.end()):
            end = more.end()
        first = match["first"]
        begins_with_day = first.lower() in DAYS
        persons = _persons(mentions, match.start(), end)
        if end > match.end("link") and not begins_with_day and not persons:
            span = trim(text, Span(match.start(), end))
            assert span is not None
            if not any(span.overlaps(saint) for saint in _near(saints, span)):
                found.append(span)
    found.sort()
    kept = [m for m in mentions if not any(span.overlaps(m.span) for span in _near(found, m.span))]
    return sorted([*kept, *(Mention(span, "ORGANIZATION") for span in found)], key=lambda m: m.span)


def _persons(mentions: Sequence[Mention], start: int, end: int) -> bool:
    """Whether a person is named in a part of the text."""
    return any(m.type == "PERSON" for m in overlapping(mentions, Span(start, end)))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the spans, which are in order and apart, that may overlap the other."""
    at = bisect_right(spans, span)
    return spans[max(0, at - 1) : at + 1]


def _may_go_on(word: str, gazetteer: Gazetteer) -> bool:
    return word.lower() not in DAYS and not (is_title(word.lower()) and gazetteer.kind(word))


def _is_of_name(word: str, gazetteer: Gazetteer) -> bool:
    bare = word.lower().rstrip("s").removesuffix("'").removesuffix("’")
    titled = is_title(bare) or is_title(word.lower()) or word.lower() in PARTIES
    return (
        not titled and word.lower() not in DAYS and gazetteer.kind(word) is None and len(word) > 1
    )


def _aliases(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """What brackets after a name tie to it: {"KCNA": "Korean Central News Agency"}."""
    aliases: dict[str, str] = {}
    for mention in mentions:
        if mention.type in ("ORGANIZATION", "MISC") and (
            found := _BRACKETED.match(text, mention.span.end)
        ):
            aliases.setdefault(found[1], mention.span.of(text))
    return aliases


def _with_missed(
    text: str, mentions: list[Mention], aliases: Mapping[str, str], starts: set[int]
) -> list[Mention]:
    """Mentions, and the places where the same names stand without being tagged."""
    types = types_by_words(text, mentions)
    known = {words: kind for words, kind in types.items() if _is_findable(words)}
    for words, kind in types.items():
        if kind == "PERSON" and (surname := person(words).surname) and " " in words:
            known.setdefault(surname, "PERSON")
    known |= dict.fromkeys(aliases, "ORGANIZATION")
    upper = {words.upper(): kind for words, kind in known.items()}
    spans = [mention.span for mention in mentions]
    found = list(mentions)
    for line in _headlines(text):
        found += _occurrences(text, line, upper, spans, starts)
    found += _occurrences(text, Span(0, len(text)), known, spans, starts)
    return sorted(found, key=lambda mention: mention.span)


def _is_findable(words: str) -> bool:
    """Whether the words are a name wherever they stand: with a capital, and no title."""
    return len(words) > 2 and words[0].isupper() and not is_title(words.lower())


def _headlines(text: str) -> Iterator[Span]:
    """The lines that are all in capitals."""
    start = 0
    for line in text.splitlines(keepends=True):
        if len(line) >= _SHORTEST_HEADLINE and line.isupper():
            yield Span(start, start + len(line))
        start += len(line)


def _occurrences(
    text: str, part: Span, known: Mapping[str, str], taken: list[Span], starts: set[int]
) -> Iterator[Mention]:
    """Where the known names stand in a part of the text and nothing is tagged.

    `taken` are the tagged spans in order; what is found is added to them.
    """
    firsts = {name.split()[0] for name in known}
    words = [match.span() for match in _CAPITALISED.finditer(text, part.start, part.end)]
    for index, (start, end) in enumerate(words):
        first = text[start:end]
        bare = _POSSESSIVE.sub("", first).rstrip(".,")
        if first not in firsts and bare not in firsts:
            continue
        for last in range(min(index + _LONGEST_NAME, len(words)) - 1, index - 1, -1):
            span = trim(text, Span(start, words[last][1]))
            if span is None or span.start != start or (name := span.of(text)) not in known:
                continue
            begins = start in starts and name.lower() in _ALSO_WORDS
            at = bisect_right(taken, span)
            if not begins and not any(t.overlaps(span) for t in taken[max(0, at - 1) : at + 1]):
                insort(taken, span)
                yield Mention(span, known[name])
            break


def overlapping(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions that share a character with the span; mentions do not overlap one another."""
    at = bisect_right(mentions, span.start, key=lambda mention: mention.span.end)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        found.append(mentions[at])
        at += 1
    return found


def apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in text order, without those that begin inside the one before."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.span.start, -item.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return kept
