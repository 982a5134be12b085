"""A PDF's text layer: lines broken at the column's width, with or without gaps and indents.

Lines of 16 characters that end in mid-sentence are read with 16 as the column's measure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from archive.parsing.blocks import Line
from archive.parsing.shapes import Sheet, make_sheet
from archive.parsing.text import is_finished, widths

MOST = 0.55
WIDEST = 48.0
LEAST_LINES = 6


def detect(lines: Sequence[Line]) -> bool:
    """Hard-wrapped text: most lines follow another without a gap, none is long."""
    if len(lines) < LEAST_LINES:
        return False
    close = sum(line.gap == 0 for line in lines[1:]) / (len(lines) - 1)
    ems = sorted(widths([line.text for line in lines]))
    tall = ems[int(0.97 * (len(ems) - 1))]
    return close >= MOST and tall <= WIDEST and _wrapped_share(lines) >= 0.4


def _wrapped_share(lines: Sequence[Line]) -> float:
    pairs = [(a, b) for a, b in pairwise(lines) if b.gap == 0]
    return sum(not is_finished(a.text) for a, b in pairs) / max(1, len(pairs))


def read(lines: Sequence[Line]) -> Sheet:
    """The shapes of the lines, measured against their column."""
    return make_sheet(lines, wrapped=True, narrow=[False] * len(lines))
