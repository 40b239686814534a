"""Press releases and statements: whom their "we" means.

PRESS RELEASE
Bread for All said today that ... We welcome the court's ruling.
"""

from __future__ import annotations

import re
from collections import Counter

from stance.entities import Cluster, EntityIndex
from stance.schema import Span

_BY = re.compile(r"^\W*(?:joint )?statement (?:by|from|of|on behalf of) ", re.I | re.M)
_RELEASE = re.compile(
    r"^\W*(?:media|news|press) (?:release|statement)\b"
    r"|^(?:[^\n.]{0,40}\W)?for immediate (?:publication|release|use)\W*$",
    re.I | re.M,
)
_HEAD = 300
"""Characters in which a text says that it is a release."""
_BEGIN = 700
"""Characters in which a release names who issues it."""


def issuer(text: str, index: EntityIndex) -> Cluster | None:
    """Who issues a statement: whom its first words name ("Statement by Bread for All"), else of the
    organisations that a press release begins with the one that it names most often.

    None where the text is neither, or names nobody there or two as often.
    """
    if by := _BY.search(text, 0, _HEAD):
        start = by.end() + (4 if text.startswith("the ", by.end()) else 0)
        told = index.inside(Span(start, min(len(text), start + _HEAD)))[:1]
        return next((c for span, c in told if span.start == start and c.is_body), None)
    if _RELEASE.search(text, 0, _HEAD) is None:
        return None
    begun = {
        cluster.id: cluster
        for _, cluster in index.inside(Span(0, min(len(text), _BEGIN)))
        if cluster.type == "ORGANIZATION"
    }
    named = Counter({id: len(cluster.mentions) for id, cluster in begun.items()})
    first, *others = named.most_common(2) or [("", 0)]
    return None if others and others[0][1] == first[1] else begun.get(first[0])
