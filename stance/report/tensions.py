"""Where the stances of a text pull against each other.

Structural balance (Heider 1946; Cartwright and Harary 1956): friends of friends are expected to
be friends. A pair or a triangle of stances that is not so is no mistake, but what a reader of a
conflict wants to be shown: a friend who attacks another friend, support that is answered with
hostility, one actor on both sides of a target.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from stance.explain import name
from stance.schema import Analysis, Stance

BOTH_SIDES = "both sides"
UNRETURNED = "unreturned"
BETWEEN_FRIENDS = "between friends"
"""What a tension can be; the module says what each means."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tension:
    """Stances that do not go together.

    `parties` are entity ids: for "both sides" (actor, target); for "unreturned" (who supports,
    who attacks); for "between friends" (the common friend, who attacks, who is attacked).
    `stances` are the (actor, target) pairs it is made of, `strength` the weakest of their
    probabilities, in [0, 1], and `text` says it in a sentence.
    """

    kind: str
    parties: tuple[str, ...]
    stances: tuple[Pair, ...]
    strength: float
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able values."""
        return {
            "kind": self.kind,
            "parties": list(self.parties),
            "stances": [list(pair) for pair in self.stances],
            "strength": round(self.strength, 4),
            "text": self.text,
        }


def tensions(analysis: Analysis) -> tuple[Tension, ...]:
    """All tensions between the stances of one text, the surest first."""
    known = {(stance.actor, stance.target): stance for stance in analysis}
    found = [*_both_sides(analysis), *_unreturned(analysis, known)]
    found += _between_friends(analysis, known)
    return tuple(sorted(found, key=lambda item: (-item.strength, item.kind, item.parties)))


def _both_sides(analysis: Analysis) -> Iterator[Tension]:
    for stance in analysis:
        if stance.contested:
            pair = (stance.actor, stance.target)
            actor, target = (name(analysis, id) for id in pair)
            # The weaker side decides how sure it is that there are two.
            strength = min(
                max(item.prediction.probabilities[side] for item in stance.evidence)
                for side in ("hostile", "supportive")
            )
            text = f"{actor} is on both sides of {target}: the text has words for and against."
            yield Tension(BOTH_SIDES, pair, (pair,), strength, text)


def _unreturned(analysis: Analysis, known: dict[Pair, Stance]) -> Iterator[Tension]:
    for (actor, target), stance in known.items():
        answer = known.get((target, actor))
        if stance.label == "supportive" and answer is not None and answer.label == "hostile":
            one, other = name(analysis, actor), name(analysis, target)
            text = f"{one} is supportive of {other}, yet {other} is hostile toward {one}."
            yield _tension(UNRETURNED, (actor, target), [stance, answer], text)


def _between_friends(analysis: Analysis, known: dict[Pair, Stance]) -> Iterator[Tension]:
    """Triangles of a friend, an attacker and the attacked, both of them the friend's friends."""
    friends: dict[str, set[str]] = {}
    for (actor, target), stance in known.items():
        if stance.label == "supportive" and actor != target:
            friends.setdefault(actor, set()).add(target)
            friends.setdefault(target, set()).add(actor)
    for friend, others in sorted(friends.items()):
        for attacker, attacked in permutations(sorted(others), 2):
            attack = known.get((attacker, attacked))
            if attack is None or attack.label != "hostile":
                continue
            ties = [_tie(known, friend, other) for other in (attacker, attacked)]
            # Two who praise a third and fight each other are no surprise: the friend must
            # have taken a side for one of them.
            if any(tie.actor == friend for tie in ties):
                text = _triangle(analysis, friend, attack, ties)
                parties = (friend, attacker, attacked)
                yield _tension(BETWEEN_FRIENDS, parties, [*ties, attack], text)


def _tie(known: dict[Pair, Stance], friend: str, other: str) -> Stance:
    """The supportive stance between the two; the friend's own where there are both."""
    own = known.get((friend, other))
    return own if own is not None and own.label == "supportive" else known[other, friend]


def _triangle(analysis: Analysis, friend: str, attack: Stance, ties: list[Stance]) -> str:
    """The triangle in words, each stance said in its own direction."""
    middle, attacker, attacked = (
        name(analysis, id) for id in (friend, attack.actor, attack.target)
    )
    praised, backed = (tie.actor == friend for tie in ties)
    if praised and backed:
        return (
            f"{middle} is supportive of both {attacker} and {attacked}, "
            f"yet {attacker} is hostile toward {attacked}."
        )
    if praised:
        return (
            f"{middle} is supportive of {attacker}, yet {attacker} is hostile toward {attacked}, "
            f"and {attacked} is supportive of {middle}."
        )
    return (
        f"{attacker} is supportive of {middle} and hostile toward {attacked}, "
        f"yet {middle} is supportive of {attacked}."
    )


def _tension(kind: str, parties: tuple[str, ...], stances: list[Stance], text: str) -> Tension:
    return Tension(
        kind,
        parties,
        tuple((stance.actor, stance.target) for stance in stances),
        min(stance.prediction.probabilities[stance.label] for stance in stances),
        text,
    )
