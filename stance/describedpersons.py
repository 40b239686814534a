"""Whom a phrase for a person means: "the minister", "the Vermont senator", "the former judge"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from stance.entities import Cluster, EntityIndex
from stance.grammar import role
from stance.homes import home, of_state
from stance.lexicon import (
    PARTIES,
    PREPOSITIONS,
    QUALIFIERS,
    SPEECH,
    TITLE_MODIFIERS,
    TITLES,
    word_set,
)
from stance.personwords import NEVER_KNOWN, SEATS, VARIATIONS, is_person_noun
from stance.quotations import in_one
from stance.roles import Role, Roles, word_list
from stance.schema import GROUP, Span
from stance.segment import sentence_at

_CUE_REACH = 40
_LEGISLATORS = word_set(
    "congressman congresswoman gov governor lawmaker rep representative sen senator speaker"
)
_CHAMBERS = word_set("assembly house senate")
_NO_BACKBENCHERS = word_set("chancellor king leader premier president queen")
_SENTENCES_BACK = 2
_OPENING = 30
_NEAR_BEGIN = 2000
_NEVER_SUBJECTS = word_set("her herself him himself his them")
_OFFICES = word_set("attorney governor lawyer mayor minister premier president professor")
_NO_LEGISLATORS = word_set("chancellor judge justice minister president")
_AIDES = word_set("adviser aide analyst pollster reporter spokesman spokeswoman strategist")
# Names of one party.
SAME_PARTY = {"gop": "republican", "democratic": "democrat", "tory": "conservative"}
_NAMED_SOON = 600
"""Characters between a person's name and a description of him that says little else, at most."""
_REACH = 1500
"""Characters that are looked back for who did something last."""


class PersonDescriptions:
    """The persons of one text, by what it calls them."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        index: EntityIndex,
        roles: Roles,
        quotes: Sequence[Span] = (),
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._index = index
        self._roles = roles
        self._quotes = quotes
        self._homes: dict[str, set[str]] = defaultdict(set)
        for span, cluster in index.named():
            if cluster.type == "PERSON" and (state := home(text, span)) is not None:
                self._homes[cluster.id].add(state)

    def titled(self, noun: str, position: int) -> Cluster | None:
        """The last person before whose name a word stands: "the *miner* Bo Okoro"."""
        for held in reversed(self._roles.holders(noun)):
            before = self._text[max(0, held.start - len(noun) - 1) : held.start].lower()
            if held.start < position and held.cluster.type == "PERSON" and before == f"{noun} ":
                return held.cluster
        return None

    def is_apposed(self, held: Role, noun: str) -> bool:
        """Whether a rare word stands right behind a name as what somebody is: "Ann Lee, 61,
        *cacique* of the valley"."""
        behind = re.compile(rf",\s(?:\d+,\s)?(?:(?:an?|the)\s)?{re.escape(noun)}\b")
        ends = (m.span.end for m in held.cluster.mentions if m.span.start == held.start)
        return any(behind.match(self._text, end) for end in ends)

    def introduced(self, source: Span) -> Cluster | None:
        """The person whom a source after its cue describes for the first time, where the
        paragraph has just named somebody without saying who it is: "That pleased *Ann Lee*.
        "(...)," said the chair of the union"."""
        words = word_list(source.of(self._text).partition(",")[0])
        head = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words)) - 1
        if head < 1 or words[0] != "the" or not is_person_noun(words[head]):
            return None
        before = self._text[max(0, source.start - _CUE_REACH) : source.start].split()
        if not before or before[-1] not in SPEECH:
            return None
        paragraph = self._text.rfind("\n", 0, source.start) + 1
        for span, cluster in self._index.before(source.start):
            if span.start < paragraph:
                return None
            if cluster.type == "PERSON" and cluster.first == span.start:
                known = self._roles.of(cluster)
                return None if any(map(is_person_noun, known)) else cluster
        return None

    def of_home(self, state: str, noun: str, position: int, last: Cluster | None) -> Cluster | None:
        """Who is "the Maine moderate": who is said to be of Maine, else who spoke last, or has just
        done something, if nothing else is said of him. "The Maine senator" must be said to be."""
        nearest = None
        seen = set()
        for span, cluster in self._index.seen_before(position):
            if cluster.type != "PERSON" or cluster.id in seen or in_one(self._quotes, span.start):
                continue
            seen.add(cluster.id)
            known = self._roles.of(cluster)
            sides = {SAME_PARTY.get(word, word) for word in known & PARTIES}
            if noun in PARTIES and sides and noun not in sides:
                continue
            if state in self._homes[cluster.id]:
                return cluster
            if (
                self._homes[cluster.id]
                or position - span.end > _NAMED_SOON
                or of_state(noun.title())
            ):
                continue
            spoke = cluster is last and not known & (_AIDES | _NO_LEGISLATORS)
            if nearest is None and (spoke or (known & _LEGISLATORS and self._acts(span))):
                nearest = cluster
        return nearest if noun not in TITLES else None

    def _acts(self, span: Span) -> bool:
        """Whether a mention is the subject of its sentence."""
        at = sentence_at(self._sentences, span.start)
        return role(self._text, self._sentences[at], span) == "subject"

    def variation(
        self, wanted: frozenset[str], noun: str, position: int, last: Cluster | None
    ) -> Cluster | None:
        """Who is meant by a word that the text has not used for anybody: the one of the party
        it names, else the one who spoke last."""
        sides = {SAME_PARTY.get(word, word) for word in wanted & PARTIES}
        of_side = {
            role.cluster.id: role.cluster
            for side in sides
            for role in self._roles.holders(side)
            if role.cluster.first < position + _NAMED_SOON
        }
        persons = [cluster for cluster in of_side.values() if cluster.type == "PERSON"]
        if len(persons) == 1:
            return persons[0]
        if noun in VARIATIONS and wanted == {noun} and last is not None and last.type == GROUP:
            last = self.acted_last(position, noun)
        if noun not in VARIATIONS or last is None or last.type != "PERSON":
            return None
        known = self._roles.of(last) - TITLE_MODIFIERS
        held = noun in _OFFICES and noun not in known and "former" not in wanted
        if held and any(map(is_person_noun, known)):
            return None  # "the mayor" is not the owner who has just spoken
        if noun in _LEGISLATORS and known & _AIDES:
            return None  # "the senator" is not his strategist
        return last if not persons or last in persons else None

    def described(self, wanted: frozenset[str], noun: str, position: int) -> Cluster | None:
        """Of the persons described with all of the words, the one mentioned last; else the first
        one who is so described after."""
        fits = [
            role
            for role in self._roles.holders(noun)
            if role.cluster.type == "PERSON" and wanted <= role.words
        ]
        plain = [role for role in fits if not (role.words - wanted) & QUALIFIERS]
        fits = plain or fits
        before = {role.cluster.id for role in fits if role.start < position}
        if before:
            seen = self._index.seen_before(position)
            return next(cluster for _, cluster in seen if cluster.id in before)
        return fits[0].cluster if fits else None

    def only_holder(self, noun: str) -> Cluster | None:
        """The only person of the text who is described by the noun."""
        held = {
            role.cluster.id: role.cluster
            for role in self._roles.holders(noun)
            if role.cluster.type == "PERSON"
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def only_one(self, position: int) -> Cluster | None:
        """The only person so far, of whom nothing has been said yet, near the text's begin: "Ann
        Lee is late. *The former judge* blames the rain". "The judge" may be anybody."""
        if position > _NEAR_BEGIN:
            return None
        named = [
            (span, cluster)
            for span, cluster in self._index.before(position)
            if cluster.type == "PERSON" and self._text[span.start].isupper()
        ]
        if len({cluster.id for _, cluster in named}) != 1 or not self._acts(named[0][0]):
            return None
        said = self._roles.before(named[0][1], position)
        return None if any(map(is_person_noun, said)) else named[0][1]

    def acted_last(self, position: int, noun: str) -> Cluster | None:
        """The person who did something last before a position, outside of quotations, if he may
        be called so."""
        if not is_person_noun(noun):
            return None
        for span, cluster in self._index.seen_before(position):
            if position - span.end > _REACH:
                return None
            word = span.of(self._text).lower()
            quoted = in_one(self._quotes, span.start) or word in _NEVER_SUBJECTS
            if cluster.type == "PERSON" and not quoted and self._acts(span):
                return cluster if self._may_be_called(cluster, noun, "") else None
        return None

    def _may_be_called(self, person: Cluster, noun: str, side: str) -> bool:
        """Whether a person may be "the Labour MP": of no other party, and no government's head."""
        known = self._roles.of(person)
        sides = {SAME_PARTY.get(word, word) for word in known & PARTIES}
        heads = known & _NO_BACKBENCHERS and not known & _CHAMBERS
        if noun in NEVER_KNOWN or (noun in SEATS | PARTIES and heads):
            return False
        return not sides or side not in PARTIES or side in sides

    def acted_just_now(self, position: int, noun: str, side: str) -> Cluster | None:
        """The person who is the subject of the sentence before, or of the one before that."""
        at = sentence_at(self._sentences, position)
        for before in reversed(self._sentences[max(0, at - _SENTENCES_BACK) : at]):
            named = [
                (span, cluster)
                for span, cluster in self._index.inside(before)
                if cluster.type == "PERSON" and not in_one(self._quotes, span.start)
            ]
            if named:
                span, cluster = named[0]
                if not self._may_be_called(cluster, noun, side):
                    return None
                opens = span.start - before.start < _OPENING
                acts = opens or role(self._text, before, span) == "subject"
                return cluster if acts else None
        return None
