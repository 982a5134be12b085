"""The shared corpora as items to set pages from; nothing of their text is kept in the project.

``read_items(folder, "newspaper-2023-07")`` leaves out what stands in ``pages/made``, so that those
pages stay unseen.
"""

from __future__ import annotations

import json
import lzma
import re
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.parsing.byline import is_byline_line

NEWSPAPER_2023 = "newspaper-2023-07"
NEWSPAPER_1998 = "newspaper-1998-01"
NEWSCAST = "newscast-2022-2026"
_BROADCAST = re.compile(r"^央视网消息[^:：]{0,12}[:：]\s*")
_SPACES = re.compile(r"\s+")
#: What the corpora hold beside articles: colophons, and runs of brief items under one title.
_NO_ARTICLE = re.compile(r"责编|责任编辑|邮箱|快讯|广告|图片报道")
#: Less text than this is no article.
LEAST = 60
#: A byline stands among the first paragraphs.
BYLINE_REACH, BYLINE_LONGEST = 3, 20


@dataclass(frozen=True, slots=True)
class Item:
    """One article with the parts of its head; crossheads are short paragraphs among the others."""

    source: str
    id: str
    date: str
    page: str
    headline: str
    paragraphs: tuple[str, ...]
    kicker: str = ""
    subhead: str = ""
    byline: str = ""
    column: str = ""

    @property
    def length(self) -> int:
        """Characters of the body."""
        return sum(map(len, self.paragraphs))


def read_items(folder: Path, source: str) -> list[Item]:
    """The items of one corpus that have a headline and a body, in printed order."""
    made = _made_texts(folder.parent / "pages" / "made")
    items = read_records(folder, source)
    return [item for item in items if _is_article(item) and not made & set(_keys(item))]


def read_records(folder: Path, source: str) -> Iterator[Item]:
    """Every record of one corpus as an item, in printed order."""
    return (_item(source, record) for record in _records(folder / f"{source}.jsonl.xz"))


def _is_article(item: Item) -> bool:
    return bool(item.headline) and item.length >= LEAST and not _NO_ARTICLE.search(item.headline)


def pages_of(items: Iterable[Item]) -> list[list[Item]]:
    """Items grouped as they stood together: by day and page."""
    pages: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in items:
        pages[item.date, item.page].append(item)
    return list(pages.values())


def is_held_out(group: Sequence[Item]) -> bool:
    """Whether a page's day is one of the fifth of all days that training never sees."""
    return zlib.crc32(group[0].date.encode()) % 5 == 0


def normalize(text: str) -> str:
    """Width and white space aside, as the judge compares."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text))


def _records(path: Path) -> Iterator[dict[str, object]]:
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _item(source: str, record: dict[str, object]) -> Item:
    told = {key: str(record.get(key) or "").strip() for key in ("kicker", "headline", "subhead")}
    paragraphs = record.get("paragraphs")
    texts = paragraphs if isinstance(paragraphs, list) else str(record.get("body")).split("\n")
    if source == NEWSPAPER_1998:
        texts = [_half_width_digits(text) for text in texts]
        told = {key: _half_width_digits(text) for key, text in told.items()}
    body = [_BROADCAST.sub("", str(text).strip()) for text in texts]
    byline = _take_byline(body) if source == NEWSPAPER_1998 else ""
    return Item(
        source=source,
        id=str(record["id"]),
        date=str(record["date"]),
        page=str(record.get("page") or ""),
        paragraphs=tuple(filter(None, body)),
        byline=byline,
        **told,
    )


def _take_byline(body: list[str]) -> str:
    """The corpus of 1998 has bylines as paragraphs: the first is taken out of the body."""
    for i, text in enumerate(body[:BYLINE_REACH]):
        if len(text) <= BYLINE_LONGEST and is_byline_line(text):
            return body.pop(i)
    return ""


def _half_width_digits(text: str) -> str:
    """Digits and Latin letters of 1998 as they are printed now."""
    return re.sub("[０-９Ａ-Ｚａ-ｚ％．]", lambda m: unicodedata.normalize("NFKC", m[0]), text)


def _keys(item: Item) -> Sequence[str]:
    return [normalize(text) for text in item.paragraphs if len(text) > 30]


def _made_texts(folder: Path) -> set[str]:
    texts: set[str] = set()
    for path in folder.glob("*.gold.json"):
        gold = json.loads(path.read_text("utf-8"))
        for article in gold["articles"]:
            texts.update(normalize(text) for text in article["paragraphs"] if len(text) > 30)
    return texts
