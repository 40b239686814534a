"""Texts like news with tags that mean nothing, for what must hold whatever a tagger finds."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from stance.schema import ENTITY_TYPES, Attribution, Coverage, Span
from stance.segment import sentences
from stance.tagger import Mention, Tagged

WORDS = re.findall(
    r"\S+",
    """
    Okoro Ada Ben Kim Jong Un U.S. American anti-American pro-Kremlin The the a of and , . " “ ” ’s
    : — ( ) he they his who which that said told accused praised according to by with Mr. President
    Minister NATO EU Bank Union Washington Moscow Russia Korea spokesman police company it its T. I.
    Inc. Monday LEE: St. Louis senator lawmakers White House called -led -backed é 李 مصر “I We” ?”
    """,
)


@st.composite
def tagged_texts(draw: st.DrawFn) -> Tagged:
    """A text of up to 40 such words, with any runs of them as names, sources, cues and contents."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
    text = "".join(word + draw(st.sampled_from((" ", " ", " ", "", "\n"))) for word in words)
    bounds = [match.span() for match in re.finditer(r"\S+", text)]

    def runs(longest: int, most: int, fewest: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
        """Runs of whole words that do not overlap, in order."""

        def spans(pairs: list[tuple[int, int]]) -> tuple[Span, ...]:
            found: list[Span] = []
            for first, more in sorted(pairs):
                last = min(first + more, len(bounds) - 1)
                if not found or bounds[first][0] >= found[-1].end:
                    found.append(Span(bounds[first][0], bounds[last][1]))
            return tuple(found)

        pair = st.tuples(st.integers(0, len(bounds) - 1), st.integers(0, longest - 1))
        return st.lists(pair, min_size=fewest, max_size=most).map(spans)

    kinds = st.sampled_from(ENTITY_TYPES)
    mentions = tuple(Mention(span, draw(kinds)) for span in draw(runs(4, 8)))
    attributions = tuple(
        Attribution(
            next(iter(draw(runs(5, 1))), None),
            draw(runs(3, 2)),
            draw(runs(12, 3, fewest=1)),
            kind=draw(st.sampled_from(("direct", "indirect", "mixed"))),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    return Tagged(text, sentences(text), mentions, attributions, Coverage(len(text), len(text), 1))
