"""Exact is exact: ``python -m bench.grep_parity [--engine whoosh] [--strings 2000]``.

Articles of the corpora are written into a temporary database as published rows and indexed from
there. Random strings of 1 to 12 characters are then searched for, quoted, and beside each answer
stands what a scan of the database finds: the articles of which `Article.text_units()`, folded, hold
the string. Each string is looked for once as it is, once with a filter drawn for it, and once in
each field that a query can name (half of the time a string of that field instead). Prints for every
engine how many articles were missed and how many were found that should not be; 0 and 0 are
expected.

The strings are cut out of the units anywhere (`cut`), around Latin letters, figures and punctuation
(`signs`), across the join of two units (`join`: most stand nowhere), or are cut strings with their
characters in another order (`absent`: most stand nowhere).
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from bench.search_built import STORES
from bench.search_corpus import CORPUS, WORK, cut_beforehand, documents
from bench.search_rows import fill_database, temporary_database

# isort: split

from django.utils.module_loading import import_string
from tqdm import tqdm

from archive.models import Article
from search.analysis import fold
from search.documents import make_document
from search.engines.base import SearchRequest, Store
from search.query import Between, In, Node, Phrase, parse
from search.search_indexes import ArticleIndex

LONGEST = 12
#: How many strings of each kind, in a hundred.
KINDS = {"cut": 60, "signs": 20, "join": 10, "absent": 10}
FIELDS = ("title", "author", "column")
_SIGNS = re.compile(r"[A-Za-zＡ-Ｚａ-ｚ0-9０-９]+|[^\w\s]+")
_ZEROS = re.compile("(?<![0-9])0+")
_QUOTES = re.compile('["“”＂「」『』]')


@dataclass(frozen=True)
class Row:
    """What the database holds of an article; texts are folded, one unit a line."""

    pk: int
    units: Mapping[str, Sequence[str]]  # as printed, of the whole (``""``) and of each field
    texts: Mapping[str, str]  # the same, folded
    values: Mapping[str, frozenset[str]]
    day: date


@dataclass
class Score:
    """Answers of one engine in one way of asking."""

    asked: int = 0
    found: int = 0
    missed: int = 0
    false: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, expected: set[int], found: set[int], told: str) -> None:
        """Compare one answer; `told` says what was asked."""
        self.asked += 1
        self.found += len(found)
        self.missed += len(expected - found)
        self.false += len(found - expected)
        if expected != found and len(self.examples) < 5:
            self.examples.append(told)


def read_rows() -> list[Row]:
    """Every published article, straight from the models."""
    articles = Article.objects.published().with_place().prefetch_related("topics")
    return [_read_row(article) for article in articles.iterator(500)]


def _read_row(article: Article) -> Row:
    issue, page = article.page.issue, article.page
    assert issue is not None
    names = [credit["name"] for credit in article.credits]
    units = {
        "": article.text_units(),
        "title": _lines(article.kicker, article.headline, article.subhead),
        "author": _lines(article.byline, *names),
        "column": _lines(article.column),
    }
    return Row(
        pk=article.pk,
        units=units,
        texts={name: "\n".join(map(fold, lines)) for name, lines in units.items()},
        values={
            "city": frozenset({article.city.adcode}),
            "newspaper": frozenset({issue.newspaper.slug}),
            "topic": frozenset(topic.slug for topic in article.topics.all()),
            "genre": frozenset({article.genre}),
            "front": frozenset({"front" if page.sequence == 1 else "inner"}),
            "page": frozenset({_ZEROS.sub("", page.label)}),
            "author": frozenset(names),
            "year": frozenset({str(issue.date.year)}),
            "month": frozenset({f"{issue.date:%Y-%m}"}),
        },
        day=issue.date,
    )


def _lines(*texts: str) -> list[str]:
    return [line for text in texts for line in text.split("\n") if line.strip()]


def draw_strings(rows: Sequence[Row], count: int, seed: int) -> list[tuple[str, str]]:
    """So many (kind, string), in the shares of KINDS; none folds to nothing."""
    rng = random.Random(seed)
    kinds = list(KINDS)
    drawn: list[tuple[str, str]] = []
    while len(drawn) < count:
        kind = rng.choices(kinds, list(KINDS.values()))[0]
        text = _DRAWS[kind](rng, rng.choice(rows).units[""])
        if fold(text):
            drawn.append((kind, text))
    return drawn


def _cut(rng: random.Random, units: Sequence[str]) -> str:
    unit = rng.choice(units)
    start = rng.randrange(len(unit))
    return unit[start : start + rng.randint(1, LONGEST)]


def _signs(rng: random.Random, units: Sequence[str]) -> str:
    unit = rng.choice(units)
    places = list(_SIGNS.finditer(unit))
    if not places:
        return ""
    found = rng.choice(places)
    start = max(0, found.start() - rng.randint(0, 3))
    return unit[start : start + rng.randint(1, LONGEST)]


def _join(rng: random.Random, units: Sequence[str]) -> str:
    if len(units) < 2:
        return ""
    place = rng.randrange(1, len(units))
    before, after = rng.randint(1, LONGEST // 2), rng.randint(1, LONGEST // 2)
    return units[place - 1][-before:] + units[place][:after]


def _absent(rng: random.Random, units: Sequence[str]) -> str:
    text = _cut(rng, units)
    return "".join(rng.sample(text, len(text)))


_DRAWS: Mapping[str, Callable[[random.Random, Sequence[str]], str]] = {
    "cut": _cut,
    "signs": _signs,
    "join": _join,
    "absent": _absent,
}


@dataclass(frozen=True)
class Filter:
    """A facet's values that are wanted or unwanted, or days."""

    name: str
    values: tuple[str, ...] = ()
    wanted: bool = True
    days: tuple[date, date] | None = None

    def passes(self, row: Row) -> bool:
        """Whether the database's row has what is asked for."""
        if self.days:
            return self.days[0] <= row.day <= self.days[1]
        return self.wanted is not row.values[self.name].isdisjoint(self.values)

    def request(self, tree: Node | None) -> SearchRequest:
        """What an engine is asked."""
        if self.days:
            return SearchRequest(tree, dates=Between(*self.days), limit=None)
        chosen = {self.name: self.values}
        if self.wanted:
            return SearchRequest(tree, filters=chosen, limit=None)
        return SearchRequest(tree, without=chosen, limit=None)


def draw_filter(rng: random.Random, rows: Sequence[Row]) -> Filter:
    """A filter that some article passes, or, where values are unwanted, some does not."""
    row = rng.choice(rows)
    name = rng.choice((*sorted(row.values), "date"))
    if name == "date":
        first, last = sorted((row.day, rng.choice(rows).day))
        return Filter(name, days=(first, last))
    values = row.values[name] | rng.choice(rows).values[name]
    return Filter(name, tuple(sorted(values)) or ("none",), rng.random() < 0.7)


def compare(
    store: Store, rows: Sequence[Row], strings: Sequence[tuple[str, str]], seed: int
) -> dict[str, Score]:
    """Ask for each string in every way; returns the scores by way of asking."""
    rng = random.Random(seed)
    scores = {name: Score() for name in ("quoted", "filtered", *FIELDS)}
    for _kind, text in tqdm(strings, "strings", leave=False):
        whole = _scan(rows, "", fold(text))
        tree = _quoted(text)
        scores["quoted"].add({row.pk for row in whole}, _ask(store, SearchRequest(tree)), text)
        drawn = draw_filter(rng, rows)
        expected = {row.pk for row in whole if drawn.passes(row)}
        scores["filtered"].add(expected, _ask(store, drawn.request(tree)), f"{text} {drawn}")
        for name in FIELDS:
            asked = draw_own(rng, rows, name) or text
            own = {row.pk for row in _scan(rows, name, fold(asked))}
            found = _ask(store, SearchRequest(In(name, Phrase(asked))))
            scores[name].add(own, found, asked)
    return scores


def draw_own(rng: random.Random, rows: Sequence[Row], name: str) -> str:
    """A string of some article's field; nothing half of the time, or where it has none."""
    units = rng.choice(rows).units[name]
    text = _cut(rng, units) if units and rng.random() < 0.5 else ""
    return text if fold(text) else ""


def _scan(rows: Sequence[Row], name: str, text: str) -> list[Row]:
    return [row for row in rows if text in row.texts[name]]


def _quoted(text: str) -> Node | None:
    """The string as a reader quotes it; one with quotation marks in it is not parsed."""
    return Phrase(text) if _QUOTES.search(text) else parse(f"“{text}”").tree


def _ask(store: Store, request: SearchRequest) -> set[int]:
    hits = store.run(replace(request, limit=None))
    found = {hit.article_id for hit in hits.hits}
    assert hits.total == len(hits.hits) == len(found)
    assert not hits.partial
    return found


def index_rows(store: Store, work: Path) -> None:
    """Index what the database holds, as a rebuild does."""
    articles = ArticleIndex().index_queryset().order_by("pk")
    made = [make_document(article) for article in articles.iterator(500)]
    with cut_beforehand(made, work):
        store.rebuild(tqdm(made, "index", unit="article", leave=False))


def table(scores: Mapping[str, Mapping[str, Score]]) -> Iterator[str]:
    """Yield the lines of the table, and some examples of what went wrong."""
    yield f"{'engine':<10}{'asked':<10}{'times':>8}{'found':>12}{'missed':>8}{'false':>8}"
    for engine, ways in scores.items():
        for way, score in ways.items():
            told = f"{score.asked:>8,}{score.found:>12,}{score.missed:>8,}{score.false:>8,}"
            yield f"{engine:<10}{way:<10}{told}"
    for engine, ways in scores.items():
        for way, score in ways.items():
            yield from (f"{engine} {way} {example!r}" for example in score.examples)


def main(arguments: Sequence[str] | None = None) -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.grep_parity",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--engine", choices=[*STORES, "both"], default="both")
    parser.add_argument("--strings", type=int, default=2_000)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, default=WORK, help="words are kept here")
    options = parser.parse_args(arguments)
    names = [*STORES] if options.engine == "both" else [options.engine]
    with temporary_database(), tempfile.TemporaryDirectory() as folder:
        fill_database(documents(options.articles, options.corpus))
        rows = read_rows()
        strings = draw_strings(rows, options.strings, options.seed)
        kinds = Counter(kind for kind, _text in strings)
        standing = sum(bool(_scan(rows, "", fold(text))) for _kind, text in strings)
        counts = ", ".join(f"{kinds[kind]:,} {kind}" for kind in KINDS)
        print(f"{len(rows):,} articles in the database; {len(strings):,} strings ({counts}),")
        print(f"of which {len(strings) - standing:,} stand nowhere")
        scores = {}
        for name in names:
            store: Store = import_string(STORES[name])(Path(folder) / name)
            index_rows(store, options.work)
            scores[name] = compare(store, rows, strings, options.seed)
    print(*table(scores), sep="\n")


if __name__ == "__main__":
    main()
