"""The link step: words scored by the tagger, joined into attributions.

Cues and sources are spans of the best BIO tags. Each cue that `stance.contents` deals some
words to is an attribution; which source of its sentence it has `stance.linking` says.

The constants of this step and of `stance.contents` were chosen on PolNeAR dev;
`training/EXPERIMENTS.md` says how, and what else was tried.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stance.contents import Places, find_contents
from stance.lattice import Run, bio_runs
from stance.linking import SourceLinker, default_linker, rivals
from stance.quotations import in_one, quotations
from stance.retold import with_retold
from stance.schema import Attribution, Span
from stance.segment import paragraphs, sentence_at
from stance.tagging import TAGS
from stance.wordscores import WordScores

CUE_OUTSIDE = -0.5
SOURCE_OUTSIDE = -1.5
"""Added to the log-probability that a word lies outside a cue, a source. A cue without content
and a source without a cue come to nothing, so more of them are let in than are likely."""

SHORTEST = 4
"""Words of a quotation that may go on without saying who speaks."""

OPENING = '“"«„‘'
CLOSING = '”"»“’'
_WORD = re.compile(r"\w+")
_BLANK_LINE = re.compile(r"\n\s*\n")
# A headline "Profile: how she won" says what an article is about.
_TELLS_OF = re.compile(
    r": (?:[Hh]ow|[Ii]nside|[Ww]hy)\b(?! (?:I|we)\b)(?![^\n]*\?\s*$)", re.MULTILINE
)


def attributions(
    text: str,
    sentences: Sequence[Span],
    words: WordScores,
    linker: SourceLinker | None = None,
) -> tuple[Attribution, ...]:
    """The attributions of a text, in the order of their contents; nobody is named yet.

    `linker` says which source a cue has; without one it is that of the package.
    """
    cues, sources = find_cues(words), find_sources(words)
    if not cues:
        return ()
    quoted = quotations(text, paragraphs(text))
    places = Places.of(words, sentences, quoted)
    contents: dict[int, list[Span]] = defaultdict(list)
    for layer in ("content", "inner"):
        for cue, first, last in find_contents(words, layer, cues, places):
            span = words.span(first, last)
            if not _is_of_paragraph_before(text, span, words.span_of(cues[cue])):
                contents[cue].append(span)
    for cue, quotation in _going_on(text, sentences, quoted, words, cues, contents):
        contents[cue].append(quotation)
    linker = linker or default_linker()
    chosen = {
        pairs.cue: linker.choose(pairs)
        for pairs in rivals(words, cues, sources, places.sentence)
        if pairs.cue in contents
    }
    found = []
    for cue, spans in contents.items():
        at = words.span_of(cues[cue]).start
        if _TELLS_OF.match(text, at) and "\n" not in text[:at].strip():
            continue
        source = chosen.get(cue)
        found.append(
            Attribution(
                None if source is None else _unquoted(text, words.span_of(sources[source])),
                (words.span_of(cues[cue]),),
                _in_order(spans),
                kind=quotation_kind(text, spans, quoted),
            )
        )
    told = with_retold(text, found)
    return tuple(sorted(told, key=lambda item: (item.content[0], item.content[-1])))


def _going_on(
    text: str,
    sentences: Sequence[Span],
    quoted: Sequence[Span],
    words: WordScores,
    cues: Sequence[Run],
    contents: Mapping[int, Sequence[Span]],
) -> Iterator[tuple[int, Span]]:
    """Quotations that nobody is said to say, with the cue whose speaker goes on: those that
    begin a sentence right after one he has spoken in, in the same paragraph."""
    ends = sorted(
        (max(words.span_of(cues[cue]).end, *(span.end for span in spans)), cue)
        for cue, spans in contents.items()
    )
    taken = sorted({*(s for spans in contents.values() for s in spans), *map(words.span_of, cues)})
    for quotation in quoted:
        at = sentence_at(sentences, quotation.start)
        begins = at > 0 and sentences[at].start == quotation.start
        if not begins or len(_WORD.findall(text, *quotation)) < SHORTEST:
            continue
        if any(span.overlaps(quotation) for span in taken):
            continue
        end, cue = max((pair for pair in ends if pair[0] <= quotation.start), default=(0, -1))
        near = end > sentences[at - 1].start and "\n" not in text[end : quotation.start]
        if near and text[quotation.start : quotation.end][-2] in ".!?":
            yield cue, quotation


def find_cues(words: WordScores) -> list[Run]:
    """What may be a cue: it takes content to make one."""
    return bio_runs(words.tags["cue"], TAGS["cue"], CUE_OUTSIDE)


def find_sources(words: WordScores) -> list[Run]:
    """What may be a source: it takes a cue to make one."""
    return bio_runs(words.tags["source"], TAGS["source"], SOURCE_OUTSIDE)


def quotation_kind(text: str, content: Sequence[Span], quoted: Sequence[Span] | None = None) -> str:
    """ "direct" when all of the content is quoted, "mixed" when a part is, else "indirect".

    `quoted` are the quotations of the text, looked for when they are not given. A content that
    opens with a mark, or right after one, which nothing closes is quoted to its end.
    """
    if quoted is None:
        quoted = quotations(text, paragraphs(text))
    total = inside = 0
    for span in content:
        open_ended = _opens(text, span) and not any(mark in CLOSING for mark in span.of(text)[1:])
        for match in _WORD.finditer(text, *span):
            total += 1
            inside += open_ended or in_one(quoted, match.start())
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"


def _is_of_paragraph_before(text: str, content: Span, cue: Span) -> bool:
    """Whether a content stands whole in a paragraph before that of its cue.

    Hardly anything is told so (8 of 19,831 contents of PolNeAR train, 7 of them before "- Lee"),
    but for a quotation of several paragraphs, which only the last one closes.
    """
    apart = _BLANK_LINE.search(text, content.end, max(content.end, cue.start)) is not None
    closed = any(mark in CLOSING for mark in text[content.end - 1 : content.end + 1])
    return apart and (closed or not _opens(text, content))


def _unquoted(text: str, source: Span) -> Span:
    """A source without the quotation that the tagger ran on into: 'said Lee, "and ...'."""
    at = next((i for i in range(source.start + 1, source.end) if text[i] in '“"„«'), None)
    if (
        at is None
        or text[source.start] in OPENING
        or any(c in CLOSING for c in text[at + 1 : source.end])
    ):
        return source  # the nickname in a name: Ann "Bee" Lee
    return Span(source.start, source.start + len(text[source.start : at].rstrip(" ,")))


def _opens(text: str, span: Span) -> bool:
    """Whether a span begins with an opening mark, or right after one."""
    return any(mark in OPENING for mark in text[max(0, span.start - 1) : span.start + 1])


def _in_order(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in text order, without those that lie inside another."""
    outer = [a for a in set(spans) if not any(b != a and b.covers(a) for b in spans)]
    return tuple(sorted(outer))
