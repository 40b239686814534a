"""Words for persons: which nouns are, and what news calls somebody."""

from __future__ import annotations

import re

from stance.lexicon import (
    NAME_HEADS,
    ORGANISATION_NOUNS,
    PREPOSITIONS,
    TITLES,
    word_set,
)

_PERSON_NOUN = re.compile(
    r"(?:...er|...or|man|woman|person|ist|ian|ee|president|chief|judge|candidate|general)\Z"
)
_NO_PERSONS = PREPOSITIONS | word_set(
    """
    another answer better butter chapter corridor december disaster factor finger generator harbor
    letter list matter motor november number october offer order other paper power quarter reactor
    river sector sensor september server summer three tractor transformer water weather winter
    """
)
# What news calls a person it has just named, in place of the name.
VARIATIONS = word_set(
    """
    actor actress attorney author billionaire businessman businesswoman candidate conservative
    congressman congresswoman democrat diplomat economist executive governor independent journalist
    lady lawmaker lawyer leader liberal magnate mayor minister mogul nominee physician politician
    premier president professor republican senator statesman tycoon veteran
    """
)
# What members of a parliament or a council are called.
SEATS = word_set(
    """
    backbencher congressman congresswoman councillor frontbencher lawmaker legislator mp peer
    senator
    """
)
# Who has just been named is not called so.
NEVER_KNOWN = word_set(
    """
    analyst boy consultant defendant driver economist expert girl gunman researcher suspect
    teenager victim witness
    """
)
# What news calls the unnamed.
_PEOPLE = word_set(
    """
    activist aide clerk deputy guard local mother father neighbour neighbor nurse parent pensioner
    resident shopper spokesman spokeswoman student tenant veteran
    """
)
_ADJECTIVES = word_set("former junior major minor prior senior superior")


def is_person_noun(noun: str) -> bool:
    """Whether a word is what a person is called: "minister", "farmer", "economist"."""
    return noun not in ORGANISATION_NOUNS | NAME_HEADS | _NO_PERSONS and (
        noun in TITLES or _PERSON_NOUN.search(noun) is not None
    )


def is_somebody(noun: str) -> bool:
    """Whether a word is what an unnamed person is called: "diplomat", "nurse", "taxi driver"."""
    if noun in _ADJECTIVES:
        return False
    return noun in VARIATIONS | NEVER_KNOWN | _PEOPLE or is_person_noun(noun)
