"""Printed units and folded strings in, extracts that show the strings, marked and escaped, out.

`本市小麦陆续开镰收割` searched for `小麦` → `本市<em>小麦</em>陆续开镰收割`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

#: Characters of one extract, and of what stands before its first hit.
WIDTH = 90
BEFORE = 24
#: A very long hit is shown up to here.
LONGEST = 240
ELLIPSIS = "…"


@dataclass(frozen=True)
class Unit:
    """One printed line or paragraph, its folded form, and where each folded character stood."""

    text: str
    folded: str
    offsets: Sequence[int]


@dataclass(frozen=True)
class Span:
    """A hit in the printed text, from `start` to before `end`."""

    start: int
    end: int
    string: str


@dataclass
class Window:
    """A stretch of a unit that shows one or more hits."""

    text: str
    start: int
    end: int
    spans: list[Span] = field(default_factory=list)

    @property
    def variety(self) -> int:
        """How many different strings it shows."""
        return len({span.string for span in self.spans})

    def html(self) -> str:
        """Return the stretch with its hits marked."""
        before = ELLIPSIS if self.text[: self.start].strip() else ""
        after = ELLIPSIS if self.text[self.end :].strip() else ""
        return before + _mark(self.text, self.start, self.end, self.spans) + after


def find_spans(unit: Unit, strings: Iterable[str]) -> list[Span]:
    """Return where the folded `strings` stand in the printed text of `unit`, in order."""
    spans = []
    for string in strings:
        place = unit.folded.find(string) if string else -1
        while place >= 0:
            last = place + len(string) - 1
            spans.append(Span(unit.offsets[place], unit.offsets[last] + 1, string))
            place = unit.folded.find(string, last + 1)
    return sorted(spans, key=lambda span: (span.start, -span.end))


def mark(unit: Unit, strings: Iterable[str]) -> str:
    """Return the whole unit, escaped, with the hits marked."""
    return _mark(unit.text, 0, len(unit.text), find_spans(unit, strings))


def extracts(
    units: Sequence[Unit], strings: Sequence[str], limit: int = 3, last_resort: str = ""
) -> tuple[str, ...]:
    """Return up to `limit` extracts, those that show most of the strings, in reading order.

    The unit `last_resort` (the headline, which a result shows anyway) only serves where no
    other unit has a hit.
    """
    windows = [w for unit in units for w in _windows(unit, find_spans(unit, strings))]
    others = [window for window in windows if window.text != last_resort]
    ranked = sorted(enumerate(others or windows), key=lambda pair: (-pair[1].variety, pair[0]))
    return tuple(window.html() for _, window in sorted(ranked[:limit], key=lambda pair: pair[0]))


def beginning(text: str) -> str:
    """Return the first words of a text, escaped, for an article that nothing was searched in."""
    text = text.strip()
    return escape(text[:WIDTH]) + (ELLIPSIS if len(text) > WIDTH else "")


def _windows(unit: Unit, spans: Sequence[Span]) -> list[Window]:
    """Return the stretches of a unit that together show all its hits."""
    windows: list[Window] = []
    for span in spans:
        if windows and span.end <= windows[-1].end:
            windows[-1].spans.append(span)
            continue
        earliest = windows[-1].end if windows else 0
        start = max(earliest, span.start - BEFORE)
        end = max(start + WIDTH, min(span.end, start + LONGEST))
        windows.append(Window(unit.text, start, min(end, len(unit.text)), [span]))
    return windows


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
    for span in spans:
        left, right = max(span.start, start), min(span.end, end)
        if left >= right:
            continue
        if joined and left <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined
