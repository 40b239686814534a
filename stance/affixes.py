"""Sides taken by words that are joined to a name: "anti-Kremlin", "pro-EU", "U.S.-backed".

Such a word says by itself who is for or against whom, in a place where no verb does.
"""

from __future__ import annotations

import re

from stance.lexicon import BEGINS_CLAUSE, PREPOSITIONS
from stance.schema import Span

_PREFIX = re.compile(r"\b(?P<side>anti|pro)[-‑–]\Z", re.IGNORECASE)
_LABELS = {"anti": "hostile", "pro": "supportive"}
_LONGEST_PREFIX = 5

# What may stand between a side that is taken and the name of who takes it, or has it taken for
# him: "pro-Kremlin party Unity", "U.S.-backed rebel leader Omar Said". No plural, and no verb.
_SORT = r"(?P<sort>(?: [a-z][a-z-]*)*) \Z"
# X-backed Y: X is for Y.
_BACKS = re.compile(
    r"[-‑–](?:armed|backed|endorsed|equipped|financed|funded|sponsored|supported)" + _SORT
)
# X-friendly Y, X-sceptic Y: Y is for X, or against X.
_SUFFIXES = {
    "supportive": re.compile(r"[-‑–](?:aligned|friendly|loyal)" + _SORT),
    "hostile": re.compile(r"[-‑–](?:critical|hostile|s[ck]eptic(?:al)?)" + _SORT),
}
_AFTER_PREFIX = re.compile(_SORT)
_LONGEST_SORT = 2
_FARTHEST = 60


def side_taken(text: str, name: Span) -> str | None:
    """The label of "anti-" or "pro-" right before a name ("hostile", "supportive"), else None."""
    found = _PREFIX.search(text[max(0, name.start - _LONGEST_PREFIX) : name.start])
    return None if found is None else _LABELS[found["side"].lower()]


def joined_stance(text: str, actor: Span, target: Span) -> str | None:
    """The stance of an actor toward a target that a word joined to one of them says: "the
    pro-*Kremlin* *Unity* party", "the *U.S.*-backed *Free Army*", "the *EU*-sceptic *Kon*"."""
    first, second = sorted((actor, target))
    if not 0 < second.start - first.end <= _FARTHEST:
        return None
    between = text[first.end : second.start]
    if first == actor:
        return "supportive" if _leads_to_name(_BACKS.match(between)) else None
    if _leads_to_name(_AFTER_PREFIX.match(between)):
        return side_taken(text, first)
    found = (label for label, form in _SUFFIXES.items() if _leads_to_name(form.match(between)))
    return next(found, None)


def _leads_to_name(found: re.Match[str] | None) -> bool:
    """Whether the words between say what sort the name after them is, as far as one can see."""
    if found is None:
        return False
    words = found["sort"].split()
    return len(words) <= _LONGEST_SORT and not any(
        word in PREPOSITIONS | BEGINS_CLAUSE or word.endswith(("s", "ed", "ing")) for word in words
    )
