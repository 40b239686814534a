"""Whom a pronoun means: a ranking of those mentioned before it, by a weighted sum.

Every entity mentioned in the sentences before a pronoun gets a score: how near it is, whether
it is the subject there, whether it spoke last, whether gender fits, and so on; the best one is
meant, or nobody where all are below `NOBODY` (the "he" of an unnamed man, the "it" of "it
rains"). The weights are set by hand. A conditional logit without `in_own_quotation` and
`accused`, fitted on 2,900 pronouns of the silver coreference of PolNeAR train, agrees with their
signs and does no better on the hand-made speaker links of PolNeAR dev.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from stance.entities import Cluster, EntityIndex
from stance.grammar import role
from stance.groups import head_of, is_several
from stance.lexicon import DELEGATES, NAME_HEADS, NOT_VERBS, ORGANISATION_NOUNS, TEXTS
from stance.mentions import bylines
from stance.names import Pronoun
from stance.places import gazetteer
from stance.quotations import in_one
from stance.roles import Roles
from stance.schema import GROUP, Span

REACH = 6
"""Sentences that a pronoun looks back."""

MOST = 12
"""Entities that are compared for one pronoun."""

LOOKED_AT = 150
"""Mentions before a pronoun that are looked at for those entities, at most."""

LONGEST = 2000
"""Characters of a sentence that a pronoun looks back, or ahead, at most."""

FEATURES = (
    "same_sentence",
    "previous_sentence",
    "further",
    "paragraphs",
    "subject",
    "owner_or_oblique",
    "last_source",
    "gender_shown",
    "gender_hinted",
    "gender_against_hint",
    "gender_against_pronoun",
    "woman_unknown",
    "first_of_sentence",
    "frequency",
    "most_recent",
    "both_subjects",
    "own_subject",
    "own_object",
    "of_subject",
    "quoted",
    "in_own_content",
    "in_own_quotation",
    "speaker_direct",
    "speaker_indirect",
    "pronoun_before",
    "unnamed",
    "beside",
    "overtaken",
    "accused",
)

_SINGULAR = {
    "same_sentence": 0.8,
    "previous_sentence": 0.5,
    "further": -0.9,
    "paragraphs": -0.5,
    "subject": 0.6,
    "owner_or_oblique": -0.4,
    "last_source": 0.9,
    "gender_shown": 0.8,
    "gender_hinted": 0.7,
    "gender_against_hint": -3.0,
    "gender_against_pronoun": -4.0,
    "woman_unknown": -0.9,
    "first_of_sentence": 0.3,
    "frequency": 0.5,
    "most_recent": 0.4,
    "both_subjects": 0.4,
    "own_subject": -1.5,
    "own_object": -4.0,
    "of_subject": 1.5,
    "quoted": -1.0,
    "in_own_content": -1.2,
    "in_own_quotation": -3.0,
    "speaker_direct": -2.0,
    "speaker_indirect": 0.3,
    "pronoun_before": 0.7,
    "unnamed": -0.8,
    "beside": -1.5,
    "overtaken": -0.9,
    "accused": 2.0,
}
WEIGHTS: dict[str, dict[str, float]] = {
    "person": _SINGULAR,
    "neuter": _SINGULAR,
    "plural": {**_SINGULAR, "unnamed": 0.5},
}
NOBODY = {
    "person": (-2.0, -2.0),
    "neuter": (0.0, 2.0),
    "plural": (0.0, 2.7),
}
"""The score of nobody: for a pronoun that is a source, who is somebody, and for any other."""
NOBODY_IT = 3.0
"""The same for an "it" that is no source, which most often is no organisation."""

NOBODY_ELSE = -4.0
"""The same for "she said" where only one may be meant, and nothing of `UNFIT` speaks against it."""
UNFIT = (
    "gender_against_hint",
    "gender_against_pronoun",
    "own_object",
    "in_own_content",
    "in_own_quotation",
)

CLEARLY = 0.4
"""By how much an answer must be better than the next for its gender to be remembered."""

# "Lee backed Peru, which" he said ..., "for what" he called ...
_REPORTS = re.compile(r"(?:, (?:which|who|whom)|\b(?:for|as|of) what)\s\Z")
_OPENS = re.compile(
    r"(?:[“\"]|[^\w\n]{0,40})(?:After|At|Before|During|In|On|With|For(?= \w+ part,))"
    r" (?P<owner>his|her|its|their)\b [^,.;:\n“”\"]{2,60}, "
)
_THEY_DO = re.compile(r"They (?!(?:are|had been|have been|were|will be|would be)\b)")
_CLAUSE = re.compile(r"\b(?:at|by|for|from|in|on|to) which\s\Z")
_REPORTS_REACH = 20
_DELEGATES = "|".join(sorted(word for word in DELEGATES - {"delegation"} if word[-1] != "s"))
_DELEGATE_OF = re.compile(rf"(?:['’]s?)? (?:permanent )?(?:{_DELEGATES})\b(?!,? [A-Z])")
_DELEGATE = re.compile(rf"\b(?:{_DELEGATES}) (?:for|of) (?:the )?\Z")
_NEAR = 30
_NEXT = re.compile(r"\s(?P<place>[A-Z][\w-]*\s)?(?P<word>[a-z][\w-]*)")
_GRANTED = frozenset(("asylum", "citizenship", "nationality", "passport", "residency", "visa"))
# One verb and what belongs to it: "stood by" him, ", is suing" it.
_IN_CLAUSE = re.compile(r",?(?:\s[a-z]+){1,4}\s")
# "Tirana described the conduct and cancelled a joint exercise with" them.
_SECOND_VERB = re.compile(
    r" [^;:.]*\band (?:also |then )?[a-z]+(?:ed|s)(?: [a-z-]+){0,5} (?:against|at|by|for|from|of|on"
    r"|to|toward|with) "
)
BINDING = frozenset(("him", "her", "them", "it"))


@dataclass(frozen=True, slots=True)
class Place:
    """A pronoun to be understood, and where it stands.

    `speaker` is whose words it is in, `own_side` the organisations the speaker belongs to,
    `direct` whether the words are quoted; `content` is what the pronoun introduces when it is
    itself a source ("he" said ...); `spoken_to_by` is who told or accused it ("told her").
    """

    span: Span
    pronoun: Pronoun
    speaker: Cluster | None = None
    direct: bool = False
    content: tuple[Span, ...] = ()
    own_side: tuple[Cluster, ...] = ()
    spoken_to_by: Cluster | None = None


@dataclass(slots=True)
class _Candidate:
    cluster: Cluster
    span: Span  # its last mention before the pronoun
    rank: int


class PronounReader:
    """Reads the pronouns of one text; answers are to be added to `index` as they come."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        paragraphs: Sequence[Span],
        quotes: Sequence[Span],
        index: EntityIndex,
        roles: Roles,
        crowds: Mapping[int, tuple[str, Span]] = MappingProxyType({}),
    ) -> None:
        """`crowds`: by the number of a sentence, the unnamed group that is its subject."""
        self._text = text
        self._sentences = sentences
        self._sentence_ends = [span.end for span in sentences]
        self._paragraph_ends = [span.end for span in paragraphs]
        self._quotes = quotes
        self._bylines = bylines(text)
        self._index = index
        self._roles = roles
        self._crowds = crowds

    def read(self, place: Place, last_source: Cluster | None) -> Cluster | None:
        """The entity that the pronoun means, None for nobody who is named or spoke before."""
        kind = kind_of(place.pronoun)
        weights = WEIGHTS[kind]
        if (sure := self._by_place(place)) is not None:
            return sure
        options = self.options(place, last_source)
        best, best_score, second = None, NOBODY[kind][not place.content], 0.0
        if len(options) == 1 and kind == "person" and place.content:
            only = dict(zip(FEATURES, options[0][1], strict=True))
            best_score = best_score if any(only[name] for name in UNFIT) else NOBODY_ELSE
        if place.span.of(self._text).lower() == "it" and not place.content:
            best_score = NOBODY_IT
        for cluster, values in options:
            score = sum(weights[name] * value for name, value in zip(FEATURES, values, strict=True))
            if score > best_score:
                best, best_score, second = cluster, score, best_score
            else:
                second = max(second, score)
        clear = best_score - second >= CLEARLY
        if best is not None and best.type == "PERSON" and place.pronoun.gender and clear:
            self._roles.learn(best, place.pronoun.gender)
        return best

    def _by_place(self, place: Place) -> Cluster | None:
        """Whom the place of a pronoun alone tells: the subject of its sentence in "Lee praised
        Diaz, who *he* said had won", and that of the clause that follows in "In *his* speech, Lee
        wept"."""
        at = place.span.start
        sentence = self._sentences[self._sentence(at)]
        if at == sentence.start and _THEY_DO.match(self._text, at):
            return self._crowd_before(sentence)
        reports = _REPORTS.search(self._text, max(sentence.start, at - _REPORTS_REACH), at)
        if reports:
            reach = Span(max(sentence.start, at - LONGEST), at)
        elif (only := self._only_person(place, sentence)) is not None:
            return only
        elif opens := _OPENS.match(self._text, sentence.start, sentence.end):
            if opens.start("owner") != at:
                return None
            reach = Span(opens.end(), sentence.end)
        else:
            return None
        for span, cluster in self._index.inside(reach):
            near = reports or span.start < reach.start + _NEAR
            if self._is_of_relative(span, at):
                continue
            fits = near and self._may_be(place, cluster) and not self.is_quoted(span)
            if fits and self._role(span, self._sentence(span.start)) == "subject":
                return cluster
        return None

    def _crowd_before(self, sentence: Span) -> Cluster | None:
        """The unnamed group that the sentence before is about, of the same paragraph: "*Farmers*
        packed the hall. They booed Lee"."""
        number = self._sentence(sentence.start)
        before = self._sentences[max(0, number - 1)]
        if number - 1 not in self._crowds or "\n" in self._text[before.end : sentence.start]:
            return None
        name, span = self._crowds[number - 1]
        crowd = self._index.unnamed(name)
        self._index.add_pointer(crowd, span)
        return crowd

    def _only_person(self, place: Place, sentence: Span) -> Cluster | None:
        """The only person named so far in a sentence that begins a paragraph, for a pronoun in a
        clause of it: "The court fined *Diaz* over a speech in which he"."""
        at = place.span.start
        line = self._text.rfind("\n", 0, sentence.start) + 1
        begins = not self._text[line : sentence.start].strip(' \t“"')
        clause = _CLAUSE.search(self._text, max(sentence.start, at - _REPORTS_REACH), at)
        if not begins or not clause or place.pronoun.gender not in ("male", "female"):
            return None
        persons: dict[str, Cluster] = {}
        for span, cluster in self._index.seen_before(at):
            if span.start < sentence.start:
                break
            if cluster.type in ("PERSON", GROUP):
                persons[cluster.id] = cluster
        person, *others = persons.values() or [None]
        if person is None or others or not self._may_be(place, person):
            return None
        return person if self._roles.hint(person) in (None, place.pronoun.gender) else None

    def ahead(self, place: Place) -> Cluster | None:
        """The first fitting person named after the pronoun in its sentence: "When he wrote it,
        Mr. Okoro ..."; for a pronoun that nobody before it explains."""
        if place.pronoun.gender not in ("male", "female"):
            return None
        sentence = self._sentences[self._sentence(place.span.start)]
        end = min(sentence.end, place.span.end + LONGEST)
        for _, cluster in self._index.inside(Span(place.span.end, end)):
            if cluster.type == "PERSON" and self._may_be(place, cluster):
                return cluster
        return None

    def options(
        self, place: Place, last_source: Cluster | None
    ) -> list[tuple[Cluster, tuple[float, ...]]]:
        """Those the pronoun may mean, with the values of `FEATURES`."""
        inside = [item for part in place.content for item in self._index.inside(part)]
        named = {cluster.id for _, cluster in inside}
        quoted = {cluster.id for span, cluster in inside if self.is_quoted(span)}
        candidates = self._candidates(place)
        subjects = [
            self._sentence(other.span.start)
            for other in candidates
            if other.cluster.type == "PERSON"
            and self.is_quoted(other.span) == self.is_quoted(place.span)
            and self._role(other.span, self._sentence(other.span.start)) == "subject"
        ]
        newest = max(subjects, default=-1)
        return [
            (
                candidate.cluster,
                self._features(place, candidate, last_source, named, quoted, newest),
            )
            for candidate in self._without_others(place, candidates)
        ]

    def _without_others(self, place: Place, candidates: list[_Candidate]) -> list[_Candidate]:
        """The candidates without those whom pronouns have shown to be of the other gender, where
        somebody near is shown to be of this one."""
        gender, here = place.pronoun.gender, self._sentence(place.span.start)
        if gender not in ("male", "female") or not any(
            self._roles.gender(other.cluster) == gender
            and here - self._sentence(other.span.start) <= 2
            for other in candidates
        ):
            return candidates
        return [c for c in candidates if self._roles.gender(c.cluster) in (None, gender)]

    def _candidates(self, place: Place) -> list[_Candidate]:
        here = self._sentence(place.span.start)
        does = self._role(place.span, here)
        found: dict[str, _Candidate] = {}
        for span, cluster in islice(self._index.seen_before(place.span.start), LOOKED_AT):
            people = span.of(self._text).endswith("s")  # "the Croatians"
            sent = self._is_sent(place, cluster, span)
            if span in self._index.adjectives and not (people or sent):
                continue
            if in_one(self._bylines, span.start) or self._is_of_relative(span, place.span.start):
                continue
            if here - self._sentence(span.start) > REACH or len(found) == MOST:
                break
            if any(part.covers(span) for part in place.content) and not self._may_report(
                place, span
            ):
                continue
            known = found.get(cluster.id)
            if known is not None and does == "subject":
                # "Vietnam, which has claims of its own, did not": its sentence's subject still.
                at = self._sentence(span.start)
                if at == self._sentence(known.span.start) and self._role(span, at) == does:
                    known.span = span
            if known is None and (sent or self._may_be(place, cluster)):
                found[cluster.id] = _Candidate(cluster, span, len(found))
        return list(found.values())

    def _is_sent(self, place: Place, cluster: Cluster, span: Span) -> bool:
        """Whether a "she" may be who speaks for a country: "Chad's delegate"."""
        if place.pronoun.gender not in ("male", "female") or cluster.country is None:
            return False
        before = self._text[max(0, span.start - _NEAR) : span.start]
        after = _DELEGATE_OF.match(self._text, span.end)
        named = self._text[span.end : span.end + 2] == ", "
        return after is not None or (_DELEGATE.search(before) is not None and not named)

    def _may_report(self, place: Place, span: Span) -> bool:
        """Whether what a source's own content names may be the source: only an "it" after its
        own sentence, "Vietnam had been informed, it said", and "Lee would go, her office said"."""
        at = self._sentence(span.start)
        owner = " " in place.span.of(self._text)
        return (
            (place.pronoun.gender == "neuter" or owner)
            and self._sentence(place.span.start) == at
            and self._role(span, at) == "subject"
            and not self.is_quoted(span)
        )

    def _may_be(self, place: Place, cluster: Cluster) -> bool:
        pronoun = place.pronoun
        if place.direct and cluster in place.own_side:
            return False  # nobody says "it" of his own company
        words = place.span.of(self._text).lower()
        if cluster is place.speaker and words.endswith(("man", "woman")):
            return False  # "this man", says nobody of himself
        bound = words in BINDING and not self._owns(place.span)
        if cluster is place.spoken_to_by and bound:
            return False  # "told her" is not herself
        if pronoun.gender in ("male", "female"):
            if cluster.type not in ("PERSON", GROUP):
                return False
            # What one pronoun showed may have been misread, so it only counts against.
            return self._roles.told_gender(cluster) in (None, pronoun.gender) and not (
                cluster.type == GROUP and (is_several(cluster.name) or _is_thing(cluster.name))
            )
        if pronoun.number == "plural":
            return cluster.type in ("ORGANIZATION", "MISC", GROUP) or cluster.country is not None
        return cluster.type in ("ORGANIZATION", "MISC") or cluster.country is not None

    def _features(
        self,
        place: Place,
        candidate: _Candidate,
        last_source: Cluster | None,
        named_in_content: set[str],
        named_in_quotation: set[str],
        newest: int,
    ) -> tuple[float, ...]:
        cluster, span = candidate.cluster, candidate.span
        here, there = self._sentence(place.span.start), self._sentence(span.start)
        distance = here - there
        does = self._role(span, there)
        own = self._role(place.span, here)
        told, shown = self._roles.told_gender(cluster), self._roles.gender(cluster)
        hinted = self._roles.hint(cluster)
        gender = place.pronoun.gender
        singular = gender in ("male", "female")
        near = distance == 0 and place.span.start - span.end <= LONGEST
        between = self._text[span.end : place.span.start] if near else ""
        same_clause = near and len(between) < 80 and not set(',;:“”"') & set(between)
        clause_subject = same_clause and does == "subject"
        owns = self._owns(place.span)
        bound = own != "subject" and not owns and place.span.of(self._text).lower() in BINDING
        between_span = Span(span.end, max(span.end, place.span.start))
        own_object = bool(
            bound
            and near
            and does == "subject"
            and cluster is not place.speaker
            and (
                (_IN_CLAUSE.fullmatch(between) and not self._index.inside(between_span))
                or _SECOND_VERB.fullmatch(between)
            )
        )
        return (
            float(distance == 0),
            float(distance == 1),
            float(max(0, distance - 1)),
            float(min(3, self._paragraph(place.span.start) - self._paragraph(span.start))),
            float(does == "subject"),
            float(does in ("owner", "oblique")),
            float(cluster is last_source),
            float(singular and shown == gender),
            float(singular and shown is None and hinted == gender),
            float(singular and told is None and hinted not in (None, gender)),
            float(singular and shown not in (None, gender)),
            # Of those whose gender nothing shows, most of whom news writes are men.
            float(gender == "female" and shown is None and hinted is None),
            float(self._is_first(span, cluster, there)),
            math.log1p(len(cluster.mentions)),
            float(candidate.rank == 0 and not (singular and self._is_owning_phrase(span))),
            float(does == "subject" and own == "subject"),
            float(clause_subject and bound),
            float(own_object),
            float(clause_subject and owns),
            float(self.is_quoted(span) and not self.is_quoted(place.span)),
            float(
                singular
                and cluster.id in named_in_content
                and not (distance == 0 and self._may_report(place, span))
            ),
            # Nobody calls himself "Mr Pell" in his own words.
            float(singular and cluster.id in named_in_quotation),
            float(cluster is place.speaker and place.direct),
            float(cluster is place.speaker and not place.direct),
            float(not self._index.inside(span)),
            float(cluster.type == GROUP),
            float(near and not between.strip(" ,")),
            # Somebody else has done something since.
            float(singular and there < newest < here),
            # "She accused Lang because he", and "attacked Lang, saying he".
            float(
                singular
                and distance == 0
                and (does, own) == ("object", "subject")
                and self._is_accused(place, span)
            ),
        )

    def _is_of_relative(self, span: Span, position: int) -> bool:
        """Whether a mention is whom a clause is about that somebody else is the subject of:
        "*Lee*, whom he accused"."""
        return self._text[span.end : position] in (", whom ", " whom ")

    def _is_owning_phrase(self, span: Span) -> bool:
        """Whether a mention is "*the minister*'s": in "Lee, of the minister's party, left. He ..."
        hardly the minister."""
        return self._text[span.start].islower() and self._text[span.end : span.end + 1] in (
            "'",
            "’",
        )

    def _is_accused(self, place: Place, span: Span) -> bool:
        """Whether a mention comes next after that of the pronoun's speaker, whom gender rules
        out: "Ms Lee accused *Diaz* because he"."""
        _, before = next(self._index.seen_before(span.start), (None, None))
        if place.speaker is None or before is not place.speaker:
            return False
        hinted = self._roles.hint(place.speaker)
        fits = self._may_be(place, place.speaker)
        return not fits or hinted not in (None, place.pronoun.gender)

    def _role(self, span: Span, sentence: int) -> str:
        return role(self._text, self._sentences[sentence], span)

    def _is_first(self, span: Span, cluster: Cluster, sentence: int) -> bool:
        """Whether nobody of its type is named before the mention in its sentence."""
        start = max(self._sentences[sentence].start, span.start - LONGEST)
        before = self._index.inside(Span(start, span.start))
        return all(other.type != cluster.type or other is cluster for _, other in before)

    def _owns(self, span: Span) -> bool:
        """Whether a pronoun is a possessive: "his plan", and "her plan" but not "told her"."""
        word = span.of(self._text).lower()
        if word in ("his", "its", "their"):
            return True
        following = _NEXT.match(self._text, span.end)
        if word != "her" or following is None or following["word"] in NOT_VERBS:
            return False
        if following["place"] is None:
            return True  # "her plan", "her Kenyan counterpart", but "granted her Kenyan asylum"
        adjective = gazetteer().kind(following["place"].strip()) == "adjective"
        return adjective and following["word"] not in _GRANTED

    def is_quoted(self, span: Span) -> bool:
        """Whether a span begins between quotation marks."""
        return in_one(self._quotes, span.start)

    def _sentence(self, position: int) -> int:
        return min(bisect_right(self._sentence_ends, position), len(self._sentence_ends) - 1)

    def _paragraph(self, position: int) -> int:
        return bisect_right(self._paragraph_ends, position)


def kind_of(pronoun: Pronoun) -> str:
    """Which weights a pronoun in the third person is read with."""
    if pronoun.number == "plural":
        return "plural"
    return "neuter" if pronoun.gender == "neuter" else "person"


def _is_thing(name: str) -> bool:
    """Whether an unnamed source is a body or a text: "the paper", "a study of wages"."""
    head = head_of(name).split()
    return bool(head) and head[-1].lower() in ORGANISATION_NOUNS | NAME_HEADS | TEXTS
