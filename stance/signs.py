"""Whose words are on a sign, in an ad or in a letter: "Orbix has spent $2m on *ads* that say"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stance.entities import Cluster, EntityIndex
from stance.schema import Span

_SIGN = re.compile(
    r"(?P<again>[Tt]he )?(?:(?:[Aa]n?|[Oo]ne|[Ss]ome|[Tt]wo) )?"
    r"(?:(?!her|his|its|their)[a-z][\w-]* )?"
    r"(?:[Aa]ds?|[Aa]dverts?|[Aa]dvertisements?|[Bb]anners?|[Bb]edsheets?|[Bb]illboards|[Ll]eaflets?"
    r"|[Pp]lacards?|[Pp]osters|[Ss]logans?)"
    r"(?=\Z|,| (?:by|carried|from|held|hung|of|on|outside|paid|reading|that|which)\b)"
)
_SIGN_BEFORE = re.compile(r"\b(?:ads?|adverts?|banners?|leaflets?|placards?|posters?) \Z")
_SIGN_REACH = 16
_BEARS = re.compile(
    r"\b(?:air(?:ed|s|ing)|b(?:uy|ought)|carr(?:y|ied|ies|ying)|fund(?:ed|s)|h[eo]ld(?:ing|s)?|hung"
    r"|launched|paid|put up|ran|running|sp(?:end|ent)|wav(?:ed|ing))\b"
)
_BEARS_REACH = 80
_WROTE = re.compile(r"(?:, [^,;\n]{2,90},)? (?:has |had )?(?:wrote|sent an? (?:open )?letter)\b")
_BEARERS = ("ORGANIZATION", "PERSON")


@dataclass(frozen=True, slots=True)
class Sign:
    """A source that is a sign, and who bears it, if that is somebody with a name."""

    bearer: Cluster | None


class Signs:
    """The signs and letters among one text's sources."""

    def __init__(self, text: str, index: EntityIndex) -> None:
        self._text = text
        self._index = index
        self._last: Cluster | None = None  # who bore the last one

    def read(self, source: Span) -> Sign | None:
        """The sign that a source is, or that "that" in "ads *that* say" means. None for what is no
        sign, and for one of which the text does not say that somebody bears it."""
        words = source.of(self._text)
        before = self._text[max(0, source.start - _SIGN_REACH) : source.start]
        if words.lower() in ("that", "which") and _SIGN_BEFORE.search(before):
            return Sign(self._bearer(source))
        sign = _SIGN.match(words)
        if sign is None:
            return None
        again = self._last if sign["again"] else None
        self._last = self._named(source) or again or self._bearer(source)
        borne = self._last is not None or self._bears(source) is not None
        return Sign(self._last) if borne else None

    def _named(self, source: Span) -> Cluster | None:
        """Whom the source names: "an ad of the *Lee campaign*"."""
        named = (cluster for _, cluster in self._index.inside(source))
        return next((cluster for cluster in named if cluster.type in _BEARERS), None)

    def _bearer(self, source: Span) -> Cluster | None:
        """Who carries the sign, or has paid for it: whom its sentence names first."""
        bears = self._bears(source)
        if bears is None:
            return None
        start = max(self._text.rfind(end, 0, source.start) for end in (". ", "\n")) + 1
        first = next(iter(self._index.inside(Span(start, bears.start()))), None)
        return first[1] if first is not None and first[1].type in _BEARERS else None

    def _bears(self, source: Span) -> re.Match[str] | None:
        """The verb by which somebody carries a sign, or has paid for it, right before it."""
        start = max(0, source.start - _BEARS_REACH)
        start = max(start, self._text.rfind(". ", start, source.start) + 1)
        return _BEARS.search(self._text, start, source.start)

    def writer(self, source: Span) -> Cluster | None:
        """Who wrote "the letter", of the same paragraph: "*Ann Lee* wrote to owners. The letter
        said"."""
        line = self._text.rfind("\n", 0, source.start) + 1
        for span, cluster in reversed(self._index.inside(Span(line, source.start))):
            if _WROTE.match(self._text, span.end):
                return cluster if cluster.type in _BEARERS else None
        return None
