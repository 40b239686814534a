"""What is cut off a name as the tagger gave it, and what is no name at all.

Owners, datelines, sides taken, brackets, titles and letters are beside a name and not of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set

from stance.affixes import side_taken
from stance.homes import SEAT
from stance.lexicon import (
    DETERMINERS,
    HOLIDAYS,
    NAME_HEADS,
    ORGANISATION_NOUNS,
    PARTIES,
    PLACE_HEADS,
    PREPOSITIONS,
    word_set,
)
from stance.names import is_after_name, is_particle, is_title, person
from stance.places import Gazetteer
from stance.schema import Span
from stance.tagger import Mention

_EDGES = " \t\r\n\"'“”‘’.,;:()[]-–—"
POSSESSIVE = re.compile(r"(?:'s|’s|'|’)\Z")
_OWNER = re.compile(r"((?:[A-Z][\w.]*\s)*[A-Z][\w.]*)['’]s\s")
_LOWER = re.compile(r"\b[a-z]+\b")
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
_RANKS = word_set("deputy permanent special")  # "Permanent" Representative
_HONOURED = re.compile(
    r"(?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}?)"
    r" (?:bhai|efendi|garu|han[iı]m|jee|ji|saheb|sahib|sahiba)"
    r"|(?P<only>[A-Z][\w’']*)-(?:sama|sensei|ssi)"
)
_LINKS = PREPOSITIONS | DETERMINERS | {"and"}
_DESCRIBED = re.compile(r".*? (?P<noun>[a-z]{3,}) (?=[A-Z])")
_ELISION = re.compile(r"(?<!\w)[dDlLO]['’]\Z")
ADJECTIVES = ("-backed", "-based", "-born", "-led", "-listed", "-owned", "-run")
_ADDRESSES = word_set("dr lady lord madam miss mr mrs ms sir")
_TITLE_REACH = 60
_MORE_OF_STATE = re.compile(r"(?:[ -][A-Z][\w.]*)*")
# "R11.2 million", "FJ$22": no name, but a sum.
_SUM = re.compile(r"[A-Z]{1,3}(?:[$€£¥]\d|\d[\d,.]*\s?(?:bn|m|billion|million|trillion)\b(?!-))")
_NUMBERED = re.compile(r"(?:Article|Chapter|Clause|Rule|Section|Title) \d")
# "Supreme Court Justice Ann Lee".
_HELD_IN_BODIES = word_set(
    """
    chairman chief commissioner director judge justice leader minister president secretary
    spokesman spokeswoman
    """
)


def without_link(text: str, mention: Mention) -> Mention:
    """A name without a link to what is none of it: "the Terminals Association of" bargaining."""
    link = _LINK_END.search(text, *mention.span)
    if link is None:
        return mention
    return Mention(Span(mention.span.start, link.start()), mention.type)


def cut_names(
    text: str, mentions: Sequence[Mention], starts: set[int], gazetteer: Gazetteer
) -> list[Mention]:
    """The mentions that are names, without what is beside them. `starts`: where sentences begin."""
    named = {mention.span.start for mention in mentions if mention.type == "PERSON"}
    pieces = [
        Mention(span, mention.type)
        for mention in _told_apart(text, mentions)
        for span in _pieces(text, mention.span, gazetteer)
        if not _is_no_name(text, span.of(text), mention.type)
        and not _SUM.match(text, span.start)
        and not ((number := _NUMBERED.match(text, span.start)) and number.end() > span.end)
        and not (span.end + 1 in named and _is_title_alone(span.of(text)))
        and not (mention.type == "PERSON" and text.startswith(ADJECTIVES, span.end))
        and not _is_portfolio(text, span, gazetteer)
    ]
    return _without_words(text, _without_letters(text, pieces), starts)


def trim(text: str, span: Span) -> Span | None:
    """The span without outer punctuation, "the" before and "'s" after it; None if none is left."""
    end = span.end
    start = _inner_start(text, span)
    if text[start : start + 4].lower() == "the " and end > start + 4:
        start = _inner_start(text, Span(start + 4, end))
    if possessive := POSSESSIVE.search(text, start, end):
        end = possessive.start()
    # A full stop stays where it belongs to the name: "U.S.", "Warner Bros."
    edges = _EDGES.replace(".", "") if "." in text[start : end - 1] else _EDGES
    while end > start and (text[end - 1] in edges or text[end - 1].isspace()):
        end -= 1
    if not any(character.isalpha() for character in text[start:end]):
        return None
    return Span(start, end)


def _is_title_alone(words: str) -> bool:
    return is_title(words.lower()) and words.lower() not in PARTIES


def _told_apart(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions; two names that the tagger took for one, and that stand elsewhere in the text
    each alone, apart: "Google and Apple", "Supreme Court Justice Ann Lee"."""
    places: dict[str, list[Span]] = defaultdict(list)
    persons = set()
    for mention in mentions:
        words = mention.span.of(text)
        if mention.type == "ORGANIZATION":
            places[words].append(mention.span)
        if mention.type == "PERSON":
            persons.add(person(words).name or words)
    names = {(mention.span.of(text), mention.type) for mention in mentions}
    for mention in mentions:
        mention = _without_description(text, mention, names)
        if mention.type == "ORGANIZATION":
            yield from _both(text, mention, places) or _with_person(text, mention, persons)
        else:
            yield mention


def _without_description(
    text: str, mention: Mention, names: Collection[tuple[str, str]]
) -> Mention:
    """A name without words in lower case that only describe it, where the text names it without
    them: "Krivi Do" *health*, *West African bloc* "ECOWAS"; and without what honours a person
    behind his name: "Lodhi" *sahib*."""
    words = mention.span.of(text)
    if honoured := _HONOURED.fullmatch(words):
        end = mention.span.start + max(honoured.end("name"), honoured.end("only"))
        return Mention(Span(mention.span.start, end), "PERSON")
    name, _, last = words.rpartition(" ")
    alone = any((name, kind) in names for kind in ("ORGANIZATION", "LOCATION", "MISC"))
    part_of_it = last not in ORGANISATION_NOUNS | NAME_HEADS | PLACE_HEADS | _LINKS
    if alone and last.islower() and part_of_it:
        return Mention(Span(mention.span.start, mention.span.end - len(last) - 1), mention.type)
    if described := _DESCRIBED.match(words):
        name = words[described.end() :]
        if (
            (name, mention.type) in names
            and described["noun"] not in _LINKS
            and not is_particle(described["noun"])
        ):
            return Mention(Span(mention.span.end - len(name), mention.span.end), mention.type)
    return mention


def _both(text: str, mention: Mention, places: Mapping[str, Sequence[Span]]) -> list[Mention]:
    """Google and Apple; nothing where the text does not name each of them without the other."""
    one, _, other = mention.span.of(text).partition(" and ")
    alone = any(not text.startswith(f" and {other}", span.end) for span in places.get(one, ()))
    also = any(not text.endswith(f"{one} and ", 0, span.start) for span in places.get(other, ()))
    if one == other or not (alone and also):
        return []
    start, end = mention.span
    return [
        Mention(Span(start, start + len(one)), mention.type),
        Mention(Span(end - len(other), end), mention.type),
    ]


def _with_person(text: str, mention: Mention, persons: Set[str]) -> list[Mention]:
    """The person that a body's name ends with behind a title, and the body before the title."""
    first, _, rest = mention.span.of(text).partition(" ")
    if first.isupper() and " " in rest and {rest, rest.rpartition(" ")[2]} & persons:
        at = mention.span.end - len(rest)  # representative to the "UN Ann Lee", later Lee
        return [
            Mention(Span(mention.span.start, at - 1), mention.type),
            Mention(Span(at, mention.span.end), "PERSON"),
        ]
    before, *name = mention.span.of(text).rsplit(" ", 2)
    titled = before.rpartition(" ")[2].lower() in _HELD_IN_BODIES
    if len(name) < 2 or " ".join(name) not in persons or not titled:
        return [mention]
    start, end = mention.span
    found = [Mention(Span(end - len(" ".join(name)), end), "PERSON")]
    while before and is_title(before.rpartition(" ")[2].lower()):
        before = before.rpartition(" ")[0]
    if before.endswith((" of", " for", " to", " Elect")):
        return [mention]  # "Friends of Senator Ann Lee"
    if before:
        found.insert(0, Mention(Span(start, start + len(before)), mention.type))
    return found


def _inner_start(text: str, span: Span) -> int:
    start = span.start
    while start < span.end and (text[start] in _EDGES or text[start].isspace()):
        start += 1
    return start


def _pieces(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The span trimmed; "Korean Central News Agency (KCNA)" as its name and its acronym, and
    "Turkey's Press Society" without the country that it is in."""
    span = without_owner(text, span, gazetteer)
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


def without_owner(text: str, span: Span, gazetteer: Gazetteer) -> Span:
    owner = _OWNER.match(text, span.start, span.end)
    owned = owner is not None and gazetteer.kind(owner[1]) == "name"
    return Span(owner.end(), span.end) if owner is not None and owned else span


def _is_no_name(text: str, words: str, kind: str) -> bool:
    """Whether a mention is a title alone ("Mr."), a holiday or, in a text with capitals, without
    one ("frank talks")."""
    if words.endswith(ADJECTIVES) or words.lower() in HOLIDAYS:
        return True  # "the Paris-based organisation"
    if (words.islower() and not text.islower()) or words.lower() in _NO_NAMES | _RANKS:
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
    if _MINISTER_OF.search(text, max(0, span.start - _TITLE_REACH), span.start):
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


def _is_seat(text: str, start: int, end: int) -> bool:
    """Whether nothing but party and state stand there: "Ann Lee, *D-Texas*"."""
    seat = SEAT.match(text, start)
    if seat is None or end <= seat.start("short"):
        return False
    return end <= seat.end() or _MORE_OF_STATE.fullmatch(text, seat.end(), end) is not None


def _without_letters(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions without letters after a person's name, and where that person sits: "Ann Lee,
    K.C.,", "Ann Lee, D-Texas"."""
    kept = []
    end = None  # of the person's name, with such letters
    for mention in mentions:
        between = text[end : mention.span.start] if end is not None else ""
        lettered = between in (", ", "., ") and is_after_name(mention.span.of(text))
        if lettered or (end is not None and _is_seat(text, end, mention.span.end)):
            end = mention.span.end
            continue
        kept.append(mention)
        end = mention.span.end if mention.type == "PERSON" else None
    return kept
