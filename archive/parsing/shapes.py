"""Every line of a page as numbers: its width against the column, its edges, what stands around it.

Each number says what it rests on: type (marks, brackets), position (gaps, neighbours), length,
punctuation, or a press convention (lead-in, byline). ``tagging`` decides from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.parsing.blocks import Line, is_data, is_numbered, looks_like_caption
from archive.parsing.byline import find_lead, has_role, is_byline_line
from archive.parsing.headline import find_column_tag
from archive.parsing.jump import is_jump_line
from archive.parsing.learned import BATCH, grams
from archive.parsing.ngrams import seam_rows, weigh
from archive.parsing.text import fold, is_list_item, split_mark, width, widths

#: A line that misses the measure by no more fills its column.
FILLED = 1.1
#: Lines around a line that tell the width of its column.
WINDOW = 12
WIDEST = 60.0
#: Titles, bylines, captions and figures alone are not wider than these; what no title gets.
TITLE, SHORT = 50.0, 40.0
NO_TITLE = -6.0
_STOPS, _CLOSERS = frozenset("。!?…⋯"), "\"'”’』」)】》"
_COLONS, _AFTER_COLON = frozenset(":;"), '“”"’'
_ENDS = {",": 1, "、": 1, "—": 5, "-": 5}
_QUOTES = re.compile("[“”‘’]")
_NUMERALS = frozenset("一二三四五六七八九十(")
_STARTS = (('“"‘「『', 2), ("([【〔", 3))
#: Characters of a line's end that tell how it ends.
_TAIL = 8
#: The code of a line that opens with a list mark, and of one that closes a sentence.
LIST, CLOSED = 6, 2
#: Characters of a line's start in which a lead-in's signs stand, and in which stops count.
_LEAD_REACH, _STOP_REACH = 60, 80


class LineShape(NamedTuple):
    """What one line looks like on its own."""

    width: float
    end: int
    start: int
    gap: int
    spaces: int
    mark: int
    lead: bool
    byline: int
    note: int
    stops: int
    commas: int
    tagged: bool

    @property
    def closes(self) -> bool:
        """Whether the line closes a sentence."""
        return self.end == CLOSED


@dataclass(slots=True)
class Sheet:
    """The lines of a page with their shapes; ``measures`` holds the column's width at each line.

    Where lines are not hard-wrapped every measure is 0. ``runs`` are the lines since a stop,
    ``stops`` the lines to the next.
    """

    lines: Sequence[Line]
    texts: list[str]
    shapes: list[LineShape]
    measures: list[float]
    narrow: Sequence[bool]
    habits: tuple[float, ...]
    runs: list[float]
    stops: list[float]

    def headish(self, asked: Iterable[int]) -> list[float]:
        """Log-odds that these lines' words are a title's; 0 for the others and around the page."""
        odds = [0.0] * (len(self.texts) + 2)
        short: list[int] = []
        for i in asked:
            odds[i] = NO_TITLE
            if self.shapes[i].width <= TITLE:
                short.append(i)
        for i, odd in zip(short, weigh("headish", [self.texts[i] for i in short]), strict=True):
            odds[i] = odd
        return odds

    def seams(self, asked: Sequence[int]) -> list[float]:
        """Log-odds that these lines go on with the one above; 0 for the others."""
        odds = [0.0] * (len(self.texts) + 1)
        for at in range(0, len(asked), BATCH):
            some = asked[at : at + BATCH]
            rows = seam_rows([(self.texts[i - 1], self.texts[i]) for i in some])
            for i, odd in zip(some, grams("seam").weigh_rows(rows), strict=True):
                odds[i] = odd
        return odds


def set_width(text: str) -> float:
    """The width in a justified line, where quotation marks are squeezed to half."""
    return width(text) - squeezed_quotes(text)


def squeezed_quotes(text: str) -> float:
    """What a justified line gains at its quotation marks."""
    return 0.5 * len(_QUOTES.findall(text))


def make_sheet(lines: Sequence[Line], wrapped: bool, narrow: Sequence[bool]) -> Sheet:
    """The shapes of all lines; ``wrapped`` where lines were broken at the column's edge."""
    marked = [split_mark(line.text) for line in lines]
    texts = [text for _, text in marked]
    ems = [em - squeezed_quotes(text) for em, text in zip(widths(texts), texts, strict=True)]
    measures = local_measures(ems) if wrapped else [0.0] * len(lines)
    folded = fold("\n".join(texts)).split("\n") if texts else []
    rows = zip(lines, marked, folded, ems, measures, strict=True)
    shapes = [_shape(*row) for row in rows]
    return Sheet(
        lines,
        texts,
        shapes,
        measures,
        narrow,
        _habits(shapes, measures),
        _runs_back(shapes),
        _ways_to_stop(shapes),
    )


#: How far runs of lines are counted.
FAR_BACK, FAR_AHEAD = 12.0, 6.0
OUTSIDE = LineShape(0.0, 6, 8, 3, 0, 0, False, 0, 0, 0, 0, False)


def _runs_back(shapes: Sequence[LineShape]) -> list[float]:
    """For every line the lines above it since a gap, a stop or the page's top."""
    out: list[float] = []
    run = 0.0
    for i, shape in enumerate(shapes):
        run = run + 1 if i and not shape.gap and shapes[i - 1].end != CLOSED else 0.0
        out.append(min(run, FAR_BACK))
    return out


def _ways_to_stop(shapes: Sequence[LineShape]) -> list[float]:
    """For every line the lines from it to the next that closes a sentence."""
    out: list[float] = []
    way = 0.0
    for shape in reversed(shapes):
        way = 0.0 if shape.closes else way + 1
        out.append(min(way, FAR_AHEAD))
    return out[::-1]


def local_measures(widths: Sequence[float]) -> list[float]:
    """The commonest width among the lines around each line; of two as common the greater."""
    rounded = list(map(round, widths))
    counts = Counter(rounded[:WINDOW])
    best = max(zip(counts.values(), counts, strict=True), default=(0, 0))
    out: list[float] = []
    for i in range(len(rounded)):
        added = rounded[i + WINDOW] if i + WINDOW < len(rounded) else None
        gone = rounded[i - WINDOW - 1] if i > WINDOW else None
        if added != gone:
            if added is not None:
                counts[added] += 1
                best = max(best, (counts[added], added))
            if gone is not None:
                counts[gone] -= 1
                if gone == best[1]:
                    best = max(zip(counts.values(), counts, strict=True))
        out.append(float(best[1]))
    return out


def _shape(
    line: Line, marked: tuple[str, str], folded: str, em: float, measure: float
) -> LineShape:
    (_, raw, gap), (mark, text) = line, marked
    start = folded[:_STOP_REACH]
    fills = measure > 0 and not gap and abs(em - measure) <= FILLED
    short = em <= SHORT and not fills
    return LineShape(
        min(em, WIDEST),
        _end(folded),
        _start(folded),
        min(gap, 3),
        min(len(raw) - len(raw.lstrip()), 4),
        _mark(mark) if mark else 0,
        _may_lead(text[:_LEAD_REACH]) and find_lead(text) is not None,
        _byline(mark, text) if short else 0,
        _note(f"{mark}{text}") if short else 0,
        min(3, start.count("。") + start.count("!") + start.count("?") + start.count(";")),
        min(3, start.count(",")),
        short and bool(find_column_tag(text)),
    )


def _may_lead(text: str) -> bool:
    return "讯" in text or "电" in text or "记者" in text


def _byline(mark: str, text: str) -> int:
    """2 for names with a role (本报记者), 1 for names that may be something else, else 0."""
    if not is_byline_line(f"{mark} {text}"):
        return 0
    return 2 if has_role(text) else 1


def _end(folded: str) -> int:
    if "\u3400" <= folded[-1:] <= "\u9fff":
        return 0
    tail = folded.rstrip()[-_TAIL:]
    last = tail[-1:]
    if not last or last.isalnum() or last in "_%":
        return 0
    if tail.rstrip(_CLOSERS)[-1:] in _STOPS:
        return 2
    if last in _COLONS or (last in _AFTER_COLON and tail[-2:-1] in _COLONS):
        return 3
    return _ENDS.get(last, 4)


def _start(folded: str) -> int:
    first = folded[:1]
    numeral = first in _NUMERALS or first.isdecimal()
    if first.isalpha() and not first.isascii() and not numeral:
        return 0
    if numeral and is_numbered(folded):
        return 7
    for opening, code in _STARTS:
        if first in opening:
            return code
    if folded.startswith(("——", "--", "–")) or first == "—":
        return 4
    if first.isascii() and first.isalnum():
        return 1 if first.isdigit() else 5
    return LIST if not first.isalnum() and is_list_item(folded) else 0


def _mark(mark: str) -> int:
    if mark.startswith("#"):
        return min(2, len(mark))
    return 3 if mark == "**" else 4


def _note(text: str) -> int:
    if is_jump_line(text):
        return 1
    if is_data(text):
        return 2
    return 3 if looks_like_caption(text) else 0


def _habits(shapes: Sequence[LineShape], measures: Sequence[float]) -> tuple[float, ...]:
    """What the page does throughout: gaps, gaps below a stop, set-in first lines, marks."""
    total = max(1, len(shapes))
    below = [i for i in range(1, len(shapes)) if shapes[i - 1].end == CLOSED]
    short = [i for i in below if shapes[i - 1].width < measures[i] - 1.4]
    set_in = [i for i in short if -3.2 <= shapes[i].width - measures[i] <= -1.2]
    return (
        sum(shape.gap > 0 for shape in shapes) / total,
        sum(shapes[i].gap > 0 for i in below) / max(1, len(below)),
        len(set_in) / max(1, len(short)),
        sum(shape.spaces >= 2 for shape in shapes) / total,
        float(any(shape.mark in (1, 2) for shape in shapes)),
        sum(shape.lead or shape.byline > 1 for shape in shapes) / total,
    )
