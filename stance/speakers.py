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
    ENVOYS,
    MOUTHPIECES,
    NAME_HEADS,
    OFFICIAL,
    ORGANISATION_NOUNS,
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
from stance.names import PRONOUNS, given_name_gender, is_title, pronoun
from stance.officeholders import OfficeHolders
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

_OFFICERS = (TITLES | MOUTHPIECES) - word_set(
    "author captain critic former nominee opponent owner rebel rival star"
)
_SPOKESMAN = re.compile(
    r"(?:[Aa]|[Oo]ne|[Tt]he) spokes(?:man|woman|person)"
    r"(?: (?:for|of) (?P<whom>the(?: [a-z-]+){1,3}))?"
)
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
_APPOSED_NAME = re.compile(r",\s")
_INTRODUCED = re.compile(
    r"(?:^|(?<=[.!?”\"]\s))(?:An?|Another|One) (?P<words>(?:[a-z][\w-]*(?: |(?=,))){1,4})",
    re.MULTILINE,
)
_ITS_OFFICER = re.compile(
    r"[Ii]ts (?:[a-z-]+ ){1,4}?(?:[a-z]+, )?(?=[A-Z])|[Ii]ts (?:[a-z-]+ ?){1,4}, "
)
_BODYS_OFFICER = re.compile(
    r"(?P<body>[Tt]he [a-z-]+(?: [a-z-]+)?)['’]s? (?:[a-z-]+ ){0,3}[a-z-]+, (?=[A-Z])"
)
_OWN_BODY = re.compile(r"(?:[Hh]is|[Hh]er) (?:own )?(?P<noun>[a-z-]+)")
_ITS_PEOPLE = word_set("councillors deputies lawmakers legislators members mps senators")
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
_FIELDS_OF_STATE = word_set(
    """
    armed defence defense economy education energy environment federal finance foreign health
    interior justice labor labour military national security state trade transport
    """
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
_OF_ITSELF = re.compile(
    r" (?:declined|did not|does not|ha[ds] not?|is aware|regrets|was aware|will not|would not)\b"
)
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
            self._join(found, source, attribution)
        return found

    def _is_told(self, attribution: Attribution) -> bool:
        """Whether a source is told something, and says nothing: "Ministers *urged to* act"."""
        if not attribution.cue:
            return False
        cue = attribution.cue[-1]
        return cue.of(self._text).lower() in _TOLD and _TO.match(self._text, cue.end) is not None

    def _join(self, speaker: Cluster, source: Span, attribution: Attribution) -> None:
        """Links a named speaker to the body that is only a pronoun or a phrase: "*Its* leader, Ann
        Lee", "*The forum's* convener, Ann Lee"."""
        if speaker.type != "PERSON":
            return
        if owned := _BODYS_OFFICER.match(self._text, *source):
            body = self._descriptions.read(Span(*owned.span("body")))
            if body is not None and body.is_body:
                self._members.join(speaker, body, source)
        if not _ITS_OFFICER.match(self._text, *source):
            return
        its = Span(source.start, source.start + 3)
        place = Place(its, PRONOUNS["its"], None, False, content=attribution.content)
        body = self._pronouns.read(place, None)
        if body is not None and body is not speaker:
            self._members.join(speaker, body, source)

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
        if known is not None and self._is_owners_envoy(source, words):
            return self._owner(source, attribution, enclosing)
        if known is not None and (officer := self._officer(source, attribution, enclosing)):
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
            or self._named_after(source)
            or self._government(source)
            or self._unnamed_again(source)
            or self._own_body(source, attribution, enclosing)
            or self._descriptions.source(source, self.last)
            or self._descriptions.persons.introduced(source)
            or self._titled(source)
            or self._aged(source)
            or self._spoken_for(source, attribution)
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

    def _is_owners_envoy(self, source: Span, words: str) -> bool:
        """Whether a source is a country's unnamed envoy: "its labour attaché"."""
        first, *rest = word_list(words)
        unnamed = not self._index.inside(source) and self._named_after(source) is None
        return first == "its" and rest[-1:] != [] and rest[-1] in ENVOYS and unnamed

    def _owner(
        self, source: Span, attribution: Attribution, enclosing: Cluster | None
    ) -> Cluster | None:
        """Whom the possessive means that a source begins with: "*its* general secretary"."""
        first = source.of(self._text).split()[0]
        owner = Span(source.start, source.start + len(first))
        known = PRONOUNS[first.lower()]
        place = Place(owner, known, enclosing, False, content=attribution.content)
        return self._pronouns.read(place, self.last)

    def _officer(
        self, source: Span, attribution: Attribution, enclosing: Cluster | None
    ) -> Cluster | None:
        """Who speaks for a body without a name: "its general secretary" is of its own, "its
        spokesman" the body itself."""
        first, *rest = word_list(source.of(self._text))
        organ = rest[-1:] != [] and rest[-1] in OFFICIAL - MOUTHPIECES
        if first == "its" and len(rest) == 1 and rest[0] in _ITS_PEOPLE:
            body = self._owner(source, attribution, enclosing)
            return body if body is not None and body.type == "ORGANIZATION" else None
        if first != "its" or not rest or "former" in rest or not (organ or rest[-1] in _OFFICERS):
            return None
        if self._index.inside(source) or self._named_after(source) is not None:
            return None
        body = self._owner(source, attribution, enclosing)
        if organ:  # "its foreign ministry" is the country, "its opposition leaders" are not
            own = not set(rest[:-1]) - _FIELDS_OF_STATE
            return body if own and body is not None and body.country else None
        if body is None or rest[-1] in MOUTHPIECES:
            return body
        possessive = "'" if body.name.endswith("s") else "'s"
        found = self._index.unnamed(f"{body.name}{possessive} {' '.join(rest)}")
        self._index.add_pointer(found, source)
        self._members.link(found, body)
        return found

    def _own_body(
        self, source: Span, attribution: Attribution, enclosing: Cluster | None
    ) -> Cluster | None:
        """The only body that the person is of who "his party", "her union" are of."""
        own = _OWN_BODY.fullmatch(self._text, *source)
        if own is None or own["noun"] not in ORGANISATION_NOUNS | NAME_HEADS:
            return None
        person = self._owner(source, attribution, enclosing)
        sides = () if person is None else self._members.of(person)
        may_be = self._descriptions.bodies.is_called
        bodies = [
            side for side in sides if side.type == "ORGANIZATION" and may_be(side, own["noun"])
        ]
        return bodies[0] if len(bodies) == 1 else None

    def _spoken_for(self, source: Span, attribution: Attribution) -> Cluster | None:
        """The body behind "a spokesman for the airline", or behind "a spokesman" alone: what begins
        what he says, "*Orbix* has no view, a spokesman said", or acts in the sentence before."""
        found = _SPOKESMAN.fullmatch(self._text, *source)
        if found is None:
            return None
        if not found["whom"]:
            said = attribution.content[0] if attribution.content else source
            first = next(iter(self._index.inside(Span(said.start, source.start))), None)
            if first is not None and first[1].is_body and first[0].start <= said.start + 4:
                return first[1] if _OF_ITSELF.match(self._text, first[0].end) else None
            return self._descriptions.bodies.acting_before(source.start)
        body = self._descriptions.read(Span(*found.span("whom")))
        return body if body is not None and body.is_body else None

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

    def _named_after(self, source: Span) -> Cluster | None:
        """The person whose name follows in apposition, where the tagger cut the source short:
        "Its lawyer," Ann Lee, "said"."""
        comma = _APPOSED_NAME.match(self._text, source.end)
        if comma is None or self._words(source)[:1] == []:
            return None
        reach = Span(comma.end(), comma.end() + LONGEST_NAME)
        for span, cluster in self._index.inside(reach):
            closed = self._text[span.end : span.end + 1] in (",", ":", ";", ".", "")
            titles = self._text[comma.end() : span.start].split()
            starts = not titles or (is_title(titles[-1].lower()) and titles[0][0].isupper())
            return cluster if cluster.type == "PERSON" and starts and closed else None
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
