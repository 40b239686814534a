"""What a name does in its sentence, read off the words beside it: a stand-in for a parser.

English news puts the doer before its verb, after a clause begins; what follows a verb or a
preposition is acted on. Reading only that takes microseconds, and is right often enough to
keep away from a pair those who cannot be its actor.
"""

from __future__ import annotations

import re
from typing import Literal

from stance.lexicon import (
    ACTS,
    BEFORE_VERBS,
    BEGINS_CLAUSE,
    BOTH,
    COMES_FROM,
    DAYS,
    DETERMINERS,
    MEMBERS,
    NOT_VERBS,
    PREPOSITIONS,
    RELATIVES,
    SPEECH,
    TITLES,
    WEEKDAY,
    word_set,
)
from stance.schema import Span

Role = Literal["subject", "patient", "agent", "owner", "object", "oblique"]
"""subject: before its verb; patient: the same of a passive, "X was sacked by"; agent: "by X",
"criticism from X"; owner: "X's pledge"; oblique: after another preposition; object: others."""


_NOUN = re.compile(r"(?:tion|ment|ness|ship|ism|ity|ist|ian|ency|[tsglymn]or|[gdytnk]er)s?\Z")
_WHEN = re.compile(
    r"\s+(?:on|in|last|this|early|late|earlier)\s+(?:on\s+)?"
    rf"(?:{WEEKDAY}"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|week|month|year|\d{4})(?:\s+(?:morning|afternoon|evening|night|\d{1,2}))?"
)
# A capital after one of these is where something is, not a government.
LOCATIVE = re.compile(
    r"(?:\b(?:in|at|near|outside|inside|around|across|through|throughout|into|of|downtown|central"
    r"|northern|southern|eastern|western|visit(?:ed|s|ing)?|left|leave|reached|between|off)"
    r"|\b(?:mov|fl|travel|return|fle|transferr)\w*(?:\s\w+)?\s(?:from|to)|\bfrom\s\w+\sto)\s+\Z",
    re.IGNORECASE,
)
LOCATIVE_REACH = 32
# People who act for a state or a body, and those who stand beside it.
PEOPLE_BEHIND = re.compile(
    r"(?:['’]s?)?\s+(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+)?(?:(?:foreign|defen[cs]e|finance|interior|senior|top|state|federal|military|armed"
    r"|security|central|national)\s+)?(?:administration|army|authorities|cabinet|congressman"
    r"|councillors|delegates|deputies|diplomats|fighters|forces|government|governments|inspectors"
    r"|lawmakers|lawyers|leaders|leadership|legislators|members|military|ministers|ministry|MPs"
    r"|negotiators|officials|parliament|police|politicians|regime|regulators|representatives"
    r"|senators|troops)(?=[\s,])"
)
_COMPANIONS = re.compile(
    r"\s+and\s+(?:(?:its|his|her|their|other|some|several|many)\s+)?(?:\w+\s+)?"
    r"(?:aides|allies|backers|colleagues|others|partners|supporters)(?=\s)"
)
_WORD = re.compile(r"[^\W_][\w'’.-]*|[^\w\s]")
_POSSESSIVE = re.compile(r"['’]s?\s+([\w'’-]+(?:\s+[\w'’-]+){0,2})")
# What may stand between a name and its verb: ", the minister," or "(R-Tex.)" or "of Japan".
_ASIDE = re.compile(
    r"\s*(?:\([^()\n]{1,60}\)|,[^,;:\n\"“”]{2,120},|[–—-]\s[^–—\n]{2,120}[–—-]"
    r"|\s(?:(?:of|from|in|at)\s(?:the\s|north\s|south\s|east\s|west\s)?|of\sthe\s(?:[a-z-]+\s){1,2})"
    r"[A-Z][\w.-]*(?:\s[A-Z][\w.-]*){0,3})(?!\w)"
)
_SKIPPED = (_ASIDE, _COMPANIONS, _WHEN)
_JOINED = re.compile(
    r"\s*(?:,\s+(?:and\s+|or\s+)?|\s(?:and|or|as well as)\s+)(?=(?:[a-z]+\s+)?[A-Z])"
)
# "Mitt Romney, a frequent critic of Trump": who is said to stand somewhere does so.
_STANDS = re.compile(
    r",?\s(?:an?|the|one of the|who (?:is|was) an?)\s(?:[\w-]+\s){0,3}?(?:admirer|adversary|backer"
    r"|champion|critic|defender|enemy|foe|opponent|supporter)s?\s(?:of|to)\s"
)
_NAME = re.compile(
    r"(?:[a-z]+\s+)?(?:[A-Z][\w.'’-]*|of|de|al|bin|von|van)(?:\s+[A-Z][\w.'’-]*){0,6}"
)
_NEXT = re.compile(r"\s*[“\"‘]?([^\W\d_][\w'’-]*)")
_PASSIVE = re.compile(
    r"[^.;:“”\"\n]{0,60}?\b(?:was|were|is|are|been|being|be)\s(?:\w+ly\s)?\w+(?:ed|en|ght|ld|nt)\s"
    r"(?:\w+\s){0,3}?by\s"
)
# "Kenya condemned the raid, as did the governments of Oman and Chad".
_ECHO = re.compile(
    r",? (?:as|nor|so) (?:did|do|does|had|has|have|was|were)"
    r"(?P<others>(?: the governments? of)?(?:,? and| or|,)?(?: the)?(?: [A-Z][\w.’'-]*)*"
    r"(?:(?:,? and| or|,)(?: the)?(?: [A-Z][\w.’'-]*)+)*)"
)
# "The case against *the company* was brought by".
_AGAINST = re.compile(r"\b(?:against|over|on)(?: the)? \Z")
# "The leader of the opposition Unity Party".
_SORTS = word_set(
    """
    centrist conservative governing left-wing largest leftist liberal local main national opposition
    regional right-wing ruling rightist socialist state
    """
)
_HOLDS = word_set(
    """
    backs chairs controls dominates governs heads holds hosts includes leads operates opposes
    oversees owns publishes represents runs sponsors supports
    """
)
_REACH = 160
_LONGEST_LIST = 4
_LONGEST_TITLE = 6


def role(text: str, sentence: Span, span: Span) -> Role:
    """The role of the mention `span` in its sentence."""
    if echo(text, sentence, span) is not None:
        return "subject"
    before = _before(text, sentence, span)
    previous = before[-1].lower() if before else ""
    if previous == "by" or (previous == "from" and _drawn(before)):
        return "agent"
    if _STANDS.match(text, span.end, sentence.end):
        return "subject"
    on_behalf = PEOPLE_BEHIND.match(text, span.end, sentence.end)
    if on_behalf is None and (owned := _POSSESSIVE.match(text, span.end)):
        return "owner" if _is_act(owned[1]) else "oblique"
    relative = len(before) > 2 and before[-3] == "," and before[-2].lower() in RELATIVES
    if relative and previous in _HOLDS and text[span.end : span.end + 1] == ",":
        return "object"  # "the party, which runs *the Assembly*, faulted"
    follows = _has_verb(text, sentence, on_behalf.end() if on_behalf else span.end, previous)
    for_body = previous == "of" and len(before) > 1 and before[-2].lower() in MEMBERS
    if previous in PREPOSITIONS and not ((previous in BOTH or for_body) and follows):
        return "oblique"
    inverted = previous in SPEECH and len(before) > 1 and not before[-2][0].isalnum()
    if follows and _PASSIVE.match(text, span.end, sentence.end):
        return "patient"
    return "subject" if follows or inverted else "object"


def echo(text: str, sentence: Span, span: Span) -> int | None:
    """Where "as did" begins if `span` is one of those who did likewise, else None."""
    start = max(sentence.start, span.start - _REACH)
    for found in _ECHO.finditer(text, start, min(sentence.end, span.end + _REACH)):
        if found.start("others") <= span.start and span.end <= found.end():
            return found.start()
    return None


def is_acted_on_by(text: str, sentence: Span, span: Span) -> bool:
    """Whether what somebody does by a passive is done to `span`: as its subject, or through what
    the subject is against."""
    if role(text, sentence, span) in ("subject", "patient", "owner"):
        return True
    before = text[max(sentence.start, span.start - 20) : span.start]
    return bool(_AGAINST.search(before) and _PASSIVE.match(text, span.end, sentence.end))


def _before(text: str, sentence: Span, span: Span) -> list[str]:
    """The words before the mention, without its own titles and determiners."""
    found = _WORD.findall(text, max(sentence.start, span.start - _REACH), span.start)
    for _ in range(_LONGEST_TITLE):
        if not found:
            break
        word = found[-1]
        if word.lower() in DAYS or word == "that":
            break  # "told reporters in Karak that Okoro had"
        capital = word[:1].isupper() and word.lower() not in BEGINS_CLAUSE | PREPOSITIONS
        title = word.islower() and (word in TITLES or word in DETERMINERS or word in _SORTS)
        if not (capital or title or word.endswith(("'s", "’s"))):
            break
        found.pop()
    return found


def _is_act(owned: str) -> bool:
    """Whether what follows a possessive is an act or words: "deepening military cooperation"."""
    return any(word.lower() in ACTS for word in owned.split())


def _drawn(before: list[str]) -> bool:
    """Whether "from" follows what somebody utters: "drawing fierce criticism from"."""
    return any(word.lower() in COMES_FROM for word in before[-4:-1])


def _has_verb(text: str, sentence: Span, at: int, previous: str) -> bool:
    """Whether a verb, as far as one can see, follows a mention that ends at `at` and its like."""
    end = sentence.end
    if previous == "," and text[at : at + 1] == ",":
        # "The captain, Yaw Antwi, would not", "the captain, Yaw Antwi, a Ghanaian, would not".
        aside = _ASIDE.match(text, at, end)
        if aside and _has_verb(text, sentence, aside.end(), ""):
            return True
        at += 1
    for _ in range(_LONGEST_LIST):
        found = next(filter(None, (form.match(text, at, end) for form in _SKIPPED)), None)
        joined = None if found else _JOINED.match(text, at, end)
        if joined is not None:
            found = _NAME.match(text, joined.end(), end)
        if found is None:
            break
        at = found.end()
    for _ in range(_LONGEST_LIST):
        following = _NEXT.match(text, at, end)
        if following is None or text[at : at + 1] in ("'", "’", "-", ","):
            return False
        word = following[1]
        if word not in BEFORE_VERBS and not word.endswith("ly"):
            return word[0].islower() and word not in NOT_VERBS and not _NOUN.search(word)
        if word in ("has", "had", "have"):
            return True
        at = following.end()
    return False
