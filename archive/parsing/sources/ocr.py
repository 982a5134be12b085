"""Text of a page-reading OCR model: a line is a paragraph, or a piece of one, or a heading.

``# 老街换新颜`` is read as "老街换新颜" with the mark "#".
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.parsing.blocks import Line
from archive.parsing.shapes import Sheet, make_sheet
from archive.parsing.text import ends_sentence, is_list_item, split_mark, widths

NARROWEST, WIDEST = 9.5, 22.0
WINDOW = 6
ENOUGH = 4


def detect(lines: Sequence[Line]) -> bool:
    """Any text can be read in this way."""
    return bool(lines)


def read(lines: Sequence[Line]) -> Sheet:
    """The shapes of the lines, which have no measure; lines of a narrow column are marked."""
    return make_sheet(lines, wrapped=False, narrow=_narrow_lines(lines))


def _narrow_lines(lines: Sequence[Line]) -> list[bool]:
    """Lines that a narrow column broke, which must not be taken for titles.

    Rests on a run of lines of like width, most of which end in mid-sentence.
    """
    ems = widths([line.text for line in lines])
    wraps = [_is_wrapped(line.text, em) for line, em in zip(lines, ems, strict=True)]
    out = []
    for i, wrapped in enumerate(wraps):
        around = wraps[max(0, i - WINDOW) : i + WINDOW + 1]
        following = any(em <= WIDEST for em in ems[i + 1 : i + 3])
        out.append(wrapped and following and sum(around) >= ENOUGH + 1)
    return out


def _is_wrapped(text: str, em: float) -> bool:
    mark, bare = split_mark(text)
    plain = not mark and not is_list_item(text)
    return plain and NARROWEST <= em <= WIDEST and not ends_sentence(bare)
