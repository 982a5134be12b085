"""Sets pages with gold from the shared corpora: ``python -m bench.pages FOLDER --count 200``.

``--kinds`` and ``--sources`` choose what they are made of; ``--seed`` makes them again.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bench.corpus import (
    NEWSCAST,
    NEWSPAPER_1998,
    NEWSPAPER_2023,
    Item,
    is_held_out,
    pages_of,
    read_items,
)
from bench.rendering import Gold, render
from bench.styles import KINDS, draw_style

SOURCES = (NEWSPAPER_2023, NEWSPAPER_1998, NEWSCAST)
#: Share of pages of briefs, as regional papers have more of than national ones.
BRIEF_PAGES = 0.1
MOST_ITEMS, MOST_CHARACTERS = 10, 14_000


def draw_pages(
    groups: Sequence[Sequence[Item]], rng: random.Random, kinds: Sequence[str], count: int
) -> Iterator[tuple[str, str, Gold]]:
    """So many pages as (kind, text, gold), each from one group of items that stood together."""
    for i in range(count):
        kind = kinds[i % len(kinds)]
        items = _choose(rng.choice(groups), rng)
        text, gold = render(items, draw_style(rng, kind), rng)
        yield kind, text, gold


def _choose(group: Sequence[Item], rng: random.Random) -> list[Item]:
    """The items of a page; of a long day as many as a page holds."""
    items = list(group)
    if len(items) > MOST_ITEMS:
        start = rng.randrange(len(items) - 3)
        items = items[start : start + rng.randint(3, MOST_ITEMS)]
    kept: list[Item] = []
    for item in items:
        if not kept or sum(i.length for i in kept) + item.length <= MOST_CHARACTERS:
            kept.append(item)
    if len(kept) > 1 and rng.random() < 0.2:
        rng.shuffle(kept)
    if rng.random() < BRIEF_PAGES:
        kept = [_shorten(item, rng) for item in kept]
    return [replace(item, date=kept[0].date) for item in kept]


def _shorten(item: Item, rng: random.Random) -> Item:
    """The item as a brief: its first paragraphs, the last of which closes a sentence."""
    count = rng.choice((1, 1, 2, 3))
    kept = list(item.paragraphs[:count])
    while len(kept) > 1 and not kept[-1].endswith(("。", "！", "？", "”")):
        kept.pop()
    sentences = re.findall(r"[^。！？]+[。！？]”?", kept[-1])
    if rng.random() < 0.5 and len(sentences) > 1:
        kept[-1] = "".join(sentences[: rng.randint(1, 3)])
    return replace(item, paragraphs=tuple(kept))


def main() -> None:
    """Write the pages and their gold into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--sources", nargs="+", choices=SOURCES, default=list(SOURCES))
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--held-out", action="store_true", help="only days never trained on")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for source in options.sources:
        groups = [g for g in pages_of(read_items(options.corpus, source)) if len(g) > 1]
        if options.held_out:
            groups = list(filter(is_held_out, groups))
        rng = random.Random(f"{options.seed}-{source}")
        pages = draw_pages(groups, rng, options.kinds, options.count)
        for i, (kind, text, gold) in enumerate(pages):
            path = options.folder / f"{kind}-{source}-{i:04}.txt"
            path.write_text(text, "utf-8")
            path.with_suffix(".gold.json").write_text(
                json.dumps(gold, ensure_ascii=False, indent=1)
            )


if __name__ == "__main__":
    main()
