"""Words that turn a stance round, which the models read less surely than the stance itself.

Support for what is "anti-" somebody is no support for him, and who blocks what would harm
somebody is not against him: Polanyi and Zaenen, "Contextual Valence Shifters" (2006), call
them shifters. Each rule turns one label alone and asks for its words in their plain order, so
that a sentence it does not understand is left to the model.
"""

from __future__ import annotations

import re

from stance.schema import Span, StancePrediction
from stance.words import after_anti

_REACH = 240
"""Characters from an actor to what it shields, at most."""

_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.)+")

# What may stand between a subject and its verb: names joined to it, auxiliaries, adverbs.
_SUBJECT = (
    r"(?:,?\s+(?:and|or|as well as|along with)\s+(?:the\s+)?"
    r"(?:[A-Z][\w’'-]*\s+){0,3}[A-Z][\w’'-]*\s*)?,?\s*"
    r"(?:(?:has|have|had|will|would|also|again|both|jointly|then|\w+ly)\s+)*"
)
_PREVENTS = (
    r"(?:block(?:ed|s)?|veto(?:ed|es)?|oppos(?:ed|es|e)|reject(?:ed|s)?|resist(?:ed|s)?|"
    r"vot(?:ed|es|e) (?:down|against)|stopp?(?:ed|s)?|thwart(?:ed|s)?|obstruct(?:ed|s)?|"
    r"prevent(?:ed|s)?|stall(?:ed|s)?|shot down|watered down|halt(?:ed|s)?)"
)
_HARM = (
    r"(?:sanctions?|embargo(?:es)?|tariffs?|penalt(?:y|ies)|punishments?|condemnations?|censure|"
    r"(?:air)?strikes?|attacks?|assaults?|invasions?|boycotts?|bans?|blockades?|action|"
    r"measures?|resolutions?|motions?|lawsuits?|charges|investigations?)"
)
_HARMS = (
    r"(?:punish|condemn|sanction|censure|isolate|expel|suspend|attack|invade|bomb|oust|unseat|"
    r"impeach|arrest|deport|extradite|prosecute|blacklist)"
)
_SHIELDS = re.compile(
    rf"{_SUBJECT}{_PREVENTS}\b[^;:“”\"]*?\b"
    rf"(?:{_HARM}\s+(?:(?:up)?on|against|targeting|aimed at)|"
    rf"(?:to|would|would have)\s+{_HARMS}(?:ed)?)"
    r"\s+(?:the\s+)?(?:[\w-]+\s+)?\Z"
)


def turn(text: str, actor: Span, target: Span, answer: StancePrediction) -> StancePrediction:
    """The answer to a question about `text`, with hostile and supportive exchanged where its
    words turn it round.

    - Support for something "anti-" the target ("backed anti-American measures") is against
      it. Who attacks such things is not thereby for it: only support is turned.
    - Whoever blocks what would harm the target ("vetoed sanctions on Iran") is not against it.
      Only hostility is turned.
    """
    turned = (answer.label == "supportive" and after_anti(text, target)) or (
        answer.label == "hostile" and shields(text, actor, target)
    )
    if not turned:
        return answer
    p = answer.probabilities
    return StancePrediction.of((p["supportive"], p["neutral"], p["hostile"]))


def shields(text: str, actor: Span, target: Span) -> bool:
    """Whether the actor is said to block what would harm the target."""
    if not 0 <= target.start - actor.end <= _REACH:
        return False
    between = _ABBREVIATION.sub(lambda m: m[0].replace(".", ""), text[actor.end : target.start])
    return "." not in between and _SHIELDS.match(between) is not None
