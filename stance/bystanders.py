"""Named, but not taking part: mentions that only say where, whose or what kind.

"German cars", "in Brisbane", "UWAB president Ann Lee" and "Fonseca's party" name Germany,
Brisbane, the UWAB and Fonseca without saying what these do or what is done to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from stance.entities import Cluster, EntityIndex
from stance.grammar import LOCATIVE, LOCATIVE_REACH, PEOPLE_BEHIND, role
from stance.lexicon import (
    ACTS,
    BUSINESSES,
    ENVOYS,
    OFFICIAL,
    ORGANISATION_NOUNS,
    PLACE_HEADS,
    RELATIVES_OF,
    TITLES,
    word_set,
)
from stance.members import Members
from stance.mentions import Named, bylines
from stance.quotations import in_one
from stance.schema import Span
from stance.transcripts import beside_names

_HYPHENS = ("-", "‑", "–")
_JOINS_NAMES = re.compile(r"[-‑–][A-Z]")
_OWNS_NAME = re.compile(r"['’]s\s+[A-Z]")
_OWNS = re.compile(r"['’]s?\s+([\w-]+(?:\s+[\w-]+){0,2})")
_WORDS_AFTER = re.compile(r"\s+([\w-]+(?:\s+[\w-]+)?)")
# "Took Italy's side" is about Italy, and money for a candidate's committee is for her.
_TAKEN = re.compile(r"\b(?:joined|on|t(?:ake|akes|aken|aking|ook))\s\Z")
_FUNDS = frozenset(("campaign", "committee", "fund"))
_PREMISES = word_set(
    """
    base branch camp campus factory harbour headquarters home hospital house mill mine museum office
    offices plant port premises refinery school shop shipyard site stadium store studio terminal
    warehouse yard
    """
)
_LEVIED_ON = re.compile(
    r"\b(?:ban|boycott|curbs|dut(?:y|ies)|embargo|lev(?:y|ies)|sanctions|tariffs?) on (?:the )?\Z"
)
_WATERS = word_set("forest gorge glacier pass reservoir stream")
_LISTED = re.compile(r",? and ")
_BEGINS = re.compile(r" (?:has |have |is |are )?[a-z]+(?:ed|s)\b")
_WAY_TO = re.compile(r"\b(?:flight|highway|motorway|railway|road|route|train)s? (?:from|to) \Z")
_FEW = r"(?: an?| its| some| the| [0-9]+| two| three| four| several| (?:dozens|hundreds) of)?"
_DONE_TO = re.compile(
    r"\b(?:attack|bann?|barr?|block|boycott|detain|expell?|impound|intercept|raid|seiz|shell)"
    rf"(?:ed|es|ing|s)?(?: (?:imports|sales) of)?{_FEW} \Z"
    r"|\b(?:closed to|(?:fired|firing|fires) (?:at|on)|kept out|rammed|sank|sunk|shot down|shut out"
    rf"|turn(?:ed|ing|s) (?:away|back)){_FEW} \Z"
)
_DEED_REACH = 48
# What is a country's, where it has no name of its own: not "the Greek tanker *Aegeus*".
_SHIPS = re.compile(
    r" (?:[a-z-]+ ){0,2}?(?:aircraft|airfields?|airliners?|beef|boats?|cars|citizens|diplomats"
    r"|drones?|envoys?|exports|firms|fish|freight|fruit|goods|imports|jets?|lorries|milk|nationals"
    r"|officials|pork|products|rice|ships?|soldiers|steel|tankers?|trawlers?|troops|trucks|vessels?"
    r"|warships?|wheat|wine|workers)\b(?! [A-Z])"
)
_OF_ORIGIN = re.compile(r" (?:of|from) (?:the )?\Z")
# Who runs a body stands for it: "Norrvik's board".
_STANDS_FOR = frozenset(("board", "directors", "leadership", "management"))
_ONE_FROM = re.compile(r"(?<!\w)[Aa]n? \Z")
_CALLED_NEXT = re.compile(r" [a-z]+(?: [a-z]+)? (?:called|named|who|[A-Z])")
_POSSESSIVES = frozenset(("its", "his", "her", "their", "my"))
_NEXT_WORD = re.compile(r"(?:\s+and(?:\s+[A-Z]\w+){1,2})?\s+(\w+)")


def bystanders(
    text: str, sentences: Iterable[Span], index: EntityIndex, members: Members
) -> tuple[frozenset[Span], frozenset[Span]]:
    """The named mentions that cannot act, and those that cannot be acted on either."""
    idle: set[Span] = set()
    aside = set(members.spans)
    beside = sorted([*beside_names(text), *bylines(text)])
    listed: int | None = None  # the end of the last place, if it only says where
    bounds = iter(sentences)
    sentence = next(bounds, Span(0, len(text)))
    mentions = {mention.span: mention for cluster in index.clusters for mention in cluster.mentions}
    for span, cluster in index.named():
        while sentence.end <= span.start:
            sentence = next(bounds, Span(sentence.end, len(text)))
        if in_one(beside, span.start):  # "ANN LEE, CNN HOST:"
            idle.add(span)
            aside.add(span)
            continue
        mention = mentions[span]
        place = cluster.type == "LOCATION" and cluster.country is None
        acts = place and role(text, sentence, span) == "subject" and _BEGINS.match(text, span.end)
        if place and not acts and listed and _LISTED.fullmatch(text, listed, span.start):
            aside.add(span)  # "in Alicante and *Murcia*"
            listed = span.end
            continue
        listed = None
        if _is_aside(text, mention, cluster):
            listed = span.end if place else None
            (idle if _is_of_an_act(text, mention) else aside).add(span)
        elif _is_origin(text, span, index):
            aside.add(span)
        elif _is_idle(text, sentence, mention, cluster):
            idle.add(span)
    owners = {
        span
        for cluster in index.clusters
        for span in cluster.pointers
        if span.of(text).lower() in _POSSESSIVES and _owns_others(text[span.end : span.end + 60])
    }
    return frozenset(idle | aside | owners), frozenset(aside | owners)


def _is_of_an_act(text: str, mention: Named) -> bool:
    """Whether an adjective says whose act something is, or whose goods or ships an act is against:
    "the Canadian decision", "duties on Canadian beef" and "seized a Canadian tanker" are about
    Canada, though Canada does nothing in that sentence."""
    words = _WORDS_AFTER.match(text, mention.span.end)
    if mention.kind != "adjective" or words is None:
        return False
    start = mention.span.start
    if _LEVIED_ON.search(text[max(0, start - LOCATIVE_REACH) : start]):
        return True
    done_to = _DONE_TO.search(text[max(0, start - _DEED_REACH) : start])
    if done_to and _SHIPS.match(text, mention.span.end):
        return True
    return any(word.lower() in ACTS for word in words[1].split())


def _is_origin(text: str, span: Span, index: EntityIndex) -> bool:
    """Whether a country only says where a name is from: "Van Houtum of the *Netherlands*"."""
    found = _OF_ORIGIN.search(text, max(0, span.start - 12), span.start)
    if found is None:
        return False
    return any(
        before.end == found.start() and cluster.type in ("ORGANIZATION", "PERSON")
        for before, cluster in index.inside(Span(max(0, found.start() - 60), found.start()))
    )


def _owns_others(after: str) -> bool:
    """Whether "its leader", "his wife" follows: people of somebody, and not he himself."""
    words = _WORDS_AFTER.match(after)
    return words is not None and any(word in _OWNED for word in words[1].lower().split())


def _is_aside(text: str, mention: Named, cluster: Cluster) -> bool:
    """Whether a mention only qualifies something, says where, or owns somebody else."""
    start, end = mention.span
    after = text[end : end + 60]
    if mention.kind == "adjective":
        # "American and South Korean forces" are both countries'.
        following = _NEXT_WORD.match(after)
        official = following is not None and following[1] in OFFICIAL | ENVOYS
        return not official and not _is_joined(text, start)  # "anti-American" is about America
    if cluster.type == "LOCATION" and cluster.country is None:
        if (noun := _WORDS_AFTER.match(after)) and _is_qualified(noun[1].split()):
            return True  # "the Vancouver company", "an Istanbul fuel trader", "the Kirov reservoir"
        one = _ONE_FROM.search(text, max(0, start - LOCATIVE_REACH), start)
        if one and _CALLED_NEXT.match(after):
            return True  # "a Brooklyn nurse called Lee"
        before = text[max(0, start - LOCATIVE_REACH) : start]
        return LOCATIVE.search(before) is not None or _WAY_TO.search(before) is not None
    owned = _OWNS.match(after)
    if owned is None:
        return False
    words = owned[1].lower().split()
    if words[0] in _PREMISES and LOCATIVE.search(text, max(0, start - LOCATIVE_REACH), start):
        return True  # "at Veldhuis's plant"
    if cluster.country and set(words) & OFFICIAL:
        return False
    if words[0] == "side" and _TAKEN.search(text, max(0, start - LOCATIVE_REACH), start):
        return False
    if cluster.type == "PERSON" and words[0] in _FUNDS:
        return False
    if cluster.type == "ORGANIZATION" and words[0] in _STANDS_FOR:
        return False
    first = next((word for word in words if word in _OWNED or word in ACTS), None)
    return first is not None and first not in ACTS


def _is_qualified(words: list[str]) -> bool:
    """Whether words behind a place's name are of what is there: a body, a person, a place in it."""
    first, last = words[0], words[-1]
    place = first in PLACE_HEADS | _WATERS
    return place or first in ORGANISATION_NOUNS or last in BUSINESSES


_PARTY_ADJECTIVES = frozenset(("Conservative", "Democratic", "Liberal", "Republican", "Tory"))
_OWNED = RELATIVES_OF | ORGANISATION_NOUNS | TITLES


def _is_joined(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] in _HYPHENS and start > 0


def _is_idle(text: str, sentence: Span, mention: Named, cluster: Cluster) -> bool:
    """Whether a mention cannot act.

    A place that is no country and does nothing here, or owns what acts ("Kenya's High Court"),
    or that a hyphen joins to others ("U.S.-South Korea-Japan", "anti-U.S."); a party's adjective
    ("Republican tax cuts") without people behind it.
    """
    start, end = mention.span
    if mention.words in _PARTY_ADJECTIVES:
        return not PEOPLE_BEHIND.match(text, end)
    if cluster.type != "LOCATION":
        return False
    if mention.country is None:
        return role(text, sentence, mention.span) not in ("subject", "agent")
    after = text[end : end + 4]
    return _is_joined(text, start) or bool(_JOINS_NAMES.match(after) or _OWNS_NAME.match(after))
