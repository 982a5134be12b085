"""A page with gold into the rows that the classifiers learn from, one kind for each decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from archive.parsing.article import build_article
from archive.parsing.assemble import Draft, make_segments, merge, split_repeats
from archive.parsing.blocks import Block, Kind, is_data, mark_rank, read_lines
from archive.parsing.boundary import Page, Segment, make_page, place_features
from archive.parsing.cohesion import Lexicon
from archive.parsing.furniture import split_furniture
from archive.parsing.heads import (
    HEADLINE,
    KICKER,
    MOST,
    NONE,
    REACH,
    SUBHEAD,
    head_features,
)
from archive.parsing.learned import Matrix
from archive.parsing.order import is_open_order, order_features
from archive.parsing.page import read_page
from archive.parsing.shapes import Sheet
from archive.parsing.sources import read_sheet
from archive.parsing.tagging import Tag, is_plain, line_features, make_blocks
from archive.parsing.trust import NO_TRUST, trust_rows
from bench.gold import RIGHT, gold_from, is_headline_right, match_articles
from bench.truth import Part, Truth, find_truth

HEAD_PARTS = (Part.KICKER, Part.HEADLINE, Part.SUBHEAD)
_CLASSES = {Part.KICKER: KICKER, Part.HEADLINE: HEADLINE, Part.SUBHEAD: SUBHEAD}
#: Rows and the class of each; None where the gold does not tell.
Rows = list[tuple[list[float], int]]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The places of one page where an article may begin, and whether one does."""

    page: Page
    rows: Matrix
    marks: list[int | None]
    order: list[float] | None


def read_truth(text: str, gold: dict[str, Any]) -> tuple[Sheet, list[Truth | None]]:
    """The sheet of a page without its furniture, and the truth of each of its lines."""
    _, rest = split_furniture(read_lines(text))
    sheet = read_sheet(rest)
    return sheet, find_truth(sheet.texts, gold)


def line_rows(sheet: Sheet, truths: Sequence[Truth | None]) -> Rows:
    """Rows of the lines that the classifier is asked about, with their tags."""
    told = [(i, truth) for i, truth in enumerate(truths) if truth and not is_plain(sheet, i)]
    return [(line_features(sheet, i), int(_asked_tag(sheet, i, truth))) for i, truth in told]


def _asked_tag(sheet: Sheet, i: int, truth: Truth) -> Tag:
    """The true tag; the rest of a title below a gap counts as a title of its own."""
    tag = true_tag(truth)
    return Tag.TITLE if tag is Tag.TITLE_GOES_ON and sheet.lines[i].gap else tag


def count_steps(truths: Sequence[Truth | None]) -> Matrix:
    """How often each tag follows each other; the last row counts what follows nothing."""
    steps = np.zeros((len(Tag) + 1, len(Tag)))
    before = len(Tag)
    for truth in truths:
        if truth is None:
            before = len(Tag)
            continue
        tag = true_tag(truth)
        steps[before, tag] += 1
        before = int(tag)
    return steps


def is_last(truths: Sequence[Truth | None]) -> bool:
    """Whether most headlines of the page stand below the first paragraph of their article."""
    first: dict[tuple[int, Part], int] = {}
    for i, truth in enumerate(truths):
        if truth:
            first.setdefault((truth.article, truth.part), i)
    pairs = [
        (at, first[article, Part.PARAGRAPH])
        for (article, part), at in first.items()
        if part is Part.HEADLINE and (article, Part.PARAGRAPH) in first
    ]
    return sum(head > text for head, text in pairs) > len(pairs) / 2


def true_tag(truth: Truth) -> Tag:
    """The tag that a line of known part should get."""
    if truth.part is Part.BYLINE:
        return Tag.BYLINE
    if truth.part is Part.PARAGRAPH:
        return Tag.PARAGRAPH if truth.begins else Tag.GOES_ON
    return Tag.TITLE if truth.begins else Tag.TITLE_GOES_ON


@dataclass(frozen=True, slots=True)
class _Parsed:
    segments: list[Segment]
    lexicon: Lexicon
    last: bool
    measures: Sequence[float]
    truths: Mapping[int, Truth | None]
    order: list[float] | None

    def of(self, blocks: Sequence[Block]) -> list[Truth]:
        """The truths of the blocks' lines, as far as they are known."""
        found = (self.truths.get(number) for block in blocks for number in block.lines)
        return [truth for truth in found if truth]


def _parse(text: str, gold: dict[str, Any]) -> _Parsed:
    sheet, truths = read_truth(text, gold)
    blocks, _ = split_repeats(make_blocks(sheet))
    last = is_last(truths)
    lexicon = Lexicon.of([b.text for b in blocks if b.kind is Kind.BODY])
    numbered = {line.number: t for line, t in zip(sheet.lines, truths, strict=True)}
    content = [block for block in blocks if not is_data(block.text)]
    order = order_features(content, lexicon) if is_open_order(content) else None
    return _Parsed(make_segments(blocks, last), lexicon, last, sheet.measures, numbered, order)


def read_places(text: str, gold: dict[str, Any]) -> tuple[PlacePage, Rows]:
    """The places of a page with their marks, and the rows of its heads' lines."""
    parsed = _parse(text, gold)
    page = make_page(parsed.segments, parsed.lexicon, parsed.last, parsed.measures)
    count = range(1, len(parsed.segments))
    rows = np.array([place_features(page, i) for i in count], np.float64)
    marks = [_mark(parsed, i) for i in count]
    odds = [9.0, *(9.0 if mark else -9.0 for mark in marks)]
    drafts = merge(parsed.segments, odds, parsed.last)
    return PlacePage(page, rows, marks, parsed.order), _head_rows(drafts, parsed)


def _mark(parsed: _Parsed, i: int) -> int | None:
    """Whether an article begins at segment i: its heads say so, or the texts on both sides."""
    segments = parsed.segments
    heads = parsed.of(segments[i - 1 if parsed.last else i].heads)
    left, right = parsed.of(segments[i - 1].body)[-1:], parsed.of(segments[i].body)[:1]
    other = bool(left and right) and left[0].article != right[0].article
    if heads:
        return int(other or any(truth.part in HEAD_PARTS for truth in heads))
    return int(other) if left and right else None


def _head_rows(drafts: Sequence[Draft], parsed: _Parsed) -> Rows:
    ranks = [mark_rank(head.mark) for draft in drafts for head in draft.heads]
    rows: Rows = []
    for draft in drafts:
        heads = draft.heads
        if not 1 < len(heads) <= MOST:
            continue
        body = draft.text[:REACH]
        for i, head in enumerate(heads):
            told = parsed.of([head])
            if told and told[0].part is not Part.COLUMN:
                row = head_features(heads, i, body, parsed.last, parsed.lexicon, max(ranks))
                rows.append((row, _CLASSES.get(told[0].part, NONE)))
    return rows


def trust_marks(text: str, gold: dict[str, Any]) -> list[tuple[list[float], tuple[int, int, int]]]:
    """Each article's numbers, and whether its headline, its body and both are right."""
    reading = read_page(text)
    wanted = gold_from(gold).articles
    articles = [build_article(draft, NO_TRUST) for draft in reading.drafts]
    matched = match_articles(wanted, articles)
    out = []
    for i, row in enumerate(trust_rows(reading.drafts, reading.assembly, reading.measure)):
        number, share = matched.get(i, (-1, 0.0))
        titled = number >= 0 and is_headline_right(wanted[number], articles[i].headline)
        body = share >= RIGHT
        out.append((row, (int(titled), int(body), int(titled and body))))
    return out
