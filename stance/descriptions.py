"""Whom a phrase means: "the union", "the minister", "this statute", "the Vermont senator".

A phrase goes to the entity that the text describes with its words, by name ("the council" for
a Land Council) or beside the name ("Ann Lee, the minister"); a general word for organisations
("the company") goes to the nearest one that may be called so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stance.describedbodies import ARMED, BodyDescriptions
from stance.describedpersons import SAME_PARTY, PersonDescriptions
from stance.entities import Cluster, EntityIndex
from stance.headlines import is_common
from stance.homes import from_home
from stance.lexicon import (
    DOCUMENTS,
    LAW_MATTERS,
    NOT_VERBS,
    ORGANISATION_NOUNS,
    PARTIES,
    QUALIFIERS,
    TITLE_MODIFIERS,
    TITLES,
    word_set,
)
from stance.personwords import SEATS, VARIATIONS, is_person_noun
from stance.quotations import in_one
from stance.roles import Roles, word_list
from stance.schema import Span

# A lookahead, so that "the motion against the company" does not hide the company.
_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|That)\s(?=(?P<first>[A-Z][\w-]*\b)?\s?"
    r"(?P<words>(?:[a-z][\w-]*['’]?s?['’]?\s){0,2}[a-z][\w-]*)?)"
)
_OFFICE = re.compile(
    r"[Tt]he (?P<words>(?:[A-Z][a-z]+(?:-[A-Z][a-z]+)? ){1,3}?(?:Chancellor|Commissioner|General"
    r"|Governor|Justice|Minister|President|Secretary))(?![\w-]| (?:[A-Z]|of\b))"
)
_POSSESSIVE = re.compile(r"(?:['’]s?)\Z")
_ORIGIN = re.compile(r"\b[Tt]he\s([A-Z][\w-]*)\s\Z")
_ORIGIN_REACH = 40
# A "miner" is a company, or who works in a mine.
_WORKS_OR_OWNS = word_set("contractor developer insurer lender miner operator producer publisher")
_PREMIERS = word_set("pm premier prime")
_KINDS_OF_OFFICE = word_set(
    """
    defence defense economy education energy environment finance first foreign general health home
    interior justice labor labour trade transport treasury
    """
)
_WRITERS = word_set("agency newspaper outlet paper publication site website")
_OTHER_OFFICES = QUALIFIERS - {"prime"} | {"shadow"}
_OF_WHAT = re.compile(r" (?:for|in|of|on) ")
_RUNS = word_set("candidate contender hopeful nominee")
_MORE_OF_HIM = re.compile(r"-(?:born|based|educated|raised|trained|year-old)\Z")
# "The best law", "the other party": not the one that was named.
_OTHERS = word_set("best biggest first largest last latest next only opposite other second worst")
# "The council of elders" goes on, "accused the council of lying" does not.
_FOLLOWING_WORDS = re.compile(r"\s+(of\b(?!\s[“\"‘]?\w+ing\b)|(?!of\b)[\w-]+)")
_FIRM = re.compile(
    r"backing|belief|commitment|conviction|favou?rite|friend\w*|grip|hand|line|opposition|resolve"
    r"|stance|stand|support|supporters?"
)
_FOLLOWING = word_set(
    """
    a an and as at because before but by despite during even for from her his if in into its nor
    not of off on onto or our over so than that the their then this those though through to toward
    under until up upon what when where which while who whom whose with within without after
    against although about above across along among around amid
    """
)
"""Of `NOT_VERBS`, those that may follow a whole phrase."""
# "The union *leader*", "the levy *law*".
_MORE = TITLES | ORGANISATION_NOUNS | (NOT_VERBS - _FOLLOWING) | (DOCUMENTS - {"measure"})


class DescriptionReader:
    """Reads the phrases of one text. `persons` and `bodies`: whom they may mean."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        index: EntityIndex,
        roles: Roles,
        quotes: Sequence[Span] = (),
    ) -> None:
        self._text = text
        self._index = index
        self._roles = roles
        self._quotes = quotes
        self.persons = PersonDescriptions(text, sentences, index, roles, quotes)
        self.bodies = BodyDescriptions(text, sentences, index, roles)

    @staticmethod
    def _fits(wanted: frozenset[str], known: frozenset[str]) -> bool:
        """Whether an office may be the one that somebody is known by: the first minister is no
        prime minister, and a general secretary is no environment secretary."""
        if "prime" in wanted and not known & _PREMIERS:
            return False
        asked, held = wanted & _KINDS_OF_OFFICE, known & _KINDS_OF_OFFICE
        return not asked or not held or bool(asked & held)

    def phrases(self) -> Iterator[Span]:
        """The phrases of the text that may mean a named entity, in order."""
        for match in _PHRASE.finditer(self._text):
            first = match["first"]
            if office := _OFFICE.match(self._text, match.start()):  # "the Prime Minister"
                words = office["words"].split()
                if self._is_noun(words[-1].lower()):
                    yield Span(*office.span())
                    continue
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
            or word in self.bodies
            or word in ARMED
            or (is_person_noun(word) and bool(self._roles.holders(word)))
        )

    @staticmethod
    def _goes_on(word: str) -> bool:
        """Whether the next word is part of the phrase: "the union leader", "the bank of"."""
        return word == "of" or word in _MORE

    def read(self, span: Span) -> Cluster | None:
        """The entity that a phrase of the text means."""
        parts = word_list(span.of(self._text))
        origin = _ORIGIN.search(self._text, max(0, span.start - _ORIGIN_REACH), span.start)
        if parts[-1].startswith("ex-") and not self._roles.holders(parts[-1]):
            parts[-1:] = ["former", parts[-1].removeprefix("ex-")]
        wanted, noun = frozenset(parts if origin else parts[1:]), parts[-1]
        if parts[0] == "this" and noun in _WRITERS and not in_one(self._quotes, span.start):
            return None  # "told this newspaper", whichever it is
        if noun in ARMED:
            return self.bodies.armed() if wanted == {noun} else None
        if noun in LAW_MATTERS and _OF_WHAT.match(self._text, span.end):
            return None  # "the tax on pensions"
        if is_person_noun(noun) and (person := self.persons.described(wanted, noun, span.start)):
            capital = span.of(self._text).split()[1][0].isupper()
            other = self._roles.of(person) & _OTHER_OFFICES - wanted
            return None if capital and other else person  # "the Prime Minister" is no deputy
        if noun in _WORKS_OR_OWNS and (person := self.persons.titled(noun, span.start)):
            return person
        return self.bodies.organisation(wanted, noun, span.start, origin[1] if origin else None)

    def source(self, span: Span, last: Cluster | None) -> Cluster | None:
        """The entity that a source describes; `last` is who spoke last."""
        words = span.of(self._text).partition(",")[0]
        parts = word_list(words)
        if not parts or len(parts) < 2 or len(parts) > 6:
            return None
        noun = parts[-1]
        if parts[0] in ("their", "its", "his", "her") and noun in ORGANISATION_NOUNS:
            return self.bodies.only(noun)
        if parts[0] not in ("the", "this", "that"):
            return None
        wanted = frozenset(parts[1:])
        if noun in _WORKS_OR_OWNS and (person := self.persons.titled(noun, span.start)):
            return person
        if noun in ARMED and len(parts) == 2:
            return self.bodies.armed()
        if noun in ORGANISATION_NOUNS or noun in self.bodies:
            found = self.bodies.organisation(wanted, noun, span.start)
            return found or self.bodies.named_next(wanted, noun, span.end)
        told = from_home(words)
        anew = _describes_anew(words)
        held = not is_common(noun) and any(
            role.cluster.type == "PERSON" and self.persons.is_apposed(role, noun)
            for role in self._roles.holders(noun)
        )
        if told is None and not (anew or held or is_person_noun(noun) or noun in VARIATIONS):
            return None
        others = [
            cluster
            for inner, cluster in self._index.inside(span)
            if cluster.type in ("PERSON", "ORGANIZATION")
            and inner.of(self._text).lower() not in PARTIES
        ]
        found = self.persons.described(wanted, noun, span.start)
        if found is None and told is not None:
            found = self.persons.of_home(*told, span.start, last)
            if noun not in TITLES:
                return found
        if found is None and anew:
            side = next((word for word in parts if word in PARTIES), "")
            found = self.persons.acted_just_now(span.start, noun, SAME_PARTY.get(side, side))
        if found is not None or others:
            return found  # "the Lee campaign" is about a name, and may be anybody's
        # "The former judge" is none of whom only "Judge Lee" is said.
        holder = None if "former" in wanted else self.persons.only_holder(noun)
        if holder is not None and not self._fits(wanted, self._roles.of(holder)):
            holder = None
        found = holder or self.persons.variation(wanted, noun, span.start, last)
        more = wanted & {"former", "retired"} or (wanted & PARTIES and noun in _RUNS)
        return found or (self.persons.only_one(span.start) if more else None)


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
        or (noun.lower() in SEATS and capital)
        or (noun.lower() in PARTIES and noun[0].isupper() and noun[-1] != "s" and capital)
    )
