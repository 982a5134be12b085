"""A PDF's text layer: lines broken at the column's width, paragraphs told by indents and gaps.

Lines of 16 characters that end in mid-sentence become one block a paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from archive.parsing.blocks import Block, Line, Shape, is_time_note, make_block
from archive.parsing.text import ends_sentence, is_finished, is_list_item, join_lines, width

_QUOTES = re.compile("[“”‘’]")
MOST = 0.55
WIDEST = 48.0
#: A paragraph's first line is indented by two characters.
INDENT = 2.0
#: Lines that a group needs to tell the width of its column.
ENOUGH = 5
TITLE_LINES = 4
REACH = 8


def detect(lines: Sequence[Line]) -> bool:
    """Hard-wrapped text: most lines follow another without a gap, none is long."""
    if len(lines) < 6:
        return False
    close = sum(line.gap == 0 for line in lines[1:]) / (len(lines) - 1)
    widths = sorted(width(line.text) for line in lines)
    tall = widths[int(0.97 * (len(widths) - 1))]
    return close >= MOST and tall <= WIDEST and _wrapped_share(lines) >= 0.4


def _wrapped_share(lines: Sequence[Line]) -> float:
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 0]
    return sum(not is_finished(a.text) for a, b in pairs) / max(1, len(pairs))


def parse(lines: Sequence[Line]) -> tuple[Block, ...]:
    """One block a paragraph or title; a paragraph that a gap cut is two blocks."""
    groups = _groups(lines)
    measures = _measures(groups)
    return tuple(
        make_block(piece, join_lines(line.text for line in piece), shape=_shape(piece, measure))
        for group, measure in zip(groups, measures, strict=True)
        for piece in _pieces(group, measure)
    )


def set_width(text: str) -> float:
    """The width in a justified line, where quotation marks are squeezed to half."""
    return width(text) - 0.5 * len(_QUOTES.findall(text))


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or line.gap:
            groups.append([])
        groups[-1].append(line)
    return groups


def _measures(groups: Sequence[list[Line]]) -> list[float]:
    """The column's width at each group: its own commonest line width, or its neighbours'.

    Titles are set to widths of their own, so that short groups do not count.
    """
    own = [_common_width(group) for group in groups]
    return [width or _nearest(own, i) for i, width in enumerate(own)]


def _common_width(group: Sequence[Line]) -> float:
    if len(group) < ENOUGH:
        return 0.0
    counts = Counter(round(set_width(line.text)) for line in group[:-1])
    return float(max(counts.items(), key=lambda pair: (pair[1], pair[0]))[0])


def _nearest(own: Sequence[float], i: int) -> float:
    """The next known width, for titles stand above their text; else the last one."""
    known = [*own[i + 1 : i + REACH], *reversed(own[max(0, i - REACH) : i])]
    return next(filter(None, known), 0.0)


def _shape(piece: list[Line], measure: float) -> Shape:
    """A single line may be the first of its paragraph: set in, it is full when it ends there."""
    widths = [set_width(line.text) for line in piece]
    indented = measure - INDENT - 1.1 <= widths[0] <= measure - INDENT + 0.6
    flush = widths[0] >= measure - 0.6
    full = widths[-1] >= measure - 1.1 or (len(piece) == 1 and indented)
    return Shape(indented, full, len(piece), _stands_apart(widths, measure), flush)


def _stands_apart(widths: Sequence[float], measure: float) -> bool:
    """Lines longer than the column, or broken before its edge, are set as a title."""
    if not measure or len(widths) > TITLE_LINES:
        return False
    inner = [widths[0] + INDENT, *widths[1:]][:-1]
    return max(widths) > measure + 1.3 or any(w < measure - 1.7 for w in inner)


def _pieces(group: list[Line], measure: float) -> list[list[Line]]:
    """Cut a group where a sentence is closed and a new paragraph is set in.

    Rests on the short last line of a paragraph, or the indented first line of the next.
    """
    pieces = [[group[0]]]
    for before, line in pairwise(group):
        if _starts_paragraph(before, line, measure):
            pieces.append([])
        pieces[-1].append(line)
    return pieces


def _starts_paragraph(before: Line, line: Line, measure: float) -> bool:
    if is_time_note(line.text):
        return True
    if is_list_item(line.text) or line.text[:1] in "\u3000":
        return is_finished(before.text) or is_list_item(line.text)
    if not ends_sentence(before.text) and not is_finished(before.text):
        return False
    short = set_width(before.text) <= measure - 1.4
    indented = measure - INDENT - 1.1 <= set_width(line.text) <= measure - INDENT + 0.6
    return short or indented
