"""What a text says of its named entities: offices and nouns beside the name, and gender.

"Foreign Minister Ann Lee", "Ann Lee, the minister," and "the minister, Ann Lee," all make Lee
a minister, whom "the minister" may mean later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from stance.entities import Cluster, EntityIndex
from stance.homes import SEAT
from stance.lexicon import (
    DETERMINERS,
    FEMALE_NOUNS,
    MALE_NOUNS,
    PREPOSITIONS,
    RELATIVES_OF,
    SPEECH,
    SYNONYMS,
    TITLES,
    word_set,
)
from stance.names import given_name_gender, person, title_gender
from stance.schema import GROUP, Span

_BREAKS = PREPOSITIONS | word_set("also and as by from of or said than that to which who whom")
# "..., the council said" is no apposition.
_VERBS = SPEECH | word_set("has had have is was were will would could can may might did does")
_TITLE_PLURALS = word_set("affairs business communications congress news services sports veterans")
_LETTERS = re.compile(r"[^\W\d_][\w'’.-]*")
_APPOSITIVE = re.compile(
    r",\s+(?:\d{1,3},\s+)?(?:who\s+(?:is|was)\s+)?"
    r"((?:the|a|an|its|his|her|their|[A-Z][\w-]+['’]s|[a-z-]+(?: general)? (?:of|for|at))\b"
    r"[^,.;:\n“\"]{2,70})[,.]"
)
_APPOSITIVE_BEFORE = re.compile(
    r"\b((?:the|a|an|its|his|her|their|[\w.-]+['’]s)\s[^,.;:\n“\"]{2,60}),\s\Z", re.IGNORECASE
)
_PREDICATE = re.compile(r"\s+(?:is|was|became)\s+((?:the|a|an)\s[^,.;:\n“\"]{2,60})")
# "*The minister's* niece", "a cousin *of the minister*": another's office.
_OWNER = re.compile(r"\b([a-z-]+)['’]s?\s(?=[a-z])")
_KIN = RELATIVES_OF | word_set("aunt nephew niece relative son-in-law uncle")
_OF_OTHER = re.compile(r"\s(?:of|to)\s")
_PARTIES = {"R": "republican", "D": "democrat", "I": "independent"}
# "Her counterpart, Davor Prelog," has the office of who was named before.
_SAME_OFFICE = frozenset(("counterpart", "homologue", "opposite"))
_OF_JUSTICE = re.compile(r"\bjustice (?:minister|secretary)\b", re.IGNORECASE)
_CLAUSE_MARKS = re.compile('[\n;:“"—]')
_APPOSITIVE_WORDS = 7
_LONGEST_TITLE = 3  # words
_SURELY = 3  # pronouns that make a gender certain
_BEFORE_REACH = 60
_TITLE_REACH = 20


class Role(NamedTuple):
    """A mention of an entity and the nouns that describe it there."""

    start: int
    cluster: Cluster
    words: frozenset[str]


class Roles:
    """The roles of one text's named entities."""

    def __init__(self, text: str, sentences: Sequence[Span], index: EntityIndex) -> None:
        self._text = text
        self._sentences = sentences
        self._ends = [sentence.end for sentence in sentences]
        self._by_word: dict[str, list[Role]] = defaultdict(list)
        words: dict[str, set[str]] = defaultdict(set)
        titled: dict[str, set[str]] = defaultdict(set)
        office: frozenset[str] = frozenset()
        last = 0  # where the last person's name ended
        for span, cluster in index.named():
            if cluster.type in ("PERSON", "ORGANIZATION", "MISC"):
                role = Role(span.start, cluster, self._beside(span, last))
                if cluster.type == "PERSON":
                    last = span.end
                    titled[cluster.id].update(self._titles(span))
                    if role.words & _SAME_OFFICE:
                        role = role._replace(words=role.words | office)
                    office = role.words & TITLES or office
                words[cluster.id] |= role.words
                for word in role.words:
                    self._by_word[word].append(role)
        self._words = {id: frozenset(found) for id, found in words.items()}
        self._learned: dict[str, Counter[str]] = defaultdict(Counter)
        self._gender = {
            cluster.id: title_gender(titled[cluster.id]) or _shown_gender(words[cluster.id])
            for cluster in index.clusters
            if cluster.type == "PERSON"
        }

    def of(self, cluster: Cluster) -> frozenset[str]:
        """All nouns that describe the entity somewhere in the text."""
        return self._words.get(cluster.id, frozenset())

    def before(self, cluster: Cluster, position: int) -> frozenset[str]:
        """The nouns that describe the entity before a place in the text."""
        return frozenset(
            word
            for word, roles in self._by_word.items()
            if any(role.cluster is cluster and role.start < position for role in roles)
        )

    def holders(self, noun: str) -> list[Role]:
        """Where entities are described by the noun, in text order."""
        return self._by_word.get(noun, [])

    def gender(self, cluster: Cluster) -> str | None:
        """The gender that the text shows, by words or by pronouns; None where it shows none."""
        told, learned = self.told_gender(cluster), self._learned[cluster.id]
        return told or max(learned, key=learned.__getitem__, default=None)

    def told_gender(self, cluster: Cluster) -> str | None:
        """The gender that words of the text tell ("Ms", "his sister"), or that its pronouns have
        shown again and again."""
        if cluster.type == GROUP:
            shown = _shown_gender(set(word_list(cluster.name)))
            return shown or next(iter(self._learned[cluster.id]), None)
        if told := self._gender.get(cluster.id):
            return told
        (often, times), *others = [*self._learned[cluster.id].most_common(), ("", 0)]
        return often if times - sum(other for _, other in others) >= _SURELY else None

    def hint(self, cluster: Cluster) -> str | None:
        """The gender that the given name hints at."""
        return given_name_gender(cluster.name)

    def learn(self, cluster: Cluster, gender: str) -> None:
        """Keeps the gender of a pronoun that was understood as this person."""
        self._learned[cluster.id][gender] += 1

    def _titles(self, span: Span) -> tuple[str, ...]:
        """The titles in a person's mention, and the word right before it."""
        start = max(self._sentence(span).start, span.start - _TITLE_REACH)
        before = self._text[start : span.start].split()
        return (*person(span.of(self._text)).titles, *before[-1:])

    def _sentence(self, span: Span) -> Span:
        return self._sentences[min(bisect_right(self._ends, span.start), len(self._ends) - 1)]

    def _beside(self, span: Span, last: int) -> frozenset[str]:
        """The nouns that describe the mention; what stands before `last` is about another."""
        text = self._text
        sentence = self._sentence(span)
        before = text[max(sentence.start, span.start - _BEFORE_REACH) : span.start]
        words = {word for title in person(span.of(text)).titles for word in title.split()}
        close = text[max(sentence.start, span.start - _BEFORE_REACH, last) : span.start]
        phrase = _OWNER.sub(_without_person, _phrase_before(close))
        for word in reversed(word_list(phrase)[-4:]):
            titled = title_gender(word) is not None
            if word in _BREAKS or (not titled and (word.endswith("ed") or _is_plural(word))):
                break
            words.add(word)
        for found in (
            _APPOSITIVE.match(text, span.end),
            _APPOSITIVE_BEFORE.search(before),
            _PREDICATE.match(text, span.end),
        ):
            if found is not None and not set(word_list(found[1])) & _VERBS:
                words.update(_own_words(found[1]))
        if seat := SEAT.match(text, span.end):
            words.add(_PARTIES[seat["party"]])
        # A justice minister is no judge.
        near = text[max(0, span.start - _BEFORE_REACH) : span.end + _BEFORE_REACH]
        alone = words - {"justice"} if _OF_JUSTICE.search(near) else set(words)
        words.update(*(SYNONYMS.get(word, ()) for word in alone))
        return frozenset(words - DETERMINERS)


def _own_words(apposed: str) -> list[str]:
    """The nouns of an apposition that are not another's: "the minister's niece" is no minister."""
    said = word_list(apposed)[:_APPOSITIVE_WORDS]
    other = (TITLES | FEMALE_NOUNS | MALE_NOUNS).intersection(_OWNER.findall(apposed))
    head, *rest = _OF_OTHER.split(apposed, maxsplit=1)
    if rest and set(word_list(head)) & _KIN:
        other |= TITLES.intersection(word_list(rest[0]))
    return [word for word in said if word not in other]


def _without_person(owner: re.Match[str]) -> str:
    """Nothing in place of an owner who is a person: "the *businessman's* wife, Ann Lee"."""
    return "" if owner[1] in TITLES | FEMALE_NOUNS | MALE_NOUNS else owner[0]


def _phrase_before(text: str) -> str:
    """What the words right before a name belong to: "the minister, Dr", "In Queen's Park, Dr"."""
    phrase = _CLAUSE_MARKS.split(text)[-1]
    apart, comma, close = phrase.rpartition(",")
    said = word_list(apart)[-4:]
    titled = (
        all(word[0].isupper() for word in close.split()) and len(close.split()) <= _LONGEST_TITLE
    )
    office = titled and set(said[-1:]) & TITLES  # "Health Minister, Dr"
    apposed = not close.strip() or DETERMINERS & set(said) or office
    return phrase if not comma or apposed else close


def word_list(text: str) -> list[str]:
    """The words of a text in lower case, without numbers, marks and possessive endings."""
    return [
        word.lower().replace("’", "'").removesuffix("'s").rstrip(".'")
        for word in _LETTERS.findall(text)
    ]


def _is_plural(word: str) -> bool:
    """Whether a word in -s is hardly part of a title ("puts", "voters", but "affairs")."""
    return word.endswith("s") and word not in _TITLE_PLURALS


def _shown_gender(roles: set[str]) -> str | None:
    """The gender that the words around a person's name show."""
    shown = title_gender(roles)
    if shown is None:
        female, male = bool(roles & FEMALE_NOUNS), bool(roles & MALE_NOUNS)
        shown = None if female == male else "female" if female else "male"
    return shown
