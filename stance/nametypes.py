"""One type for a name: what its mentions are tagged as, what the words beside them say, and what
the text's other names say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from stance.grammar import LOCATIVE, LOCATIVE_REACH
from stance.homes import STATES
from stance.lexicon import (
    COMPANY_WORDS,
    KNOWN_BODIES,
    NAME_KINDS,
    ORGANISATION_NOUNS,
    PARTIES,
    word_set,
)
from stance.names import given_name_gender, is_particle, person
from stance.namewords import is_given, is_never_short, says_body, says_firm, says_place
from stance.organisations import acronyms
from stance.places import kind as country_kind
from stance.tagger import Mention

_MAN = word_set("hon mr mrs ms prof rev")
# "Stop Putin" is named after somebody.
_CALLS = word_set("back defend elect free justice ready remember save stop team vote")
# Boston is no newspaper because of the Boston Globe; Altamar is what Altamar Copper is.
_NOT_COINED = (
    ORGANISATION_NOUNS | NAME_KINDS.keys() | {"law", "policy", "studies"}
) - COMPANY_WORDS
_INITIALS = re.compile(r"[A-Z]\. [A-Z][a-z]{3,}")
_MS = re.compile(r"\b(?:Mr|Mrs|Ms)\.? ([A-Z][\w’'-]+)")
_EVIDENCE = 3
"""Mentions that a word beside a name outweighs."""

Types = dict[str, str]
"""The type of each name, by its words."""


def types_by_words(text: str, mentions: Sequence[Mention]) -> Types:
    """One type for the same words everywhere: what most of their mentions have, words beside
    them that tell ("the group Harzkraft", "Harzkraft's shares") counting more."""
    seen = _seen(text, mentions)
    types = {words: counter.most_common(1)[0][0] for words, counter in seen.votes.items()}
    _by_mixture(types, seen)
    _by_words_beside(types, seen)
    _by_given_names(types, seen)
    _by_last_words(types, seen.said)
    _by_parts(types, seen.located)
    return types


_SAYS = re.compile(r"\s(?:announced|denied|said|says|told)\b")


@dataclass(slots=True)
class _Seen:
    """What is seen of the names of a text: the types that their mentions have, the names that
    stand where a place would, those that words beside them say are bodies, or surely firms, those
    that say something, and surnames behind "Ms"."""

    votes: dict[str, Counter[str]] = field(default_factory=dict)
    located: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    firms: set[str] = field(default_factory=set)
    speaks: set[str] = field(default_factory=set)
    titled: set[str] = field(default_factory=set)


def _seen(text: str, mentions: Sequence[Mention]) -> _Seen:
    seen = _Seen(titled=set(_MS.findall(text)))
    spellings = {mention.span.of(text) for mention in mentions}
    persons = {mention.span.of(text) for mention in mentions if mention.type == "PERSON"}
    for mention in mentions:
        words = mention.span.of(text)
        counter = seen.votes.setdefault(words, Counter())
        counter[mention.type] += 1
        shouted = words.isupper() and words.title() in spellings
        if not shouted and says_body(text, mention):
            # Whose name never stands short is no person, however often it is tagged as one.
            sure = len(mentions) + 1 if is_never_short(text, words) else _EVIDENCE
            counter["ORGANIZATION"] += sure
            seen.said.add(words)
            if says_firm(text, mention):
                seen.firms.add(words)
        called = " " in words and words.split()[-1] in persons  # "Ann Lake", later "Lake"
        if not called and says_place(text, mention):
            counter["LOCATION"] += _EVIDENCE
        before = max(0, mention.span.start - LOCATIVE_REACH)
        if _SAYS.match(text, mention.span.end):
            seen.speaks.add(words)
        owns = text[mention.span.end : mention.span.end + 1] in ("'", "’")
        if not owns and LOCATIVE.search(text, before, mention.span.start):
            seen.located.add(words)
    return seen


def _by_mixture(types: Types, seen: _Seen) -> None:
    """What a tagger takes now for a person and now for a place is a body: "Ganadera Ybytu"."""
    for words, counter in seen.votes.items():
        mixed = {"PERSON", "LOCATION"} <= counter.keys() and counter["ORGANIZATION"] == 0
        no_place = words not in seen.located or words in seen.speaks
        unknown = no_place and given_name_gender(words) is None
        if mixed and unknown and " " in words and country_kind(words) is None:
            types[words] = "ORGANIZATION"


def _by_words_beside(types: Types, seen: _Seen) -> None:
    """ "Aroeira, which": so is Construtora Aroeira."""
    full = {words for words, kind in types.items() if kind == "PERSON" and " " in words}
    in_full = {word for words in full for word in words.split()}
    for words, kind in types.items():
        last = words.split()[-1]
        told = last != words and last in seen.said
        alone = last == words and words in seen.firms - in_full  # no Ann Lee beside "Lee"
        if kind == "PERSON" and (alone or (told and given_name_gender(words) is None)):
            types[words] = "ORGANIZATION"


def _by_given_names(types: Types, seen: _Seen) -> None:
    """A single word that is a given name of the text is that person, and what has a title or is
    in capitals may be; what is no name of one may be a place."""
    given = {
        words.split()[0] for words, kind in types.items() if kind == "PERSON" and " " in words
    } - STATES
    for words, kind in types.items():
        if kind == "LOCATION" and words in given and words not in seen.located:
            types[words] = "PERSON"  # "I like Alma," he said of Alma Reyes
        elif kind == "ORGANIZATION" and words in given - seen.said and is_given(words):
            types[words] = "PERSON"  # "Proud of Marit"
        elif kind == "ORGANIZATION" and words not in seen.said and _is_man(words):
            types[words] = "PERSON"  # "Hon Aroha TE WHATA", "N. Nanjegowda"
        elif kind == "ORGANIZATION" and words not in seen.said and _is_titled(words, seen.titled):
            types[words] = "PERSON"  # "Nomsa Radebe", later Ms Radebe
        elif (
            kind == "PERSON" and words in seen.located - given and country_kind(words) == "capital"
        ):
            types[words] = "LOCATION"  # "Lima has always hated us", and "here in Lima"
        elif words in STATES and kind != "PERSON":
            types[words] = "LOCATION"
        elif (kind == "ORGANIZATION" and words.isupper() and " " in words) and types.get(
            words.split()[-1].title()
        ) == "PERSON":
            types[words] = "PERSON"  # "TERRENCE BOYD", later Boyd


def _is_titled(words: str, titled: Collection[str]) -> bool:
    """Whether a name of two words ends with a surname that stands behind "Ms" elsewhere."""
    first, _, last = words.partition(" ")
    return last in titled and first.lower() not in _CALLS | PARTIES


def _is_man(words: str) -> bool:
    """Whether a name begins as a person's with a title does; Hon Hai and Mr Price are companies."""
    title, *rest = words.split()
    if _INITIALS.fullmatch(words):
        return words.split()[-1].lower() not in ORGANISATION_NOUNS | COMPANY_WORDS
    return title.lower() in _MAN and len(rest) > 1 and not {w.lower() for w in rest} & COMPANY_WORDS


def _by_last_words(types: Types, said: Collection[str]) -> None:
    """ "Boréal" of the consortium Chantiers Boréal is it."""
    for words in said:
        *others, last = words.split()
        named_for = others and (others[0].lower() in _CALLS or {"for", "of"} & set(others))
        unlike = types[words] == "ORGANIZATION" and given_name_gender(words) is None
        if unlike and not named_for and types.get(last) == "PERSON":
            types[last] = "ORGANIZATION"


def _by_parts(types: Types, located: Collection[str]) -> None:
    """Parts of a person's name are persons; parts of a body's, and what a body's name is part of,
    are bodies."""
    tails = {
        tail.lower() for words, kind in types.items() if kind == "PERSON" for tail in _tails(words)
    }
    parts = {
        word
        for words, kind in types.items()
        if kind == "PERSON" and len(names := person(words).words) > 1
        for word in (names[-1], names[0] if person(words).family_first else names[-1])
    }
    for words, kind in types.items():
        first, _, rest = words.partition(" ")
        surname = kind == "PERSON" and types.get(words.split()[-1]) == "PERSON"
        if rest and types.get(first) == "ORGANIZATION" and not surname:
            types[words] = "ORGANIZATION"  # "Veldhuis" is a company: so is "Veldhuis Micro"
    bodies = [w for w, kind in types.items() if kind == "ORGANIZATION" and " " in w]
    firsts = {words.split()[0] for words in bodies}
    begun = {" ".join(words.split()[:2]) for words in bodies if words.count(" ") > 1}
    coined = _coined(bodies)
    short = {acronym for words in bodies for acronym in acronyms(words)}
    for words, kind in types.items():
        if words in parts or (" " in words and words.lower() in tails):
            types[words] = "PERSON"  # "Del Valle Quiroga" of María Eugenia del Valle Quiroga
        elif words.lower() in PARTIES | KNOWN_BODIES and words[0].isupper():
            types[words] = "ORGANIZATION"  # "Tory backbencher"
        elif kind == "MISC" and types.get(f"{words}s") == "ORGANIZATION":
            types[words] = "ORGANIZATION"  # the "Houthi" negotiator of the Houthis
        elif (
            words in short
            or (kind == "PERSON" and words in firsts)
            or (kind == "PERSON" and words in begun)  # "Golden Heron" Bank
            or (kind == "LOCATION" and words in begun & coined - STATES)  # "Northern Ridge" Hydro
            or (kind == "LOCATION" and words in coined.difference(located, STATES))
        ):
            types[words] = "ORGANIZATION"


def _coined(bodies: Collection[str]) -> set[str]:
    """The beginnings of bodies' names that mean these bodies alone: "Altamar" of Altamar Copper,
    "Northern Ridge" of Northern Ridge Hydro."""
    ones = {
        words.split()[0] for words in bodies if not set(words.lower().split()[1:]) & _NOT_COINED
    }
    twos = {
        " ".join(words.split()[:2])
        for words in bodies
        if set(words.lower().split()[2:]) & COMPANY_WORDS
    }
    return ones | twos


def _tails(words: str) -> Iterator[str]:
    """The end of a person's name that begins with its particles, "del Valle Quiroga", or is its
    two family names: "Nordvik Aase"."""
    parts = words.split()
    if len(parts) == 3 and given_name_gender(words) is not None:
        yield " ".join(parts[1:])
    for n in range(1, len(parts) - 1):
        if is_particle(parts[n]) and not is_particle(parts[n - 1]):
            yield " ".join(parts[n:])
