"""What is no article: masthead, colophon, weather, teasers, taken out line by line.

Of a page's lines ``值班主任:… 责编:…`` becomes Piece("colophon", (line,)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from archive.parsing.blocks import Line
from archive.parsing.folio import is_page_list
from archive.parsing.masthead import TOP_LINES, mark_amid, mark_top
from archive.parsing.small_print import (
    is_ad_label,
    is_code_line,
    is_colophon_line,
    is_contact_line,
    is_imprint_line,
    is_rule,
    is_teaser_line,
    is_teaser_page,
    is_weather_line,
)
from archive.parsing.text import ends_sentence, width

BOTTOM_LINES = 6
_AT_BOTTOM = (is_colophon_line, is_contact_line, is_imprint_line)


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one kind of furniture."""

    kind: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines as printed, one below the other."""
        return "\n".join(line.text.strip() for line in self.lines)


def split_furniture(lines: Sequence[Line]) -> tuple[tuple[Piece, ...], tuple[Line, ...]]:
    """The furniture of a page, and the lines that are left for articles."""
    kinds: list[str] = [""] * len(lines)
    _mark_top(lines, kinds)
    _mark_amid(lines, kinds)
    _mark_bottom(lines, kinds)
    for i in range(len(lines)):
        kinds[i] = kinds[i] or _kind_anywhere(lines, i, kinds)
    _mark_teaser_titles(lines, kinds)
    rest = tuple(line for line, kind in zip(lines, kinds, strict=True) if not kind)
    return tuple(_pieces(lines, kinds)), rest


def _mark_top(lines: Sequence[Line], kinds: list[str]) -> None:
    for i, kind in enumerate(mark_top([line.text for line in lines[: TOP_LINES + 4]])):
        kinds[i] = kind


def _mark_amid(lines: Sequence[Line], kinds: list[str]) -> None:
    free = [not kind for kind in kinds]
    for i in mark_amid([line.text for line in lines], free):
        kinds[i] = "masthead"


def _mark_bottom(lines: Sequence[Line], kinds: list[str]) -> None:
    for i in range(len(lines) - 1, max(-1, len(lines) - 1 - BOTTOM_LINES), -1):
        if any(test(lines[i].text) for test in _AT_BOTTOM):
            kinds[i] = kinds[i] or "colophon"
        elif kinds[i]:
            continue
        else:
            return


def _kind_anywhere(lines: Sequence[Line], i: int, kinds: Sequence[str]) -> str:
    text = lines[i].text
    if is_rule(text):
        return "rule"
    apart = _stands_apart(lines, i)
    above = kinds[i - 1] if i else ""
    found = _kind_told(text, above, apart=apart) if apart or above else ""
    return found or ("ad" if is_ad_label(text) else "")


def _kind_told(text: str, above: str, *, apart: bool) -> str:
    """What the line itself tells, where it stands apart or goes on with furniture above."""
    if is_colophon_line(text) or (above == "colophon" and is_contact_line(text)):
        return "colophon"
    if apart and is_imprint_line(text):
        return "colophon"
    if apart and is_weather_line(text):
        return "weather"
    told = (apart or above == "teaser") and (is_teaser_line(text) or is_code_line(text))
    return "teaser" if told or (apart and is_page_list(text)) else ""


def _stands_apart(lines: Sequence[Line], i: int) -> bool:
    """Not a piece of hard-wrapped text: a gap or a closed sentence stands before it."""
    return i == 0 or lines[i].gap > 0 or ends_sentence(lines[i - 1].text)


def _mark_teaser_titles(lines: Sequence[Line], kinds: list[str]) -> None:
    """A page reference alone belongs to the short title above it (导读)."""
    for i in range(1, len(lines)):
        apart = lines[i].gap > 0 or len(lines) <= 40
        if kinds[i] or not apart or not is_teaser_page(lines[i].text):
            continue
        above = lines[i - 1]
        if kinds[i - 1] == "" and width(above.text) <= 30 and not ends_sentence(above.text):
            kinds[i - 1] = "teaser"
            kinds[i] = "teaser"


def _pieces(lines: Sequence[Line], kinds: Sequence[str]) -> list[Piece]:
    runs = groupby(zip(lines, kinds, strict=True), key=itemgetter(1))
    return [Piece(kind, tuple(line for line, _ in run)) for kind, run in runs if kind]
