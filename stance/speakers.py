"""Who speaks: the entity behind the source of an attribution.

A source is a name, a name in a phrase ("a spokesman for NATO"), a pronoun, a description
of somebody named elsewhere ("the minister"), or somebody the text never names ("two
officials"), who becomes an entity of type GROUP.
"""

from __future__ import annotations

import re
from itertools import pairwise

from stance.antecedents import Antecedents
from stance.descriptions import DescriptionReader, is_somebody
from stance.entities import Cluster, EntityIndex
from stance.homes import of_state
from stance.interviews import interviewee
from stance.lexicon import (
    COLLECTIVES,
    DAYS,
    DELEGATES,
    DETERMINERS,
    ENVOYS,
    MEMBERS,
    MOUTHPIECES,
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
from stance.places import gazetteer
from stance.pronouns import Place, PronounReader
from stance.roles import Roles, word_list
from stance.schema import GROUP, Attribution, Span
from stance.statements import issuer
from stance.transcripts import is_answer, is_label
from stance.unnamed import UnnamedSpeakers

_BEFORE_STATES = word_set("in senior top of from foreign both")
_AFTER_NAMES = word_set("and or who himself herself also both jr sr ii iii iv then of from in")
_AFTER_BODIES = word_set("and or of in from at itself")
_SEVERAL = word_set("conservatives democrats liberals libertarians republicans tories gop labour")
_NUMBERS = word_set(
    """
    any anybody anyone everybody everyone few five four many more most neither nobody none one ones
    other others several six some somebody someone ten three two
    """
)
# "All members of the league" are the league; "a number of members" are not.
_WHOLE = MEMBERS | word_set("all of the its")
_BRACKETS = re.compile(r"\([^()]*\)")
_TIMES = DAYS | word_set("on in last late early this next week month year evening morning night")
_ON_DAY = re.compile(rf",? (?:on |late |early )*{WEEKDAY}\Z")
_ADVERB = re.compile(r",? (?:again|also|however|meanwhile|though|too)\Z")
# "The senator himself"; "she didn't want", of which the tagger took too much.
_EMPHATIC = re.compile(r"(?<=\w) (?:him|her|it)self\Z")
_PRONOUN_AND_VERB = re.compile(
    r"(?P<pronoun>I|[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Ww]e) (?:(?:did|had|has|have|is|was|were|would"
    r"|could|will|does|do)(?:n['’]t)?|won['’]t|can['’]t)\b"
)
_OFFICERS = (TITLES | MOUTHPIECES) - word_set(
    "author captain critic former nominee opponent owner rebel rival star"
)
_SPOKESMAN = re.compile(
    r"(?:[Aa]|[Oo]ne|[Tt]he) spokes(?:man|woman|person)"
    r"(?: (?:for|of) (?P<whom>the(?: [a-z-]+){1,3}))?"
)
_OUTER = " \t\r\n,;:"
_RELATIVE_BEFORE = re.compile(r", (which|who) \Z")
_RELATIVE_REACH = 10
_ENDS = re.compile(
    r"(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?][”\"]?\s+(?=[A-Z“\"])|\n"
)
# "One, a retired nurse," and "One, who asked not to be named,".
_ONE_OF_THEM = re.compile(r"[Oo]ne(?:, (?:an? (?P<who>[a-z][\w -]+)|who [^,]+))?[,.]?")
_AND = re.compile(r" and ")
_APPOSED_NAME = re.compile(r",\s")
# "Minister of Fisheries ", "Industry Minister ".
_OFFICE = re.compile(r"(?:[A-Z][\w’'-]* (?:(?:of|for) (?:the )?|and )?)+")
_FIELD = re.compile(r" (?:of|for) ")
# "The *minister of state* Ann Lee", "*Patriots for Europe* member Ann Lee".
_NAMED_OFFICE = re.compile(
    r"\b(?:chief|director|head|minister|secretary)\s(?:of|for)\s[a-z]+(?:\s(?:and\s)?[a-z]+)?\s\Z"
    r"|\b[A-Z][\w’'-]+\s(?:of|for)\s(?:the\s)?[A-Z][\w’'-]+(?=(?:\s[A-Z][\w’'-]*)*\s[a-z]+\s\Z)"
    r"|\b(?:Ambassador|Delegate|Envoy|Representative)\sto\s(?:the\s)?(?:[A-Z][\w-]*\s)+\Z"
    r"|\A(?:[Tt]he\s)?[A-Z][\w’'-]*(?:\s(?:and|for|of|the|[A-Z][\w’'-]*))*['’]s\s\Z"
)
_OF = re.compile(r" (?:of|for) (?:the )?\Z")
# "The opposition ", "rival gang ", after a country's name or not.
_DESCRIBED = re.compile(r"\s?(?:(?:[Tt]he|[Aa]n?|[Ii]ts) )?(?:[A-Z]?[a-z][a-z-]*['’]? ){1,3}")
# What a part of a body or somebody else is called, not the body: "many Democrats".
_PEOPLE = (
    TITLES
    | MOUTHPIECES
    | MEMBERS
    | COLLECTIVES
    | UTTERANCES
    | PREPOSITIONS
    | RELATIVES_OF
    | _NUMBERS
    | {"fellow", "member", "people"}
)
_MORE = re.compile(
    r",\s(?:which|whose|where|who|whom|(?:[a-z]+ed|known|led|run) (?:as|at|by|from|in))\s"
)
_INTRODUCED = re.compile(
    r"(?:^|(?<=[.!?”\"]\s))(?:An?|Another|One) (?P<words>(?:[a-z][\w-]*(?: |(?=,))){1,4})",
    re.MULTILINE,
)
_ITS_OFFICER = re.compile(
    r"[Ii]ts (?:[a-z-]+ ){1,4}?(?:[a-z]+, )?(?=[A-Z])|[Ii]ts (?:[a-z-]+ ?){1,4}, "
)
_VIEW = re.compile(
    r"\b(?:(?:dis)?agreed|had (?:a|another|no) |laughed|nodded|put it|saw it|shrugged|sighed|smiled"
    r"|took (?:a|another|the) |was (?:less|more|not|blunt|frank|franker|harsher|kinder|unmoved)\b)"
)
_BETWEEN_NAMES = re.compile(
    r",(?: and| or| as well as)?(?: the)? |(?: and| or| as well as)(?: the)? "
)
_OWNER = re.compile(r"^(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*['’]s?\s\Z")
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
_LONGEST_NAME = 60
_NAMED_LATER = 400
"""Characters from an office to the sentence that says who holds it, at most."""
_SORTS_OF_BODY = word_set("alliance bloc coalition group movement network party")
_PUBLICATIONS = word_set("document release report statement study survey")
# "France, a member of the committee, said".
_IS_MEMBER = re.compile(
    r", (?:an?|the|one of the) (?:[\w-]+ ){0,3}(?:ally|co-sponsor|guarantor|holder|host|mediator"
    r"|member|neighbou?r|partner|power|signatory|supporter)\b"
)
_IS_ONE_OF = re.compile(r", (?:one of|home to|host (?:of|to)) [^,;:“”\"]{3,80},?")
# "Her counterpart from Oman".
_COLLEAGUES = frozenset(("colleague", "counterpart"))
_OTHER_PEOPLE = word_set("families fans followers victims")
_IN_PLACE = re.compile(r" in [A-Z][\w-]+,?\Z")
_SENT = word_set("for from of permanent")
# "A WTO panel", "the European Union mission".
_PARTS = word_set("board delegation mission observers panel secretariat")
_PRESENT = word_set("central current executive national new present")
_LEADS = word_set("board commission executive leadership management secretariat")


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
        self._missed = MissedNames(text, index, descriptions)
        self._pronouns = pronouns
        self._descriptions = descriptions
        self._members = members
        self.interviewee = interviewee(text, index)
        self._issuer = issuer(text, index)
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
        if source is None:
            return None
        source = self._without_end(self._with_name(self._with_whole_names(source)))
        found = self._read(source, attribution, enclosing, direct)
        self._text_of = found if self._is_text(source) else None
        self._text_end = max(part.end for part in (source, *attribution.content))
        if found is not None:
            self.last = found
            if not self._index.inside(source):
                self._index.add_pointer(found, source)
            self._join(found, source, attribution)
        return found

    def _join(self, speaker: Cluster, source: Span, attribution: Attribution) -> None:
        """Links a named speaker to the body that is only a pronoun: "*Its* leader, Ann Lee"."""
        if speaker.type != "PERSON" or not _ITS_OFFICER.match(self._text, *source):
            return
        its = Span(source.start, source.start + 3)
        place = Place(its, PRONOUNS["its"], None, False, content=attribution.content)
        body = self._pronouns.read(place, None)
        if body is not None and body is not speaker:
            self._members.join(speaker, body)

    def _is_text(self, source: Span) -> bool:
        """Whether a source is somebody's words: "her complaint", or "it" that goes on with them."""
        words = word_list(source.of(self._text).partition(",")[0])
        goes_on = words == ["it"] and self._text_of is not None
        return goes_on or (len(words) > 1 and words[-1] in _FILED)

    def _is_next(self, source: Span) -> bool:
        """Whether a source begins the sentence behind what the last one said."""
        between = self._text[self._text_end : source.start].strip()
        return not between.strip(".!?”\"' ")

    def _with_whole_names(self, source: Span) -> Span:
        """The source with all of a name that the tagger cut: "Sierra" of Sierra Leone."""
        near = Span(max(0, source.start - _LONGEST_NAME), source.end + _LONGEST_NAME)
        for span, _ in self._index.inside(near):
            if span.overlaps(source) and not source.covers(span):
                source = Span(min(span.start, source.start), max(span.end, source.end))
        return source

    def _with_name(self, source: Span) -> Span:
        """The source with the name that follows where the tagger kept the title alone: "Rear Adm."
        Bo Li."""
        if not all(is_title(word.lower().rstrip(".")) for word in source.of(self._text).split()):
            return source
        for span, cluster in self._index.inside(Span(source.end, source.end + _LONGEST_NAME)):
            title = source.of(self._text).endswith(".") or self._text[source.start].isupper()
            next_to = span.start == source.end + 1 and cluster.type == "PERSON" and title
            return Span(source.start, span.end) if next_to else source
        return source

    def _without_end(self, source: Span) -> Span:
        """The source without a clause that only tells more of it ("Nauru, which sponsors the
        bid", "NATO, led by Lee"), and without a mark or a preposition at its end."""
        words = _MORE.split(source.of(self._text))[0].rstrip(_OUTER)
        words = _EMPHATIC.sub("", _ON_DAY.sub("", _ADVERB.sub("", words)))
        if verb := _PRONOUN_AND_VERB.match(words):
            words = verb["pronoun"]
        head, _, last = words.rpartition(" ")
        if head and last in PREPOSITIONS:
            words = head.rstrip(_OUTER)
        elif words.endswith(("'s", "’s")) and self._ends_name(source.start + len(words) - 2):
            words = words[:-2]  # "Iran's" affirmation
        return Span(source.start, source.start + max(1, len(words)))

    def _ends_name(self, position: int) -> bool:
        near = Span(max(0, position - _LONGEST_NAME), position + 1)
        return any(span.end == position for span, _ in self._index.inside(near))

    def _read(
        self, source: Span, attribution: Attribution, enclosing: Cluster | None, direct: bool
    ) -> Cluster | None:
        words = source.of(self._text)
        if attribution.kind == "direct" and is_answer(words):
            return self.interviewee
        relative = words.partition(" ")[0]
        if relative.lower() in RELATIVES - {"that"} or words.lower() == "that":
            return self._antecedents.of(Span(source.start, source.start + len(relative)))
        before = self._text[max(0, source.start - _RELATIVE_REACH) : source.start]
        if relative.lower() == "both" and (clause := _RELATIVE_BEFORE.search(before)):
            # "Kenya and Oman, which *both sent observers*, called for": its clause, not who.
            return self._antecedents.of(Span(source.start - len(clause[1]) - 1, source.start - 1))
        if _NO_ONE.search(words):
            return None
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
            source = Span(source.start, source.start + len(words.split()[0]))
            place = Place(source, known, enclosing, False, content=attribution.content)
            return self._pronouns.read(place, self.last)
        if known is not None and (officer := self._officer(source, attribution, enclosing)):
            return officer
        following = set(word_list(words)[1:2])
        named = known is not None and self._named_person(source)  # "his defence counsel, Ann Lee"
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
            or self._named(source)
            or self._named_after(source)
            or self._government(source)
            or self._unnamed_again(source)
            or self._descriptions.source(source, self.last)
            or self._descriptions.introduced(source)
            or self._titled(source)
            or self._aged(source)
            or self._spoken_for(source)
            or self._goes_on(source, attribution)
            or self._unnamed(source, words)
        )

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

    def _officer(
        self, source: Span, attribution: Attribution, enclosing: Cluster | None
    ) -> Cluster | None:
        """Who speaks for a body without a name: "its general secretary" is of its own, "its
        spokesman" the body itself."""
        first, *rest = word_list(source.of(self._text))
        organ = rest[-1:] != [] and rest[-1] in OFFICIAL - MOUTHPIECES
        if first != "its" or not rest or "former" in rest or not (organ or rest[-1] in _OFFICERS):
            return None
        if self._index.inside(source) or self._named_after(source) is not None:
            return None
        owner = Span(source.start, source.start + len(first))
        place = Place(owner, PRONOUNS[first], enclosing, False, content=attribution.content)
        body = self._pronouns.read(place, self.last)
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

    def _spoken_for(self, source: Span) -> Cluster | None:
        """The body behind "a spokesman for the airline", or behind "a spokesman" alone: what acts
        in the sentence before."""
        found = _SPOKESMAN.fullmatch(self._text, *source)
        if found is None:
            return None
        if not found["whom"]:
            return self._descriptions.acting_before(source.start)
        body = self._descriptions.read(Span(*found.span("whom")))
        return body if body is not None and body.is_body else None

    def _apposed(self, source: Span) -> Cluster | None:
        """The person of whom the source is an apposition: "Ann Lee," a farmer; and the one a
        party's member is: "the Republican"."""
        words = word_list(source.of(self._text))
        alone = words[:1] == ["the"] and len(words) == 2
        body = any(c.type == "ORGANIZATION" for _, c in self._index.inside(source))
        people = not body and len(words) == 2 and of_state(words[1].capitalize()) is not None
        if alone and (words[1] in PARTIES - _SEVERAL or people):
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
        return self._descriptions.acted_last(source.start, words[head]) if head >= 0 else None

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
        reach = Span(comma.end(), comma.end() + _LONGEST_NAME)
        for span, cluster in self._index.inside(reach):
            closed = self._text[span.end : span.end + 1] in (",", ":", ";", ".", "")
            titles = self._text[comma.end() : span.start].split()
            starts = not titles or (is_title(titles[-1].lower()) and titles[0][0].isupper())
            return cluster if cluster.type == "PERSON" and starts and closed else None
        return None

    def _named(self, source: Span) -> Cluster | None:
        """The entity a source names, if the source is that entity and not just about it."""
        mentions = self._index.inside(source)
        if len(mentions) > 1 and self._are_all(mentions, source):
            return mentions[0][1]  # "Kyiv, Moscow"; `candidates` adds the others
        for span, cluster in mentions:
            before = _OWNER.sub("", self._text[source.start : span.start])
            rest = before + self._text[span.end : source.end]
            if set(word_list(_BRACKETS.sub(" ", rest))) <= DETERMINERS | _TIMES:
                return cluster
        for span, cluster in mentions:
            if self._is_titled(span, cluster, source):
                cluster.type = "PERSON"
                return cluster
            if cluster.type == "PERSON" and self._is_head(span, source):
                return cluster
        for span, cluster in mentions:
            if self._speaks_through(span, cluster, source):
                return cluster
        return self._apposed_body(source)

    def _named_person(self, source: Span) -> bool:
        """Whether a person's name is what the source is about."""
        mentions = self._index.inside(source)
        return any(c.type == "PERSON" and self._is_head(span, source) for span, c in mentions)

    def _are_all(self, mentions: list[tuple[Span, Cluster]], source: Span) -> bool:
        """Whether a source is names alone, joined to each other."""
        gaps = [
            self._text[before.end : after.start] for (before, _), (after, _) in pairwise(mentions)
        ]
        outer = source.start == mentions[0][0].start and source.end == mentions[-1][0].end
        return outer and all(_BETWEEN_NAMES.fullmatch(gap) for gap in gaps)

    def _apposed_body(self, source: Span) -> Cluster | None:
        """The body that an apposition names: "the nurses' union, Sindicato Norte"."""
        for span, cluster in self._index.inside(source):
            before = self._text[source.start : span.start]
            noun = word_list(before)[-1:]
            apposed = before.endswith(", ") and before.count(",") == 1
            if apposed and cluster.type == "ORGANIZATION" and set(noun) & ORGANISATION_NOUNS:
                return cluster
        return None

    def _is_titled(self, span: Span, cluster: Cluster, source: Span) -> bool:
        """Whether a source is an office in capitals and who holds it: "Minister of Fisheries Ann
        Lee". What stands behind an office is a person, as whatever it was tagged."""
        name = span.of(self._text)
        office = _OFFICE.fullmatch(self._text, source.start, span.start)
        if office is None or cluster.type == "LOCATION" or " " not in name or is_named_body(name):
            return False
        holder = word_list(_FIELD.split(office[0])[0])
        held = any(is_title(word) for word in holder) or holder == ["member"]
        # "Speaker of the House Ann Lee", but no list of names.
        fields = all(
            other.type == "LOCATION" or _OF.search(self._text, source.start, place.start)
            for place, other in self._index.inside(Span(source.start, span.start))
        )
        return held and fields and span.end == source.end

    def _speaks_through(self, span: Span, cluster: Cluster, source: Span) -> bool:
        """Whether the source is words or a mouthpiece of what it names: "Kim's remarks",
        "the U.S. and allies", "a spokesman for NATO"."""
        before = self._words(Span(source.start, span.start))
        after = self._words(Span(span.end, source.end))
        owns = self._owns(span, source)
        if owns and after and after[0] in ("s", "'s", "’s"):
            after = after[1:]
        if owns and any(word in UTTERANCES | SPEAKS_FOR_OWNER for word in after[:3]):
            return True
        delegate = owns and len(after) == 1 and after[0] in DELEGATES
        if cluster.country and delegate:
            return True  # "the EU's delegate"
        if cluster.country and cluster.type == "LOCATION":
            apposed = _IS_MEMBER.match(self._text, span.end) or _IS_ONE_OF.fullmatch(
                self._text, span.end, source.end
            )
            if apposed and set(before) <= DETERMINERS:
                return True
            ends = self._text[span.end : span.end + 1] in (",", "") or span.end == source.end
            return _country_speaks(before, after, owns, ends)
        if cluster.type == "ORGANIZATION" and _is_led(before, after, owns):
            return True
        if cluster.type not in ("ORGANIZATION", "MISC") or owns:
            return False
        if span.of(self._text).lower() in PARTIES - _SEVERAL and not after:
            return False  # "a spokesman for the Maine Republican" is for a person
        rest = _BRACKETS.sub("", self._text[span.end : source.end]).lstrip()
        ends = not after or after[0] in _AFTER_BODIES or rest[:1] == ","
        members = bool(set(before) & MEMBERS) and set(before) <= _WHOLE
        mouth = members or bool(set(before) & MOUTHPIECES)
        through = self._text[span.end : _before_place(self._text, source)]
        spoken = ends or set(word_list(_BRACKETS.sub("", through))) <= MOUTHPIECES | _PARTS
        if (set(before) <= DETERMINERS or mouth) and spoken:
            return True
        # "The union Harzkraft", but "the chair of the union Harzkraft" is a person.
        if ends and before[-1:] != [] and before[-1] in ORGANISATION_NOUNS and "of" not in before:
            return True
        return self._is_only_described(span, cluster, source)

    def _is_only_described(self, span: Span, cluster: Cluster, source: Span) -> bool:
        """Whether nothing but what kind of body it is stands beside a name in a source: "the
        opposition Reform Congress", "U.S. hedge fund Pinegrove Capital", "the liberal Renew
        group"."""
        start = source.start
        for place, other in self._index.inside(Span(source.start, span.start)):
            if other.country is None or set(self._words(Span(start, place.start))) - {"the"}:
                return False
            start = place.end
        before = Span(start, span.start)
        plain = start > source.start and before.of(self._text) == " "  # "The U.S. Chamber"
        described = plain or _DESCRIBED.fullmatch(before.of(self._text)) is not None
        rest = _BRACKETS.sub("", self._text[span.end : source.end]).strip(_OUTER)
        people = set(self._words(before)) & _PEOPLE or set(self._words(span)) & PARTIES
        sort = rest in _SORTS_OF_BODY and cluster.type == "ORGANIZATION"
        return described and (not rest or sort) and not people

    def _is_head(self, span: Span, source: Span) -> bool:
        """Whether a person's name is what the source is about, not an owner or an object.

        "Prime Minister Ann Lee" and "the head of the union, Ann Lee" are Ann Lee; "an adviser
        to Ann Lee", "critics like Ann Lee", "the Lee campaign" and "Ann Lee's lawyer" are not.
        """
        after = self._text[span.end : source.end].lstrip()
        if after[:1].isalpha() and word_list(after)[0] not in _AFTER_NAMES | SPEECH:
            return False
        if self._owns(span, source):
            return False
        phrase = self._text[source.start : span.start].rpartition(",")[2]
        clause = word_list(_NAMED_OFFICE.sub(_without_name, phrase))
        if len(clause) == 2 and clause[0] == "the" and clause[1] in ORGANISATION_NOUNS:
            return False  # "Andean Force, the party Lee" founded
        return not set(clause) & PREPOSITIONS

    def _owns(self, span: Span, source: Span) -> bool:
        """Whether the mention has a possessive and something after it in the source."""
        following = self._text[span.end : span.end + 2]
        return following[:1] in ("'", "’") and bool(
            self._words(Span(min(span.end + 2, source.end), source.end))
        )

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
        if set(listed) <= DETERMINERS | RELATIVES | _NUMBERS | PREPOSITIONS:
            return None
        if missed := self._missed.read(source, words, name):
            return missed
        published = first.lower() == "the" and listed[-1] in _PUBLICATIONS and len(listed) < 3
        if published and self.last is not None and self.last.is_body:
            return self.last  # who made "the 88-page study"
        if titled := self._named_later(source, listed):
            return titled
        if is_named_body(name):
            return self._missed.body(source, name)
        if len(name) > _LONGEST_NAME:
            name = name[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
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
        for span, cluster in self._index.inside(Span(named.end(), named.end() + _LONGEST_NAME)):
            closed = self._text[span.end : span.end + 1] == ","
            return cluster if span.start == named.end() and closed else None
        return None

    def _words(self, span: Span) -> list[str]:
        return word_list(span.of(self._text))


def _without_name(office: re.Match[str]) -> str:
    """Nothing in place of a name, but people as they are: "*Supporters of Labour* leader Lee"."""
    people = set(word_list(office[0])[:1]) & (RELATIVES_OF | COLLECTIVES | MEMBERS | _OTHER_PEOPLE)
    return office[0] if people else " "


def _before_place(text: str, source: Span) -> int:
    """Where a source ends without the place where somebody is: "the EU delegation *in Jakarta*"."""
    place = _IN_PLACE.search(source.of(text))
    return source.end if place is None else source.start + place.start()


def _is_led(before: list[str], after: list[str], owns: bool) -> bool:
    """Whether a source is those who lead what it names: "the board of the bank", "the party's
    present leadership"."""
    lead = {word for word in before if word not in DETERMINERS}
    if owns:
        # Not its chief executive, nor its oversight board, nor those who led it.
        plain = not set(after[:-1]) - _PRESENT
        return after[-1:] != [] and after[-1] in _LEADS and plain and not lead
    if set(before[:1]) & {"a", "an"}:
        return False
    leaders = lead - {"of"}
    return not after and "of" in lead and bool(leaders) and leaders <= _LEADS


def _country_speaks(before: list[str], after: list[str], owns: bool, ends: bool) -> bool:
    """Whether "the U.S. and allies", "Ukrainian officials", "China's ministry" is the state, and
    "the representative of Oman", "Chad's delegate"."""
    sent = [word for word in before if word not in DETERMINERS]
    colleague = bool(set(sent) & _COLLEAGUES) and before[0] in ("his", "her", "its")
    delegate = bool(set(sent) & DELEGATES) and sent[-1:] != ["from"]
    sends = set(sent) <= DELEGATES | _COLLEAGUES | _SENT and sent[-1:] != [] and sent[-1] in _SENT
    if (colleague or delegate) and sends:
        return ends or after[:1] in (["to"], ["at"], ["in"])
    if set(before) & MOUTHPIECES and set(before) <= MOUTHPIECES | DETERMINERS | {"for"}:
        return bool(set(after[:3]) & OFFICIAL)  # "a spokesman for the German economy ministry"
    if set(before) - DETERMINERS - OFFICIAL - _BEFORE_STATES:
        return False
    if not after or after[0] in ("and", "or", "with"):
        return not owns
    plain = [word for word in after if word not in ("s", "foreign", "defence", "defense")]
    if plain[:1] != [] and plain[0] in DELEGATES:
        # Not "the Oman representative of UNICEF", "a U.S. representative from Texas".
        return plain[1:2] not in (["of"], ["for"], ["from"])
    return plain[:1] != [] and plain[0] in OFFICIAL | _PARTS
