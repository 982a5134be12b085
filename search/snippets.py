"""Printed units and the hits in them in, extracts cut at sentence or clause, marked, out.

`本市小麦陆续开镰收割` searched for `小麦` → `本市<em>小麦</em>陆续开镰收割`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import accumulate

#: Characters of one extract, and of what stands before its first hit.
WIDTH = 90
BEFORE = 30
#: So many more are shown rather than cut off at a unit's end.
SPARE = 12
#: A very long hit is shown up to here.
LONGEST = 240
ELLIPSIS = "…"

#: What ends a sentence or a clause, with the marks that close a quotation behind it.
_SENTENCE = re.compile(r"[。！？；!?;…]+[”’」』）)》]*")
_CLAUSE = re.compile(r"[，、：,:—]+[”’」』）)》]*")

#: A text's words: joined they are the text.
Cut = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Span:
    """A hit in the printed text, from `start` to before `end`; `wanted` is what was looked for."""

    start: int
    end: int
    wanted: str


@dataclass(frozen=True)
class Unit:
    """One printed line or paragraph with the hits in it, in order."""

    text: str
    spans: Sequence[Span] = ()


@dataclass
class Window:
    """A stretch of a unit that shows one or more hits."""

    text: str
    start: int
    end: int
    spans: list[Span] = field(default_factory=list)

    @property
    def variety(self) -> int:
        """How many different things that were looked for it shows."""
        return len({span.wanted for span in self.spans})

    def html(self) -> str:
        """Return the stretch with its hits marked."""
        start = self.end - len(self.text[self.start : self.end].lstrip())
        before = ELLIPSIS if self.text[:start].strip() else ""
        after = ELLIPSIS if self.text[self.end :].strip() else ""
        return before + _mark(self.text, start, self.end, self.spans) + after


def mark(unit: Unit) -> str:
    """Return the whole unit, escaped, with the hits marked."""
    return _mark(unit.text, 0, len(unit.text), unit.spans)


def extracts(
    units: Sequence[Unit], cut: Cut, limit: int = 3, last_resort: str = ""
) -> tuple[str, ...]:
    """Return up to `limit` extracts, those that show most of what was asked, in reading order.

    The unit `last_resort` (the headline, which a result shows anyway) only serves where no
    other unit has a hit. Where no sentence or clause ends in time, `cut` says where a word does.
    """
    windows = [window for unit in units for window in _windows(unit, cut)]
    others = [window for window in windows if window.text != last_resort]
    ranked = sorted(enumerate(others or windows), key=lambda pair: (-pair[1].variety, pair[0]))
    return tuple(window.html() for _, window in sorted(ranked[:limit], key=lambda pair: pair[0]))


def beginning(text: str, cut: Cut) -> str:
    """Return the first sentences of a text, escaped, where nothing in it was searched for."""
    text = text.strip()
    return Window(text, 0, _end(text, 0, 0, cut)).html()


def _windows(unit: Unit, cut: Cut) -> list[Window]:
    """Return the stretches of a unit that together show all its hits."""
    windows: list[Window] = []
    for span in sorted(unit.spans, key=lambda span: (span.start, -span.end)):
        if windows and span.end <= windows[-1].end:
            windows[-1].spans.append(span)
            continue
        floor = min(windows[-1].end, span.start) if windows else 0
        start = _start(unit.text, floor, span.start, cut)
        end = _end(unit.text, start, min(span.end, span.start + LONGEST), cut)
        windows.append(Window(unit.text, start, end, [span]))
    return windows


def _start(text: str, floor: int, hit: int, cut: Cut) -> int:
    """Return where to begin: with the hit's sentence, else a clause, else a word before it."""
    lowest = max(floor, hit - BEFORE)
    before = text[lowest:hit]
    if sentences := [match.end() for match in _SENTENCE.finditer(before)]:
        return lowest + sentences[-1]
    if lowest == floor:
        return floor
    if clauses := [match.end() for match in _CLAUSE.finditer(before)]:
        return lowest + clauses[0]
    words = (floor + end for end in accumulate(map(len, cut(text[floor:hit]))))
    return next((end for end in words if end >= lowest), hit)


def _end(text: str, start: int, hit_end: int, cut: Cut) -> int:
    """Return where to end: after the last sentence that has room, else a clause, else a word."""
    limit = max(start + WIDTH, hit_end)
    if len(text) <= limit + SPARE:
        return len(text)
    after = text[hit_end:limit]
    for pattern in (_SENTENCE, _CLAUSE):
        if ends := [match.end() for match in pattern.finditer(after)]:
            return hit_end + ends[-1]
    words = [hit_end + end for end in accumulate(map(len, cut(text[hit_end : limit + SPARE])))]
    return max((end for end in words if end <= limit), default=hit_end)


def _mark(text: str, start: int, end: int, spans: Iterable[Span]) -> str:
    """Return `text[start:end]` escaped, with `<em>` around the spans, overlapping ones joined."""
    parts: list[str] = []
    done = start
    for left, right in _joined(spans, start, end):
        parts += [escape(text[done:left]), "<em>", escape(text[left:right]), "</em>"]
        done = right
    return "".join([*parts, escape(text[done:end])])


def _joined(spans: Iterable[Span], start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans within `start` and `end`, joined where they touch."""
    joined: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: span.start):
        left, right = max(span.start, start), min(span.end, end)
        if left >= right:
            continue
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined
