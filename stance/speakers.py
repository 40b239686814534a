"""Who speaks: the entity behind the source of an attribution.

A source is a name, a name in a phrase ("a spokesman for NATO"), a pronoun, a description
of somebody named elsewhere ("the minister"), or somebody the text never names ("two
officials"), who becomes an entity of type GROUP.
"""

from __future__ import annotations

import re

from stance.antecedents import Antecedents
from stance.descriptions import DescriptionReader
from stance.entities import Cluster, EntityIndex
from stance.homes import of_state
from stance.interviews import interviewee
from stance.lexicon import (
    DETERMINERS,
    MOUTHPIECES,
    PARTIES,
    PREPOSITIONS,
    RELATIVES,
    RELATIVES_OF,
    SPEAKS_FOR_OWNER,
    SPEECH,
    TITLES,
    UTTERANCES,
    WEEKDAY,
    word_set,
)
from stance.members import Members
from stance.missednames import MissedNames, is_named_body
from stance.names import PRONOUNS, given_name_gender, pronoun
from stance.officeholders import OfficeHolders
from stance.officers import Officers, Speech
from stance.personwords import is_somebody
from stance.places import gazetteer
from stance.pronouns import Place, PronounReader
from stance.roles import Roles, word_list
from stance.schema import GROUP, Attribution, Span
from stance.signs import Signs
from stance.sourcenames import NUMBERS, SEVERAL, SourceNames
from stance.sourcespans import LONGEST_NAME, SourceSpans
from stance.statements import issuer
from stance.transcripts import is_answer, is_label
from stance.unnamed import UnnamedSpeakers

_RELATIVE_BEFORE = re.compile(r", (which|who) \Z")
_RELATIVE_REACH = 10
_ENDS = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?][”\"]?\s+(?=[A-Z“\"])|\n"
)
# "One, a retired nurse," and "One, who asked not to be named,".
_ONE_OF_THEM = re.compile(
    r"(?:[Oo]ne|[Aa]nother)(?:, (?:an? (?P<who>[a-z][\w -]+)|who [^,]+))?[,.]?"
)
_AND = re.compile(r" and ")
_INTRODUCED = re.compile(
    r"(?:^|(?<=[.!?”\"]\s))(?:An?|Another|One) (?P<words>(?:[a-z][\w-]*(?: |(?=,))){1,4})",
    re.MULTILINE,
)
_TOLD = word_set("forced ordered pressed told urged")
_TO = re.compile(r" (?:not )?to [a-z]")
_VIEW = re.compile(
    r"\b(?:(?:dis)?agreed|had (?:a|another|no) |laughed|nodded|put it|saw it|shrugged|sighed|smiled"
    r"|took (?:a|another|the) |was (?:less|more|not|blunt|frank|franker|harsher|kinder|unmoved)\b)"
)
_GOVERNMENT_IN = re.compile(
    r"[Tt]he (?:(?:defen[cs]e|federal|finance|[Ff]oreign|health|interim|interior|military|ruling"
    r"|transitional) )?(?:cabinet|government|junta|leadership|[Mm]inistry|regime)"
    r" in (?P<place>[A-Z][\w-]+(?: [A-Z][\w-]+)?)"
)
_IN = re.compile(r"\b[Ii]n (?:the )?(?:\w+ern )?\Z")
_GOVERNMENTS = re.compile(
    r"[Tt]he (?:government|authorities|cabinet"
    r"|(?!(?:city|former|local|municipal|previous|provincial|rebel|regional|state)\b)"
    r"(?:[a-z]+ ){1,2}(?:government|ministry))"
)
# "The 71-year-old leader of the party".
_AGED = re.compile(r"[Tt]he \d{1,3}-year-old ")
_CUT = re.compile(rf",| who | that | which | in an? | on {WEEKDAY}")
# What somebody wrote or showed speaks for him: "whose last book argues".
_WORKS = word_set("article blog book column memoir memoirs paper study")
_TITLE_OF_WORK = re.compile(r"[“\"‘'].+[”\"’']")
_IN_VIEW = re.compile(r"in (?:her|his) (?:eyes|opinion|view|words)\b")
_IS = re.compile(r"\s(?:is|are|was|were|has|had|have)\s")
# A source that is no one's: "neither of which".
_NO_ONE = re.compile(r"\b(?:of|for|to) (?:which|whom)\s*\Z")
_OWNED = re.compile(r"(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)(?=\s)((?:\s[a-z][\w-]*){1,4}),?\s")
_OF_ONE = re.compile(r"\b(?:I|I['’](?:d|ll|m|ve)|[Mm]e|[Mm]y)\b")
_OWNED_BY = re.compile(r"['’]s\b")
_ADDED = frozenset(("added", "continued", "went on"))
_FILED = word_set(
    "affidavit article column complaint editorial essay filing indictment lawsuit letter"
)
_POSSESSIVES = frozenset(("its", "his", "her", "their"))
_APPOSED_REACH = 60
_NAMED_LATER = 400
"""Characters from an office to the sentence that says who holds it, at most."""
_PUBLICATIONS = word_set("document release report statement study survey")


class SpeakerReader:
    """Finds the speakers of one text's attributions.

    Earlier answers help later ones: `last` is who spoke last, and a pronoun is more likely
    that one than somebody who was only mentioned. `interviewee` is who answers in an interview.
    """

    def __init__(
        self,
        text: str,
        index: EntityIndex,
        pronouns: PronounReader,
        descriptions: DescriptionReader,
        members: Members,
        antecedents: Antecedents,
        roles: Roles,
    ) -> None:
        self._text = text
        self._index = index
        self._antecedents = antecedents
        self._spans = SourceSpans(text, index)
        self._names = SourceNames(text, index)
        self._missed = MissedNames(text, index, descriptions.bodies)
        self._pronouns = pronouns
        self._descriptions = descriptions
        self._members = members
        self.interviewee = interviewee(text, index)
        self._issuer = issuer(text, index)
        self._roles = roles
        self._officers = Officers(text, index, pronouns, descriptions, members, self._names)
        self._signs = Signs(text, index)
        self._unnamed_speakers = UnnamedSpeakers(text, index)
        self._office_holders = OfficeHolders(text, index, roles, members)
        self.last: Cluster | None = None
        self._text_of: Cluster | None = None  # whose words the last source is: "her complaint"
        self._text_end = 0  # where these end

    def read(
        self, attribution: Attribution, enclosing: Cluster | None, direct: bool = False
    ) -> Cluster | None:
        """The speaker of an attribution; `enclosing` is the speaker of the one around it, `direct`
        whether that one gives his very words."""
        source = attribution.source
        if source is None or self._is_told(attribution):
            return None
        source = self._spans.whole(source)
        found = self._read(source, attribution, enclosing, direct)
        self._text_of = found if self._is_text(source) else None
        self._text_end = max(part.end for part in (source, *attribution.content))
        if found is not None:
            self.last = found
            if not self._index.inside(source):
                self._index.add_pointer(found, source)
            self._officers.join(found, source, attribution.content)
        return found

    def _is_told(self, attribution: Attribution) -> bool:
        """Whether a source is told something, and says nothing: "Ministers *urged to* act"."""
        if not attribution.cue:
            return False
        cue = attribution.cue[-1]
        return cue.of(self._text).lower() in _TOLD and _TO.match(self._text, cue.end) is not None

    def _is_text(self, source: Span) -> bool:
        """Whether a source is somebody's words: "her complaint", or "it" that goes on with them."""
        words = word_list(source.of(self._text).partition(",")[0])
        goes_on = words == ["it"] and self._text_of is not None
        return goes_on or (len(words) > 1 and words[-1] in _FILED)

    def _is_next(self, source: Span) -> bool:
        """Whether a source begins the sentence behind what the last one said."""
        between = self._text[self._text_end : source.start].strip()
        return not between.strip(".!?”\"' ")

    def _read(
        self, source: Span, attribution: Attribution, enclosing: Cluster | None, direct: bool
    ) -> Cluster | None:
        words = source.of(self._text)
        if attribution.kind == "direct" and is_answer(words):
            return self.interviewee
        relative = words.partition(" ")[0]
        if sign := self._signs.read(source):
            return sign.bearer
        if relative.lower() in RELATIVES - {"that"} or words.lower() == "that":
            return self._antecedents.of(Span(source.start, source.start + len(relative)))
        before = self._text[max(0, source.start - _RELATIVE_REACH) : source.start]
        if relative.lower() == "both" and (clause := _RELATIVE_BEFORE.search(before)):
            # "Kenya and Oman, which *both sent observers*, called for": its clause, not who.
            return self._antecedents.of(Span(source.start - len(clause[1]) - 1, source.start - 1))
        if _NO_ONE.search(words):
            return None
        if (asked := self._opinion(source, words)) is not None:
            return asked
        if relative.lower() == "whose" and self._tells_of_owner(words):
            return self._antecedents.of(Span(source.start, source.start + len(relative)))
        if words.lower() == "the former":
            return self._first_of_sentence(source)
        known = pronoun(words)
        if words == "It" and self._text_of is not None and self._is_next(source):
            return self._text_of  # "Her complaint alleges it. *It* says"
        if known is not None and (owned := _OWNED.match(self._text, source.start)):
            alone = words.lower() in _POSSESSIVES
            if alone and owned[1].split()[0] not in UTTERANCES | SPEAKS_FOR_OWNER:
                return self._owned(owned)
        speech = Speech(source, attribution.content, enclosing, self.last)
        if known is not None and self._officers.is_envoy(source):
            return self._officers.owner(speech)
        if known is not None and (officer := self._officers.read(speech)):
            return officer
        following = set(word_list(words)[1:2])
        named = known is not None and self._names.is_of_person(
            source
        )  # "his defence counsel, Ann Lee"
        if known is not None and not named and following <= UTTERANCES | SPEAKS_FOR_OWNER:
            if known.person == 1:
                return enclosing or (self._issuer if known.number == "plural" else None)
            if known.person == 2:
                return None
            if known.gender in ("male", "female") and (new := self._introduced(attribution)):
                return new
            place = Place(source, known, enclosing, direct, content=attribution.content)
            return self._pronouns.read(place, self.last) or self._pronouns.ahead(place)
        return (
            self._seated(source)
            or self._office_holders.of(source)
            or self._native(source, attribution)
            or self._apposed(source)
            or self._names.entity(source)
            or self._names.following(source)
            or self._government(source)
            or self._unnamed_again(source)
            or self._officers.own_body(speech)
            or self._descriptions.source(source, self.last)
            or self._descriptions.persons.introduced(source)
            or self._titled(source)
            or self._aged(source)
            or self._officers.spoken_for(source, attribution.content)
            or self._goes_on(source, attribution)
            or self._unnamed(source, words)
        )

    def _opinion(self, source: Span, words: str) -> Cluster | None:
        """Whose opinion it is that is put in: "Diaz, in *her* view, was right" is of who spoke
        before."""
        if words not in ("her", "his") or _IN_VIEW.match(self._text, source.start - 3) is None:
            return None
        gender = PRONOUNS[words].gender
        if self.last is None or self.last.type != "PERSON":
            return None
        return self.last if self._roles.gender(self.last) in (None, gender) else None

    def _unnamed_again(self, source: Span) -> Cluster | None:
        """The unnamed speaker who has just spoken: "A lawyer said it", and then "the lawyer"."""
        unnamed = self.last is not None and self.last.type == GROUP
        again = self._unnamed_speakers.again(source) if unnamed else None
        return again if again is self.last else None

    def _native(self, source: Span, attribution: Attribution) -> Cluster | None:
        """The person who has just done something, called by where he is from, where he says "I":
        "I am tired," said *the Portuguese*."""
        words = source.of(self._text).split()
        if len(words) != 2 or words[0] != "the" or gazetteer().kind(words[1]) != "adjective":
            return None
        says_i = any(_OF_ONE.search(self._text, *part) for part in attribution.content)
        if attribution.kind != "direct" or not says_i:
            return None
        line = self._text.rfind("\n", 0, source.start) + 1
        near = self._index.inside(Span(line, source.start))
        persons = {cluster.id: cluster for _, cluster in near if cluster.type == "PERSON"}
        return next(iter(persons.values())) if len(persons) == 1 else None

    def _goes_on(self, source: Span, attribution: Attribution) -> Cluster | None:
        """Who spoke last, under another description: "*The former lawmaker from Finistère*
        added"."""
        words = word_list(source.of(self._text))
        head = next((n for n, word in enumerate(words) if word in PREPOSITIONS), len(words)) - 1
        added = any(cue.of(self._text).lower() in _ADDED for cue in attribution.cue)
        owned = _OWNED_BY.search(source.of(self._text)) is not None
        if owned or set(words) & MOUTHPIECES or self._unnamed_speakers.again(source) is not None:
            return None
        last = self.last
        if not added or words[:1] != ["the"] or head < 1 or not is_somebody(words[head]):
            return None
        return last if last is not None and last.type == "PERSON" else None

    def _introduced(self, attribution: Attribution) -> Cluster | None:
        """The unnamed person whom the sentence before a quotation is about, of the same paragraph:
        "*A taxi driver* in the queue disagreed. "I am late," he said"."""
        if attribution.kind != "direct":
            return None
        start = attribution.content[0].start
        line = self._text.rfind("\n", 0, start) + 1
        before = list(_INTRODUCED.finditer(self._text, line, start))
        if not before:
            return None
        found = before[-1]
        if any(c.type == "PERSON" for _, c in self._index.inside(Span(line, found.start()))):
            return None
        if _VIEW.search(self._text, found.end("words"), start) is None:
            return None  # "A judge set bail": whoever the text is about answers
        if _ENDS.search(self._text[found.end() : start].rstrip(' “"')):
            return None  # another sentence stands between
        words = found["words"].split()
        heads = [n for n, word in enumerate(words) if is_somebody(word)]
        if not heads:
            return None
        length = len(" ".join(words[: heads[0] + 1]))
        who = Span(found.start(), found.start("words") + length)
        if any(c.type == "PERSON" for _, c in self._index.inside(Span(who.start, start))):
            return None
        return self._unnamed_speakers.add(who, who.of(self._text).partition(" ")[2])

    def _tells_of_owner(self, words: str) -> bool:
        """Whether a clause with "whose" is words of whom it is of, or only tells more of him:
        "*whose book* argues", "Kenya, *whose capital is near*, said"."""
        listed = word_list(words)
        said = UTTERANCES | SPEAKS_FOR_OWNER | _WORKS
        book = set(listed[1:4]) & _WORKS and _TITLE_OF_WORK.search(words)
        return bool(listed[-1] in said or book or _IS.search(words))

    def _first_of_sentence(self, source: Span) -> Cluster | None:
        """Whom "the former" means: the first one named in its sentence, beside another."""
        near = max(0, source.start - _NAMED_LATER)
        ends = (m.end() for m in _ENDS.finditer(self._text, near, source.end))
        start = max((end for end in ends if end <= source.start), default=near)
        if _AND.search(self._text, start, source.start) is None:
            return None
        for span, cluster in self._index.inside(Span(start, source.start)):
            before = word_list(self._text[start : span.start])[-1:]
            if not set(before) & PREPOSITIONS:
                return cluster  # not "In Kenya, Lee met Diaz"
        return None

    def _apposed(self, source: Span) -> Cluster | None:
        """The person of whom the source is an apposition: "Ann Lee," a farmer; and the one a
        party's member is: "the Republican"."""
        words = word_list(source.of(self._text))
        alone = words[:1] == ["the"] and len(words) == 2
        body = any(c.type == "ORGANIZATION" for _, c in self._index.inside(source))
        people = not body and len(words) == 2 and of_state(words[1].capitalize()) is not None
        if alone and (words[1] in PARTIES - SEVERAL or people):
            return self._descriptions.source(source, self.last)
        if words[:1] not in (["a"], ["an"], ["the"]):
            return None
        if words[0] == "the" and any(
            span.end == source.end
            and cluster.type == "ORGANIZATION"
            and not cluster.country
            and not self._words(Span(source.start, span.start))[1:]
            for span, cluster in self._index.inside(source)
        ):
            return None  # "Diaz, the Karachi Chamber says, lied"
        for span, cluster in self._index.before(source.start):
            apposed = self._text[span.end : source.start] == ", " and cluster.type == "PERSON"
            return cluster if apposed else None
        return None

    def _seated(self, source: Span) -> Cluster | None:
        """The country whose capital the source ends with: "the foreign ministry in Oslo"."""
        seat = _GOVERNMENT_IN.fullmatch(self._text, *source)
        if seat is None or gazetteer().kind(seat["place"]) != "capital":
            return None
        named = gazetteer().country(seat["place"])
        known = (c for c in self._index.clusters if c.country and c.country == named)
        return next(known, None)

    def _titled(self, source: Span) -> Cluster | None:
        """Whose name begins with the word: "the fon" of Fon Ngwa Tadzong."""
        words = word_list(source.of(self._text))
        if len(words) != 2 or words[0] != "the":
            return None
        fits = [
            cluster
            for cluster in self._index.clusters
            if cluster.type == "PERSON"
            and cluster.name.count(" ") > 1
            and given_name_gender(cluster.name) is None
            and cluster.name.lower().startswith(f"{words[1]} ")
        ]
        return fits[0] if len(fits) == 1 else None

    def _aged(self, source: Span) -> Cluster | None:
        """Who did something last, of whom more is told: "the 71-year-old leader of the party"."""
        aged = _AGED.match(self._text, *source)
        if aged is None:
            return None
        words = word_list(self._text[aged.end() : source.end])
        head = next((n for n, word in enumerate(words) if word in PREPOSITIONS), len(words)) - 1
        if head < 0:
            return None
        return self._descriptions.persons.acted_last(source.start, words[head])

    def _government(self, source: Span) -> Cluster | None:
        """The country in which the sentence says something is: "In Oslo, the government said"."""
        words = source.of(self._text)
        if _GOVERNMENTS.fullmatch(words) is None:
            return None
        line = self._text.rfind("\n", 0, source.start) + 1
        start = max(line, self._text.rfind(". ", 0, source.start) + 1)
        for place in reversed(gazetteer().find(self._text[start : source.start])):
            if not _IN.search(self._text, start, start + place.start):
                return None  # "After Russia shelled Kharkiv, the government"
            for cluster in self._index.clusters:
                if cluster.country == place.country:
                    return cluster
        return None

    def _owned(self, owned: re.Match[str]) -> Cluster | None:
        """Who is "its managing director, Ann Lee," where only "its" is tagged as the source."""
        for span, cluster in self._index.inside(Span(owned.end(), owned.end() + _APPOSED_REACH)):
            if cluster.type == "PERSON" and span.start == owned.end():
                return cluster
        words = owned[0].strip(" ,").split()
        ends = PREPOSITIONS - {"for", "of"} | SPEECH
        held = next((n for n, word in enumerate(words) if word in ends), len(words))
        return self._unnamed(Span(owned.start(), owned.end(1)), " ".join(words[:held]))

    def _unnamed(self, source: Span, words: str) -> Cluster | None:
        """An unnamed speaker, under the words of the source."""
        name = " ".join(words.split()).strip(' ,;:."“”')
        first, _, rest = name.partition(" ")
        if first.lower() in ("the", "a", "an") and rest:
            name = rest
        if one := _ONE_OF_THEM.fullmatch(self._text, *source):
            name = one["who"] or self._unnamed_speakers.one_of_them(source.start) or ""
        name = _CUT.split(name)[0]
        listed = word_list(name)
        if is_label(name) and self._text[source.end : source.end + 1] == ":":
            return None
        if set(listed) <= DETERMINERS | RELATIVES | NUMBERS | PREPOSITIONS and not name.isupper():
            return None
        if missed := self._missed.read(source, words, name):
            return missed
        if first.lower() == "the" and listed == ["letter"] and (by := self._signs.writer(source)):
            return by
        published = first.lower() == "the" and listed[-1] in _PUBLICATIONS and len(listed) < 3
        if published and self.last is not None and self.last.is_body:
            return self.last  # who made "the 88-page study"
        if titled := self._named_later(source, listed):
            return titled
        if is_named_body(name):
            return self._missed.body(source, name)
        if len(name) > LONGEST_NAME:
            name = name[:LONGEST_NAME].rsplit(" ", 1)[0] + "…"
        return self._unnamed_speakers.add(source, name)

    def _named_later(self, source: Span, words: list[str]) -> Cluster | None:
        """The person whose office comes first and whose name next: "the security minister", and
        then "The minister, Ann Lee,"."""
        title = next((word for word in words if word in TITLES), None)
        if title is None or any(word in RELATIVES_OF for word in words):
            return None
        reach = Span(source.end, source.end + _NAMED_LATER)
        named = re.compile(rf"\bThe {re.escape(title)}, ").search(self._text, *reach)
        if named is None:
            return None
        for span, cluster in self._index.inside(Span(named.end(), named.end() + LONGEST_NAME)):
            closed = self._text[span.end : span.end + 1] == ","
            return cluster if span.start == named.end() and closed else None
        return None

    def _words(self, span: Span) -> list[str]:
        return word_list(span.of(self._text))
