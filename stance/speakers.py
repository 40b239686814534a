"""Who speaks: the entity behind the source of an attribution.

A source is a name, a name in a phrase ("a spokesman for NATO"), a pronoun, a description
of somebody named elsewhere ("the minister"), or somebody the text never names ("two
officials"), who becomes an entity of type GROUP.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import NamedTuple

from stance.entities import OFFICIAL, ORGANISATION_NOUNS, Cluster, EntityIndex, word_set
from stance.names import person, person_match, pronoun, title_gender
from stance.schema import GROUP, Attribution, Span

# What belongs to somebody and speaks for them: "Kim's remarks" are Kim's.
_UTTERANCES = word_set(
    """
    account accusation accusations admission allegation allegations announcement answer
    appeal argument assertion assessment attack attacks call calls claim claims comment
    comments complaint concern concerns condemnation criticism critique declaration
    defence defense demand demands denial description endorsement essay explanation fear
    fears letter message op-ed opinion order pledge plea post praise prediction promise
    promises proposal question questions quote rebuke remark remarks reply report response
    rhetoric ruling speech statement statements story suggestion testimony threat threats
    tweet tweets vow warning warnings words writing
    """
)
# Unnamed people whose words are their organisation's.
_MOUTHPIECES = word_set("spokesman spokeswoman spokesperson statement report officials")
_BEFORE_STATES = word_set("in senior top of from foreign both")
_PREPOSITIONS = word_set("of for to with by like from at in on against about under among including")
_AFTER_NAMES = word_set("and or who himself herself also both jr sr then")
_PERSON_NOUN = re.compile(
    r"(?:er|or|man|woman|person|ist|ian|ee|president|chief|judge|candidate)\Z"
)
_BREAKS = word_set("and or said of with by to for in from that than as also who which whom")
_TITLE_PLURALS = word_set("affairs business communications congress news services sports veterans")
_RELATIVE = word_set("who which that whom")
_FEMALE_NOUNS = word_set("woman mother wife daughter sister queen actress girl")
_MALE_NOUNS = word_set("man father husband son brother king actor boy")
_DETERMINERS = word_set(
    """
    the a an this that these those its his her their our my
    """
)
_LETTERS = re.compile(r"[^\W\d_][\w'’.-]*")
_APPOSITIVE = re.compile(
    r",\s+((?:the|a|an|its|his|her|their|[a-z]+ (?:of|for|at))[^,.;:\n“\"]{2,70})[,.]"
)
_CLAUSE_MARKS = re.compile('[\n;:“"—]')
_LONGEST_NAME = 60
_PRONOUN_REACH = 6
"""Sentences that a pronoun looks back."""
_SURNAME = 0.8
"""`person_match` of a surname with a full name."""


class _Role(NamedTuple):
    """A mention of an entity and the nouns that describe it there."""

    start: int
    cluster: Cluster
    words: frozenset[str]


class Speakers:
    """Finds the speakers of one text's attributions, in text order.

    Earlier answers help later ones: a pronoun is more likely the last speaker than somebody
    who was only mentioned.
    """

    def __init__(self, text: str, sentences: Sequence[Span], index: EntityIndex) -> None:
        self.text = text
        self.sentences = sentences
        self.index = index
        self._last: Cluster | None = None
        self._last_plural = False
        self._ends = [sentence.end for sentence in sentences]
        self._roles: dict[str, list[_Role]] = defaultdict(list)  # by word, in text order
        by_cluster: dict[str, set[str]] = defaultdict(set)
        for span, cluster in index.named():
            if cluster.type in ("PERSON", "ORGANIZATION", "MISC"):
                role = _Role(span.start, cluster, self._role_words(span))
                by_cluster[cluster.id] |= role.words
                for word in role.words:
                    self._roles[word].append(role)
        self._gender = {
            cluster.id: _gender_of(by_cluster[cluster.id])
            for cluster in index.clusters
            if cluster.type == "PERSON"
        }

    def resolve(self, attribution: Attribution, enclosing: Cluster | None) -> Cluster | None:
        """The speaker of an attribution; `enclosing` is the speaker of the one around it."""
        source = attribution.source
        if source is None:
            return None
        words = source.of(self.text)
        if words.lower() in _RELATIVE:
            found = self._antecedent(source)
        elif pronoun(words) is not None and set(_word_list(words)[1:2]) <= _UTTERANCES:
            found = self._pronoun(source, words, enclosing)
        else:
            found = (
                self._named(source)
                or self._described(source, words)
                or self._unnamed(source, words)
            )
        if found is not None:
            self._last = found
            self._last_plural = found.type != "PERSON" or " and " in words
            if not self.index.inside(source):
                found.pointers.append(source)
        return found

    def _named(self, source: Span) -> Cluster | None:
        """The entity a source names, if the source is that entity and not just about it."""
        mentions = self.index.inside(source)
        for span, cluster in mentions:
            rest = self.text[source.start : span.start] + self.text[span.end : source.end]
            if set(_word_list(rest)) <= _DETERMINERS:
                return cluster
        for span, cluster in mentions:
            if cluster.type == "PERSON" and self._is_head(span, source):
                return cluster
        for span, cluster in mentions:
            before = self._words(Span(source.start, span.start))
            after = self._words(Span(span.end, source.end))
            owns = self._owns(span, source)
            if owns and after and after[0] in ("s", "'s", "’s"):
                after = after[1:]
            if owns and any(word in _UTTERANCES for word in after[:3]):
                return cluster
            if cluster.country and cluster.type == "LOCATION":
                if self._country_speaks(before, after, owns):
                    return cluster
            elif cluster.type in ("ORGANIZATION", "MISC") and not owns:
                ends = not after or after[0] in ("and", "or") or self.text[span.end] == ","
                mouth = bool(set(before) & _MOUTHPIECES)
                if (set(before) <= _DETERMINERS or mouth) and (ends or set(after) <= _MOUTHPIECES):
                    return cluster
                if ends and before and before[-1] in ORGANISATION_NOUNS:
                    return cluster
        return None

    def _is_head(self, span: Span, source: Span) -> bool:
        """Whether a person's name is what the source is about, not an owner or an object.

        "Prime Minister Ann Lee" and "the head of the union, Ann Lee" are Ann Lee; "an adviser
        to Ann Lee", "critics like Ann Lee", "the Lee campaign" and "Ann Lee's lawyer" are not.
        """
        after = self.text[span.end : source.end].lstrip()
        if after[:1].isalpha() and _word_list(after)[0] not in _AFTER_NAMES:
            return False
        if self._owns(span, source):
            return False
        clause = self.text[source.start : span.start].rpartition(",")[2]
        return not set(_word_list(clause)) & _PREPOSITIONS

    def _country_speaks(self, before: list[str], after: list[str], owns: bool) -> bool:
        """Whether "the U.S. and allies", "Ukrainian officials", "China's ministry" is the state."""
        if set(before) - _DETERMINERS - OFFICIAL - _BEFORE_STATES:
            return False
        if not after or after[0] in ("and", "or", "with"):
            return not owns
        plain = [word for word in after if word not in ("s", "foreign", "defence", "defense")]
        return plain[:1] != [] and plain[0] in OFFICIAL

    def _owns(self, span: Span, source: Span) -> bool:
        """Whether the mention has a possessive and something after it in the source."""
        following = self.text[span.end : span.end + 2]
        return following[:1] in ("'", "’") and bool(
            self._words(Span(min(span.end + 2, source.end), source.end))
        )

    def _pronoun(self, source: Span, words: str, enclosing: Cluster | None) -> Cluster | None:
        known = pronoun(words)
        assert known is not None
        if known.person == 1 and enclosing is not None:
            return enclosing
        if known.gender in ("male", "female"):
            return self._nearest_person(source.start, known.gender)
        if known.number == "plural" or known.gender == "neuter":
            if self._last_plural:
                return self._last
            return self._nearest_other(source.start)
        return self._last

    def _nearest_person(self, position: int, gender: str) -> Cluster | None:
        """The person a "he" or "she" means: the nearest one that may be, subjects first."""
        best: Cluster | None = None
        best_score = -100.0
        here = self._sentence_at(position)
        seen: set[str] = set()
        for span, cluster in self.index.before(position):
            sentence = self._sentence_at(span.start)
            if here - sentence > _PRONOUN_REACH:
                break
            known = self._gender.get(cluster.id)
            if cluster.type != "PERSON" or cluster.id in seen or known not in (None, gender):
                continue
            seen.add(cluster.id)
            score = -1.0 * (here - sentence)
            score += 1.5 * (cluster is self._last)
            score += 0.8 * self._is_subject(span, sentence)
            score += 0.5 * (known == gender)
            if score > best_score:
                best, best_score = cluster, score
        if best is not None:
            self._gender[best.id] = gender
        return best

    def _nearest_other(self, position: int) -> Cluster | None:
        for _, cluster in self.index.before(position):
            if cluster.type == "ORGANIZATION" or cluster.country:
                return cluster
        return None

    def _antecedent(self, source: Span) -> Cluster | None:
        """Whom a relative pronoun means: the name right before it."""
        for span, cluster in self.index.before(source.start):
            return cluster if source.start - span.end <= len(", ") else None
        return None

    def _described(self, source: Span, words: str) -> Cluster | None:
        """The person or organisation that "the minister", "the paper" describes.

        It is the one last named with all of these words ("Foreign Minister Ann Lee"), else
        the only one named with the noun, else, for an organisation, the last one named.
        """
        parts = _word_list(words.partition(",")[0])
        if len(parts) < 2 or parts[0] != "the" or len(parts) > 5:
            return None
        wanted, noun = frozenset(parts[1:]), parts[-1]
        types = _types_of(noun)
        whole = [
            role
            for role in self._roles.get(noun, ())
            if wanted <= role.words and role.cluster.type in types
        ]
        if whole:
            before = [role for role in whole if role.start < source.start]
            return (before[-1] if before else whole[0]).cluster
        if self.index.inside(source):
            return None  # "the Lee campaign" is about a name, and may be anybody's
        named = {
            role.cluster.id: role.cluster
            for word in self._roles
            if word == noun or (len(noun) > 4 and word.endswith(noun))  # "newspaper", "paper"
            for role in self._roles[word]
            if role.cluster.type in types
        }
        if len(named) == 1:
            return next(iter(named.values()))
        if noun in ORGANISATION_NOUNS and len(parts) == 2:
            for _, cluster in self.index.before(source.start):
                if cluster.type == "ORGANIZATION":
                    return cluster
        return None

    def _unnamed(self, source: Span, words: str) -> Cluster | None:
        """An unnamed speaker, under the words of the source."""
        name = " ".join(words.split()).strip(' ,;:."“”')
        first, _, rest = name.partition(" ")
        if first.lower() in ("the", "a", "an") and rest:
            name = rest
        name = re.split(r",| who | that | which | in an? | on (?:Mon|Tues|Wednes|Thurs|Fri)", name)[
            0
        ]
        if set(_word_list(name)) <= _DETERMINERS | _RELATIVE:
            return None
        if name[0].isupper() and name.count(" ") < 3:
            # The tagger may have missed a name that it found elsewhere.
            for cluster in self.index.clusters:
                if cluster.type == "PERSON" and person_match(cluster.name, name) >= _SURNAME:
                    return cluster
        if len(name) > _LONGEST_NAME:
            name = name[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
        return self.index.add(Cluster(name, GROUP, pointers=[source]))

    def _role_words(self, span: Span) -> frozenset[str]:
        """Nouns that say what a named entity is: before the name, and set off after it."""
        text = self.text
        sentence = self.sentences[self._sentence_at(span.start)]
        before = text[max(sentence.start, span.start - 60) : span.start]
        before = _CLAUSE_MARKS.split(before)[-1]
        words = {word for title in person(span.of(text)).titles for word in title.split()}
        for word in reversed(_word_list(before)[-4:]):
            if word in _BREAKS or word.endswith("ed") or _is_verb_or_plural(word):
                break
            words.add(word.strip("."))
        if after := _APPOSITIVE.match(text, span.end):
            words.update(_word_list(after[1])[:6])
        return frozenset(words - _DETERMINERS)

    def _is_subject(self, span: Span, sentence: int) -> bool:
        """Whether the mention is the first person of its sentence: a stand-in for a parser."""
        inside = self.index.inside(Span(self.sentences[sentence].start, span.end))
        persons = [found for found, cluster in inside if cluster.type == "PERSON"]
        return persons[:1] == [span]

    def _sentence_at(self, position: int) -> int:
        return min(bisect_right(self._ends, position), len(self._ends) - 1)

    def _words(self, span: Span) -> list[str]:
        return _word_list(span.of(self.text))


def _word_list(text: str) -> list[str]:
    return [word.lower() for word in _LETTERS.findall(text)]


def _is_verb_or_plural(word: str) -> bool:
    """Whether a word in -s is hardly part of a title ("puts", "voters", but "affairs")."""
    return word.endswith("s") and word not in _TITLE_PLURALS


def _types_of(noun: str) -> tuple[str, ...]:
    """Types of entity that a noun can describe: none for "the ad", "the report"."""
    if noun in ORGANISATION_NOUNS:
        return ("ORGANIZATION", "MISC")
    return ("PERSON",) if _PERSON_NOUN.search(noun) else ()


def _gender_of(roles: Set[str]) -> str | None:
    """The gender that the words around a person's name show."""
    shown = title_gender(roles)
    if shown is None:
        female, male = bool(roles & _FEMALE_NOUNS), bool(roles & _MALE_NOUNS)
        shown = None if female == male else "female" if female else "male"
    return shown
