"""Names of bodies that their words give away: offices, institutions, companies in "'s"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from stance.lexicon import DAYS, NAME_KINDS, ORGANISATION_NOUNS, word_set
from stance.namecuts import trim
from stance.names import given_name_gender, is_title
from stance.namewords import APPOSED
from stance.overlaps import apart, overlapping
from stance.places import Gazetteer
from stance.schema import Span
from stance.tagger import Mention

_CAPITALISED_REST = re.compile(r"(?: [A-Z][\w’-]*[a-z]['’]?){1,4}(?![\w’'])")
NEXT_CAPITALISED = re.compile(r"['’]? ([A-Z][\w’'&-]*)")
# A body that is named after its business: "Ministry of", "Center for". A name may begin after any
# mark ("pro-", a quotation mark), so a word has a longest length lest a hyphenated run take long.
_OFFICE = re.compile(
    r"(?:\b[A-Z][\w’'-]{1,40} ){0,3}\b(?:(?:Agency|Alliance|Association|Authority|Bank|Board|Bureau"
    r"|Cent(?:er|re)|Coalition|Commission|Committee|Council|Court|Department|Directorate|Federation"
    r"|Forum|Foundation|Front|Fund|Institute|League|Ministry|Movement|Network|Office"
    r"|Organi[sz]ation|Party|School|Society|Union|University)"
    r"|(?:Academy|Archdiocese|Assembly|Chamber|Confederation|Diocese|Guild|Inspectorate|Prefecture"
    r"|Secretariat|Superintendency|Tribunal)(?= of ))"
    r"(?P<link> (?:of|on|for)(?: the)? )(?P<first>[A-Z][\w’'-]+)"
)
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
_BODY_NOUNS = (ORGANISATION_NOUNS | NAME_KINDS.keys()) - word_set(
    "campaign administration government post group center front house mail guard"
)


def named_by_possessive(
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


def national_body(text: str, mention: Mention, gazetteer: Gazetteer) -> Span | None:
    """A body whose name begins with its country's and of which the country alone is tagged:
    "Nigeria" Employers' Assembly."""
    words = mention.span.of(text)
    if gazetteer.kind(words) != "name" or "." in words or words.isupper():
        return None
    rest = _CAPITALISED_REST.match(text, mention.span.end)
    if rest is None or not is_body_noun(rest[0].split()[-1]):
        return None
    return Span(mention.span.start, rest.end())


def called_body(text: str, mention: Mention) -> Span | None:
    """A name that is said to be a body's ("Reef Witness, a conservation group"), or a single
    name with the nouns of a body behind it, whatever it is tagged: "Kilbrennan Council",
    "Transport Workers Union"; None for another."""
    if apposed := APPOSED.match(text, mention.span.end):
        return Span(mention.span.start, apposed.end("rest"))
    if " " in mention.span.of(text):
        return None
    end = mention.span.end
    while (found := NEXT_CAPITALISED.match(text, end)) and is_body_noun(found[1]):
        end = found.end(1)
    return Span(mention.span.start, end) if end > mention.span.end else None


def is_body_noun(word: str) -> bool:
    return word.lower().rstrip("'’") in _BODY_NOUNS and not word.isupper()


def with_offices(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
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
        # "The Trade Organization on the European Union's levy" are two.
        on_another = match["link"].startswith(" on ") and any(
            mention.span.start == match.start("first")
            and gazetteer.kind(mention.span.of(text))
            and text[mention.span.end : mention.span.end + 1] in ("'", "’")
            for mention in overlapping(mentions, Span(match.start("first"), end))
        )
        if end > match.end("link") and not begins_with_day and not persons and not on_another:
            span = trim(text, Span(match.start(), end))
            assert span is not None
            longer = any(_holds(text, m, span, gazetteer) for m in overlapping(mentions, span))
            if not longer and not any(span.overlaps(saint) for saint in _near(saints, span)):
                found.append(span)
    found.sort()
    kept = [m for m in mentions if not any(span.overlaps(m.span) for span in _near(found, m.span))]
    return sorted([*kept, *(Mention(span, "ORGANIZATION") for span in found)], key=lambda m: m.span)


def _holds(text: str, mention: Mention, office: Span, gazetteer: Gazetteer) -> bool:
    """Whether a longer name is one with what an office is called in it: "United Nurses and
    Midwives Association of Kenya"; "U.S. Department of Justice" is two."""
    span = mention.span
    if mention.type != "ORGANIZATION" or span == office:
        return False
    before, after = text[span.start : office.start].strip(), text[office.end : span.end]
    return span.covers(office) and gazetteer.kind(before) is None and not after.startswith(" in ")


def _persons(mentions: Sequence[Mention], start: int, end: int) -> bool:
    """Whether a person is named in a part of the text."""
    return any(m.type == "PERSON" for m in overlapping(mentions, Span(start, end)))


def _near(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the spans, which are in order and apart, that may overlap the other."""
    at = bisect_right(spans, span)
    return spans[max(0, at - 1) : at + 1]


def _may_go_on(word: str, gazetteer: Gazetteer) -> bool:
    return word.lower() not in DAYS and not (is_title(word.lower()) and gazetteer.kind(word))
