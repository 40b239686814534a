"""Entities of many articles into one list: which names stand for the same, and which do not.

An article's own entities come out of `stance.resolve`. Here they are merged by name, type and
country, cautiously: two that are one person may stay apart, two that are different should not
become one. A full name is one person ("John Smith" of two articles), a single name only where
the corpus knows nobody else it could be, and what has no name of its own ("officials") or one
that every country has ("Supreme Court") stays with its article. The list is a table, so that
whoever knows better can say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from stance.names import person, person_match, slug
from stance.organisations import acronyms, organisation_key
from stance.places import fold, gazetteer
from stance.schema import ENTITY_TYPES, GROUP

TYPES = ("COUNTRY", *ENTITY_TYPES, GROUP)
"""Kinds of a key: an entity's type, COUNTRY for what the gazetteer of countries knows."""

_BODIES = """
    administration affairs agency agriculture alliance and appeals army assembly association
    attorney authority bank board cabinet central chamber church city club coalition
    commission committee communist company congress conservative constitutional council county
    court defence defense democratic department district education election electoral energy
    environment federal federation finance fire for force forces foreign foundation general
    government green group health high home house immigration information institute
    intelligence interior internal justice labor labour legislature liberal lower mayor
    military ministry national navy network office of opposition parliament party police
    president prime prosecutor regulator republican reserve ruling secretary security senate
    service services social socialist state states supreme the trade transport treasury
    tribunal union university upper
"""
_EVERYWHERE = frozenset(_BODIES.split())
"""Words of bodies that every country, state or town has one of: such a name alone is of none."""


class Key(NamedTuple):
    """What makes two entities the same: a kind of `TYPES` and a name in plain form."""

    kind: str
    name: str


@dataclass(slots=True)
class Name:
    """A key as the corpus has it: how often, and under which names."""

    key: Key
    type: str
    shown: dict[str, int] = field(default_factory=dict)
    articles: int = 0
    mentions: int = 0
    aliases: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name it has most often."""
        return max(self.shown, key=lambda name: (self.shown[name], len(name), name))


@dataclass(frozen=True, slots=True)
class Merged:
    """A row of `entities.csv`.

    `merged_id` is the entity that stands in the tables; empty: in every article one of its
    own. `rule` says why, and `automatic_id` is what the rule alone would give.
    """

    id: str
    name: str
    type: str
    country: str
    articles: int
    mentions: int
    merged_id: str
    automatic_id: str
    rule: str


@lru_cache(maxsize=65536)
def key_of(name: str, type: str) -> Key:
    """The key of an article's entity."""
    if type != "PERSON" and gazetteer().country(name) == name:
        return Key("COUNTRY", name)
    if type == "PERSON" and (parts := person(name)).words:
        return Key(type, f"{parts.key} {parts.suffix}".strip())
    if type == "ORGANIZATION":
        return Key(type, organisation_key(name) or name.lower())
    return Key(type, fold(" ".join(name.split())).lower())


class Names:
    """All the names of a corpus. Its memory grows with the different names alone."""

    def __init__(self) -> None:
        self._names: dict[Key, Name] = {}

    def add(self, entities: Iterable[dict[str, Any]]) -> None:
        """Counts the entities of one article, as `article_line` has them."""
        met = set()
        for entity in entities:
            shown, type = entity["name"], entity["type"]
            key = key_of(shown, type)
            name = self._names.setdefault(key, Name(key, type))
            name.shown[shown] = name.shown.get(shown, 0) + 1
            name.articles += key not in met
            name.mentions += entity["mentions"]
            name.aliases |= set(_short_names(shown, type, entity["aliases"]))
            met.add(key)

    def merge(self) -> dict[Key, Merged]:
        """Every name with the entity it stands for, the most frequent first."""
        order = {kind: rank for rank, kind in enumerate(TYPES)}
        by_kind = sorted(self._names.values(), key=lambda n: (order[n.key.kind], n.key.name))
        ids = _ids(by_kind)
        rules = _Rules(by_kind)
        rows = {}
        for name in sorted(by_kind, key=lambda n: (-n.articles, -n.mentions, ids[n.key])):
            into, rule = rules.decide(name)
            merged = "" if into is None else ids[into]
            rows[name.key] = Merged(
                ids[name.key],
                name.name,
                name.type,
                name.name if name.key.kind == "COUNTRY" else "",
                name.articles,
                name.mentions,
                merged,
                merged,
                rule,
            )
        return rows


def _ids(names: Iterable[Name]) -> dict[Key, str]:
    """An id a key, readable and used once: "amazon", and "amazon-location" for the river."""
    ids: dict[Key, str] = {}
    taken: set[str] = set()
    for name in names:
        base = slug(name.key.name)
        tries = _candidates(base, name.key.kind.lower())
        ids[name.key] = next(id for id in tries if id not in taken)
        taken.add(ids[name.key])
    return ids


def _candidates(base: str, kind: str) -> Iterator[str]:
    yield base
    yield f"{base}-{kind}"
    number = 2
    while True:
        yield f"{base}-{kind}-{number}"
        number += 1


class _Rules:
    """What a name stands for, given all the others."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._called: dict[Key, set[Key]] = defaultdict(set)
        self._forms: dict[str, list[Name]] = defaultdict(list)
        for name in names:
            for alias in name.aliases:
                self._called[Key(name.key.kind, alias)].add(name.key)
            if name.key.kind == "PERSON" and " " in name.key.name:
                self._called[key_of(person(name.name).surname, "PERSON")].add(name.key)
                self._forms[_without_initials(name.key.name)].append(name)

    def decide(self, name: Name) -> tuple[Key | None, str]:
        """The key it stands for, None where each article has its own; and why."""
        kind, words = name.key
        if kind == "COUNTRY":
            return name.key, "country"
        if kind == GROUP:
            return None, "no name of its own"
        others = {self._full(key) for key in self._called.get(name.key, set()) - {name.key}}
        if len(others) > 1:
            return None, "may be " + " or ".join(sorted(key.name for key in others)[:4])
        if others:
            return others.pop(), "short for the only one of that name"
        if kind == "ORGANIZATION" and set(words.split()) <= _EVERYWHERE:
            return None, "a body that is in many places"
        full = self._full(name.key)
        return full, "same name" if full == name.key else "same name but for initials"

    def _full(self, key: Key) -> Key:
        """The most frequent form of a person's full name, with or without initials.

        "Ann B. Lee" is Ann Lee. George Bush is neither George W. nor George H. W. where the
        corpus has both.
        """
        plain = _without_initials(key.name)
        forms = self._forms.get(plain, []) if key.kind == "PERSON" else []
        if sum(form.key.name != plain for form in forms) != 1:
            return key
        return max(forms, key=lambda form: (form.articles, form.key)).key


def _short_names(name: str, type: str, aliases: Iterable[str]) -> Iterator[str]:
    """The short names, in plain form, under which an article has a person or a body."""
    for alias in aliases:
        if type == "PERSON" and 0 < person_match(alias, name) < 1:
            yield key_of(alias, type).name
        if type == "ORGANIZATION" and alias.replace(".", "") in acronyms(name):
            yield key_of(alias, type).name


def _without_initials(name: str) -> str:
    """A full name in plain form without what is short and without a vowel in its middle."""
    words = name.split()
    middle = [word for word in words[1:-1] if not _is_initials(word)]
    return " ".join([*words[:1], *middle, *words[1:][-1:]])


def _is_initials(word: str) -> bool:
    return len(word) == 1 or (len(word) < 4 and word.isascii() and not set(word) & set("aeiouy"))
