"""Text to paragraphs and sentences, and sentences to windows that fit a model.

The splitter is a rule: a run of sentence marks (and the quotes and brackets that close
after it) ends a sentence unless an abbreviation, an initial, or what follows says
otherwise. It knows news English; text in other scripts is still cut at its own marks.
Every pass is linear in the text, and nothing in it can fail on odd characters.

Line breaks. A blank line (or U+2029) always ends a paragraph, and with it a sentence. A
single line break ends it too, with two exceptions, both signs of one sentence laid over
several lines: the next line begins in lower case while this one has no sentence mark at
its end; or the text is hard-wrapped and the next word would not have fit on this line.
The width of a hard-wrapped text is taken from its own runs of full lines (`_wrap_width`).

Measured on 83 articles (PolNeAR dev, silver sentences of CoreNLP, boundaries inside lines):
F1 0.98, and most of what differs is wrong in the silver or meant (`?" he asked`). The packages
with character offsets do worse on news: sentencex 1.0.32 has 0.88 (it never splits inside a
quotation, and splits "Ms. | Moore"), pysbd 0.3.4 has 0.82, at a fortieth of the speed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from stance.schema import Span


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CLOSERS = "\"'”’»)\\]}"
_QUOTES = frozenset("\"'“”‘’«»")
_OPENERS = "\"'“”‘’«»(\\[{`"

# A run always matches whole and is then judged in code: a lookahead here would make long
# runs of marks quadratic.
_MARKS = re.compile(rf"(?:\.(?:[ \u00a0]\.){{2,}}|[.!?…؟।]+)[{_CLOSERS}]*|[。！？]+[」』”’）]*")
_GAP = re.compile(rf"(\s*)((?:[{_OPENERS}]|[-–—•*]+\s*)*)")
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_ENDS_LINE = re.compile(rf"[.!?:;…؟।。！？][{_CLOSERS}]*\Z")

# Never the last word of a sentence, when written with a capital: a name follows.
_TITLES = _words(
    """
    adm amb atty brig capt cmdr col cpl cpt del det dr drs gen gens gov govs hon insp lt
    maj messrs mlle mme mr mrs ms msgr pfc pres prof profs pvt rep reps rev sen sens sgt supt
    """
)
_INNER = _words("v vs e.g i.e cf approx est")
# Abbreviations only before a number, else words: "No. 10", "No. They did not."
_NUMBERED = _words(
    """
    apr art aug ca ch dec feb fig jan jul jun mar no nos nov oct par pp sect sep sept vol
    """
)
# With a capital, they end a sentence only before a word that sentences begin with; so do
# single letters and dotted words ("U.S.", "Ph.D.").
_OPEN = _words(
    """
    ala alta ariz ark assn asst ave blvd bros calif co colo conn corp cos dept fla fr ft ga hwy
    ill inc ind jr kan ky la llc ltd mass md mich minn miss mo mont mt neb
    nev okla ont ore pa penn que rd sec sr st ste tenn tex univ va vt wash wis wyo
    """
)
_STARTERS = _words(
    """
    a according after all also although among an and another are as asked at because before both
    but by despite did do does during each earlier even few for from had has have he he's her
    here his how however i i'm i've if in instead is it it's its last later let let's many
    meanwhile most much my never no nor not now of on once one only or other others our people
    she she's since so some still such that that's the their then there there's these they
    they're this those though to today together two under until was we we're we've were what
    when where whether which while who why will with would yes yet you you're your
    """
)
# "5 p.m. Monday", "9 a.m. Eastern": what goes on after an hour.
_HOUR = frozenset(("a.m", "p.m"))
_AFTER_HOUR = _words(
    """
    e c p bst cdt central cet cst ct eastern edt est et friday gmt local mdt monday mountain mst mt
    pacific pdt pst pt saturday sunday thursday tuesday utc wednesday
    """
)
_CUES = (
    "said|says|say|asked|asks|wrote|writes|added|adds|told|tells|tweeted|shouted|shouts|yelled|"
    "replied|replies|wondered|wonders|exclaimed|cried|demanded|quipped|joked|continued|chanted|"
    "posted|responded|recalled|declared|questioned|inquired"
)
# `"Is it over?" Mr. Kim asked`: a name of up to four words, then a verb of saying.
_SPEAKER = re.compile(rf"[A-Z][\w.'’-]{{0,30}}\s(?:[\w.'’-]{{1,30}}\s){{0,3}}(?:{_CUES})\b")
_WORD = re.compile(r"[\w'’]+")
_DOTTED = re.compile(r"(?:\w{1,3}\.)+\w{1,3}")

_LOOK_BACK = 40
"""Characters looked at before a mark: longer than any abbreviation."""

_MIN_WIDTH, _MAX_WIDTH = 40, 120
"""Hard-wrapped lines are of a width in this range, in characters."""


def sentence_at(sentences: Sequence[Span], position: int) -> int:
    """The index of the sentence that a position lies in; between two, of the one before it."""
    return bisect_right(sentences, position, key=lambda sentence: sentence.start) - 1


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, as spans without the white space around them.

    Every character that is not white space lies in exactly one of them. Closing quotes and
    brackets belong to the sentence they close; ``"Are you mad?" he asked.`` is one sentence,
    while a quotation of two sentences is two. Never raises.
    """
    return tuple(span for part in paragraphs(text) for span in _split(text, part))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text` in order, trimmed; see the module for what line breaks mean."""
    blocks = list(_blocks(text))
    width = _wrap_width(text, blocks)
    result: list[Span] = []
    for block in blocks:
        start = block[0].start
        for line, following in pairwise(block):
            if not _goes_on(text, line, following, width):
                result.append(Span(start, line.end))
                start = following.start
        result.append(Span(start, block[-1].end))
    return tuple(result)


def is_blank(text: str) -> bool:
    """Whether `text` has nothing to read: no letter and no digit."""
    return not any(character.isalnum() for character in text)


def windows(lengths: Sequence[int], limit: int, overlap: int = 0) -> list[tuple[int, int]]:
    """Ranges ``[first, last)`` of consecutive sentences that fit a model, covering them all.

    `lengths` are the sentences' token counts. A window holds at most `limit` tokens; a single
    sentence above the limit is a window of its own, for the caller to cut. A window begins with
    the trailing sentences of the one before, up to `overlap` tokens, unless they would keep
    a new sentence out. Every window has at least one sentence that the one before has not.
    ValueError for a limit below 1 or an overlap outside 0 to half the limit.
    """
    if limit < 1 or not 0 <= 2 * overlap <= limit:
        raise ValueError(
            f"limit must be at least 1 and overlap between 0 and half of it, not {limit}, {overlap}"
        )
    result: list[tuple[int, int]] = []
    first = last = total = 0
    while last < len(lengths):
        total += lengths[last]
        last += 1
        while last < len(lengths) and total + lengths[last] <= limit:
            total += lengths[last]
            last += 1
        result.append((first, last))
        if last == len(lengths):
            break
        # Two windows in a row bring in half the limit at least, so stepping back stays linear.
        first, total = last, 0
        room = min(overlap, limit - lengths[last])
        while first > result[-1][0] + 1 and total + lengths[first - 1] <= room:
            first -= 1
            total += lengths[first]
    return result


def _trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends; None when nothing is left."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, start + len(part.rstrip())) if left < len(part) else None


def _is_break(gap: str) -> bool:
    """Whether the white space between two lines is a single line break."""
    if gap in ("\n", "\r\n"):
        return True
    gap = gap.replace("\r\n", "\n")
    return "\u2029" not in gap and sum(gap.count(c) for c in "\n\r\v\f\x85\u2028") == 1


def _fits(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the first word of the following line had room at the end of this one."""
    word = text[following.start : min(following.end, following.start + width)].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) <= width


def _blocks(text: str) -> Iterator[list[Span]]:
    """The lines of `text`, trimmed: runs of them with single line breaks between."""
    block: list[Span] = []
    for match in _LINE.finditer(text):
        line = _trim(text, match.start(), match.end())
        if line is None:
            continue
        if block and not _is_break(text[block[-1].end : line.start]):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _wrap_width(text: str, blocks: Sequence[Sequence[Span]]) -> int:
    """The width in characters to which `text` is hard-wrapped, 0 when it is not.

    A block of lines is wrapped to the width of its longest when its lines are full: too long
    for the first word of the next one. Lines with a mark at their end say nothing (a
    paragraph may end there); of the others at least two, and three in four, must be full.
    A tenth of slack lets in programs that even lines out.
    """
    found = 0
    for block in blocks:
        width = max(line.end - line.start for line in block)
        if len(block) < 3 or not _MIN_WIDTH <= width <= _MAX_WIDTH:
            continue
        short = [
            _fits(text, line, following, width * 9 // 10)
            for line, following in pairwise(block)
            if not _ENDS_LINE.search(line.of(text))
        ]
        if len(short) >= 4 * sum(short) and len(short) - sum(short) >= 2:
            found = max(found, width)
    return found


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the break between two lines of a block is only one of layout."""
    full = line.end - line.start <= width and not _fits(text, line, following, width * 9 // 10)
    if full or not text[following.start].islower():
        return full
    return not _ENDS_LINE.search(text[max(line.start, line.end - _LOOK_BACK) : line.end])


def _split(text: str, part: Span) -> Iterator[Span]:
    """The sentences of one paragraph."""
    start = part.start
    for match in _MARKS.finditer(text, part.start, part.end):
        end = match.end()
        if end < part.end and _ends_sentence(text, start, match, part.end):
            span = _trim(text, start, end)
            if span is not None:
                yield span
            start = end
    last = _trim(text, start, part.end)
    if last is not None:
        yield last


def _ends_sentence(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Whether the marks of `match` end the sentence that began at `start`."""
    run = match.group()
    if run[0] in "。！？":
        return True
    gap = _GAP.match(text, match.end(), limit)
    assert gap is not None  # it matches the empty string
    following = text[gap.end() : min(gap.end() + 80, limit)]
    closed = run[-1] not in ".!?…؟।"
    if not gap[1]:
        # `he said.”The`: a missing space after a closing quote, nothing else.
        return closed and run[-1] in '"”' and following[:1].isupper()
    before = text[max(start, match.start() - _LOOK_BACK) : match.start()]
    if not following or not any(map(str.isalnum, before)):
        return False
    if _is_lower(following):
        return False
    if closed and ("!" in run or "?" in run):
        return _first_word(following) in _STARTERS or _SPEAKER.match(following) is None
    if run[0] != "." or run.startswith((". ", "..", ".\u00a0")):
        return True
    return not _abbreviates(before, following, closer=run[-1], opener=gap[2][:1])


def _is_lower(following: str) -> bool:
    """Whether a text begins in lower case; `iPhone` does not."""
    return following[0].islower() and not following[1:2].isupper()


def _abbreviates(before: str, following: str, *, closer: str, opener: str) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation inside a sentence.

    `closer` is the last of the marks, `opener` the quote, bracket or dash before `following`.
    """
    tokens = before.split()
    token = tokens[-1].lstrip("\"'“”‘’«([{$") if tokens and not before[-1].isspace() else ""
    token = re.split(r"[-—–/(]", token)[-1]
    word = token.lower()
    capital = token[:1].isupper()
    if word in _INNER or (capital and word in _TITLES):
        return True
    if word in _NUMBERED:
        return following[0].isdigit()
    if word in _HOUR:
        return _first_word(following) in _AFTER_HOUR
    initial = len(token) == 1 and token.isalpha()
    if len(tokens) == 1 and (word.isdigit() or initial):
        return True  # "1. " and "A. " number a paragraph
    if not (initial or (capital and word in _OPEN) or word == "etc" or _DOTTED.fullmatch(token)):
        return False
    if opener and opener in "-–—":
        return True  # "NEWARK, Del. - The"
    if initial and following[0].isupper() and following[1:2] == ".":
        return True  # "T. I. has", whatever word the second letter is
    if closer in _QUOTES or (opener in _QUOTES and not initial):
        return False
    return _first_word(following) not in _STARTERS


def _first_word(following: str) -> str:
    """The first word of a text as `_STARTERS` has it, empty when it begins otherwise."""
    match = _WORD.match(following)
    return match.group().lower().replace("’", "'") if match else ""
