"""Where US politicians are from: "Sen. Ann Lee of Maine", "Lee (R-Okla.)", "Arizona Democrat Lee".

News names somebody once and calls him "the Maine Republican" after.
"""

from __future__ import annotations

import re

from stance.lexicon import word_set
from stance.schema import Span

# The states, with what news writes for them in brackets.
_SHORT = {
    "Alabama": "Ala AL", "Alaska": "AK", "Arizona": "Ariz AZ", "Arkansas": "Ark AR",
    "California": "Calif CA", "Colorado": "Colo CO", "Connecticut": "Conn CT", "Delaware": "Del DE",
    "Florida": "Fla FL", "Georgia": "Ga GA", "Hawaii": "HI", "Idaho": "ID", "Illinois": "Ill IL",
    "Indiana": "Ind IN", "Iowa": "IA", "Kansas": "Kan KS", "Kentucky": "Ky KY",
    "Louisiana": "La LA", "Maine": "ME", "Maryland": "Md MD", "Massachusetts": "Mass MA",
    "Michigan": "Mich MI", "Minnesota": "Minn MN", "Mississippi": "Miss MS", "Missouri": "Mo MO",
    "Montana": "Mont MT", "Nebraska": "Neb NE", "Nevada": "Nev NV", "New Hampshire": "NH",
    "New Jersey": "NJ", "New Mexico": "NM", "New York": "NY", "North Carolina": "NC",
    "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "Okla OK", "Oregon": "Ore OR",
    "Pennsylvania": "Pa PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "Tenn TN", "Texas": "Tex TX", "Utah": "UT", "Vermont": "Vt VT",
    "Virginia": "Va VA", "Washington": "Wash WA", "West Virginia": "WVa WV", "Wisconsin": "Wis WI",
    "Wyoming": "Wyo WY",
}  # fmt: skip
STATES = frozenset(_SHORT)
_NAMES = {
    short: state
    for state, shorts in _SHORT.items()
    for short in (*shorts.split(), state.replace(" ", ""))
}
# Not "the Georgian", who is of a country, nor papers: "the Oregonian".
_PEOPLE = {
    "Alabamian": "Alabama", "Alaskan": "Alaska", "Arizonan": "Arizona", "Arkansan": "Arkansas",
    "Coloradan": "Colorado", "Delawarean": "Delaware",
    "Floridian": "Florida", "Hoosier": "Indiana", "Idahoan": "Idaho", "Illinoisan": "Illinois",
    "Iowan": "Iowa", "Kansan": "Kansas", "Kentuckian": "Kentucky", "Louisianan": "Louisiana",
    "Mainer": "Maine", "Marylander": "Maryland", "Michigander": "Michigan",
    "Minnesotan": "Minnesota", "Mississippian": "Mississippi", "Missourian": "Missouri",
    "Montanan": "Montana", "Nebraskan": "Nebraska", "Nevadan": "Nevada",
    "Ohioan": "Ohio",
    "Pennsylvanian": "Pennsylvania", "Texan": "Texas",
    "Utahn": "Utah", "Vermonter": "Vermont",
    "Wisconsinite": "Wisconsin", "Wyomingite": "Wyoming",
}  # fmt: skip
_STATE = "|".join(sorted(STATES, key=len, reverse=True))
SEAT = re.compile(
    r",? \(?(?P<party>[DIR])(?:\.?[-–](?!Day\b)|(?<=\([DIR])\., )"
    r"(?P<short>[A-Z][A-Za-z.]*(?: [A-Z][a-z.]+)?)"
)
"""The party and the state behind a lawmaker's name: "Ann Lee, *D-Texas*", "*(R-N.Y.)*"."""
_AFTER = re.compile(rf"{SEAT.pattern}|,? (?:of|from) (?P<state>{_STATE})\b")
_BEFORE = re.compile(
    rf"\b(?P<state>{_STATE})(?:['’]s)? (?:(?:(?!\w+day\b)[A-Z][\w.-]*|candidate"
    r"|congress(?:wo)?man|former|governor|lawmaker|representative|senator|state) ){0,4}\Z"
)
_BEFORE_REACH = 60
# "The Maine moderate", "the Vermont senator".
_FROM = re.compile(rf"[Tt]he (?P<state>{_STATE}) (?P<noun>[A-Za-z]+)\Z")
_NOUNS = word_set(
    """
    congressman congresswoman conservative democrat governor independent lawmaker liberal
    libertarian moderate progressive republican representative senator socialist
    """
)


def home(text: str, name: Span) -> str | None:
    """The state that somebody is said to be from where he is named, None where it is not said."""
    if found := _AFTER.match(text, name.end):
        short = (found["short"] or "").replace(".", "").replace(" ", "")
        return found["state"] or _NAMES.get(short)
    before = _BEFORE.search(text, max(0, name.start - _BEFORE_REACH), name.start)
    return before and before["state"]


def of_state(people: str) -> str | None:
    """The state whose people are called so: "Texan", "Iowan"; None where no state's are."""
    return _PEOPLE.get(people)


def from_home(words: str) -> tuple[str, str] | None:
    """The state and the noun of "the Maine moderate" and "the Texan", None for other words."""
    the, _, people = words.partition(" ")
    if the in ("The", "the") and (state := of_state(people)):
        return state, people.lower()
    found = _FROM.fullmatch(words)
    if found is None or found["noun"].lower() not in _NOUNS:
        return None
    return found["state"], found["noun"].lower()
