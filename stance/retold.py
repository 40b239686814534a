"""Words told at second hand: "She was tired, *she said*, according to the agency".

The tagger gives such words to the last who tells them. Who said them first is read off the
sentence: a quotation with its speaker, or a speaker, a verb of saying and what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from stance.schema import Attribution, Span

_SAID = r"(?:added|announced|argued|insisted|replied|said|stated|tweeted|warned|wrote)"
_TOLD = r"(?:assured|informed|told|warned)"
_JUDGED = r"(?:called|denounced|described|dismissed|hailed|praised)"
# Pronouns, and names with what belongs to them: no verb and no clause.
_NO_WORD = r"(?!(?:are|been|had|has|have|is|never|not|was|were|\w+ly)\b)"
_WHO = (
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t"
    r"|(?!Nobody\b|No\b)(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s)?"
    rf"(?:{_NO_WORD}[a-z][\w-]*\s){{0,3}}?"
    r"(?:(?:[A-Z][\w’'.-]*|al|bin|da|de|van|von)\s){0,5}"
    rf"{_NO_WORD}[a-zA-Z][\w’'-]*)"
)
_HAS = r"(?:(?:has|had)\s(?:[a-z]+ly\s)?)?"
# "No decision," she said
_QUOTED = re.compile(
    rf"(?P<content>[“\"][^“”\"]{{8,}}[”\"]),?\s(?P<who>{_WHO})\s(?P<cue>{_SAID})\.?"
)
# Benegas told the Dutch leader that "solidarity is not a savings account"
_TO_SOMEBODY = re.compile(
    rf"(?P<who>{_WHO})\s(?P<cue>{_HAS}{_TOLD}\s[^,;:“”\"]{{2,50}}?)\sthat\s(?P<content>\S.{{8,}})"
)
_THAT = re.compile(rf"(?P<who>{_WHO})\s(?P<cue>{_HAS}{_SAID})\sthat\s(?P<content>\S.{{8,}})")
# He hailed Toledo as "the bravest governor in the north"
_VERDICT = re.compile(
    rf"(?P<who>{_WHO})\s(?P<cue>{_HAS}{_JUDGED})\s(?P<content>[A-Z][^“”\"]{{1,60}}[“\"].+[”\"])"
)
_FORMS = (_QUOTED, _TO_SOMEBODY, _THAT, _VERDICT)
_OUTER = re.compile(r"[Aa]ccording to")


def with_retold(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """The attributions, each that tells words at second hand after the one of who said them."""
    for item in found:
        told_by = any(_OUTER.fullmatch(text, *cue) for cue in item.cue)
        if told_by and (first := _first_hand(text, item)):
            yield first
        yield item


def _first_hand(text: str, item: Attribution) -> Attribution | None:
    for part in item.content:
        for form in _FORMS:
            if match := form.fullmatch(text, *part):
                source, cue, content = (Span(*match.span(k)) for k in ("who", "cue", "content"))
                return replace(item, source=source, cue=(cue,), content=(content,))
    return None
