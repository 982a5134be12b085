"""A PDF's text layer: lines broken at the column's width, paragraphs told by indents and gaps.

Lines of 16 characters that end in mid-sentence become one block a paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from archive.parsing.blocks import Block, Line, Shape, is_time_note, make_block
from archive.parsing.text import ends_sentence, is_finished, is_list_item, join_lines, width

MOST = 0.55
WIDEST = 48.0
#: A paragraph's first line is indented by two characters.
INDENT = 2.0


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


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or line.gap:
            groups.append([])
        groups[-1].append(line)
    return groups


def _measures(groups: Sequence[list[Line]]) -> list[float]:
    """The column's width at each group: its commonest line width, else the last one known."""
    out: list[float] = []
    for group in groups:
        counts = Counter(round(width(line.text)) for line in group[:-1])
        common = max(counts.items(), key=lambda pair: (pair[1], pair[0])) if counts else (0, 0)
        known = common[1] >= 2 or (common[1] and not out)
        out.append(float(common[0]) if known else (out[-1] if out else 0.0))
    return out


def _shape(piece: list[Line], measure: float) -> Shape:
    """A single line may be the first of its paragraph: set in, it is full when it ends there."""
    first, last = width(piece[0].text), width(piece[-1].text)
    indented = measure - INDENT - 1.1 <= first <= measure - INDENT + 0.6
    full = last >= measure - 1.1 or len(piece) == 1 and indented
    return Shape(indented, full, len(piece))


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
    short = width(before.text) <= measure - 1.4
    indented = measure - INDENT - 1.1 <= width(line.text) <= measure - INDENT + 0.6
    return short or indented
