"""Items on a broadsheet: every line of type with its place; nothing is drawn yet.

Articles stand in rectangles of one column or more, which a recursive cut fits together; their
text flows over the columns, so that columns cut paragraphs. The page is as high as it needs.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.corpus import Item
from bench.pdf_setting import Setting
from bench.people import draw_caption

#: Width in ems of one character of the type in use.
Measure = Callable[[str], float]
#: Characters that may not open a line (避头点), and those that may not close one (避尾点).
_NO_START = "，。、；：！？）》」』”’〕】…—,.;:!?)%％"
_NO_END = "（《「『“‘〔【"
#: A column of fewer lines than this is not set: the width is left to a photo.
LEAST_LINES = 7
#: The last line of a crosshead's room: longer paragraphs are text.
CROSSHEAD_LONGEST = 24
HEADS = ("kicker", "headline", "subhead")


@dataclass(frozen=True, slots=True)
class Run:
    """One line of type: ``y`` runs downwards; ``fit`` is the width it is justified to, else 0."""

    text: str
    x: float
    y: float
    size: float
    article: int
    part: str
    column: int = 0
    fit: float = 0.0


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of a column before it has a place; ``lead`` is space above in lines."""

    text: str
    part: str = "body"
    shift: float = 0.0  # ems from the column's left edge
    ends: bool = False  # the last line of a paragraph is not justified
    lead: float = 0.0
    centred: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """Columns of the page from ``first``; ``top`` is where their text may begin."""

    first: int
    columns: int
    top: float


class Compositor:
    """Sets the articles of one page; ``captions`` says which articles got a photo's caption."""

    def __init__(self, setting: Setting, rng: random.Random, measure: Measure) -> None:
        self.setting, self.rng, self.measure = setting, rng, measure
        self.runs: list[Run] = []
        self.captions: dict[int, str] = {}

    def width(self, columns: int) -> float:
        """Of so many columns with the gutters between them."""
        return columns * self.setting.column_width + (columns - 1) * self.setting.gutter

    def left(self, column: int) -> float:
        """The left edge of a column."""
        setting = self.setting
        return setting.margin + column * (setting.column_width + setting.gutter)

    def place(self, items: Sequence[tuple[int, Item]], box: _Box) -> float:
        """Set the items into the box; where it ends."""
        if len(items) == 1:
            return self._set_article(*items[0], box)
        cut = self._cut_beside(items, box) if box.columns > 1 and self.rng.random() < 0.65 else None
        if cut is None:
            middle = self.rng.randint(1, len(items) - 1)
            end = self.place(items[:middle], box)
            below = _Box(box.first, box.columns, end + self.setting.article_gap)
            return self.place(items[middle:], below)
        middle, columns = cut
        left = _Box(box.first, columns, box.top)
        right = _Box(box.first + columns, box.columns - columns, box.top)
        return max(self.place(items[:middle], left), self.place(items[middle:], right))

    def _cut_beside(self, items: Sequence[tuple[int, Item]], box: _Box) -> tuple[int, int] | None:
        """The cut into two boxes that come out most alike in height, if any is fair."""
        weights = [item.length + 120 for _, item in items]
        total = sum(weights)
        fair: list[tuple[float, int, int]] = []
        for middle in range(1, len(items)):
            share = sum(weights[:middle]) / total
            columns = min(box.columns - 1, max(1, round(share * box.columns)))
            fair.append((abs(share - columns / box.columns), middle, columns))
        miss, middle, columns = min(fair)
        return (middle, columns) if miss < 0.12 else None

    def _set_article(self, number: int, item: Item, box: _Box) -> float:
        rows = list(self._rows(item))
        columns = min(box.columns, self.setting.widest, max(1, len(rows) // LEAST_LINES))
        photo_end = box.top
        if columns < box.columns:
            beside = _Box(box.first + columns, box.columns - columns, box.top)
            photo_end = self._set_photo(number, beside)
        span = columns
        if columns > 2 and self.rng.random() < self.setting.inset:
            span = self.rng.randint(2, columns - 1)
        top = self._set_heads(number, item, _Box(box.first, span, box.top))
        tops = [top if i < span else box.top for i in range(columns)]
        return max(self._pour(number, rows, box.first, tops), photo_end)

    def _set_heads(self, number: int, item: Item, box: _Box) -> float:
        room, y, below = self.width(box.columns), box.top, 0.0
        for part in HEADS:
            text = getattr(item, part)
            if not text:
                continue
            size = self._head_size(part, text, room)
            for line in wrap_title(text, room / size, self.measure):
                y += below + size
                below = size * self.setting.head_descent
                x = self.left(box.first)
                if self.setting.centred:
                    x += max(0.0, (room - self.width_of(line) * size) / 2)
                self.runs.append(Run(line, x, y, size, number, part, box.first))
        return y + below + self.setting.size * self.setting.head_gap

    def _head_size(self, part: str, text: str, room: float) -> float:
        setting = self.setting
        if part != "headline":
            return min(setting.size * setting.minor, room / 6)
        ideal = room / max(1.0, self.width_of(text)) * 0.96
        least, most = setting.size * 1.7, setting.size * 4
        if ideal < least:  # two lines, or as many as it takes
            ideal = room * 2 / self.width_of(text) * 0.9
        return min(max(ideal, least), most, room / 5)

    def width_of(self, text: str) -> float:
        """Of a text, in ems."""
        return sum(map(self.measure, text))

    def _set_photo(self, number: int, box: _Box) -> float:
        room = self.width(box.columns)
        y = box.top + room * self.rng.uniform(0.4, 0.8)
        if self.rng.random() >= self.setting.caption:
            return box.top
        text = draw_caption(self.rng)
        self.captions[number] = text
        size = self.setting.size * 0.95
        for line, _ in fill(text, room / size, 0.0, self.measure):
            y += size * 1.3
            self.runs.append(Run(line, self.left(box.first), y, size, number, "caption", box.first))
        return y

    def _rows(self, item: Item) -> Iterator[_Row]:
        """The text as lines of a column."""
        setting = self.setting
        room = setting.column_width / setting.size
        if item.byline:
            for line, _ in fill(item.byline, room, 0.0, self.measure):
                yield _Row(line, "byline", ends=True, centred=setting.centred)
        for i, text in enumerate(item.paragraphs):
            if is_crosshead(item.paragraphs, i):
                for j, line in enumerate(wrap_title(text, room, self.measure)):
                    lead = setting.crosshead_lead if j == 0 else 0.0
                    yield _Row(line, ends=True, lead=lead, centred=setting.crossheads_centred)
                continue
            shift = setting.indent_ems
            for j, (line, ends) in enumerate(
                fill(setting.indent_text + text, room, shift, self.measure)
            ):
                yield _Row(
                    line,
                    shift=shift if j == 0 else 0.0,
                    ends=ends,
                    lead=setting.paragraph_lead if j == 0 and i else 0.0,
                )

    def _pour(self, number: int, rows: Sequence[_Row], first: int, tops: Sequence[float]) -> float:
        """Rows down the columns, as evenly as they go; where the lowest column ends."""
        bottom = self._depth(rows, tops)
        column, y = 0, tops[0]
        lowest = y
        for row in rows:
            step = self.setting.leading * (1 + (row.lead if y > tops[column] else 0.0))
            if y + step > bottom and column + 1 < len(tops):
                column += 1
                y = tops[column]
                step = self.setting.leading
            y += step
            lowest = max(lowest, y)
            self.runs.append(self._run(number, row, first + column, y))
        return lowest

    def _depth(self, rows: Sequence[_Row], tops: Sequence[float]) -> float:
        """How far down the columns must reach to hold the rows."""
        need = sum(self.setting.leading * (1 + row.lead) for row in rows)
        bottom = max(tops) + self.setting.leading
        while sum(bottom - top for top in tops) < need + self.setting.leading * len(tops) / 2:
            bottom += self.setting.leading
        return bottom

    def _run(self, number: int, row: _Row, column: int, y: float) -> Run:
        setting = self.setting
        x, size = self.left(column) + row.shift * setting.size, setting.size
        room = setting.column_width - row.shift * size
        if row.centred:
            x += max(0.0, (room - self.width_of(row.text) * size) / 2)
        fit = room if setting.justified and not row.ends else 0.0
        return Run(row.text, x, y, size, number, row.part, column, fit)


def lay_out(
    items: Sequence[Item], setting: Setting, rng: random.Random, measure: Measure, top: float
) -> tuple[list[Run], dict[int, str], float]:
    """The lines of a page's articles, the captions by article, and where the page ends."""
    compositor = Compositor(setting, rng, measure)
    end = compositor.place(list(enumerate(items)), _Box(0, setting.columns, top))
    return compositor.runs, compositor.captions, end


def is_crosshead(paragraphs: Sequence[str], i: int) -> bool:
    """Whether a paragraph is set as a crosshead: short, without a stop, between two others."""
    text = paragraphs[i]
    inside = 0 < i < len(paragraphs) - 1
    return inside and len(text) <= CROSSHEAD_LONGEST and text[-1] not in "。！？；：”）"


def wrap_title(text: str, room: float, measure: Measure) -> list[str]:
    """The lines of a title: broken at its space where that fits, else into lines of one length."""
    total = sum(map(measure, text))
    if total <= room:
        return [text]
    parts = text.split()
    if len(parts) > 1 and all(sum(map(measure, part)) <= room for part in parts):
        return parts
    lines = int(total // room) + 1
    even = min(room, total / lines + 1)
    return [line.strip() for line, _ in fill(text, even, 0.0, measure)]


def fill(text: str, room: float, shift: float, measure: Measure) -> Iterator[tuple[str, bool]]:
    """Lines of so many ems, and whether each is the last; a stop is squeezed into its line."""
    line, used, left = "", 0.0, room - shift
    for char in text:
        size = measure(char)
        if line and used + size > left and char not in _NO_START:
            kept = line.rstrip(_NO_END)
            yield kept, False
            line, left = line[len(kept) :], room
            used = sum(map(measure, line))
        line, used = line + char, used + size
    if line.strip():
        yield line, True
