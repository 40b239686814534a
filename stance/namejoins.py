"""Pieces of a name put together, and its cut ends found.

The tagger reads one window at a time and cuts a name here and there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from stance.bodies import NEXT_CAPITALISED, called_body, is_body_noun, national_body
from stance.homes import STATES
from stance.lexicon import DAYS, PARTIES
from stance.namecuts import ADJECTIVES, trim, without_owner
from stance.names import is_title
from stance.organisations import BRACKETED, acronyms
from stance.places import Gazetteer
from stance.quotations import in_one
from stance.schema import Span
from stance.tagger import Mention
from stance.transcripts import beside_names

_INSIDE_NAMES = frozenset((" ", "' ", "’ ", "'", "’", "-", " & ", " of ", " of the "))
CAPITALISED = re.compile(r"[^\W\d_][\w.'’&-]*")
# "The Justice and Reform bloc" is one.
_PARTY_END = re.compile(r"\s(?i:alliance|bloc|coalition|front|movement|party)\Z")
_LINK_BEGIN = re.compile(r"(?:Against|Beyond|For|Of|Without)\s")
_PARTICLE = re.compile(r"(?:al|el|ul)-|(?:bin|ibn|ben|abu|da|de|del|van|von)\s")
# What is left of a name that was cut: Seo Min"-ho", Lindqvist" & Falk", Union No". 2", Kaitu"'u".
_REST = re.compile(
    r"-(?!(?:based|born|led|owned|run|sama|sensei|ssi)\b)[a-zà-ÿ]{2,6}\b(?![-\w])"
    r"| & [A-Z][\w’'-]+|(?<=\bNo)\.? \d+"
    r"|(?<=\w)['’](?!(?:[sSdDmMtT]|ll|re|ve)\b)[^\W\d_]{1,6}\b(?!['’])"
)
_EZAFE = re.compile(r"-(?:al|e|i|ul|ur|us)-")
_QUOTES = ("'", '"', "‘", "“")
# Of 'Pappy' Lindo: with the blanks around it, from its first letter on, and what precedes its end.
_NICKNAME = re.compile(r" ['\"‘“][^\W\d_a-zà-ÿ][\w.-]*(?: [^\W\d_a-zà-ÿ][\w.-]*)?['\"’”] ")
_FROM_NICKNAME = re.compile(
    r"[^\W\d_a-zà-ÿ][\w.-]*(?: [^\W\d_a-zà-ÿ][\w.-]*)?['\"’”] [^\W\d_a-zà-ÿ]"
)
_OPENED = re.compile(r"\w ['\"‘“][^'\"’”]+\Z")
# "Guild of Polish Directors", "Editors".
_FIELDS = re.compile(r" (?:of|for) .*[a-z](?:e[er]|ist|or)s\Z")
_MORE_FIELDS = re.compile(r"[A-Z][a-z]+(?:e[er]|ist|or)s")
_AND_MORE_FIELDS = re.compile(rf" and {_MORE_FIELDS.pattern}\b(?![ -][A-Z])")
_PREVIOUS_CAPITALISED = re.compile(r"([A-Z][\w’'&-]*) \Z")
# A treaty that is named after a place: "Tarawa Convention".
_DOCUMENT = re.compile(r" (?:Accord|Act|Agreement|Convention|Pact|Protocol|Treaty)s?\b(?! [A-Z])")
_LONGEST_LINK = 6
# "Ortega y Gasset", "Praca i Ziemia": an "and" of another language holds one name together.
_AND_ABROAD = re.compile(r" (?:e|et|i|og|och|und|y) \Z")
_DISTRICT = re.compile(r"District (?:Association|Chamber|Council|Health|Hospital|Police)\b.*")
# Where a sentence begins that was not seen to: "21:58 And DUS".
_TIME = re.compile(r"\d[.:]\d\d\s\Z")
_LONGEST_EXTENSION = 3
_ACRONYM_REACH = 60


def whole_names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Mentions with the pieces of a name that the tagger cut in two put together.

    "Workers" and "Party" with nothing but an apostrophe between them are one name, of the
    type of the last piece. What comes before a person stays apart ("Republican Ann Lee").
    """
    held: Mention | None = None
    for mention in mentions:
        if held is not None and _continues(text, held, mention, gazetteer):
            kind = _kind_of_both(text, held, mention)
            whole = Span(held.span.start, mention.span.end)
            held = Mention(trim(text, whole) or whole, kind)
            continue
        if held is not None:
            yield held
        held = mention
    if held is not None:
        yield held


def _kind_of_both(text: str, one: Mention, other: Mention) -> str:
    body = one.type == "ORGANIZATION" and _joined_abroad(text, one.span, other.span)
    return one.type if body or other.type == "LOCATION" else other.type


def _is_of_a_side(words: str) -> bool:
    """Whether a party's word is said of one person or thing: "Republican", but "Democrats"."""
    return words.lower() in PARTIES and not words.endswith(("s", "Labour"))


def _joined_abroad(text: str, one: Span, other: Span) -> bool:
    """Whether two pieces are of one name in another language: "Praca" i "Ziemia"."""
    link = _AND_ABROAD.search(text, max(one.start, one.end - _LONGEST_LINK), other.start)
    if link is None or link.start() > one.end or not text[other.start].isupper():
        return False
    first, second = text[one.start : link.start()], other.of(text)
    full = " " in first and " " in second  # "Fidel Castro y Hugo Chávez", "SPD und CDU" are two
    return not full and not (first.isupper() and second.isupper())


def _continues(text: str, one: Mention, other: Mention, gazetteer: Gazetteer) -> bool:
    between = text[one.span.end : other.span.start]
    first, second = one.span.of(text), other.span.of(text)
    if _is_of_a_side(second) or (first in STATES and second.lower() in PARTIES):
        return False  # "the Kentucky Republican" is no name, but the "Sahel Democrats" are
    if first == "St" and between in (" ", ". "):
        return True  # "St. John"
    if first.endswith((" of", " for")) and between in (" ", " the "):
        return True  # "International Committee of" the "Red Cross"
    if _joined_abroad(text, one.span, other.span):
        return gazetteer.kind(second) is None
    if one.type == other.type == "PERSON" and _is_one_person(text, one.span, other.span):
        return True
    if between == " and " and one.type == "LOCATION" and _DISTRICT.fullmatch(second):
        return True  # "Wexley" and "District Police"
    if between == " and " and _FIELDS.search(first) and _MORE_FIELDS.fullmatch(second):
        # "Guild of Polish Directors" and "Editors"
        return one.type == other.type == "ORGANIZATION"
    if between in ("'s ", "’s ") and one.type == "ORGANIZATION" and is_body_noun(second):
        return gazetteer.kind(first) is None  # "Capital Prosecutor's" "Office"
    if (
        between == " and "
        and one.type == other.type == "ORGANIZATION"
        and _PARTY_END.search(second)
    ):
        return text[one.span.start - 4 : one.span.start].lower() == "the " and not first.isupper()
    linked = between in _INSIDE_NAMES or _EZAFE.fullmatch(between)
    if not linked or not (first[:1].isupper() and second[:1].isupper()):
        return False
    if between in ("'", "’"):
        return True  # "N’Djamena"
    if _EZAFE.fullmatch(between):
        return True  # "Tehreek-e-Taliban Pakistan"
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


def _is_one_person(text: str, one: Span, other: Span) -> bool:
    """Whether two pieces are of one person's name: "Dalal" "al-Rashdan", "Luka Đ". "Radonjić",
    "Winston" 'Pappy' "Lindo"."""
    between = text[one.end : other.start]
    if between == ". ":
        *names, initial = one.of(text).split()  # after a name in ASCII the tagger knows better
        plain = initial.isascii() and names
        return len(initial) == 1 and initial.isupper() and not plain
    if between == " ":
        return _PARTICLE.match(text, *other) is not None
    if _OPENED.search(one.of(text)) is not None:
        return between[1:] == " "
    if " " in one.of(text):
        return False  # "Ann Lee 'Kim Roe' ..." are two
    opened = between[:1] == " " and between[1:] in _QUOTES
    return _NICKNAME.fullmatch(between) is not None or (
        opened and _FROM_NICKNAME.match(text, other.start) is not None
    )


def extended(
    text: str, mentions: Iterable[Mention], starts: set[int], gazetteer: Gazetteer
) -> list[Mention]:
    """Mentions of bodies and things with the capitalised words that go on with their name."""
    known = list(mentions)
    beside = beside_names(text)
    result = []
    for index, mention in enumerate(known):
        if body := called_body(text, mention):
            result.append(Mention(body, "ORGANIZATION"))
            continue
        if document := _DOCUMENT.match(text, mention.span.end):
            result.append(Mention(Span(mention.span.start, document.end()), "MISC"))
            continue
        words = mention.span.of(text)
        if mention.type == "PERSON" and (more := _REST.match(text, mention.span.end)):
            result.append(Mention(Span(mention.span.start, more.end()), _kind(mention, more)))
            continue
        if office := national_body(text, mention, gazetteer):
            result.append(Mention(office, "ORGANIZATION"))
            continue
        if (
            (mention.type == "PERSON" and " " in words)
            or _is_of_a_side(words)
            or gazetteer.kind(words) is not None
            or in_one(beside, mention.span.start)  # "ANN LEE, CNN HOST:"
        ):
            result.append(mention)
            continue
        before = known[index - 1].span.end if index else 0
        after = known[index + 1] if index + 1 < len(known) else None
        if (
            mention.type == "ORGANIZATION"
            and _FIELDS.search(words)
            and (more := _AND_MORE_FIELDS.match(text, mention.span.end))
            and (after is None or after.span.start >= more.end())
        ):
            result.append(Mention(Span(mention.span.start, more.end()), "ORGANIZATION"))
            continue
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
        result.append(Mention(without_owner(text, Span(start, end), gazetteer), kind))
    return result


def _kind(mention: Mention, more: re.Match[str]) -> str:
    return "ORGANIZATION" if "&" in more[0] else mention.type


def _explained(text: str, span: Span) -> int | None:
    """Where a name begins whose acronym stands in brackets after it, None without one:
    "Longshore and" Grain Workers Union (LGWU)."""
    found = BRACKETED.match(text, span.end)
    if found is None:
        return None
    start = max(0, span.start - _ACRONYM_REACH)
    begins = [m.start() for m in CAPITALISED.finditer(text, start, span.end) if m[0][0].isupper()]
    for begin in reversed(begins):
        whole = text[begin : span.end]
        if found[1] in acronyms(whole) and not set(whole) & set(".:;\n"):
            return begin
    return None


def spelled_out(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The names that acronyms in brackets are of: "*Tehreek-e-Taliban Pakistan* (TTP)"."""
    for mention in mentions:
        short, at = mention.span.of(text), mention.span.start
        if not short.isupper() or text[max(0, at - 2) : at] != " (":
            continue
        near = max(0, at - 2 - _ACRONYM_REACH)
        for first in reversed(list(CAPITALISED.finditer(text, near, at - 2))):
            name = text[first.start() : at - 2]
            if set(name) & set('.,:;()\n“”"'):
                break
            if first[0][0].isupper() and short in acronyms(_EZAFE.sub(" ", name)):
                yield Mention(Span(first.start(), at - 2), "ORGANIZATION")
                break


def _leftmost(text: str, start: int, limit: int, starts: set[int], gazetteer: Gazetteer) -> int:
    """Where a name begins that the tagger may have begun late: "Second" Thomas Shoal."""
    for _ in range(_LONGEST_EXTENSION):
        found = _PREVIOUS_CAPITALISED.search(text, max(limit, start - 30), start)
        if found is None or found[1].endswith(ADJECTIVES):
            break
        if _TIME.search(text, max(0, found.start() - 8), found.start()):
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
        found = NEXT_CAPITALISED.match(text, at)
        if found is None:
            return at
        if following is not None and found.end(1) > following.span.start:
            return end  # what leads up to the next name is its title
        if not _is_of_name(found[1], gazetteer):
            return end
        at = found.end(1)
    return at


def _is_of_name(word: str, gazetteer: Gazetteer) -> bool:
    bare = word.lower().rstrip("s").removesuffix("'").removesuffix("’")
    titled = is_title(bare) or is_title(word.lower()) or word.lower() in PARTIES
    return (
        not titled and word.lower() not in DAYS and gazetteer.kind(word) is None and len(word) > 1
    )
