"""Whether a title begins another article or is a crosshead (小标题) inside one.

Every place where an article may begin is weighed by a gradient-boosted classifier, twice: the
second time it also knows what the first thought of the places around, so that a page is decided
as a whole.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from statistics import fmean, median

import numpy as np

from archive.parsing.blocks import Block, is_framed, is_numbered, mark_rank
from archive.parsing.byline import find_lead, find_photo_credit, find_signature
from archive.parsing.cohesion import Lexicon
from archive.parsing.headline import find_column_tag, is_kicker_form, is_subhead_form
from archive.parsing.jump import find_jump_to
from archive.parsing.learned import Matrix, trees
from archive.parsing.ngrams import weigh
from archive.parsing.text import bigrams, fold, is_finished, width

#: Characters of a text that are compared: time stays linear on any input.
NEAR, FAR = 350, 1200
#: A text with more titles than this is no page; they are not weighed, each opens an article.
MOST, UNASKED = 1000, 0.5
LED = 1.5
#: Features of the second reading: what the first thought of the places around.
AROUND = (-3, -2, -1, 1, 2, 3)
_DAY = re.compile(r"\d月\d{1,2}日|近日|日前|日上午|日下午|记者(?:从|获悉)|昨日|今日")


@dataclass(slots=True)
class Segment:
    """A group of titles with its bylines and the text up to the next group."""

    heads: list[Block] = field(default_factory=list)
    bylines: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class Passage:
    """A segment's text as the classifier reads it."""

    segment: Segment

    @cached_property
    def size(self) -> int:
        """Characters of the body."""
        return sum(len(block.text) for block in self.segment.body)

    @cached_property
    def start(self) -> str:
        """The first characters of the body."""
        return _take(self.segment.body, NEAR)

    @cached_property
    def end(self) -> str:
        """The last characters of the body."""
        return _take(self.segment.body[::-1], NEAR, backwards=True)

    @cached_property
    def title(self) -> str:
        """The titles, one a line."""
        return "\n".join(block.text for block in self.segment.heads)

    @cached_property
    def opening(self) -> float:
        """Log-odds that the body begins an article, by its first words."""
        body = self.segment.body
        return weigh("opening", [body[0].text])[0] if body else 0.0

    @cached_property
    def closing(self) -> float:
        """Log-odds that the body ends an article, by its last words."""
        body = self.segment.body
        return weigh("closing", [body[-1].text])[0] if body else 0.0

    @cached_property
    def led(self) -> bool:
        """Whether a lead-in or a byline opens the text."""
        body = self.segment.body
        return bool(self.segment.bylines) or bool(body and find_lead(body[0].text))

    @cached_property
    def last_title(self) -> tuple[str, float, bool]:
        """The title right above or below the text, its width, and whether it has a comma."""
        text = self.segment.heads[-1].text
        return text, width(text), "，" in text

    @cached_property
    def head_features(self) -> list[float]:
        """The titles' form: marks, numbers, dashes, parts, length, gaps, words."""
        return _head_features(self.segment.heads)


def _take(blocks: Sequence[Block], size: int, backwards: bool = False) -> str:
    out = ""
    for block in blocks:
        out = f"{block.text}\n{out}" if backwards else f"{out}\n{block.text}"
        if len(out) > size:
            break
    return out[-size:] if backwards else out[:size]


@dataclass(frozen=True, slots=True)
class Page:
    """All segments of a page; ``last`` where titles follow their text."""

    passages: Sequence[Passage]
    lexicon: Lexicon
    last: bool
    measure: float
    habits: tuple[float, ...]

    def heads_at(self, i: int) -> Passage:
        """The passage whose titles stand at boundary i, between segments i - 1 and i."""
        return self.passages[i - 1 if self.last else i]


def make_page(
    segments: Sequence[Segment], lexicon: Lexicon, last: bool, measures: Sequence[float]
) -> Page:
    """The page as the classifier reads it; ``measures`` are the widths of its lines' columns."""
    _weigh_together(segments)
    passages = [Passage(segment) for segment in segments]
    if 1 < len(passages) <= MOST:
        lexicon.read([text for passage in passages for text in (passage.start, passage.end)])
        lexicon.read_titles([passage.title for passage in passages])
    measure = median(measures) if measures else 0.0
    return Page(passages, lexicon, last, measure, _habits(passages))


def _weigh_together(segments: Sequence[Segment]) -> None:
    """What one passage after the other will ask for, all at once."""
    bodies = [segment.body for segment in segments if segment.body]
    weigh("opening", [body[0].text for body in bodies])
    weigh("closing", [body[-1].text for body in bodies])
    titles = [head.text for segment in segments for head in segment.heads]
    weigh("title", titles)
    weigh("main", titles)


def _habits(passages: Sequence[Passage]) -> tuple[float, ...]:
    """What the page does throughout."""
    total = max(1, len(passages))
    body = [block for passage in passages for block in passage.segment.body]
    heads = [passage.segment.heads for passage in passages if passage.segment.heads]
    size = sum(passage.size for passage in passages)
    return (
        float(total),
        size / 1000,
        size / 100 / total,
        sum(passage.led for passage in passages) / total,
        sum(any(b.is_marked_title for b in group) for group in heads) / max(1, len(heads)),
        max((mark_rank(b.mark) for group in heads for b in group), default=0),
        sum(block.gap > 0 for block in body) / max(1, len(body)),
        fmean(len(group) for group in heads) if heads else 0.0,
    )


def _head_features(heads: Sequence[Block]) -> list[float]:
    if not heads:
        return [0.0] * HEAD_FEATURES
    texts = [head.text for head in heads]
    widths = [width(text) for text in texts]
    scores, mains = weigh("title", texts), weigh("main", texts)
    joined = fold("\n".join(texts))
    ranks = [mark_rank(head.mark) for head in heads]
    return [
        float(len(heads)),
        max(widths),
        min(widths),
        sum(widths),
        max(len(head.lines) for head in heads),
        max(ranks),
        min(ranks),
        any(is_numbered(t) for t in texts),
        any(is_framed(t) for t in texts),
        any(map(find_column_tag, texts)),
        len(texts) > 1 and is_kicker_form(texts[0]),
        is_kicker_form(texts[-1]),
        any(map(is_subhead_form, texts[1:])),
        is_subhead_form(texts[0]),
        sum(len(text.split()) > 1 for text in texts),
        min(3, joined.count(",")),
        joined.count("?") + joined.count("!"),
        joined.count(":"),
        min(4, joined.count("“") + joined.count('"')),
        texts[0].startswith("“") + texts[-1].endswith("”"),
        min(9, sum(char.isdigit() for char in joined)),
        max(scores),
        min(scores),
        fmean(scores),
        max(mains),
        heads[0].gap,
        max((head.gap for head in heads[1:]), default=-1),
        sum(head.lines[-1] - head.lines[0] for head in heads),
    ]


HEAD_FEATURES = 28


def place_features(page: Page, i: int) -> list[float]:
    """The evidence at the place between segments i - 1 and i."""
    here = page.heads_at(i)
    left, right = page.passages[i - 1], page.passages[i]
    return [
        float(page.last),
        page.measure,
        *page.habits,
        i / len(page.passages),
        *here.head_features,
        *_left_features(left),
        *_right_features(right),
        *_gap_features(page, i),
        *_sibling_features(page, i),
        *_word_features(page, i),
    ]


def _left_features(left: Passage) -> list[float]:
    body = left.segment.body
    text = body[-1].text if body else ""
    return [
        left.size,
        len(body),
        len(text),
        left.closing,
        left.opening,
        left.led,
        is_finished(text),
        bool(find_signature(text)) or bool(find_photo_credit(text)),
        bool(find_jump_to(text[-30:])),
    ]


def _right_features(right: Passage) -> list[float]:
    segment = right.segment
    text = segment.body[0].text if segment.body else ""
    return [
        right.size,
        len(segment.body),
        len(text),
        right.opening,
        right.closing,
        bool(segment.bylines),
        bool(find_lead(text)),
        bool(_DAY.search(fold(text[:60]))),
        text.startswith(("“", '"')),
        text.startswith(("（", "(", "【", "[")),
    ]


def _gap_features(page: Page, i: int) -> list[float]:
    """Blank lines above the titles and below them, and lines that stood between but are gone."""
    here = page.heads_at(i).segment
    left, right = page.passages[i - 1].segment, page.passages[i].segment
    before = left.body[-1] if left.body else None
    after = (right.bylines + right.body)[:1]
    first = here.heads[0] if here.heads else (after[0] if after else None)
    gone = first.lines[0] - before.lines[-1] - first.gap - 1 if first and before else 0
    return [
        first.gap if first else 0.0,
        after[0].gap if after else 0.0,
        max(0, min(5, gone)),
    ]


def _sibling_features(page: Page, i: int) -> list[float]:
    """How like the titles of the places before and after these are, as crossheads are."""
    mine = page.heads_at(i)
    out: list[float] = []
    for at in (i - 2, i - 1, i + 1, i + 2):
        if not 0 < at < len(page.passages):
            out += [-1.0] * 7
            continue
        other = page.heads_at(at)
        out += [*_likeness(mine, other), page.passages[at].opening, page.passages[at - 1].closing]
    return out


def _likeness(mine: Passage, other: Passage) -> list[float]:
    if not mine.segment.heads or not other.segment.heads:
        return [-2.0] * 5
    (a, a_width, a_comma), (b, b_width, b_comma) = mine.last_title, other.last_title
    return [
        abs(a_width - b_width),
        len(mine.segment.heads) - len(other.segment.heads),
        (a[:1] == b[:1]) + (a[-1:] == b[-1:]) + (a_comma == b_comma),
        mine.head_features[5] - other.head_features[5],
        mine.head_features[21] - other.head_features[21],
    ]


def _word_features(page: Page, i: int) -> list[float]:
    """Shared words: of the texts around, and of the titles with the texts around."""
    lexicon, passages = page.lexicon, page.passages
    left, right = passages[i - 1], passages[i]
    far_left = passages[i - 2] if i > 1 else None
    far_right = passages[i + 1] if i + 1 < len(passages) else None
    title = page.heads_at(i).title
    own, other = (left, right) if page.last else (right, left)
    neighbours = [page.heads_at(at).title for at in (i - 1, i + 1) if 0 < at < len(passages)]
    return [
        lexicon.shared(left.end, right.start),
        lexicon.shared(far_left.end, right.start) if far_left else -1.0,
        lexicon.shared(left.end, far_right.start) if far_right else -1.0,
        lexicon.shared(left.start, right.end),
        lexicon.covered(title, own.start + own.end),
        lexicon.covered(title, other.start + other.end),
        max((lexicon.covered(t, right.start) for t in neighbours[:1]), default=-1.0),
        max((lexicon.covered(t, left.end) for t in neighbours[-1:]), default=-1.0),
        len(bigrams(title)),
    ]


def second_rows(
    rows: Sequence[Sequence[float]], page: Page, odds: Sequence[float]
) -> list[list[float]]:
    """The evidence again, with the first reading of the places around and of the whole page.

    ``rows`` begin with the second segment's, ``odds`` with the first's.
    """
    inner = odds[1:]
    expected = sum(1 / (1 + math.exp(-max(-30.0, odd))) for odd in inner)
    whole = [expected, expected / (page.habits[1] + 0.5), max(inner, default=0.0)]
    ranked = sorted(inner)
    starts, ends = _nearest_starts(odds)
    sizes = list(accumulate((passage.size for passage in page.passages), initial=0))
    out = []
    for i, row in enumerate(rows, 1):
        around = [odds[i + a] if 0 < i + a < len(odds) else -9.0 for a in AROUND]
        above = len(ranked) - bisect_right(ranked, odds[i])
        spans = [i - starts[i], ends[i] - i, sizes[i] - sizes[starts[i]], sizes[ends[i]] - sizes[i]]
        words = _article_words(page, i, starts[i], ends[i])
        out.append([*row, odds[i], *around, *whole, above, *spans, *words])
    return out


def _article_words(page: Page, i: int, start: int, end: int) -> list[float]:
    """How the article that goes on here, by the first reading, speaks of what follows."""
    here, passages = page.passages[i], page.passages
    title = passages[end - 1].title if page.last else passages[start].title
    return [
        page.lexicon.shared(passages[start].start, here.start),
        page.lexicon.covered(title, passages[i - 1].end if page.last else here.start),
    ]


def _nearest_starts(odds: Sequence[float]) -> tuple[list[int], list[int]]:
    """For every segment the article's beginning before it and the next one's after it."""
    starts, ends = [0] * len(odds), [len(odds)] * len(odds)
    for i in range(2, len(odds)):
        starts[i] = i - 1 if odds[i - 1] > 0 else starts[i - 1]
    for i in range(len(odds) - 2, -1, -1):
        ends[i] = i + 1 if odds[i + 1] > 0 else ends[i + 1]
    return starts, ends


def judge(page: Page) -> list[float]:
    """Log-odds that an article begins at each segment; the first segment's are beyond doubt."""
    count = len(page.passages)
    if not 1 < count <= MOST:
        return [9.0, *[UNASKED] * (count - 1)][:count]
    rows = [place_features(page, i) for i in range(1, count)]
    first = [9.0, *_log_odds(trees("place").raw(np.array(rows, np.float64)))]
    again = second_rows(rows, page, first)
    odds = [9.0, *_log_odds(trees("place_again").raw(np.array(again, np.float64)))]
    return [max(odd, _least(page, i)) for i, odd in enumerate(odds)]


def _least(page: Page, i: int) -> float:
    """What the press's own marks of an opening are worth at the least, in log-odds.

    A byline with a role amid text, no title above it, is set where an article begins; where titles
    follow their text, a lead-in below a title begins the next.
    """
    segment, heads = page.passages[i].segment, page.heads_at(i).segment.heads
    if not heads:
        return 9.0 if segment.bylines else -9.0
    led = page.last and bool(segment.body) and find_lead(segment.body[0].text) is not None
    return LED if led else -9.0


def _log_odds(raw: Matrix) -> list[float]:
    return [float(value) for value in raw[:, 0]]
