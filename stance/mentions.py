"""Named mentions: what the tagger found made whole, what it missed, and the countries.

The tagger reads one window at a time and cuts, loses or mistypes a name here and there; the
text as a whole knows better. What is tagged once is found everywhere, pieces of a name are
put together, a name and its bracketed acronym are tied, and countries are looked up.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from stance.lexicon import DAYS, NAME_KINDS, ORGANISATION_NOUNS, PARTIES, word_set
from stance.names import acronyms, is_title, person
from stance.places import Gazetteer, Kind
from stance.places import Mention as PlaceMention
from stance.schema import Span
from stance.tagger import Mention, Tagged
from stance.transcripts import turns

# A capital after one of these is where something is, not a government.
LOCATIVE = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|around|across|through|throughout|into|of|downtown|central"
    r"|northern|southern|eastern|western|visit(?:ed|s|ing)?|left|leave|reached|between|off)"
    r"|\b(?:mov|fl|travel|return|fle|transferr)\w*(?:\s\w+)?\s(?:from|to)|\bfrom\s\w+\sto)\s+\Z",
    re.IGNORECASE,
)
LOCATIVE_REACH = 32
# "SAN JOSÉ, Costa Rica (AP) —" at the start of a line, and "MOSCOW:"; a city is in capitals or
# a dash follows it, so that "Trump: I won" is none.
_DATELINE = re.compile(
    r"^[ \t“\"]*(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ.'’-]+){0,4}(?:,\s?[^—–:\n]{2,40}?)?"
    r"(?:\s?\([^)\n]{1,40}\))?\s?(?:—|–|--|:|-\s)"
    r"|[A-ZÀ-Þ][\w.'’-]+(?:[ /][A-ZÀ-Þ][\w.'’-]+){0,3}(?:,\s?[^—–:\n]{2,40}?)?"
    r"(?:\s?\((?:AP|AFP|Reuters|UPI|[A-Z]{2,8})\)\s?(?:—|–|--|-)|\s?(?:—|–|--)\s))",
    re.MULTILINE,
)
_INSIDE_NAMES = frozenset((" ", "' ", "’ ", "-", " & ", " of ", " of the "))
_HALVES = {"North": "North Korea", "South": "South Korea"}
_ORIGINS = frozenset(("based", "born", "made", "style", "educated"))
_EDGES = " \t\r\n\"'“”‘’.,;:()[]-–—"
_POSSESSIVE = re.compile(r"(?:'s|’s|'|’)\Z")
_BRACKETED = re.compile(r"\s*\((?:the\s+)?([A-Z][\w.&-]{0,8}[A-Z])\)")
_CAPITALISED = re.compile(r"[^\W\d_][\w.'’&-]*")
_OPENING = re.compile(r"[—–:“\"‘(]\s*(?=[A-Z])")
_LOWER = re.compile(r"\b[a-z]+\b")
_NEXT_CAPITALISED = re.compile(r" ([A-Z][\w’'&-]*)")
_PREVIOUS_CAPITALISED = re.compile(r"([A-Z][\w’'&-]*) \Z")
_BODY = re.compile(
    r"(?:['’]s?)?\s+(?:(?:presidential|re-?election|transition|\d{4})\s+)?"
    r"(administration|campaign|government)\b"
)
_GOVERNMENT = re.compile(r"(?:['’]s?)?\s+(?:(?:state|city|provincial|regional)\s+)?(government)\b")
# A body that is named after its business: "Ministry of", "Center for".
_OFFICE = re.compile(
    r"(?:\b[A-Z][\w’'-]+ ){0,3}\b(?:Agency|Alliance|Association|Authority|Bank|Board|Bureau"
    r"|Cent(?:er|re)|Coalition|Commission|Committee|Council|Court|Department|Federation|Foundation|Fund|Institute"
    r"|Ministry|Office|Organi[sz]ation|Party|School|Society|Union|University)"
    r"(?P<link> (?:of|on|for)(?: the)? )(?P<first>[A-Z][\w’'-]+)"
)
_AFTER_OFFICE = re.compile(r"(?: (?:and |of )?)?(?P<word>[A-Z][\w’'-]+)")
# Surnames that begin sentences as words, too.
_ALSO_WORDS = word_set(
    "will may mark rice bush young long white black green brown rich grant price"
)
_BODY_BEFORE = re.compile(
    r"\b(?:shares (?:in|of)|(?:the|its|a|an)\s(?:[\w-]+\s){0,2}(?:agency|airline|bank|broadcaster"
    r"|carmaker|charity|chipmaker|company|firm|giant|group|lender|magazine|maker|movement"
    r"|newspaper|paper|party|pollster|retailer|think-tank|union|watchdog))\s\Z",
    re.IGNORECASE,
)
_BODY_AFTER = re.compile(
    r"['’]s?\s(?:board|ceo|CEO|chief executive|headquarters|managing director|revenues?"
    r"|secretary-general|share price|shareholders|shares|stock|subsidiary)\b"
)
_SHORT_AFTER = re.compile(r"(?!\s?:)(?!\s[A-Z]{2})")
_BODY_REACH = 40
_EVIDENCE = 3
"""Mentions that a word beside a name outweighs."""
_LONGEST_NAME = 6
_LONGEST_EXTENSION = 3
_ACRONYM_REACH = 60
_LINE_REACH = 200
_MOSTLY = 0.8
_SHORTEST_HEADLINE = 12


@dataclass(slots=True)
class Named:
    """A mention on its way to an entity. `country` is set for a country under any name.

    `words` are those it is known by, which need not be those of the span ("Trump campaign"
    for "Trump's re-election campaign").
    """

    span: Span
    words: str
    type: str
    country: str | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Mentions:
    """The named mentions of a text, and the acronyms that brackets tie to names."""

    named: tuple[Named, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in text order, without those that begin inside the one before."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: (item.span.start, -item.span.end)):
        if not kept or kept[-1].span.end <= mention.span.start:
            kept.append(mention)
    return kept


def find_mentions(tagged: Tagged, gazetteer: Gazetteer) -> Mentions:
    """The tagger's mentions, made whole and typed alike, with countries found by name."""
    text = tagged.text
    starts = {sentence.start for sentence in tagged.sentences}
    starts |= {match.end() for match in _OPENING.finditer(text)}
    cut = [
        Mention(span, mention.type)
        for mention in tagged.mentions
        for span in _without_brackets(text, mention.span)
        # "Mr." alone is no name.
        if mention.type != "PERSON" or not is_title(span.of(text).lower())
    ]
    cut = _without_words(text, cut, starts)
    whole = _extended(text, _whole_names(text, cut, gazetteer), starts, gazetteer)
    whole = _apart(_with_offices(text, whole, gazetteer))
    aliases = _aliases(text, whole)
    missed = _with_missed(text, whole, aliases, starts)
    whole = _apart(_whole_names(text, missed, gazetteer))
    types = _types_by_words(text, whole)
    persons = frozenset(
        word
        for words, kind in types.items()
        if kind == "PERSON" and " " in words
        for word in words.split()
    )
    spoken = {turn.name.start for turn in turns(text)}
    datelines = [
        Span(*match.span())
        for match in _DATELINE.finditer(text)
        if spoken.isdisjoint(range(*match.span()))
    ]
    countries = [
        Named(span, span.of(text), "LOCATION", place.country, place.kind)
        for place in gazetteer.find(text)
        if _is_actor(text, place) and not _in_one(datelines, place.start)
        # "Bank of England" and "Jordan Smith" are no countries; "U.S.-led" and "the U.S." are.
        for span in [Span(place.start, place.end)]
        if all(_stands_for(text, mention, span, persons) for mention in _overlapping(whole, span))
    ]
    taken = {position for named in countries for position in range(*named.span)}
    names = [
        Named(mention.span, mention.span.of(text), types[mention.span.of(text)])
        for mention in whole
        if taken.isdisjoint(range(*mention.span)) and not _in_one(datelines, mention.span.start)
    ]
    called = {named.country for named in countries}
    found = (_half(text, _body(text, named), called) for named in names)
    return Mentions((*countries, *found), aliases)


def _half(text: str, named: Named, countries: Collection[str | None]) -> Named:
    """ "The North" as the country, where the text names North Korea."""
    country = _HALVES.get(named.words)
    if country not in countries or text[named.span.start - 4 : named.span.start].lower() != "the ":
        return named
    return Named(named.span, named.words, "LOCATION", country, "name")


def _body(text: str, named: Named) -> Named:
    """A person's administration or campaign, a region's government, where one follows, in place
    of the person or the region."""
    form = {"PERSON": _BODY, "LOCATION": _GOVERNMENT}.get(named.type)
    found = form and form.match(text, named.span.end)
    if not found:
        return named
    name = person(named.words).surname if named.type == "PERSON" else named.words
    if not name:
        return named
    words = f"{name} {found[1]}"
    return Named(Span(named.span.start, found.end()), words, "ORGANIZATION")


def _overlapping(mentions: Sequence[Mention], span: Span) -> list[Mention]:
    """The mentions that share a character with the span; mentions do not overlap one another."""
    at = bisect_right(mentions, span.start, key=lambda mention: mention.span.end)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        found.append(mentions[at])
        at += 1
    return found


def _without_brackets(text: str, span: Span) -> Iterator[Span]:
    """The span trimmed; "Korean Central News Agency (KCNA)" as its name and its acronym."""
    bracket = text.find("(", span.start, span.end)
    parts = [span] if bracket < 0 else [Span(span.start, bracket), Span(bracket, span.end)]
    for part in parts:
        if part.start < part.end and (trimmed := trim(text, part)) is not None:
            yield trimmed


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
    if first.endswith((" of", " for")) and between in (" ", " the "):
        return True  # "International Committee of" the "Red Cross"
    if between not in _INSIDE_NAMES or not (first[:1].isupper() and second[:1].isupper()):
        return False
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
    result = []
    for index, mention in enumerate(known):
        if (
            mention.type == "PERSON"
            or gazetteer.kind(mention.span.of(text)) is not None
            or _is_title_case(text, mention.span.start)
        ):
            result.append(mention)
            continue
        before = known[index - 1].span.end if index else 0
        after = known[index + 1] if index + 1 < len(known) else None
        start = _explained(text, mention.span) or _leftmost(
            text, mention.span.start, before, starts, gazetteer
        )
        end = _rightmost(text, mention.span.end, after, gazetteer)
        kind = "ORGANIZATION" if end > mention.span.end else mention.type
        while result and result[-1].span.end > start:
            result.pop()  # the piece is part of this name
        result.append(Mention(Span(start, end), kind))
    return result


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
        if found is None or found.start() in starts:
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
    found: list[Span] = []
    for match in _OFFICE.finditer(text):
        end = at = match.end()
        for word in _AFTER_OFFICE.finditer(text, at - len(match["first"])):
            if word.start() > at or not _may_go_on(word["word"], gazetteer):
                break
            end = at = word.end()
        first = match["first"]
        begins_with_day = first.lower() in DAYS
        persons = any(m.type == "PERSON" for m in _overlapping(mentions, Span(match.start(), end)))
        if end > match.end("link") and not begins_with_day and not persons:
            span = trim(text, Span(match.start(), end))
            assert span is not None
            found.append(span)
    kept = [m for m in mentions if not any(span.overlaps(m.span) for span in _near(found, m.span))]
    return sorted([*kept, *(Mention(span, "ORGANIZATION") for span in found)], key=lambda m: m.span)


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
    types = _types_by_words(text, mentions)
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


def _is_actor(text: str, place: PlaceMention) -> bool:
    """Whether a place's name may stand for a state: "Moscow" may, not "in Moscow" nor
    "Moscow-based"."""
    if place.suffix in _ORIGINS:
        return False
    before = text[max(0, place.start - LOCATIVE_REACH) : place.start]
    return place.kind not in ("capital", "metonym") or not LOCATIVE.search(before)


def _in_one(spans: Sequence[Span], position: int) -> bool:
    """Whether a position lies in one of the spans, which are in order and apart."""
    at = bisect_right(spans, position, key=lambda span: span.start) - 1
    return at >= 0 and position < spans[at].end


def _stands_for(text: str, mention: Mention, place: Span, persons: frozenset[str]) -> bool:
    """Whether a tagged mention around a country's name is that country.

    `persons` are the words of the text's full names of persons: where there is a Jordan
    Smith, "Jordan" is taken for him.
    """
    if mention.span == place:
        return place.of(text) not in persons
    if not mention.span.covers(place):
        return True
    rest = text[mention.span.start : place.start] + text[place.end : mention.span.end]
    return not any(c.isupper() for c in rest) or "-" in rest[:1] + rest[-1:]


def _types_by_words(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """One type for the same words everywhere: what most of their mentions have, words beside
    them that tell ("the group Harzkraft", "Harzkraft's shares") counting more."""
    votes: dict[str, Counter[str]] = {}
    located = set()
    spellings = {mention.span.of(text) for mention in mentions}
    for mention in mentions:
        words = mention.span.of(text)
        counter = votes.setdefault(words, Counter())
        counter[mention.type] += 1
        shouted = words.isupper() and words.title() in spellings
        if not shouted and _is_said_to_be_a_body(text, mention):
            counter["ORGANIZATION"] += _EVIDENCE
        before = max(0, mention.span.start - LOCATIVE_REACH)
        owns = text[mention.span.end : mention.span.end + 1] in ("'", "’")
        if not owns and LOCATIVE.search(text, before, mention.span.start):
            located.add(words)
    types = {words: counter.most_common(1)[0][0] for words, counter in votes.items()}
    # A single word that is part of a person's full name is that person.
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
    # And so the other way round, but Boston is no newspaper because of the Boston Globe.
    coined = {
        words.split()[0]
        for words in bodies
        if not set(words.lower().split()[1:]) & (ORGANISATION_NOUNS | NAME_KINDS.keys())
    }
    short = {acronym for words in bodies for acronym in acronyms(words)}
    for words, kind in types.items():
        if words in parts:
            types[words] = "PERSON"
        elif words.lower() in PARTIES and words[0].isupper():
            types[words] = "ORGANIZATION"  # "Tory backbencher"
        elif (
            words in short
            or (kind == "PERSON" and words in firsts)
            or (kind == "LOCATION" and words in coined - located)
        ):
            types[words] = "ORGANIZATION"
    return types


def _is_said_to_be_a_body(text: str, mention: Mention) -> bool:
    """Whether the words beside a name say that it is a company, a party or the like."""
    span = mention.span
    words = span.of(text)
    if mention.type == "ORGANIZATION":
        return False
    if " " in words:
        return _BODY_AFTER.match(text, span.end) is not None
    before = text[max(0, span.start - _BODY_REACH) : span.start]
    if mention.type == "PERSON" and words.isupper() and 2 < len(words) < 7:
        # "FIBA" is one, but no name in a headline nor of a speaker ("SEN. LEE: ...").
        titled = is_title((before.split() or [""])[-1].lower())
        return not titled and _SHORT_AFTER.match(text, span.end) is not None
    if before[-5:].lower().endswith(" the ") and words.endswith("s") and mention.type == "LOCATION":
        return True  # "the Houthis"
    return bool(_BODY_BEFORE.search(before) or _BODY_AFTER.match(text, span.end))
