"""Named mentions: the tagger's, made whole and typed alike, and the countries.

A mention of a country is looked up by name, an administration or a campaign is told apart
from its head, and what only opens a line ("MOSCOW (AP) —") names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from stance.grammar import LOCATIVE, LOCATIVE_REACH
from stance.lexicon import word_set
from stance.missedlaws import missed_laws
from stance.names import person
from stance.namespans import whole_mentions
from stance.nametypes import types_by_words
from stance.organisations import acronyms
from stance.overlaps import overlapping
from stance.places import Gazetteer, Kind, country
from stance.places import Mention as PlaceMention
from stance.quotations import in_one
from stance.schema import Span
from stance.tagger import Mention, Tagged
from stance.transcripts import turns

# "SAN JOSÉ, Costa Rica (AP) —" at the start of a line, and "MOSCOW:"; a city is in capitals or
# a dash follows it, so that "Trump: I won" is none.
_DATELINE = re.compile(
    r"^[ \t“\"]*(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ.'’-]+){0,4}(?:,\s?[^—–:\n]{2,40}?)?"
    r"(?:\s?\([^)\n]{1,40}\))?\s?(?:—|–|--|:|-\s)"
    r"|[A-ZÀ-Þ][\w.'’-]+(?:[ /][A-ZÀ-Þ][\w.'’-]+){0,3}(?:,\s?[^—–:\n]{2,40}?)?"
    r"(?:\s?\((?:AP|AFP|Reuters|UPI|[A-Z]{2,8})\)\s?(?:—|–|--|-)|\s?(?:—|–|--)\s))",
    re.MULTILINE,
)
_BYLINE = re.compile(
    r"^[ \t*_]*(?:By [A-Z][^\n]{2,120}[^\n.?!:,;”\"]|\((?:Reporting|Writing) by [^\n]{2,240}\)"
    r"|(?:Additional reporting|EXCLUSIVE|Interview(?:ed)?|Photo(?:graph)?s?|Words|Story)"
    r" by [^\n]{2,120})"
    r"[ \t]*$",
    re.MULTILINE,
)
# "Ann Lee in Oslo and Bo Li", a line of its own.
_NEAR_BEGIN = 500  # characters in which articles say who wrote them
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]+ ){1,2}[A-ZÀ-Þ][\w'’-]+"
_NAME_IN = rf"{_NAME} in [A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?"
_NAMES_LINE = re.compile(
    r"(?:(?<=\n\n)|(?<=\n\r\n))[ \t*_]*"
    rf"(?:(?:{_NAME_IN}|{_NAME})(?:(?:,| and|, and| &| /) (?:{_NAME_IN}|{_NAME}))+|{_NAME_IN}"
    rf"|{_NAME}, (?:\w+ ){{0,4}}(?:[Cc]orrespondent|[Ee]ditor|[Rr]eporter|[Ww]riter))"
    r"[ \t*_]*(?:\|[^\n]{0,40})?$",
    re.MULTILINE,
)
# "NATO: Russia is a threat": acronyms are of bodies, which say what follows.
_SAYS = re.compile(
    r"\s*(?:[A-Z]{2,3}|[B-DF-HJ-NP-TV-XZ]{4,6}|ASEAN|ECOWAS|INTERPOL|NATO|OPEC|OSCE|OECD|UNESCO|UNHCR"
    r"|UNICEF)\s?:"
)
_HALVES = {"North": "North Korea", "South": "South Korea"}
_SECRETARY = re.compile(
    r" (?:(?:Cabinet|Permanent|Principal|State) )?(?:CS|Minister|PS|Secretary) [A-Z]"
)
_FIELDS = word_set(
    """
    affairs agriculture culture defence defense economy education energy environment finance
    foreign health home housing industry information interior justice labor labour land lands
    mining roads security sports tourism trade transport water
    """
)
_CENTRE = re.compile(
    r"\b[Tt]he (?P<centre>Centre)\b(?! (?:in|(?:(?:for|of) )?(?:the )?[A-Z]|party))"
)
_SOME_CENTRE = re.compile(r"\b(?!The)[A-Z][\w’'-]+ Centre\b")
# "A swipe at Canberra" is at a government, "talks at Canberra" are not.
_AIMED = re.compile(
    r"\b(?:authorities|governments?|junta|leadership|regime|rulers)\s+(?:in|of)\s+\Z"
    r"|\b(?:aimed|anger|angry|barb|directed|dig|furious|fury|jab|laughed|lashed out|sneered|swipe)"
    r"\s+at\s+\Z",
    re.IGNORECASE,
)
# "A critic of Ankara.", but "critics of London's mayor", "of London voters".
_SIDED = re.compile(
    r"\b(?:adversary|ally|champion|critic|defender|enemy|foe|friend|opponent|supporter)s?\s+of\s+\Z"
)
_ALONE = re.compile(r"[.;:!?)”\"]|,(?!\s[A-Z])|\s(?:added|had|has|is|said|says|told|was|who)\b")
_CLOSED = re.compile(r"[,.;:!?)\"”]|\s(?:and|or|but|who|which|said|says|has|had|is|was)\b|\Z")
_MONEY = frozenset("$€£")
_ORIGINS = frozenset(("based", "born", "made", "style", "educated"))
BODIES_OF_PERSONS = ("administration", "campaign", "government")
"""What is named after whoever leads it: "the Trump administration"."""
_BODY = re.compile(
    r"(?:['’]s?)?\s+(?:(?:presidential|re-?election|transition|\d{4})\s+)?"
    rf"({'|'.join(BODIES_OF_PERSONS)})\b"
)
_GOVERNMENT = re.compile(r"(?:['’]s?)?\s+(?:(?:state|city|provincial|regional)\s+)?(government)\b")


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


def find_mentions(tagged: Tagged, gazetteer: Gazetteer) -> Mentions:
    """The tagger's mentions, made whole and typed alike, with countries found by name."""
    text = tagged.text
    whole, aliases = whole_mentions(tagged, gazetteer)
    types = types_by_words(text, whole)
    persons = frozenset(
        word
        for words, kind in types.items()
        if kind == "PERSON" and " " in words
        for word in words.split()
    )
    lines = datelines(text)
    countries = [
        Named(span, span.of(text), "LOCATION", place.country, place.kind)
        for place in gazetteer.find(text)
        if _is_actor(text, place) and not in_one(lines, place.start)
        if _means_itself(text, place, aliases, gazetteer)
        # "Bank of England" and "Jordan Smith" are no countries; "U.S.-led" and "the U.S." are.
        for span in [Span(place.start, place.end)]
        if all(_stands_for(text, mention, span, persons) for mention in overlapping(whole, span))
    ]
    taken = {position for named in countries for position in range(*named.span)}
    names = [
        Named(mention.span, mention.span.of(text), types[mention.span.of(text)])
        for mention in whole
        if taken.isdisjoint(range(*mention.span)) and not in_one(lines, mention.span.start)
        if not _is_portfolio(text, mention.span)
    ]
    called = {named.country for named in countries}
    found = [_half(text, _body(text, named), called) for named in names]
    taken |= {position for named in found for position in range(*named.span)}
    if "India" in called and not _SOME_CENTRE.search(text):
        found += _the_centre(text, taken)
    laws = (Named(span, span.of(text), "MISC") for span in missed_laws(text, taken))
    return Mentions((*countries, *found, *laws), aliases)


def _is_portfolio(text: str, span: Span) -> bool:
    """Whether a name is what a minister is for: "*Agriculture* Cabinet Secretary Ann Lee"."""
    words = span.of(text).lower().replace("and", "").split()
    return set(words) <= _FIELDS and _SECRETARY.match(text, span.end) is not None


def _means_itself(
    text: str, place: PlaceMention, aliases: Mapping[str, str], gazetteer: Gazetteer
) -> bool:
    """Whether a place's name is no acronym of something else here: not the PRC of a text with
    the "People's Renewal Congress (PRC)"."""
    words = text[place.start : place.end]
    name = aliases.get(words)
    return name is None or words not in acronyms(name) or gazetteer.country(name) == place.country


def _half(text: str, named: Named, countries: Collection[str | None]) -> Named:
    """ "The North" as the country, where the text names North Korea."""
    country = _HALVES.get(named.words)
    if country not in countries or text[named.span.start - 4 : named.span.start].lower() != "the ":
        return named
    return Named(named.span, named.words, "LOCATION", country, "name")


def _the_centre(text: str, taken: Collection[int]) -> list[Named]:
    """The government of India, as its papers call it: "the *Centre* has banned exports"."""
    spans = (Span(*match.span("centre")) for match in _CENTRE.finditer(text))
    return [
        Named(span, span.of(text), "LOCATION", "India", "name")
        for span in spans
        if not any(position in taken for position in range(*span))
    ]


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


def _is_actor(text: str, place: PlaceMention) -> bool:
    """Whether a place's name may stand for a state: "Moscow" may, not "in Moscow" nor
    "Moscow-based", nor the "US" of "US$2m"."""
    if place.suffix in _ORIGINS or text[place.end : place.end + 1] in _MONEY:
        return False
    before = text[max(0, place.start - LOCATIVE_REACH) : place.start]
    if place.kind == "adjective" and before.lower().endswith("the "):
        # "Lashed out at the Norwegian, saying": a person from there.
        # "The Swiss" and "the French" are many.
        one = text.endswith(("an", "i"), place.start, place.end)
        if one and _ALONE.match(text, place.end):
            return False
    if place.kind not in ("capital", "metonym") or _AIMED.search(before):
        return True
    if _SIDED.search(before) and _CLOSED.match(text, place.end):
        return True
    return LOCATIVE.search(before) is None


@lru_cache(maxsize=8)
def bylines(text: str) -> tuple[Span, ...]:
    """The lines that say who wrote: "By Ann Lee and Bo Li", "(Reporting by Ann Lee in Oslo)"."""
    lines = [match for match in _NAMES_LINE.finditer(text) if match.start() < _NEAR_BEGIN]
    found = (*_BYLINE.finditer(text), *(match for match in lines if _are_writers(text, match[0])))
    return tuple(sorted(Span(*match.span()) for match in found))


def _are_writers(text: str, line: str) -> bool:
    """Whether a line of names alone, "Ann Lee in Oslo and Bo Li", says who wrote: no country is
    among them, and nobody whom the text names again."""
    names = re.findall(_NAME, line)
    return not any(country(name) or text.count(name) > 1 for name in names)


def datelines(text: str) -> tuple[Span, ...]:
    """Where lines say where their news comes from, "MOSCOW (AP) —"; who speaks is none."""
    spoken = {turn.name.start for turn in turns(text)}
    return tuple(
        Span(*match.span())
        for match in _DATELINE.finditer(text)
        if spoken.isdisjoint(range(*match.span())) and not _SAYS.fullmatch(match[0])
    )


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
