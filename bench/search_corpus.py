"""The shared corpora as documents to index, as many as are asked for: ``documents(100_000)``.

Printed are text, dates and, in part, page and byline; city, newspaper, topics, genre and what else
the corpora do not tell are drawn from a hash of the article's id. The order is shuffled once, so
that any number of the first documents is a fair sample.

Beyond the corpora's own 24,600 the archive grows by rounds of recombination: each round prints
every article once more, years earlier and in another city, with its own head and every other
paragraph its own; the paragraphs between are dealt out among all articles. So each round holds
each paragraph once, and every word has the same share of the text as before. What changes: a word
that is said again and again in few articles spreads, so that a round has it in 1.0 (rare words) to
1.14 times (common ones) as many articles, 1.5 times for one word in twenty; no new words turn up, a
word stands in as many times more articles as there are rounds, however rare it was; and a long
string stands in one article a round.
"""

from __future__ import annotations

import datetime
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from itertools import count as numbers
from pathlib import Path

from archive.parsing.byline import find_lead, find_signature, strip_parens
from archive.parsing.credits import parse_names
from archive.parsing.gazetteer import places
from archive.topics.tree import topics
from bench.corpus import NEWSCAST, NEWSPAPER_1998, NEWSPAPER_2023, Item, read_records
from search import analysis
from search.engines.base import Document

CORPUS = Path("../shared/corpus")
WORK = Path("var/bench")
#: From one round to the next: longer than the longest of the corpora.
ROUND = datetime.timedelta(days=4 * 365)
#: Genres as often as they are listed.
GENRES = ("news",) * 14 + ("photo",) * 3 + ("notice", "table", "teaser")
#: Pages of items that had none, as often as they are listed.
PAGES = ("1", "1", "2", "2", "3", "3", "4", "5", "6", "7", "8", "A1", "A2", "B1", "B2", "12")
_COLUMN = re.compile(r"^【([^】]{2,12})】(?=.)")


@cache
def articles(folder: Path = CORPUS) -> Sequence[Item]:
    """All items with a headline and text, shuffled once."""
    read = (item for s in (NEWSPAPER_1998, NEWSPAPER_2023, NEWSCAST) for item in _read(folder, s))
    found = [item for item in read if item.headline and item.paragraphs]
    random.Random(1998).shuffle(found)
    return tuple(found)


def _read(folder: Path, source: str) -> Iterable[Item]:
    return read_records(folder, source) if (folder / f"{source}.jsonl.xz").exists() else ()


def documents(count: int | None = None, folder: Path = CORPUS) -> Iterator[Document]:
    """Yield `count` documents, or as many as the corpora have articles; the ids count from 1.

    Raises FileNotFoundError where there are no corpora.
    """
    items = articles(folder)
    if not items:
        raise FileNotFoundError(folder)
    left = len(items) if count is None else count
    first = 1
    for number in numbers():
        if left <= 0:
            return
        for offset, item in enumerate(_round(items, number)[:left]):
            yield make_document(item, first + offset, number)
        first += len(items)
        left -= len(items)


def _round(items: Sequence[Item], number: int) -> Sequence[Item]:
    """The items as they are printed in this round."""
    if not number:
        return items
    dealt = [text for item in items for text in item.paragraphs[1::2]]
    random.Random(number).shuffle(dealt)
    pile = iter(dealt)
    return [_recombined(item, number, pile) for item in items]


def _recombined(item: Item, number: int, pile: Iterator[str]) -> Item:
    """The item with its own first, third … paragraph and others from the pile, earlier."""
    texts = (next(pile) if i % 2 else text for i, text in enumerate(item.paragraphs))
    day = datetime.date.fromisoformat(item.date) - number * ROUND
    return replace(item, paragraphs=tuple(texts), date=day.isoformat())


def make_document(item: Item, article_id: int, number: int = 0) -> Document:
    """The document of an item as it is printed in a round, placed by a hash of its id."""
    draw = random.Random(f"{item.source} {item.id} {number}")
    city, slug = draw.choice(_papers())
    column, headline = _split_column(item)
    byline = item.byline or _find_byline(item)
    titles = tuple(filter(None, (item.kicker, headline, item.subhead)))
    names = tuple(credit.name for credit in parse_names(strip_parens(byline)))
    page = item.page.lstrip("0") or draw.choice(PAGES)
    byline_units = (item.byline,) if item.byline else ()
    return Document(
        article_id=article_id,
        units=(*column, *titles, *byline_units, *item.paragraphs),
        fields={"title": titles, "author": (*byline_units, *names), "column": column},
        facets={
            "city": (city,),
            "newspaper": (slug,),
            "topic": tuple(sorted({draw.choice(_topics()) for _ in range(draw.choice((0, 1, 2)))})),
            "genre": (draw.choice(GENRES),),
            "front": ("front" if page in ("1", "A1") else "inner",),
            "page": (page,),
            "author": names,
        },
        date=datetime.date.fromisoformat(item.date),
        digest=blake2b(f"{item.source} {item.id} {number}".encode(), digest_size=16).digest(),
    )


def _split_column(item: Item) -> tuple[tuple[str, ...], str]:
    """The column that the newscast prints in brackets before the headline, and the headline."""
    found = _COLUMN.match(item.headline)
    if not found:
        return (item.column,) if item.column else (), item.headline
    return (found[1],), item.headline[found.end() :]


def _find_byline(item: Item) -> str:
    """The names in the lead-in or at the end."""
    lead = find_lead(item.paragraphs[0])
    return (lead.names if lead else "") or find_signature(item.paragraphs[-1])


@cache
def _papers() -> Sequence[tuple[str, str]]:
    """City code and newspaper's slug: a daily for each city, an evening paper for every third."""
    codes = [place.adcode for place in places() if place.level == "city"]
    evening = [code for code in codes if zlib.crc32(code.encode()) % 3 == 0]
    return [(c, f"ribao-{c}") for c in codes] + [(c, f"wanbao-{c}") for c in evening]


@cache
def _topics() -> Sequence[str]:
    return [topic.slug for topic in topics()]


@contextmanager
def cut_beforehand(made: Iterable[Document], work: Path = WORK) -> Iterator[int]:
    """Have `analysis.cut` know the words of these documents already, while it lasts.

    They are cut once and kept in a file of the folder `work`, one unit a line; yields how many
    units are known. So an engine can be timed without the time that cutting takes. What else is
    cut meanwhile (queries) is cut as ever.
    """
    cut = analysis.cut
    analysis.cut = known = _Known(made, work)
    try:
        yield len(known.lines)
    finally:
        analysis.cut = cut


class _Known:
    """Folded text → its words, from memory where it is known."""

    def __init__(self, made: Iterable[Document], work: Path) -> None:
        self.cut = analysis.cut
        work.mkdir(parents=True, exist_ok=True)
        path = work / f"words-{self._signature()}.txt"
        self.lines = {line.replace("\x1f", ""): line for line in _lines(path)}
        with path.open("a", encoding="utf-8", errors="surrogatepass") as file:
            for text in (analysis.fold(unit) for document in made for unit in _all_units(document)):
                if text not in self.lines:
                    self.lines[text] = "\x1f".join(self.cut(text))
                    file.write(self.lines[text] + "\n")

    def __call__(self, folded: str) -> list[str]:
        line = self.lines.get(folded)
        return self.cut(folded) if not line else line.split("\x1f")

    def _signature(self) -> str:
        """What tells one way of folding and cutting from another: how it cuts the gazetteer."""
        told = [self.cut(f"{place.province}{place.name}市民在城里读报") for place in places()]
        return blake2b(repr((analysis.SCHEMA_VERSION, told)).encode(), digest_size=6).hexdigest()


def _all_units(document: Document) -> Iterator[str]:
    yield from document.units
    for units in document.fields.values():
        yield from units


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file; a last one that was never finished is left out."""
    if path.exists():
        with path.open(encoding="utf-8", errors="surrogatepass", newline="\n") as file:
            yield from (line[:-1] for line in file if line.endswith("\n"))
