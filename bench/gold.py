"""Gold files beside their pages, and the measures by which a parse is held against them.

What counts as the same text (`normalize`), how far two bodies agree (`overlap`), which article
is whose (`match_articles`) and when a field of the issue is right (`is_field_right`) follow the
definitions of the judge, ``shared/bin/score_pages``; the code is our own.

>>> normalize("# 春耕 —— “备” 好了……")
'春耕"备"好了'
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from tqdm import tqdm

from archive.parsing import parse_page
from archive.parsing.records import ArticleRecord, FieldValue, PageRecord

#: An article is right when its body shares this much with gold's.
RIGHT = 0.9
#: Bodies that share less are not matched at all.
RELATED = 0.3
#: A guess less sure than this counts as "not told".
GUESS = 0.5
#: What the judge leaves out of every comparison: white space, marks, dashes, runs of dots.
_ORNAMENTS = re.compile(r"(?:[\s#*_`■□◆●▲▶◀►◄|·•…—―─–‑-]|\.{2,})+")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
#: Of a printed value: the letters before a CN number, 市 after a city, spaces and hyphens.
_LOOSE = re.compile(r"^CN|市$|[\s-]")
_WINDOW = ("date_after", "date_before")


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article as an editor wants it; ``headlines`` holds every headline that is right."""

    headlines: tuple[str, ...]
    kicker: str
    subhead: str
    paragraphs: tuple[str, ...]
    optional: tuple[str, ...] = ()
    order_uncertain: bool = False

    @property
    def body(self) -> str:
        """All paragraphs as one text."""
        return "".join(self.paragraphs)

    @property
    def headline(self) -> str:
        """The first of the right headlines, or "" where none is printed."""
        return self.headlines[0] if self.headlines else ""


@dataclass(frozen=True, slots=True)
class Gold:
    """What a page says, made by hand or known from where it was rendered."""

    articles: tuple[GoldArticle, ...]
    issue: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A page with its gold and its parse; ``style`` is the group that it is counted in."""

    name: str
    style: str
    raw: str
    gold: Gold
    page: PageRecord


def read_gold(path: Path) -> Gold:
    """The gold of a page's text file, which stands beside it as PAGE.gold.json."""
    told = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    return gold_from(told)


def gold_from(told: dict[str, Any]) -> Gold:
    """The form of PAGES.md as records."""
    return Gold(tuple(map(_read_article, told["articles"])), told.get("issue") or {})


def _read_article(told: dict[str, Any]) -> GoldArticle:
    headlines = [told.get("headline") or "", *told.get("headline_also", [])]
    return GoldArticle(
        headlines=tuple(filter(None, headlines)),
        kicker=told.get("kicker") or "",
        subhead=told.get("subhead") or "",
        paragraphs=tuple(told["paragraphs"]),
        optional=tuple(told.get("paragraphs_optional", [])),
        order_uncertain=bool(told.get("order_uncertain")),
    )


def read_cases(paths: Sequence[Path]) -> Iterator[Case]:
    """Parse every page beside its gold, with a bar on standard error."""
    for path in tqdm(paths, desc="parse", unit="page"):
        data = path.read_bytes()
        page = parse_page(data)
        yield Case(path.stem, find_style(path), page.text, read_gold(path), page)


def find_style(path: Path) -> str:
    """The style that a rendered page is named for (made/wrap-…); "real" for those of pages/."""
    return "real" if path.parent.name == "pages" else path.stem.partition("-")[0]


def normalize(text: str | None) -> str:
    """Text as it is compared: no white space, no ornaments, one width, one kind of quotes."""
    bare = unicodedata.normalize("NFKC", _ORNAMENTS.sub("", text or ""))
    return _ORNAMENTS.sub("", bare.translate(_QUOTES))


def count_bigrams(text: str) -> Counter[str]:
    """Pairs of neighbouring characters; a single character counts by itself."""
    plain = normalize(text)
    return Counter(map("".join, pairwise(plain))) or Counter(plain)


def overlap(a: Counter[str], b: Counter[str]) -> float:
    """Dice's measure, 0 to 1; two empty texts agree."""
    if not a or not b:
        return float(not a and not b)
    return 2 * (a & b).total() / (a.total() + b.total())


def match_articles(
    gold: Sequence[GoldArticle], parsed: Sequence[ArticleRecord]
) -> dict[int, tuple[int, float]]:
    """Parsed index → (gold index, overlap): one to one, the best pairs first."""
    wanted = [count_bigrams(article.body) for article in gold]
    have = [count_bigrams("".join(article.paragraphs)) for article in parsed]
    pairs = [(overlap(w, h), i, j) for i, w in enumerate(wanted) for j, h in enumerate(have)]
    taken: set[int] = set()
    out: dict[int, tuple[int, float]] = {}
    for share, i, j in sorted(pairs, reverse=True):
        if share >= RELATED and i not in taken and j not in out:
            taken.add(i)
            out[j] = i, share
    return out


def is_headline_right(gold: GoldArticle, headline: str) -> bool:
    """Equal, white space and width aside, to one of gold's headlines; none where gold has none."""
    return normalize(headline) in [normalize(text) for text in gold.headlines or ("",)]


def is_field_right(wanted: dict[str, Any], name: str, got: FieldValue) -> bool:
    """Whether an issue field is as gold tells it: equal, inside its window of days, or untold."""
    value = wanted[name]
    if value is not None:
        return _loose(got.value) == _loose(value)
    if name == "date" and all(wanted.get(edge) for edge in _WINDOW):
        return str(wanted["date_after"]) <= str(got.value or "") <= str(wanted["date_before"])
    return not got.value or got.confidence < GUESS


def judged_fields(gold: Gold) -> list[str]:
    """The issue fields that gold speaks of, unknown ones included."""
    return [name for name in gold.issue if name not in _WINDOW]


def _loose(value: object) -> str:
    return _LOOSE.sub("", str(value or ""))
