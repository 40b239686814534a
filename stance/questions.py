"""A question to the classifier, and what it takes to find those a text is about: mentions in
parts of it, the sentence of each, and words that only say who somebody is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stance.lexicon import PREPOSITIONS, word_set
from stance.resolve import Resolved
from stance.schema import Attribution, Span

# What may stand between two who speak together: "Russia and China", "Mr. Ho, Mr. Li".
JOINED = re.compile(
    r"\s*(?:,|,? and|,? as well as|,? or)\s+(?:the\s+|former\s+)?(?:[A-Z][\w.]*\s+){0,3}"
)

# "For what director general *Lee* called hypocrisy", "what its president, *Lee*, called courage".
_WHAT = re.compile(r"\bwhat (?:[\w’'-]+ ){0,3}(?:[\w’'-]+, )?\Z")

_CALLS = re.compile(
    r",?\s(?:has |had )?(?:call(?:ed|s)|consider(?:ed|s)|describe[ds](?: as)?|dubbed|label+ed"
    r"|s(?:aw|ees) as|term(?:ed|s))\b"
)

_APPOSED = re.compile(r", (?:the|an?) \Z")  # Ann Lee, the "Brooklyn" socialist

# "MP" of "the Labour MP", "bishops" of "Catholic bishops".
WORD_NEXT = re.compile(r" ([a-z][\w-]*|MEPs?|MLAs?|MPs?|MSPs?|TDs?)")

# What may stand behind a name without being what it qualifies.
NO_NOUNS = PREPOSITIONS | word_set("along and but nor or that then together which who whom whose")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question to the classifier. Spans are of the whole text.

    `passage` is the evidence that is shown, `context` what the classifier reads.
    """

    actor: str
    target: str
    passage: Span
    context: Span
    actor_span: Span
    target_span: Span
    attribution: int | None = None


def calls_it_so(resolved: Resolved, span: Span) -> bool:
    """Whether a mention only tells whose word for something it is: "attacked what *Lee* called
    hypocrisy"."""
    start = resolved.sentences[sentence_of(resolved, span)].start
    what = _WHAT.search(resolved.text, start, span.start)
    return what is not None and _CALLS.match(resolved.text, span.end) is not None


def put_in(resolved: Resolved, item: Attribution) -> Span | None:
    """The source of an attribution that is put between commas into what is said."""
    if item.source is None or not item.cue:
        return None
    said = Span(min(item.source.start, item.cue[0].start), max(item.source.end, item.cue[0].end))
    sentence = resolved.sentences[sentence_of(resolved, said)]
    before = resolved.text[sentence.start : said.start].rstrip()
    after = resolved.text[said.end : said.end + 1]
    goes_on = any(said.end <= part.start < sentence.end for part in item.content)
    return item.source if before.endswith(",") and after == "," and goes_on else None


def a_mention_a_sentence(resolved: Resolved, said: Sequence[Mention]) -> list[Mention]:
    """Of each entity one mention a sentence: by name if there is one, else the first."""
    best: dict[tuple[str, int], Mention] = {}
    for mention in said:
        key = (mention.entity, sentence_of(resolved, mention.span))
        if key not in best or (best[key].pronoun and not mention.pronoun):
            best[key] = mention
    return sorted(best.values(), key=lambda mention: mention.span)


def is_of_apposition(resolved: Resolved, source: Span, mention: Span) -> bool:
    """Whether a mention only qualifies the noun of an apposition: "Lee, the *Oslo* socialist"."""
    apposed = _APPOSED.search(resolved.text, source.start, mention.start)
    word = WORD_NEXT.match(resolved.text, mention.end, source.end)
    return apposed is not None and word is not None and word[1] not in NO_NOUNS


def sentence_of(resolved: Resolved, span: Span) -> int:
    """Index of the sentence that a span begins in."""
    index = bisect_right(resolved.sentences, span.start, key=lambda s: s.end)
    return min(index, len(resolved.sentences) - 1)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    span: Span
    entity: str
    pronoun: bool


def inside(resolved: Resolved, parts: Iterable[Span], aside: bool = False) -> list[Mention]:
    """The mentions, pronouns included, that lie in one of the parts, in text order; without
    those that are aside, or these alone."""
    found = set()
    for part in parts:
        for mentions, pronoun in ((resolved.mentions, False), (resolved.pronouns, True)):
            # "the coast guard" lies in a part that begins behind its article.
            start = part.start - len("the ")
            at = bisect_left(mentions, start, key=lambda mention: mention[0].start)
            while at < len(mentions) and mentions[at][0].end <= part.start:
                at += 1
            while at < len(mentions) and mentions[at][0].start < part.end:
                if mentions[at][0].end <= part.end and (mentions[at][0] in resolved.aside) is aside:
                    found.add(Mention(*mentions[at], pronoun))
                at += 1
    return sorted(found)
