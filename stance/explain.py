"""A stance in one plain sentence: who, toward whom, how sure, and which words show it.

How sure is said in the calibrated terms of the IPCC (Mastrandrea et al. 2010, Guidance Note
on the Consistent Treatment of Uncertainties), so that a word always means the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence

from stance.affixes import joined_stance, side_taken
from stance.excerpt import clean, excerpt
from stance.groups import is_several
from stance.polarity import shields
from stance.schema import GROUP, Analysis, Evidence, Span, Stance
from stance.transcripts import turns

CONFIDENCE_WORDS = (
    (0.99, "virtually certainly"),
    (0.95, "extremely likely"),
    (0.90, "very likely"),
    (0.66, "likely"),
    (0.50, "more likely than not"),
    (0.0, "perhaps"),
)
"""The least probability of a label for which a term is used, from sure to unsure."""

SIDES = {"hostile": "hostile toward", "neutral": "neutral toward", "supportive": "supportive of"}
"""A label with the preposition that goes with it."""

SIGNS = {"hostile": "−", "neutral": "○", "supportive": "+"}
"""A label as a sign, for where a colour alone would not do."""

WORDS = 180
"""Characters of evidence that a sentence quotes, about."""

_NAMED = 60
"""Characters of a source or a cue that a sentence quotes."""


def explain(analysis: Analysis, stance: Stance) -> str:
    """Why the analysis says so, in one sentence of plain language.

    >>> explain(analysis, analysis.stances[0])
    'Ada Okoro is very likely hostile toward NATO (0.93), reported with “called”: “Ada Okoro called
    the NATO plan reckless.”'
    """
    shown = telling(stance)
    parts = [_shown(analysis, item) for item in shown[:1]]
    parts += [f"but {item.prediction.label}, {_shown(analysis, item)}" for item in shown[1:]]
    parts += _notes(analysis, stance, shown)
    claim = (
        f"{name(analysis, stance.actor)} {_is(analysis, stance.actor)} "
        f"{likely(confidence(stance))} "
        f"{SIDES[stance.label]} {name(analysis, stance.target)} ({confidence(stance):.2f})"
    )
    sentence = ", ".join(filter(None, (claim, "; ".join(parts))))
    return sentence if sentence.rstrip('”’"').endswith((".", "!", "?", "…")) else f"{sentence}."


def telling(stance: Stance) -> list[Evidence]:
    """The evidence that decides: the surest for the label; of a contested pair, one a side."""
    sides = ("hostile", "supportive") if stance.contested else (stance.label,)
    ordered = sorted(sides, key=lambda label: label != stance.label)
    chosen = [item for side in ordered if (item := stance.surest(side)) is not None]
    return chosen or ([stance.strongest] if stance.evidence else [])


def confidence(stance: Stance) -> float:
    """The probability of the stance's label, in [0, 1]."""
    return stance.prediction.probabilities[stance.label]


def likely(probability: float) -> str:
    """A probability in words."""
    return next(words for least, words in CONFIDENCE_WORDS if probability >= least)


def name(analysis: Analysis, id: str) -> str:
    """The name of an entity on one line; its id where the analysis does not list it."""
    return clean(next((entity.name for entity in analysis.entities if entity.id == id), id))


def _is(analysis: Analysis, id: str) -> str:
    """The verb that goes with a name: "two officials *are*"."""
    groups = {entity.id for entity in analysis.entities if entity.type == GROUP}
    return "are" if id in groups and is_several(name(analysis, id)) else "is"


def _shown(analysis: Analysis, evidence: Evidence) -> str:
    """Where the words of one piece of evidence come from, and the words."""
    words = "".join(piece.words for piece in excerpt(analysis.text, evidence, WORDS)).strip()
    return f"{_origin(analysis, evidence)}: {_quote(words)}"


def _origin(analysis: Analysis, evidence: Evidence) -> str:
    """What the evidence rests on: an attribution, or what the writer reports by himself."""
    if evidence.attribution is None:
        return "as the article itself reports"
    if not 0 <= evidence.attribution < len(analysis.attributions):  # an analysis made by hand
        return "quoted"
    attribution = analysis.attributions[evidence.attribution]
    if attribution.cue and attribution.cue[0] in {turn.colon for turn in turns(analysis.text)}:
        return "in a turn of the transcript"
    parts = ["reported" if attribution.kind == "indirect" else "quoted"]
    if attribution.source is not None and not evidence.span.covers(attribution.source):
        parts.append(f"of {_words(analysis, attribution.source)}")
    cue = " … ".join(clean(span.of(analysis.text)).strip(" ,:") for span in attribution.cue)
    if cue:  # a colon alone is no word
        parts.append(f"with {_quote(_short(cue))}")
    return " ".join(parts)


def _notes(analysis: Analysis, stance: Stance, shown: Sequence[Evidence]) -> list[str]:
    """What a reader should know beside the words themselves."""
    notes = []
    meant = _meant(analysis, stance, shown[0]) if shown else []
    if meant:
        notes.append(f"here {' and '.join(meant)}")
    if any(_turned(analysis, item) for item in shown):
        notes.append("support for what is “anti-” somebody counts as hostile to them")
    if any(_joined(analysis, item) for item in shown):
        notes.append("a word joined to the name says so (“pro-”, “-backed”)")
    if any(_shielded(analysis, item) for item in shown):
        notes.append("blocking what would harm somebody counts as support")
    agreeing = sum(item.prediction.label == stance.label for item in stance.evidence)
    more = agreeing - sum(item.prediction.label == stance.label for item in shown)
    if more > 0:
        notes.append("one more place agrees" if more == 1 else f"{more} more places agree")
    return notes


def _meant(analysis: Analysis, stance: Stance, evidence: Evidence) -> list[str]:
    """Which mentions stand for somebody whose name they do not show."""
    found = []
    for id, mention in ((stance.actor, evidence.actor), (stance.target, evidence.target)):
        known, words = name(analysis, id), clean(mention.of(analysis.text))
        if known.casefold() not in words.casefold() and words.casefold() not in known.casefold():
            found.append(f"{_words(analysis, mention)} is {known}")
    return found


def _turned(analysis: Analysis, evidence: Evidence) -> bool:
    anti = side_taken(analysis.text, evidence.target) == "hostile"
    return anti and evidence.prediction.label == "hostile"


def _joined(analysis: Analysis, evidence: Evidence) -> bool:
    side = joined_stance(analysis.text, evidence.actor, evidence.target)
    return side is not None and side == evidence.prediction.label


def _shielded(analysis: Analysis, evidence: Evidence) -> bool:
    return evidence.prediction.label == "supportive" and shields(
        analysis.text, evidence.actor, evidence.target
    )


def _words(analysis: Analysis, span: Span) -> str:
    return _quote(_short(clean(span.of(analysis.text))))


def _quote(words: str) -> str:
    """`words` in quotation marks, in single ones where they have double ones inside."""
    return f"‘{words}’" if any(mark in words for mark in '"“”') else f"“{words}”"


def _short(words: str) -> str:
    """`words`, cut at the end of a word where they are long."""
    if len(words) <= _NAMED:
        return words
    return words[:_NAMED].rsplit(" ", 1)[0] + " …"
