"""A small invented article with every kind of stance and tension, for the tests of reports."""

from __future__ import annotations

from stance.schema import (
    Analysis,
    Attribution,
    Coverage,
    Entity,
    Evidence,
    Span,
    Stance,
    StancePrediction,
)

TEXT = """\
Harbour plan splits the delta

PORT HALE — Senator Quill praised the Dyers' Union on Monday. "Nobody works harder," Quill said.

The union accused Mayor Ibe of lying. Quill had thanked Ibe for her patience in March, but
Quill called Ibe a coward on Tuesday. Ibe applauded Quill all the same.

The Meridian Group welcomed the anti-Quill petition. Ibe met the group in Casmere."""

HOSTILE = StancePrediction.of((0.93, 0.05, 0.02))
WEAKLY_HOSTILE = StancePrediction.of((0.7, 0.2, 0.1))
NEUTRAL = StancePrediction.of((0.1, 0.8, 0.1))
SUPPORTIVE = StancePrediction.of((0.02, 0.06, 0.92))

NAMES = {
    "quill": "Senator Quill",
    "union": "Dyers' Union",
    "ibe": "Mayor Ibe",
    "meridian": "Meridian Group",
    "casmere": "Casmere",
}


def span(text: str, words: str, within: Span | None = None) -> Span:
    """Where `words` first stand in `text`, or in a part of it."""
    start = text.index(words, within.start if within else 0)
    return Span(start, start + len(words))


def evidence(
    passage: str,
    actor: str,
    target: str,
    prediction: StancePrediction,
    attribution: int | None = None,
    text: str = TEXT,
) -> Evidence:
    """Evidence in a passage of `text`, its mentions looked up in the passage."""
    place = span(text, passage)
    return Evidence(
        place, span(text, actor, place), span(text, target, place), prediction, attribution
    )


PRAISE = "Senator Quill praised the Dyers' Union on Monday."
ATTACK = "The union accused Mayor Ibe of lying."
THANKS = "Quill had thanked Ibe for her patience in March"
INSULT = "Quill called Ibe a coward on Tuesday."
APPLAUSE = "Ibe applauded Quill all the same."
PETITION = "The Meridian Group welcomed the anti-Quill petition."
MEETING = "Ibe met the group in Casmere."


def report_analysis() -> Analysis:
    """Quill is for the union, which is against Ibe; he is on both sides of Ibe, who is for him."""
    insult, thanks = (
        evidence(INSULT, "Quill", "Ibe", HOSTILE, 1),
        evidence(THANKS, "Quill", "Ibe", SUPPORTIVE),
    )
    stances = (
        Stance("union", "ibe", HOSTILE, (evidence(ATTACK, "The union", "Mayor Ibe", HOSTILE, 0),)),
        Stance(
            "quill",
            "union",
            SUPPORTIVE,
            (evidence(PRAISE, "Senator Quill", "Dyers' Union", SUPPORTIVE),),
        ),
        Stance("ibe", "quill", SUPPORTIVE, (evidence(APPLAUSE, "Ibe", "Quill", SUPPORTIVE),)),
        Stance("quill", "ibe", HOSTILE, (thanks, insult), contested=True),
        Stance(
            "meridian",
            "quill",
            WEAKLY_HOSTILE,
            (evidence(PETITION, "The Meridian Group", "Quill", WEAKLY_HOSTILE),),
        ),
        Stance("ibe", "meridian", NEUTRAL, (evidence(MEETING, "Ibe", "the group", NEUTRAL),)),
        Stance("ibe", "casmere", NEUTRAL, (evidence(MEETING, "Ibe", "Casmere", NEUTRAL),)),
    )
    return Analysis(
        text=TEXT,
        sentences=tuple(span(TEXT, words) for words in (PRAISE, ATTACK, INSULT, APPLAUSE)),
        entities=tuple(Entity(id, name, "MISC") for id, name in NAMES.items()),
        attributions=(
            Attribution(
                span(TEXT, "The union"),
                (span(TEXT, "accused"),),
                (span(TEXT, "Mayor Ibe of lying"),),
                "union",
            ),
            Attribution(
                span(TEXT, "Quill", span(TEXT, INSULT)),
                (span(TEXT, "called"),),
                (span(TEXT, "Ibe a coward"),),
                "quill",
            ),
        ),
        stances=stances,
        sentiment=NEUTRAL,
        coverage=Coverage(len(TEXT), len(TEXT), 1),
        model={"stance": "stance-small 1.0", "tagger": "tagger-small 1.0"},
        id="delta.txt",
    )


HOSTILE_WORDS = (
    '</script><script>window.pwned = 1</script><img src=x onerror="window.pwned = 1">'
    "<!-- ]]> &amp; \" ' ` ${window.pwned = 1} \u202eright\u202c \x00\x1b[2J \ud800"
)
"""Markup, quotes, an override of direction, control characters and a lone surrogate."""


def hostile_analysis() -> Analysis:
    """Hostile words wherever words can stand: text, names, ids, cue, source, title."""
    text = f"{HOSTILE_WORDS} attacked Ibe. {HOSTILE_WORDS}"
    found = Evidence(
        Span(0, len(text)),
        Span(0, len(HOSTILE_WORDS)),
        span(text, "Ibe"),
        HOSTILE,
        0,
    )
    return Analysis(
        text=text,
        entities=(Entity('"><b>', HOSTILE_WORDS, "MISC"), Entity("ibe", "Ibe", "MISC")),
        attributions=(
            Attribution(Span(0, len(HOSTILE_WORDS)), (Span(0, 30),), (found.span,), '"><b>'),
        ),
        stances=(
            Stance('"><b>', "ibe", HOSTILE, (found,)),
            Stance("ibe", '"><b>', SUPPORTIVE, (found,)),
        ),
        sentiment=NEUTRAL,
        coverage=Coverage(len(text), len(text), 1),
        model={"stance": HOSTILE_WORDS},
        missing_targets=(HOSTILE_WORDS,),
        id=HOSTILE_WORDS,
    )
