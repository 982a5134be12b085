"""Small corpora of invented text, in the form of the shared ones."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.corpus import Item

_WHO = (
    "城西公园",
    "市第二医院",
    "供水公司",
    "铁路车站",
    "老城小学",
    "渡口村",
    "木工坊",
    "青石书店",
)
_DID = ("添了两个窗口", "修好了石桥", "换上了新灯", "开到夜里十点", "请来了老师傅", "种下百棵银杏")
_WHY = ("居民少走许多路", "老人和孩子都高兴", "等候时间短了一半", "来的人比往年多", "花费并不增加")
_WHEN = ("昨日", "入春以来", "三月初", "这个周末", "天亮以前", "雨停之后")
_HEADS = ("迎来新变化", "办成三件小事", "夜里也亮灯", "离家更近了", "请街坊打分")


def seeded(seed: int) -> random.Random:
    """A generator that draws the same on every run."""
    return random.Random(seed)  # noqa: S311


def make_paragraph(rng: random.Random, sentences: int = 3) -> str:
    """So many invented sentences."""
    return "".join(
        f"{rng.choice(_WHEN)}，{rng.choice(_WHO)}{rng.choice(_DID)}，{rng.choice(_WHY)}。"
        for _ in range(sentences)
    )


def make_item(rng: random.Random, date: str = "2024-03-06", page: str = "1", **more: str) -> Item:
    """An invented article; every third has a kicker, every third a subhead, some crossheads."""
    who = rng.choice(_WHO)
    texts = [make_paragraph(rng, rng.randint(1, 4)) for _ in range(rng.randint(3, 6))]
    if len(texts) > 4:
        texts.insert(2, f"{rng.choice(_WHO)}的早晨")
    told = {
        "headline": who + rng.choice(_HEADS),
        "kicker": rng.choice(("", "", "我市推进便民工程——")),
        "subhead": rng.choice(("", "", f"——{who}走笔")),
    }
    number = str(rng.randrange(10**9))
    return Item("own", number, date, page, paragraphs=tuple(texts), **told | more)


def make_record(item: Item) -> dict[str, object]:
    """The record of an item as a corpus holds it."""
    return {
        "id": item.id,
        "date": item.date,
        "page": item.page,
        "kicker": item.kicker,
        "headline": item.headline,
        "subhead": item.subhead,
        "paragraphs": list(item.paragraphs),
    }


def write_corpus(folder: Path, source: str, records: Iterable[Mapping[str, object]]) -> Path:
    """A corpus file with these records; returns its folder."""
    folder.mkdir(exist_ok=True)
    with lzma.open(folder / f"{source}.jsonl.xz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return folder


def write_days(folder: Path, source: str, days: Sequence[str], pages: int, seed: int) -> Path:
    """A corpus of so many pages a day, three articles a page."""
    rng = seeded(seed)
    items = [
        make_item(rng, day, str(page)) for day in days for page in range(pages) for _ in range(3)
    ]
    return write_corpus(folder, source, map(make_record, items))
