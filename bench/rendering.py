"""Items into the text of a page in one style, with its gold: what the parser should find.

Every page is drawn from a seeded generator, so that the same seed gives the same page.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from archive.parsing.byline import find_lead
from archive.parsing.text import width
from bench.corpus import Item
from bench.people import (
    draw_bottom,
    draw_byline,
    draw_caption,
    draw_label,
    draw_lead,
    draw_signature,
    draw_top,
)
from bench.styles import Style

#: Characters that may not open a line (避头点).
_NO_START = "，。、；：！？）》」』”’〕】…—,.;:!?)%"
#: Characters that may not close one (避尾点).
_NO_END = "（《「『“‘〔【"
_HALF = str.maketrans("，：；！？（）", ",:;!?()")
Gold = dict[str, object]


@dataclass(slots=True)
class _Sheet:
    """The lines set so far; ``room`` counts characters to the end of the column."""

    style: Style
    rng: random.Random
    lines: list[str] = field(default_factory=list)
    room: int = 0

    def gap(self, chance: float) -> None:
        """A blank line, by chance."""
        if self.lines and self.lines[-1] and self.rng.random() < chance:
            self.lines.append("")

    def column_ends(self, characters: int) -> bool:
        """Whether the column is full after so many more characters."""
        if not self.style.column:
            return False
        self.room -= characters
        if self.room > 0:
            return False
        self.room = int(self.style.column * self.rng.uniform(0.6, 1.4))
        return True


def render(items: Sequence[Item], style: Style, rng: random.Random) -> tuple[str, Gold]:
    """The text of one page and its gold."""
    sheet = _Sheet(style, rng, room=int(style.column * rng.uniform(0.2, 1.4)))
    page = rng.randint(1, 16)
    furniture, told = _set_top(sheet, items[0].date, page)
    articles: list[Gold] = []
    for item in items:
        dressed = dress(item, style, rng)
        sheet.gap(style.article_gap)
        _set_article(sheet, dressed)
        articles.append(_gold(dressed))
        articles += _set_caption(sheet)
    furniture += _set_bottom(sheet)
    text = "\n".join(sheet.lines) + "\n"
    return text, {"issue": told, "articles": articles, "furniture": furniture}


def _set_top(sheet: _Sheet, date: str, page: int) -> tuple[list[Gold], Gold]:
    if sheet.rng.random() >= sheet.style.top:
        return [], {}
    lines, told = draw_top(sheet.rng, date, page)
    for line in lines:
        sheet.lines.append(line)
        sheet.gap(0.0 if sheet.style.measure else sheet.style.paragraph_gap)
    sheet.gap(1.0)
    return [{"kind": "masthead", "text": "".join(lines)}], told


def _set_bottom(sheet: _Sheet) -> list[Gold]:
    if sheet.rng.random() >= sheet.style.bottom:
        return []
    lines = draw_bottom(sheet.rng)
    sheet.gap(1.0)
    sheet.lines += lines
    return [{"kind": "colophon", "text": "".join(lines)}]


def dress(item: Item, style: Style, rng: random.Random) -> Item:
    """The item with the lead-in, byline or signature that the style's paper would print."""
    first, *rest = item.paragraphs
    lead = find_lead(first)
    if lead and rng.random() < style.bare and len(first) > len(lead.text) + 20:
        first, lead = first[len(lead.text) :], None
    byline = item.byline
    if lead is None and not byline:
        if rng.random() < style.lead and len(first) > 40:
            _, month, day = item.date.split("-")
            first = draw_lead(rng, f"{int(month)}月{int(day)}日") + first
        elif rng.random() < style.byline:
            byline = draw_byline(rng, style.byline_form)
        elif rng.random() < 0.1 and rest and rest[-1].endswith("。"):
            rest[-1] += draw_signature(rng)
    texts = [first, *rest]
    if style.half_width:
        texts = [text.translate(_HALF) for text in texts]
        heads = (item.kicker, item.headline, item.subhead)
        kicker, headline, subhead = (head.translate(_HALF) for head in heads)
        item = replace(item, kicker=kicker, headline=headline, subhead=subhead)
    if rng.random() < style.jump:
        texts[-1] += rng.choice(("", " ")) + f"（下转{rng.choice('2345678')}版）"
    column = draw_label(rng) if rng.random() < style.label else ""
    return replace(item, paragraphs=tuple(texts), byline=byline, column=column)


def _set_article(sheet: _Sheet, item: Item) -> None:
    if sheet.style.titles_last:
        _set_body(sheet, item)
        sheet.gap(sheet.style.edge_gap)
        _set_heads(sheet, item)
    else:
        _set_heads(sheet, item)
        sheet.gap(sheet.style.edge_gap)
        _set_body(sheet, item)


def _set_heads(sheet: _Sheet, item: Item) -> None:
    style, rng = sheet.style, sheet.rng
    marked = rng.random() < style.marked
    if item.column:
        sheet.lines.append(_mark(style.label_mark if marked else "", item.column))
        sheet.gap(style.head_gap)
    for text, is_main in ((item.kicker, False), (item.headline, True), (item.subhead, False)):
        if not text:
            continue
        mark = (style.head_mark if is_main else style.minor_mark) if marked else ""
        lines = (
            _wrap_title(text, style.title_measure) if style.measure else _part_title(sheet, text)
        )
        sheet.lines += [_mark(mark, line) for line in lines]
        sheet.gap(style.head_gap)


def _part_title(sheet: _Sheet, text: str) -> list[str]:
    """A title of two parts may stand on two lines, where a gap tells it from other titles."""
    parts = text.split("  ")
    told = len(parts) == 2 and sheet.style.head_gap >= 1
    return parts if told and sheet.rng.random() < sheet.style.parted else [text]


def _mark(mark: str, text: str) -> str:
    if not mark:
        return text
    closing = "**" if "**" in mark else ""
    space = "" if mark.endswith((" ", "*")) else " "
    return f"{mark}{space}{text}{closing}"


def _wrap_title(text: str, measure: int) -> list[str]:
    """Titles break at a space where they can, else where the line is full."""
    parts = re.split(r"\s{1,2}", text)
    if len(parts) == 2 and max(map(width, parts)) <= measure < width(text):
        return parts
    return list(_fill(text, measure, 0))


def _set_body(sheet: _Sheet, item: Item) -> None:
    if item.byline:
        sheet.lines.append(item.byline)
        sheet.gap(sheet.style.paragraph_gap)
    for i, text in enumerate(item.paragraphs):
        if _is_crosshead(item.paragraphs, i):
            _set_crosshead(sheet, text)
        else:
            _set_paragraph(sheet, text)
            sheet.gap(sheet.style.paragraph_gap)


def _is_crosshead(paragraphs: Sequence[str], i: int) -> bool:
    text = paragraphs[i]
    return 0 < i < len(paragraphs) - 1 and width(text) <= 24 and text[-1] not in "。！？；：”）"


def _set_crosshead(sheet: _Sheet, text: str) -> None:
    style = sheet.style
    if style.measure:
        sheet.gap(style.crosshead_gap * 0.7)
        sheet.lines += _wrap_title(text, style.measure)
        sheet.gap(style.crosshead_gap)
    else:
        sheet.lines.append(_mark(style.crosshead_mark, text))
        sheet.gap(style.crosshead_gap)


def _set_paragraph(sheet: _Sheet, text: str) -> None:
    style = sheet.style
    if not style.measure:
        _set_cut(sheet, text)
        return
    set_in = 2 if style.set_in or style.indent else 0
    for i, line in enumerate(_fill(text, style.measure, set_in)):
        sheet.lines.append((style.indent if i == 0 else "") + line)
        if sheet.column_ends(len(line)):
            sheet.gap(style.cut_gap)


def _set_cut(sheet: _Sheet, text: str) -> None:
    """A paragraph on one line, cut where its column ends."""
    room, length = sheet.room, len(text)
    if not sheet.column_ends(length) or not 8 < room < length - 8:
        sheet.lines.append(text)
        return
    while room < length - 2 and text[room] in _NO_START:
        room += 1
    sheet.lines.append(text[:room])
    sheet.gap(sheet.style.cut_gap)
    sheet.lines.append(text[room:])


def _fill(text: str, measure: int, set_in: int) -> Iterator[str]:
    """Hard-wrapped lines; a line takes in a stop that may not open the next."""
    line, room = "", measure - float(set_in)
    for char in text:
        size = width(char) if char.strip() else 0.5
        if line and width(line) + size > room and char not in _NO_START:
            kept = line.rstrip(_NO_END)
            yield kept.rstrip()
            line, room = line[len(kept) :], float(measure)
        line += char
    if line.strip():
        yield line.rstrip()


def _set_caption(sheet: _Sheet) -> list[Gold]:
    if sheet.rng.random() >= sheet.style.caption:
        return []
    text = draw_caption(sheet.rng)
    sheet.gap(1.0)
    for line in _fill(text, sheet.style.measure or 200, 0):
        sheet.lines.append(line)
    return [{"headline": "", "paragraphs": [text], "genre": "photo"}]


def _gold(item: Item) -> Gold:
    return {
        "column": item.column,
        "kicker": item.kicker,
        "headline": item.headline,
        "subhead": item.subhead,
        "byline": item.byline,
        "paragraphs": list(item.paragraphs),
    }
