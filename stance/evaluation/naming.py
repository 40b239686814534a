"""Which name of a given list an entity goes by, where the list has no offsets (SEESAW).

An entity that was found in a text has names: its own and those of its mentions. It is the
entity of the list whose name one of them fits best:

1. the same words, but for case, accents, "the", underscores and a final "s" ("voters"), or what
   US news calls its parties and a few laws (`OTHER_NAMES`);
2. the same country, under any of its names ("U.S.", "American"; `stance.places`);
3. for persons, one person's name (`stance.names.person_match`): full name, surname, nickname;
4. for all others, one organisation's name (`stance.names.organisation_match`), "United
   States" in front left out: "Justice Department" is United States Department of Justice.

Where two names of the list fit equally well, it is neither: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stance.names import person_match, pronoun, surname
from stance.organisations import acronyms, organisation_match
from stance.places import fold, gazetteer
from stance.schema import Analysis, Entity

LEAST = 0.5
"""The weakest match that counts: a given name alone, the end of an organisation's name."""

OTHER_NAMES = {
    "Republican Party": ("Republicans", "Republican", "GOP"),
    "Democratic Party": ("Democrats", "Democratic", "Democrat"),
    "Affordable Care Act": ("Obamacare",),
    "Deferred Action for Childhood Arrivals": ("DACA",),
    "Islamic State": ("ISIS", "ISIL"),
}
"""Names that no rule finds, by the name they stand for."""

_NATIONAL = re.compile(r"^(?:the )?(?:united states|u\.s\.|us) (?=\w)", re.IGNORECASE)
_DEPARTMENT = re.compile(r"Department of (?:the )?(.+)")
_POSSESSIVE = re.compile(r"['’]s?$")
_EDGES = " .,;:'\"“”‘’()-–—"


def match_names(analysis: Analysis, names: Sequence[str]) -> dict[str, str]:
    """The name of the list for each entity (by id) that has one."""
    found = {}
    for entity in analysis.entities:
        name = best_name(entity_names(analysis, entity), names, entity.type)
        if name is not None:
            found[entity.id] = name
    return found


def entity_names(analysis: Analysis, entity: Entity) -> list[str]:
    """The entity's own name first, then how its mentions name it; pronouns are no names."""
    mentions = [span.of(analysis.text) for span in entity.mentions]
    named = [words for words in mentions if pronoun(words) is None]
    return list(dict.fromkeys([entity.name, *named]))


def best_name(own: Iterable[str], names: Sequence[str], type: str | None = None) -> str | None:
    """The one of `names` that one of the entity's own names fits best, None if none or two do.

    `type` is the entity's, of `stance.schema.ENTITY_TYPES`; None compares as any of them.
    """
    mine = list(own)
    strengths = {
        name: max((name_match(words, name, type) for words in mine), default=0.0) for name in names
    }
    best = max(strengths.values(), default=0.0)
    fitting = [name for name, strength in strengths.items() if strength == best]
    return fitting[0] if best >= LEAST and len(fitting) == 1 else None


def name_match(one: str, other: str, type: str | None = None) -> float:
    """How well a name of the text fits one of the list, from 0.0 to 1.0."""
    left, right = name_key(one), name_key(other)
    if not left or not right:
        return 0.0
    if left == right or _CALLED.get(left, left) == _CALLED.get(right, right):
        return 1.0
    places = gazetteer()
    country = places.country(one.strip(_EDGES))
    # A list with the White House and the United States keeps them apart, and so do we.
    metonym = "metonym" in (places.kind(one.strip(_EDGES)), places.kind(other))
    if country is not None and not metonym:
        return 1.0 if country == places.country(other) else 0.0
    person = person_match(one, other) if type in (None, "PERSON") else 0.0
    if type == "PERSON":
        return person
    return max(person, organisation_match(*(without_country(name) for name in (one, other))))


def name_key(name: str) -> str:
    """The name folded, in lower case, without "the", possessive and plural endings."""
    words = fold(name.replace("_", " ")).lower().strip(_EDGES)
    words = _POSSESSIVE.sub("", words).removeprefix("the ")
    return words[:-1] if words.endswith("s") and not words.endswith("ss") else words


def without_country(name: str) -> str:
    """The name of a US body without "United States" in front, underscores as blanks."""
    return _NATIONAL.sub("", name.replace("_", " "))


def surface_forms(name: str, person: bool) -> list[str]:
    """How a text may name an entity of the list, the fullest form first.

    The name, without "United States" in front, "Justice Department" for "Department of
    Justice", the surname of a `person`, acronyms, all names of a country, `OTHER_NAMES`.
    """
    whole = name.replace("_", " ")
    bare = without_country(whole)
    forms = [whole, bare]
    if department := _DEPARTMENT.fullmatch(bare):
        forms.append(f"{department[1]} Department")
    if person:
        forms.append(surname(whole))
    forms += sorted(acronyms(whole), key=lambda form: (-len(form), form))
    country = gazetteer().country(whole)
    if country is not None:
        forms += gazetteer().names(country)
    forms += OTHER_NAMES.get(name, ())
    return [form for form in dict.fromkeys(forms) if len(form) > 1]


_CALLED = {
    name_key(other): name_key(name) for name, others in OTHER_NAMES.items() for other in others
}
