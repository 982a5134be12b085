"""Items set as newspaper pages in real PDFs and read back by extraction tools, with their gold.

``python -m bench.pdfs FOLDER --count 200`` writes ``pdf_TOOL-N.txt`` and its gold beside it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import NEWSCAST, NEWSPAPER_1998, NEWSPAPER_2023, Item, pages_of, read_items
from bench.pdf_drawing import draw, measure, order_runs
from bench.pdf_layout import Run, fill, lay_out
from bench.pdf_reading import DRAWING_ORDER, find_tools
from bench.pdf_setting import Setting, draw_setting
from bench.people import draw_bottom, draw_top
from bench.rendering import dress
from bench.styles import draw_style

Gold = dict[str, object]
#: The furniture's number among the articles.
FURNITURE = -1
MOST_CHARACTERS = 11_000


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on a page around its articles; ``issue`` is what ``top`` tells."""

    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()
    issue: dict[str, object] = field(default_factory=dict)


def draw_furniture(rng: random.Random, date: str, page: int) -> Furniture:
    """An invented masthead or folio and colophon, each of them on most pages."""
    top, issue = draw_top(rng, date, page) if rng.random() < 0.75 else ([], {})
    bottom = draw_bottom(rng) if rng.random() < 0.6 else []
    return Furniture(tuple(top), tuple(bottom), issue)


def render(
    items: Sequence[Item],
    rng: random.Random,
    furniture: Furniture,
    tools: Sequence[str] = (),
    setting: Setting | None = None,
) -> list[tuple[str, str, Gold]]:
    """One page as (tool, text, gold) for each tool, all installed ones unless some are named.

    Articles of gold stand in drawing order, and ``setting`` tells the order of its parts; the same
    seed gives the same pages.
    """
    setting = setting or draw_setting(rng)
    data, gold = set_page(items, rng, furniture, setting)
    known = find_tools()
    return [(name, known[name](data), gold) for name in tools or known]


def set_page(
    items: Sequence[Item], rng: random.Random, furniture: Furniture, setting: Setting
) -> tuple[bytes, Gold]:
    """The PDF of one page and its gold."""
    width = 2 * setting.margin + setting.columns * (setting.column_width + setting.gutter)
    top = _set_lines(furniture.top, setting, setting.margin, width, setting.size * 1.3)
    start = (top[-1].y if top else setting.margin) + setting.size
    runs, captions, end = lay_out(items, setting, rng, measure, start)
    bottom = _set_lines(furniture.bottom, setting, end + setting.size * 2, width, setting.size)
    groups = order_runs(runs, setting, rng)
    at = {"first": 0, "last": len(groups), "middle": len(groups) // 2}[setting.furniture_at]
    groups[at:at] = [top, bottom] if rng.random() < 0.5 else [top]
    if bottom not in groups:
        groups.append(bottom)
    drawn = [run for group in groups for run in group]
    gold = _gold(items, captions, furniture, drawn)
    gold["setting"] = {"order": setting.order, "drawn": setting.drawn}
    return draw(drawn, setting, width, end + setting.margin * 3), gold


def _set_lines(
    lines: Sequence[str], setting: Setting, y: float, width: float, size: float
) -> list[Run]:
    """Furniture across the page; a paper's name alone on the first line is set large."""
    runs: list[Run] = []
    for i, text in enumerate(lines):
        scale = 3.0 if i == 0 and len(lines) > 1 and len(text) < 10 else 1.0
        room = (width - 2 * setting.margin) / (size * scale)
        for line, _ in fill(text, room, 0.0, measure):
            y += size * scale * 1.3
            runs.append(Run(line, setting.margin, y, size * scale, FURNITURE, "furniture"))
    return runs


def _gold(
    items: Sequence[Item], captions: dict[int, str], furniture: Furniture, drawn: Sequence[Run]
) -> Gold:
    """The form of PAGES.md; a caption is an article of its own, of genre photo."""
    numbers = dict.fromkeys(run.article for run in drawn if run.article != FURNITURE)
    articles: list[Gold] = []
    for number in numbers:
        item = items[number]
        articles.append(
            {
                "kicker": item.kicker,
                "headline": item.headline,
                "subhead": item.subhead,
                "byline": item.byline,
                "credits": [],
                "paragraphs": list(item.paragraphs),
            }
        )
        if number in captions:
            articles.append(
                {"headline": "", "credits": [], "paragraphs": [captions[number]], "genre": "photo"}
            )
    kinds = ("masthead", furniture.top), ("colophon", furniture.bottom)
    told = [{"kind": kind, "text": "".join(lines)} for kind, lines in kinds if lines]
    return {"issue": furniture.issue, "articles": articles, "furniture": told}


def draw_pages(
    groups: Sequence[Sequence[Item]], rng: random.Random, tools: Sequence[str], count: int
) -> Iterator[tuple[str, str, Gold]]:
    """So many pages as (tool, text, gold), the tools in turn."""
    for i in range(count):
        style = draw_style(rng, "runon")
        items = [dress(item, style, rng) for item in _choose(rng.choice(groups), rng)]
        furniture = draw_furniture(rng, items[0].date, rng.choice((1, 1, rng.randint(2, 16))))
        yield from render(items, rng, furniture, [tools[i % len(tools)]])


def _choose(group: Sequence[Item], rng: random.Random) -> list[Item]:
    """Neighbouring items, as many as one page holds."""
    most = rng.randint(2, 9)
    start = rng.randrange(max(1, len(group) - most + 1))
    kept: list[Item] = []
    for item in group[start : start + most]:
        if not kept or sum(i.length for i in kept) + item.length <= MOST_CHARACTERS:
            kept.append(item)
    return kept


def main() -> None:
    """Write pages and their gold into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    sources = (NEWSPAPER_2023, NEWSPAPER_1998, NEWSCAST)
    parser.add_argument("--sources", nargs="+", choices=sources, default=[NEWSPAPER_2023])
    parser.add_argument("--tools", nargs="+", default=list(DRAWING_ORDER))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    groups = [
        group
        for source in options.sources
        for group in pages_of(read_items(options.corpus, source))
        if len(group) > 1
    ]
    pages = draw_pages(groups, random.Random(options.seed), options.tools, options.count)
    for i, (tool, text, gold) in enumerate(pages):
        path = options.folder / f"pdf_{tool.replace('-', '_')}-{i:04}.txt"
        path.write_text(text, "utf-8")
        path.with_suffix(".gold.json").write_text(
            json.dumps(gold, ensure_ascii=False, indent=1), "utf-8"
        )


if __name__ == "__main__":
    main()
