"""Whom a phrase means: "the union", "the minister", "this statute", "the Vermont senator".

A phrase goes to the entity that the text describes with its words, by name ("the council" for
a Land Council) or beside the name ("Ann Lee, the minister"); a general word for organisations
("the company") goes to the nearest one that may be called so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile

from stance.entities import Cluster, EntityIndex
from stance.grammar import role
from stance.headlines import is_common
from stance.homes import from_home, home, of_state
from stance.lexicon import (
    DOCUMENTS,
    NAME_HEADS,
    NAME_KINDS,
    NOT_VERBS,
    ORGANISATION_KINDS,
    ORGANISATION_NOUNS,
    PARTIES,
    PARTY_NAMES,
    PLACE_HEADS,
    PREPOSITIONS,
    QUALIFIERS,
    SPEECH,
    TITLE_MODIFIERS,
    TITLES,
    WILDCARDS,
    word_set,
)
from stance.places import fold, gazetteer
from stance.quotations import in_one
from stance.roles import Role, Roles, word_list
from stance.schema import GROUP, Span
from stance.segment import sentence_at

# A lookahead, so that "the motion against the company" does not hide the company.
_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Tt]his)\s(?=(?P<first>[A-Z][\w-]*\b)?\s?"
    r"(?P<words>(?:[a-z][\w-]*['’]?s?['’]?\s){0,2}[a-z][\w-]*)?)"
)
_POSSESSIVE = re.compile(r"(?:['’]s?)\Z")
_ORIGIN = re.compile(r"\b[Tt]he\s([A-Z][\w-]*)\s\Z")
_ORIGIN_REACH = 40
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
_VARIATIONS = word_set(
    """
    actor actress attorney author billionaire businessman businesswoman candidate conservative
    congressman congresswoman democrat diplomat economist executive governor independent journalist
    lady lawmaker lawyer leader liberal magnate mayor minister mogul nominee physician politician
    premier president professor republican senator statesman tycoon veteran
    """
)
_LEGISLATORS = word_set(
    "congressman congresswoman gov governor lawmaker rep representative sen senator speaker"
)
_SEATS = word_set(
    """
    backbencher congressman congresswoman councillor frontbencher lawmaker legislator mp peer
    senator
    """
)
_NEVER_KNOWN = word_set(
    """
    analyst boy consultant defendant driver economist expert girl gunman researcher suspect
    teenager victim witness
    """
)
_PEOPLE = word_set(
    """
    activist aide clerk deputy guard local mother father neighbour neighbor nurse parent pensioner
    resident shopper spokesman spokeswoman student tenant veteran
    """
)
_ADJECTIVES = word_set("former junior major minor prior senior superior")
# A "miner" is a company, or who works in a mine.
_WORKS_OR_OWNS = word_set("contractor developer insurer lender miner operator producer publisher")
_RUNS = word_set("candidate contender hopeful nominee")
_CHAMBERS = word_set("assembly house senate")
_NO_BACKBENCHERS = word_set("chancellor king leader premier president queen")
_MORE_OF_HIM = re.compile(r"-(?:born|based|educated|raised|trained|year-old)\Z")
_SENTENCES_BACK = 2
_OPENING = 30
_NEAR_BEGIN = 2000
_NEVER_SUBJECTS = word_set("her herself him himself his them")
_OFFICES = word_set("attorney governor lawyer mayor minister premier president professor")
_NO_LEGISLATORS = word_set("chancellor judge justice minister president")
_AIDES = word_set("adviser aide analyst pollster reporter spokesman spokeswoman strategist")
_SAME_PARTY = {"gop": "republican", "democratic": "democrat", "tory": "conservative"}
# "The best law", "the other party": not the one that was named.
_OTHERS = word_set("best biggest first largest last latest next only opposite other second worst")
# "The council of elders" goes on, "accused the council of lying" does not.
_FOLLOWING_WORDS = re.compile(r"\s+(of(?!\s[“\"‘]?\w+ing\b)|(?!of\b)[\w-]+)")
_FIRM = re.compile(
    r"backing|belief|commitment|conviction|favou?rite|friend\w*|grip|hand|line|opposition|resolve"
    r"|stance|stand|support|supporters?"
)
_BASED = ("-based", "-listed", "-owned", "-run")
# "The front" of something, where no name has the word.
_ONLY_NAMED = word_set("army front house militia navy police service")
_NAMED_SOON = 600
"""Characters from a word for a body to its name, at most."""
_OFTEN = 4
_REACH = 1500
"""Characters that a general word ("the company") looks back."""


class DescriptionReader:
    """Reads the phrases of one text."""

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
        self._by_noun: dict[str, list[Role]] = defaultdict(list)  # of the name, or beside it
        self._kinds: dict[str, frozenset[int]] = {}
        for span, cluster in index.named():
            if cluster.type == "PERSON" and (state := home(text, span)) is not None:
                self._homes[cluster.id].add(state)
            if cluster.type not in ("ORGANIZATION", "MISC") or cluster.country:
                continue  # "the union" is a trade union where there is one
            self._learn(span, cluster)

    def learn(self, cluster: Cluster) -> None:
        """Knows a body that was found while the text was read by its nouns, too."""
        self._learn(cluster.mentions[0].span, cluster)

    def _learn(self, span: Span, cluster: Cluster) -> None:
        words = self._words_of(cluster)
        nouns = words & (ORGANISATION_NOUNS | NAME_HEADS)
        nouns |= DOCUMENTS if words & DOCUMENTS else frozenset()
        for noun in nouns:
            insort(self._by_noun[noun], Role(span.start, cluster, words), key=lambda r: r.start)

    def _words_of(self, cluster: Cluster) -> frozenset[str]:
        """The words of an organisation's name and the nouns beside it."""
        name = fold(cluster.name).lower()
        if name in PARTY_NAMES:
            # "Oversight Committee Republicans" are no committee.
            beside = self._roles.of(cluster) - ORGANISATION_NOUNS - NAME_HEADS
            return frozenset(name.split()) | beside
        return frozenset(name.split()) | self._roles.of(cluster)

    def _kinds_of_body(self, cluster: Cluster) -> frozenset[int]:
        """What kinds of organisation a name tells, none where it tells nothing."""
        if cluster.id not in self._kinds:
            words = self._words_of(cluster)
            if {"news", "agency"} <= words:
                words -= {"agency"}  # a press agency is no ministry
            hints = frozenset(NAME_KINDS[word] for word in words if word in NAME_KINDS)
            self._kinds[cluster.id] = _kinds_of(words) or _kinds_of(hints)
        return self._kinds[cluster.id]

    def phrases(self) -> Iterator[Span]:
        """The phrases of the text that may mean a named entity, in order."""
        for match in _PHRASE.finditer(self._text):
            first = match["first"]
            if first and self._is_noun(first.lower()):  # "the Act"
                words, start, at = [first], match.start(), match.start("first")
            else:
                words, at = (match["words"] or "").split(), match.start("words")
                # "The Vancouver company": the place is a mention of its own.
                start = at if first else match.start()
            if words[:1] and words[0] in _OTHERS:
                continue
            for count, owner in enumerate(words):
                word = _POSSESSIVE.sub("", owner)  # "the teachers' association"
                plain = word.lower().removeprefix("ex-")
                if not (self._is_noun(word.lower()) or self._is_noun(plain)):
                    continue
                end = at + len(" ".join([*words[:count], word]))
                following = _FOLLOWING_WORDS.match(self._text, end)
                if word == "firm" and following and _FIRM.fullmatch(following[1]):
                    break  # "the firm support" of somebody
                if following is None or not self._goes_on(following[1]):
                    if start < at or not first or not is_person_noun(word.lower()):
                        yield Span(start, end)
                    break

    def _is_noun(self, word: str) -> bool:
        if word in TITLE_MODIFIERS:
            return False
        return (
            word in ORGANISATION_NOUNS
            or word in DOCUMENTS
            or word in self._by_noun
            or (is_person_noun(word) and bool(self._roles.holders(word)))
        )

    @staticmethod
    def _goes_on(word: str) -> bool:
        """Whether the next word is part of the phrase: "the union leader", "the bank of"."""
        return word == "of" or word in TITLES | ORGANISATION_NOUNS | (NOT_VERBS - _FOLLOWING)

    def read(self, span: Span) -> Cluster | None:
        """The entity that a phrase of the text means."""
        parts = word_list(span.of(self._text))
        origin = _ORIGIN.search(self._text, max(0, span.start - _ORIGIN_REACH), span.start)
        if parts[-1].startswith("ex-") and not self._roles.holders(parts[-1]):
            parts[-1:] = ["former", parts[-1].removeprefix("ex-")]
        wanted, noun = frozenset(parts if origin else parts[1:]), parts[-1]
        if is_person_noun(noun):
            return self._described(wanted, noun, span.start)
        if noun in _WORKS_OR_OWNS and (person := self._titled(noun, span.start)):
            return person
        return self._organisation(wanted, noun, span.start, origin[1] if origin else None)

    def source(self, span: Span, last: Cluster | None) -> Cluster | None:
        """The entity that a source describes; `last` is who spoke last."""
        words = span.of(self._text).partition(",")[0]
        parts = word_list(words)
        if not parts or len(parts) < 2 or len(parts) > 6:
            return None
        noun = parts[-1]
        if parts[0] in ("their", "its", "his", "her") and noun in ORGANISATION_NOUNS:
            only = {role.cluster.id: role.cluster for role in self._by_noun.get(noun, ())}
            return next(iter(only.values())) if len(only) == 1 else None
        if parts[0] not in ("the", "this", "that"):
            return None
        wanted = frozenset(parts[1:])
        if noun in _WORKS_OR_OWNS and (person := self._titled(noun, span.start)):
            return person
        if noun in ORGANISATION_NOUNS or noun in self._by_noun:
            found = self._organisation(wanted, noun, span.start)
            return found or self._named_next(wanted, noun, span.end)
        told = from_home(words)
        anew = _describes_anew(words)
        held = not is_common(noun) and any(
            role.cluster.type == "PERSON" and self._is_apposed(role, noun)
            for role in self._roles.holders(noun)
        )
        if told is None and not (anew or held or is_person_noun(noun) or noun in _VARIATIONS):
            return None
        others = [
            cluster
            for inner, cluster in self._index.inside(span)
            if cluster.type in ("PERSON", "ORGANIZATION")
            and inner.of(self._text).lower() not in PARTIES
        ]
        found = self._described(wanted, noun, span.start)
        if found is None and told is not None:
            found = self._from(*told, span.start, last)
            if noun not in TITLES:
                return found
        if found is None and anew:
            side = next((word for word in parts if word in PARTIES), "")
            found = self._acted_just_now(span.start, noun, _SAME_PARTY.get(side, side))
        if found is not None or others:
            return found  # "the Lee campaign" is about a name, and may be anybody's
        # "The former judge" is none of whom only "Judge Lee" is said.
        holder = None if "former" in wanted else self._only_holder(noun)
        found = holder or self._variation(wanted, noun, span.start, last)
        more = wanted & {"former", "retired"} or (wanted & PARTIES and noun in _RUNS)
        return found or (self._only_one(span.start) if more else None)

    def _titled(self, noun: str, position: int) -> Cluster | None:
        """The last person before whose name a word stands: "the *miner* Bo Okoro"."""
        for held in reversed(self._roles.holders(noun)):
            before = self._text[max(0, held.start - len(noun) - 1) : held.start].lower()
            if held.start < position and held.cluster.type == "PERSON" and before == f"{noun} ":
                return held.cluster
        return None

    def _is_apposed(self, held: Role, noun: str) -> bool:
        """Whether a rare word stands right behind a name as what somebody is: "Ann Lee, 61,
        *cacique* of the valley"."""
        behind = re.compile(rf",\s(?:\d+,\s)?(?:(?:an?|the)\s)?{re.escape(noun)}\b")
        ends = (m.span.end for m in held.cluster.mentions if m.span.start == held.start)
        return any(behind.match(self._text, end) for end in ends)

    def acting_before(self, position: int) -> Cluster | None:
        """The body or country that acts in the sentence before one, of the same paragraph, where
        it is the only one that does."""
        at = sentence_at(self._sentences, position)
        if at < 1 or "\n" in self._text[self._sentences[at - 1].end : position]:
            return None
        before = self._sentences[at - 1]
        acting = {
            cluster.id: cluster
            for span, cluster in self._index.inside(before)
            if (cluster.type == "ORGANIZATION" or cluster.country is not None)
            and span not in self._index.adjectives
            and role(self._text, before, span) == "subject"
        }
        return next(iter(acting.values())) if len(acting) == 1 else None

    def introduced(self, source: Span) -> Cluster | None:
        """The person whom a source after its cue describes for the first time, where the
        paragraph has just named somebody without saying who it is: "That pleased *Ann Lee*.
        "(...)," said the chair of the union"."""
        words = word_list(source.of(self._text).partition(",")[0])
        head = next((i for i, word in enumerate(words) if word in PREPOSITIONS), len(words)) - 1
        if head < 1 or words[0] != "the" or not is_person_noun(words[head]):
            return None
        before = self._text[max(0, source.start - _ORIGIN_REACH) : source.start].split()
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

    def _organisation(
        self, wanted: frozenset[str], noun: str, position: int, origin: str | None = None
    ) -> Cluster | None:
        """The body that the words mean. "The Dutch company" says where it is from (`origin`),
        which its name need not; where its name says so it must be from there."""
        places = {word for word in wanted if gazetteer().country(word.capitalize())}
        if origin is None:
            found = self._called(wanted, noun, position)
            if found is not None:
                return found
        plain = frozenset(word for word in wanted - places if not word.endswith(_BASED))
        found = self._called(plain, noun, position) if origin or places else None
        found = found or (self._general(noun, position) if plain == {noun} else None)
        countries = {gazetteer().country(word.capitalize()) for word in {*places, origin or ""}}
        countries.discard(None)
        if found is None or not countries:
            return found
        return found if self._origins_of(found) <= countries else None

    def _origins_of(self, cluster: Cluster) -> set[str | None]:
        """The countries that a body's name, or the words beside it, say it is of."""
        return {gazetteer().country(word.capitalize()) for word in self._words_of(cluster)} - {None}

    def _from(self, state: str, noun: str, position: int, last: Cluster | None) -> Cluster | None:
        """Who is "the Maine moderate": who is said to be of Maine, else who spoke last, or has just
        done something, if nothing else is said of him. "The Maine senator" must be said to be."""
        nearest = None
        seen = set()
        for span, cluster in self._index.seen_before(position):
            if cluster.type != "PERSON" or cluster.id in seen or in_one(self._quotes, span.start):
                continue
            seen.add(cluster.id)
            known = self._roles.of(cluster)
            sides = {_SAME_PARTY.get(word, word) for word in known & PARTIES}
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

    def _variation(
        self, wanted: frozenset[str], noun: str, position: int, last: Cluster | None
    ) -> Cluster | None:
        """Who is meant by a word that the text has not used for anybody: the one of the party
        it names, else the one who spoke last."""
        sides = {_SAME_PARTY.get(word, word) for word in wanted & PARTIES}
        of_side = {
            role.cluster.id: role.cluster
            for side in sides
            for role in self._roles.holders(side)
            if role.cluster.first < position + _NAMED_SOON
        }
        persons = [cluster for cluster in of_side.values() if cluster.type == "PERSON"]
        if len(persons) == 1:
            return persons[0]
        if noun in _VARIATIONS and wanted == {noun} and last is not None and last.type == GROUP:
            last = self.acted_last(position, noun)
        if noun not in _VARIATIONS or last is None or last.type != "PERSON":
            return None
        known = self._roles.of(last) - TITLE_MODIFIERS
        held = noun in _OFFICES and noun not in known and "former" not in wanted
        if held and any(map(is_person_noun, known)):
            return None  # "the mayor" is not the owner who has just spoken
        if noun in _LEGISLATORS and known & _AIDES:
            return None  # "the senator" is not his strategist
        return last if not persons or last in persons else None

    def _called(self, wanted: frozenset[str], noun: str, position: int) -> Cluster | None:
        """The organisation or law with the noun in its name that was named last before."""
        known = self._by_noun.get(noun, [])
        at = bisect_left(known, position, key=lambda item: item.start)
        fits = [item for item in reversed(known[:at]) if wanted <= item.words | {noun}]
        # "The agency" is the press agency that a text cites only where it knows no other.
        plain = [item for item in fits if "news" in wanted or "news" not in item.words]
        found = next(iter(plain or fits), None)
        if found is None and len(wanted) > 1:  # "the electoral commission", named later
            soon = [item for item in known[at:] if item.start < position + _REACH]
            later = {item.cluster.id: item for item in soon if wanted <= item.words}
            found = next(iter(later.values())) if len(later) == 1 else None
        return found and found.cluster

    def _named_next(self, wanted: frozenset[str], noun: str, position: int) -> Cluster | None:
        """The body that is named soon after it spoke, the only one of the text that is called so:
        "the trust said", and then "the Barclay Supporters' Trust"."""
        known = self._by_noun.get(noun, [])
        at = bisect_left(known, position, key=lambda item: item.start)
        if at == len(known) or known[at].start > position + _NAMED_SOON:
            return None
        item = known[at]
        sentence = self._sentences[sentence_at(self._sentences, item.start)]
        named = next((span for span, _ in self._index.inside(Span(item.start, sentence.end))), None)
        # Who acts as a body of that name is it; what it is only appealed to need not be.
        acts = named is not None and role(self._text, sentence, named) == "subject"
        only = len({other.cluster.id for other in known}) == 1
        return item.cluster if acts and only and wanted <= item.words | {noun} else None

    def _described(self, wanted: frozenset[str], noun: str, position: int) -> Cluster | None:
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

    def _only_holder(self, noun: str) -> Cluster | None:
        held = {
            role.cluster.id: role.cluster
            for role in self._roles.holders(noun)
            if role.cluster.type == "PERSON"
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def _only_one(self, position: int) -> Cluster | None:
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
        sides = {_SAME_PARTY.get(word, word) for word in known & PARTIES}
        heads = known & _NO_BACKBENCHERS and not known & _CHAMBERS
        if noun in _NEVER_KNOWN or (noun in _SEATS | PARTIES and heads):
            return False
        return not sides or side not in PARTIES or side in sides

    def _acted_just_now(self, position: int, noun: str, side: str) -> Cluster | None:
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

    def _general(self, noun: str, position: int) -> Cluster | None:
        """The nearest organisation before the phrase that may be called so, and does not do
        something in the same sentence: it would not be both."""
        if noun in _ONLY_NAMED:
            return None
        rows = _kinds_of(frozenset((noun,)))
        sentence = self._sentences[sentence_at(self._sentences, position)]
        for span, cluster in self._index.seen_before(position):
            if position - span.end > _REACH:
                break
            if cluster.type != "ORGANIZATION":
                continue
            kinds = self._kinds_of_body(cluster)
            place = cluster.name.rpartition(" ")[2].lower() in PLACE_HEADS
            if not kinds and (place or self._words_of(cluster) & NAME_HEADS):
                continue  # a festival is no company, but Reef Air may be
            bloc = noun == "bloc" and cluster.country is not None  # the European Union
            if not bloc and not (rows & kinds if kinds else noun in WILDCARDS):
                continue
            if span.start < sentence.start or role(self._text, sentence, span) != "subject":
                if leading := self._leading(span, cluster, rows):
                    return leading
                beside = None if rows & kinds else self._acting_beside(span, rows)
                return beside or cluster
        return None

    def _leading(self, span: Span, cluster: Cluster, rows: frozenset[int]) -> Cluster | None:
        """The company that the text is about, where another one was only mentioned in passing:
        once, and not as one who acts."""
        near = takewhile(lambda pair: span.end - pair[0].end < _REACH, self._index.before(span.end))
        before = Counter(other.id for _, other in near if other.type == "ORGANIZATION")
        sentence = self._sentences[sentence_at(self._sentences, span.start)]
        acts = role(self._text, sentence, span) == "subject"
        if 0 not in rows or before[cluster.id] > 1 or acts or self._kinds_of_body(cluster):
            return None
        most = [other for other in self._index.clusters if before[other.id] >= _OFTEN]
        fits = [other for other in most if rows & self._kinds_of_body(other)]
        return fits[0] if len(fits) == 1 else None

    def _acting_beside(self, span: Span, rows: frozenset[int]) -> Cluster | None:
        """The body that acts in the sentence where another one is only mentioned, and whose name
        tells more surely that it is meant: "*Lee Foods* has refused Diaz. The company ..."."""
        sentence = self._sentences[sentence_at(self._sentences, span.start)]
        if role(self._text, sentence, span) == "subject":
            return None
        for other, cluster in self._index.inside(Span(sentence.start, span.start)):
            if cluster.type != "ORGANIZATION" or not rows & self._kinds_of_body(cluster):
                continue
            if role(self._text, sentence, other) == "subject":
                return cluster
        return None


_FOLLOWING = word_set(
    """
    a an and as at because before but by despite during even for from her his if in into its nor
    not of off on onto or our over so than that the their then this those though through to toward
    under until up upon what when where which while who whom whose with within without after
    against although about above across along among around amid
    """
)
"""Of `NOT_VERBS`, those that may follow a whole phrase."""


def _describes_anew(words: str) -> bool:
    """Whether a phrase tells somebody who has just been named by something else: "the Lagos-born
    engineer", "the Tory peer", "the Wichita Republican"."""
    rest = words.split()[1:]
    if not rest:
        return False  # one word with a mark in it
    *before, noun = rest
    capital = before[-1:] != [] and before[-1][0].isupper()
    return (
        any(_MORE_OF_HIM.search(word) for word in before)
        or (noun.lower() in _SEATS and capital)
        or (noun.lower() in PARTIES and noun[0].isupper() and noun[-1] != "s" and capital)
    )


def is_person_noun(noun: str) -> bool:
    return noun not in ORGANISATION_NOUNS | NAME_HEADS | _NO_PERSONS and (
        noun in TITLES or _PERSON_NOUN.search(noun) is not None
    )


def is_somebody(noun: str) -> bool:
    """Whether a word is what an unnamed person is called: "diplomat", "nurse", "taxi driver"."""
    if noun in _ADJECTIVES:
        return False
    return noun in _VARIATIONS | _NEVER_KNOWN | _PEOPLE or is_person_noun(noun)


def _kinds_of(words: frozenset[str]) -> frozenset[int]:
    """The rows of `ORGANISATION_KINDS` that hold one of the words."""
    return frozenset(i for i, row in enumerate(ORGANISATION_KINDS) if row & words)
