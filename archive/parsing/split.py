"""A file that holds a whole issue into its pages.

A form feed, a drawn line before a folio, or a folio line such as 第03版 要闻 begins a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.parsing.folio import is_folio_line, read_page_label
from archive.parsing.masthead import find_folios
from archive.parsing.small_print import is_rule
from archive.parsing.text import fold

#: A page that is only its own label, with marks around it, is none.
LABEL_SIZE = 40
_MARK = re.compile(r"^[\s=＝—_*#~\[【-]*第?\s?[A-Z]?\d{1,3}\s?版[^。]{0,24}[\s=＝—_*#~\]】-]*$")
_RULE_EDGE = re.compile(r"^[\s=＝—_*#~\[【-]+|[\s=＝—_*#~\]】-]+$")


def split_pages(text: str) -> Iterator[tuple[int, str]]:
    """Each page's first line number in the file and its text; a page has at least one line."""
    lines = text.split("\n")
    starts = [0, *_starts(lines), len(lines)]
    kept: list[tuple[int, int]] = []
    size = 0
    for start, end in pairwise(starts):
        added = _size(lines[start:end])
        if kept and min(size, added) <= LABEL_SIZE:
            kept[-1] = (kept[-1][0], end)
            size += added
        else:
            kept.append((start, end))
            size = added
    for start, end in kept:
        yield start + 1, "\n".join(lines[start:end])


def _size(lines: Sequence[str]) -> int:
    """Characters of text; drawn lines are none."""
    return sum(len(line.strip()) for line in lines if not is_rule(line))


def _starts(lines: Sequence[str]) -> list[int]:
    """Line indexes where a page begins, the first page's not among them."""
    starts: list[int] = []
    label = ""
    folios = dict(find_folios(lines))
    for i, line in enumerate(lines):
        if "\f" in line and i:
            starts.append(i)
        elif i in folios or _is_page_mark(lines, i):
            page = folios.get(i) or _label(line)
            another = page != label and not _just_started(starts, lines, i)
            if another if label else _text_before(lines, i):
                starts.append(_with_rule(lines, i))
            label = page
    return starts


def _label(line: str) -> str:
    found = read_page_label(_RULE_EDGE.sub("", fold(line)))
    return found.page if found else ""


def _is_page_mark(lines: Sequence[str], i: int) -> bool:
    """A folio line that stands apart: a gap, a rule or the file's edge before it."""
    line = lines[i].strip()
    if not line or len(line) > 60:
        return False
    before = lines[i - 1].strip() if i else ""
    if (before and not is_rule(before)) or not _label(line):
        return False
    return is_folio_line(_RULE_EDGE.sub("", line)) or _decorated(line)


def _decorated(line: str) -> bool:
    return bool(_MARK.match(fold(line))) and line[0] in "=＝—_*~-【["


def _just_started(starts: Sequence[int], lines: Sequence[str], i: int) -> bool:
    return bool(starts) and _size(lines[starts[-1] : i]) <= LABEL_SIZE


def _text_before(lines: Sequence[str], i: int) -> bool:
    """Enough text stands above for a page one without a label."""
    return sum(len(line) for line in lines[:i]) > 120


def _with_rule(lines: Sequence[str], i: int) -> int:
    return i - 1 if i and is_rule(lines[i - 1]) else i
