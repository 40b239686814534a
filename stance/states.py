"""Who speaks or acts for a state: its ministers and leaders, its army and ministries."""

from __future__ import annotations

import re
from collections.abc import Sequence

from stance.places import country, kind
from stance.schema import Span

NAMINGS = 20
"""Mentions of somebody beside which an office is looked for."""

_ORGAN = re.compile(
    r"\b(?:air force|armed forces|army|coast guard|defen[cs]e forces|diplomats?|embassy"
    r"|foreign office|general staff|government|military|ministry|navy|officials?|spokes\w+)\b",
    re.IGNORECASE,
)
_NO_ORGAN = re.compile(
    r"\b(?:Free|Liberation|National Army|Opposition|Red|Republican|[Ff]ormer|rebel|retired"
    r"|[Rr]elatives?)\b"
)
_ORGAN_ENDS = re.compile(r"(?: (?:officials?|sources?|spokes\w+))?\Z")
_STATE = r"(?P<state>[A-Z][\w.]*(?: [A-Z]\w*)?)"
# As few words as will do: "*Russian* Foreign Minister".
_ITS = r"(?P<state>[A-Z][\w.]*(?: [A-Z]\w*)??)(?:['’]s?)?"
_OWNER = re.compile(rf"(?<![A-Z]\w )\b{_STATE}(?:['’]s?)? \Z")
_FIELDS = re.compile(r"(?:(?:Defen[cs]e|Economy|Finance|Foreign|Health|Interior|Trade) )+\Z")
_OF_COUNTRY = re.compile(
    rf"\b(?:of|spokes\w+ for) (?:the )?(?:(?:Kingdom|Republic|State) of )?{_STATE}\Z"
)
_OFFICE_REACH = 60
_OFFICE = (
    r"(?:(?i:acting|deputy|defen[cs]e|economy|energy|environment|finance|foreign|health|interior"
    r"|justice|labou?r|prime|security|trade|vice) ){0,3}(?:[Aa]mbassador|[Cc]hancellor"
    r"|[Ee]nvoy|[Mm]inister|[Pp]remier|[Pp]resident|[Ss]pokes(?:man|woman|person))(?: of [Ss]tate)?"
)
_NOW = r"(?!(?:ex-|exiled|former|jailed|opposition|ousted|shadow)\w* )"
_OFFICE_BEFORE = re.compile(rf"\b{_ITS} {_NOW}{_OFFICE},? (?=[A-Z])")
_LEADER_BEFORE = re.compile(rf"\b{_ITS} (?:[Ss]upreme )?[Ll]eader,? (?=[A-Z])")
_OFFICE_AFTER = re.compile(rf", (?:the )?{_ITS} {_NOW}{_OFFICE}\b(?! (?:in|to) )")
_OFFICE_OF = re.compile(rf", (?:the )?{_NOW}{_OFFICE} of (?:the )?{_STATE}\b")


def states_served(text: str, mentions: Sequence[Span]) -> set[str]:
    """The states whose office somebody has by what stands beside his name: "Oman's foreign
    minister, *Lee*", "the Omani leader *Lee*", "*Lee*, the president of Oman"."""
    found = set()
    for span in mentions:
        start = max(0, span.start - _OFFICE_REACH)
        told = [
            match
            for rule in (_OFFICE_BEFORE, _LEADER_BEFORE)
            for match in rule.finditer(text, start, span.end)
            if match.end() >= span.start  # "Omani *President Lee*" has it in the name
        ]
        told += filter(None, (rule.match(text, span.end) for rule in (_OFFICE_AFTER, _OFFICE_OF)))
        found |= {state for match in told if (state := country(match["state"]))}
    return found


def state_of(name: str) -> str | None:
    """The country of an organ of state: of "Oman's air force", "Ministry of Trade of Oman"; None
    for the Free Syrian Army, for an embassy in Oman and for officers of its army."""
    organ = _ORGAN.search(name)
    if organ is None or _NO_ORGAN.search(name):
        return None
    if of := _OF_COUNTRY.search(name, organ.start()):
        return country(of["state"])
    owner = _OWNER.search(_FIELDS.sub("", name[: organ.start()]))
    if owner is None or not _ORGAN_ENDS.match(name, organ.end()):
        return None
    return None if kind(owner["state"]) == "capital" else country(owner["state"])
