"""What every line of a page with gold truly is, found by matching its text with the gold's.

The marks that training learns from: for each line its article, its part of the article and
whether it begins that part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from archive.parsing.text import split_mark, width
from bench.gold import normalize

#: A crosshead is a short paragraph without a stop, neither first nor last.
CROSSHEAD = 30.0
_STOPS = "。!?;:,、…)\"'"


class Part(Enum):
    """A part of an article."""

    COLUMN = "column"
    KICKER = "kicker"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    BYLINE = "byline"
    CROSSHEAD = "crosshead"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Truth:
    """What one line is: a number of the article, which part, which of its paragraphs."""

    article: int
    part: Part
    unit: int
    begins: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    article: int
    part: Part
    text: str


def find_truth(texts: Sequence[str], gold: dict[str, Any]) -> list[Truth | None]:
    """For every line its truth, None for furniture and what the gold does not hold."""
    units = _units(gold)
    starts, whole = _lay_out(units)
    out: list[Truth | None] = []
    last, offset = -1, 0
    for text in texts:
        key = normalize(split_mark(text)[1])
        found = _find(key, units, starts, whole, last, offset) if key else None
        if found is None:
            out.append(None)
            continue
        number, at = found
        unit = units[number]
        out.append(Truth(unit.article, unit.part, number, at == 0))
        last, offset = number, at + len(key)
    return out


def _units(gold: dict[str, Any]) -> list[_Unit]:
    units: list[_Unit] = []
    for number, article in enumerate(gold["articles"]):
        for part in (Part.COLUMN, Part.KICKER, Part.HEADLINE, Part.SUBHEAD, Part.BYLINE):
            text = normalize(article.get(part.value) or "")
            if text:
                units.append(_Unit(number, part, text))
        paragraphs = article["paragraphs"]
        for i, text in enumerate(paragraphs):
            inner = 0 < i < len(paragraphs) - 1
            part = Part.CROSSHEAD if inner and is_crosshead_form(text) else Part.PARAGRAPH
            units.append(_Unit(number, part, normalize(text)))
    return [unit for unit in units if unit.text]


def is_crosshead_form(text: str) -> bool:
    """Whether an inner paragraph is so short and open that it is a crosshead."""
    key = normalize(text)
    return bool(key) and width(text) <= CROSSHEAD and key[-1] not in _STOPS


def _lay_out(units: Sequence[_Unit]) -> tuple[list[int], str]:
    starts: list[int] = []
    at = 0
    for unit in units:
        starts.append(at)
        at += len(unit.text) + 1
    return starts, "\n".join(unit.text for unit in units)


def _find(
    key: str, units: Sequence[_Unit], starts: Sequence[int], whole: str, last: int, offset: int
) -> tuple[int, int] | None:
    """The unit that holds the line and where in it; what goes on with the line above is first."""
    if last >= 0 and units[last].text.startswith(key, offset):
        return last, offset
    for number in range(last + 1, min(last + 4, len(units))):
        if units[number].text.startswith(key):
            return number, 0
    starting = f"\n{whole}".find(f"\n{key}")
    at = starting if starting >= 0 else whole.find(key)
    if at < 0:
        return None
    number = bisect_right(starts, at) - 1
    return number, at - starts[number]
