"""Words that stand in for somebody named before, where what is said names nobody.

"Oslo welcomed *the ruling*" is about the court that ruled, "She thanked *both delegations*" about
the two that were named together last, and "We do not trust *these judges*" about their court.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.grammar import LOCATIVE, LOCATIVE_REACH, role
from stance.lexicon import is_law_name, word_set
from stance.mentions import bylines
from stance.quotations import in_one
from stance.schema import Span

Named = tuple[Span, str]
"""A mention and the id of its entity."""

_ACT = re.compile(
    r"\b[Tt]h(?:e|is) (?P<noun>accusation|allegation|appeal|application|ban|bid|claim|complaint"
    r"|conditions|decision|dismissal|fine|lawsuit|measures|motion|offer|order|plan|proposal|raid"
    r"|ruling|sanctions|suit|suspension|tariffs|verdict|veto|vote)\b"
    r"(?! (?:by|of)\b|['’]s)"
)
# The beginning of the verb that goes with a noun.
_STEMS = {
    "accusation": "accus", "allegation": "alleg", "claim": "claim",
    "complaint": "(?:complain|(?:fil|lodg|submitt)ed a complaint)",
    "conditions": "(?:attach|impos)", "plan": "plan", "proposal": "propos",
    "tariffs": "(?:impos|levi|slap)",
    "appeal": "appeal", "application": "appl(?:y|ied)", "ban": "ban", "bid": "bid",
    "decision": "decid", "dismissal": "dismiss", "fine": "fined", "measures": "impos",
    "lawsuit": "sue", "motion": "move", "offer": "offer", "order": "order", "raid": "raid",
    "ruling": "rul(?:ed|es)", "sanctions": "(?:impos|sanction)", "suit": "sue",
    "suspension": "suspend", "verdict": "(?:acquit|convict|rul)", "veto": "veto", "vote": "vot",
}  # fmt: skip
_OFFICIAL_ACTS = word_set("ban decision fine measures order ruling sanctions verdict vote")
_VOTED_ON = re.compile(
    r"\b(?:adopt|approv|back|pass|push\w* through|reject|threw out|vot\w+ (?:against|down|for))"
    r"\w*\s(?:the\s)?\Z"
)
_NEAR = 40
_REACH = 200
"""Mentions that a stand-in looks back, or on."""
_LEAD = 3
"""Sentences in which news first says what it is about."""

_BOTH = re.compile(
    r"\b(?:[Bb]oth|(?:[Tt]he )?[Tt]wo) (?:authors|camps|capitals|countries|delegations|governments"
    r"|nations|parties|sides|states)\b"
)
_JOINED = re.compile(r",? and (?:of |with )?(?:the )?(?:[A-Z][\w.]* ){0,2}")

_GOES_ON = re.compile(r", (?:the )?")

_PEOPLE = re.compile(
    r"\b(?:the|[Tt]hese|[Tt]hose) (?P<noun>commissioners|councillors|judges|senators)\b"
)
_BODIES = {
    "commissioners": "commission",
    "councillors": "council",
    "judges": "court|tribunal",
    "senators": "senate",
}


def stand_ins(
    text: str, sentences: Sequence[Span], named: Sequence[Named], part: Span
) -> Iterator[Named]:
    """The stand-ins in a part of the text, each with an entity that it stands for.

    `named` are the mentions of the whole text in order.
    """
    for found in _ACT.finditer(text, *part):
        law = _voted_on(text, named, found.start()) if found["noun"] == "vote" else None
        doer = law or _doer(text, sentences, named, found.start(), found["noun"])
        if doer is not None:
            yield Span(*found.span()), doer
    for found in _BOTH.finditer(text, *part):
        writers = bylines(text)
        known = [
            item for item in _before(named, found.start()) if not in_one(writers, item[0].start)
        ]
        for entity in _pair(text, known):
            yield Span(*found.span()), entity
    for found in _PEOPLE.finditer(text, *part):
        body = _body(text, named, found.start(), _BODIES[found["noun"]])
        if body is not None:
            yield Span(*found.span()), body


def _before(named: Sequence[Named], position: int) -> Sequence[Named]:
    """The mentions that go before a position, not too far back."""
    end = bisect_left(named, position, key=lambda item: item[0].start)
    return named[max(0, end - _REACH) : end]


def _voted_on(text: str, named: Sequence[Named], position: int) -> str | None:
    """The law that was voted on last: "They passed *the Borders Act*. Italy welcomed the vote"."""
    for span, entity in reversed(_before(named, position)):
        if is_law_name(span.of(text)) and _VOTED_ON.search(
            text, max(0, span.start - _NEAR), span.start
        ):
            return entity
    return None


def _doer(
    text: str, sentences: Sequence[Span], named: Sequence[Named], position: int, noun: str
) -> str | None:
    """Whose act it was: whose it was called, who did it last, or else whom the text begins with."""
    owned = re.compile(rf"['’]s? (?:[a-z-]+ )?{noun}\b")
    did = re.compile(rf"(?:\s[^\s.;:]+){{0,4}}?\s{_STEMS[noun]}\w*\b")
    by = re.compile(rf"\b{noun} by (?:the )?\Z")
    reacts = re.compile(
        r"\s(?:applaud|attack|condemn|criticis|criticiz|decri|denounc|hail|laud|prais|slam|welcom)"
        rf"\w*(?: [\w-]+){{0,2}} {noun}\b"
    )
    for span, entity in reversed(_before(named, position)):
        at = bisect_left(sentences, span.start + 1, key=lambda s: s.start) - 1
        sentence = sentences[max(0, at)]
        if owned.match(text, span.end) or by.search(text[max(0, span.start - 40) : span.start]):
            return entity
        if (
            did.match(text, span.end, min(sentence.end, position))
            and role(text, sentence, span) == "subject"
        ):
            return entity
    if noun not in _OFFICIAL_ACTS:
        return None
    for sentence in sentences[:_LEAD]:
        if sentence.end > position:
            break
        for span, entity in named:
            if span.start >= sentence.end:
                break
            if sentence.covers(span) and role(text, sentence, span) == "subject":
                # Whoever "hails the ruling" did not make it.
                return None if reacts.match(text, span.end) else entity
    return None


def _pair(text: str, named: Sequence[Named]) -> tuple[str, ...]:
    """The two entities that were named together last."""
    for (one, first), (other, second) in reversed(list(pairwise(named))):
        if first != second and _JOINED.fullmatch(text, one.end, other.start):
            return () if _is_listed(text, named, one) else (first, second)
    return ()


def _is_listed(text: str, named: Sequence[Named], one: Span) -> bool:
    """Whether a name goes on a list, so that it and the next are not both that there are: "Peru,
    *Kenya* and Oman", but "in Geneva, *Kenya* and Oman"."""
    for span, _ in named:
        if 0 <= one.start - span.end <= len(", the ") and _GOES_ON.fullmatch(
            text, span.end, one.start
        ):
            return LOCATIVE.search(text, max(0, span.start - LOCATIVE_REACH), span.start) is None
    return False


def _body(text: str, named: Sequence[Named], position: int, words: str) -> str | None:
    """The body of one of these names: the last before the position, else the only one."""
    name = re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for span, entity in reversed(_before(named, position)):
        if name.search(text, *span):
            return entity
    after = bisect_left(named, position, key=lambda item: item[0].start)
    later = {entity for span, entity in named[after : after + _REACH] if name.search(text, *span)}
    return later.pop() if len(later) == 1 else None
