"""The engines that ours are measured beside, all asked the same way (bench.search_questions).

- `haystack`: Haystack's own Whoosh backend with jieba's own analyzer (bench.search_stock).
- `plain-whoosh`: Whoosh with one field of words whose positions count, BM25F, one searcher kept.
- `fts5`: SQLite's full text search, words joined by spaces, facets by `GROUP BY`.

The last two are given the words of `search.analysis`; the first cuts for itself and tells in
`cutting` how long that took. A facet's own filter is left out where the facet is counted by our
engines only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any, Protocol

from whoosh import fields, query, sorting
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.filedb.filestore import FileStorage

from bench.search_questions import COUNTED, How, Question, request
from search import analysis
from search.engines.base import Document, Hit, SearchHits, Store
from search.matching import facet_values

#: Facets of which an article may have several values, or none.
SEVERAL = ("topic", "author")


class Engine(Protocol):
    """What is measured: an index in a folder of its own, given to the constructor.

    `cutting` is how many seconds of `build` and `add` went into cutting text where the engine does
    that itself; what is in `unanswered` it cannot be asked.
    """

    cutting: float
    unanswered: frozenset[How]

    def build(self, documents: Iterable[Document]) -> None:
        """Index these documents, in a folder that is not there yet or empty."""

    def add(self, documents: Sequence[Document]) -> None:
        """Index some documents more, as one commit."""

    def search(self, question: Question) -> SearchHits:
        """Return the hits of one page, how many there are, and what is counted."""

    def close(self) -> None:
        """Let go of files."""


class Own:
    """One of our engines."""

    cutting = 0.0
    unanswered: frozenset[How] = frozenset()

    def __init__(self, store: Store) -> None:
        self.store = store

    def build(self, documents: Iterable[Document]) -> None:
        """Build it."""
        self.store.rebuild(documents)

    def add(self, documents: Sequence[Document]) -> None:
        """Add."""
        self.store.apply(documents, ())

    def search(self, question: Question) -> SearchHits:
        """Search."""
        return self.store.run(request(question))

    def close(self) -> None:
        """Nothing is held: stores have no such thing."""


def all_values(document: Document) -> dict[str, Sequence[str]]:
    """Every facet's values; those of an article's day among them."""
    return {name: facet_values(name, document) for name in (*COUNTED, "month")}


def _joined(units: Iterable[str]) -> str:
    """The words of some units, parted by spaces."""
    return " ".join(word for unit in units for word in analysis.words(analysis.fold(unit)))


# Whoosh by itself


_CUT = SpaceSeparatedTokenizer()
_WHOOSH_SCHEMA = fields.Schema(
    article=fields.NUMERIC(int, bits=64, stored=True),
    words=fields.TEXT(analyzer=_CUT, stored=False),
    day=fields.NUMERIC(int, sortable=True),
    **{
        name: fields.KEYWORD(commas=True) if name in SEVERAL else fields.ID(sortable=True)
        for name in (*COUNTED, "month")
    },
)


class PlainWhoosh:
    """Whoosh used with care, without anything of ours."""

    cutting = 0.0
    unanswered: frozenset[How] = frozenset()

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        storage = FileStorage(str(folder))
        built = storage.index_exists()
        self._index = storage.open_index() if built else storage.create_index(_WHOOSH_SCHEMA)
        self._searcher = self._index.searcher()

    def build(self, documents: Iterable[Document]) -> None:
        """Index all in one commit."""
        self.add(documents)

    def add(self, documents: Iterable[Document]) -> None:
        """Index some more in one commit."""
        writer = self._index.writer(limitmb=512, compound=False)
        for document in documents:
            writer.add_document(
                article=document.article_id,
                words=_joined(document.units),
                day=document.date.toordinal(),
                **{name: ",".join(values) for name, values in all_values(document).items()},
            )
        writer.commit()
        self._searcher.close()
        self._searcher = self._index.searcher()

    def search(self, question: Question) -> SearchHits:
        """Search with the searcher that is kept."""
        counted = (*COUNTED, "month") if question.counted else ()
        grouped = {
            name: sorting.FieldFacet(name, allow_overlap=name in SEVERAL, maptype=sorting.Count)
            for name in counted
        }
        end = question.offset + question.limit
        found = self._searcher.search(
            _whoosh_query(question),
            limit=end,
            filter=_whoosh_filter(question),
            groupedby=grouped or None,
            sortedby=sorting.FieldFacet("day", reverse=True) if question.newest else None,
        )
        hits = tuple(
            Hit(found[rank]["article"], float(found.score(rank) or 0))
            for rank in range(question.offset, min(end, found.scored_length()))
        )
        facets = {name: dict(found.groups(name)) for name in counted}
        for name in set(SEVERAL) & facets.keys():
            facets[name].pop(None, None)
        return SearchHits(len(found), hits, facets, facets.pop("month", {}))

    def close(self) -> None:
        """Close the searcher."""
        self._searcher.close()


def _whoosh_query(question: Question) -> Any:
    if not question.words:
        return query.Every()
    match question.how:
        case How.PHRASE:
            return query.Phrase("words", list(question.words))
        case How.PREFIX:
            return query.Prefix("words", question.words[0])
        case How.WILDCARD:
            return query.Wildcard("words", question.words[0])
    terms = [query.Term("words", word) for word in question.words]
    return query.Or(terms) if question.how == How.ANY else query.And(terms)


def _whoosh_filter(question: Question) -> Any:
    conditions = [query.Term("city", question.city)] if question.city else []
    if question.first or question.last:
        first, last = question.first or date.min, question.last or date.max
        conditions.append(query.NumericRange("day", first.toordinal(), last.toordinal()))
    return reduce(lambda a, b: a & b, conditions) if conditions else None


# SQLite


#: One value each.
_SINGLE = tuple(name for name in (*COUNTED, "month") if name not in SEVERAL)
#: Everything but spaces stays in a word.
_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'"
_TABLES = f"""
CREATE VIRTUAL TABLE texts USING fts5(title, words, content='', tokenize="{_TOKENIZER}");
CREATE TABLE articles(id INTEGER PRIMARY KEY, day INTEGER, {", ".join(_SINGLE)});
CREATE INDEX by_day ON articles(day);
CREATE INDEX by_city ON articles(city, day);
CREATE TABLE topic(article INTEGER, value, PRIMARY KEY(article, value)) WITHOUT ROWID;
CREATE TABLE author(article INTEGER, value, PRIMARY KEY(article, value)) WITHOUT ROWID;
"""
#: A word of a headline counts as much as so many of the text.
_TITLE_WEIGHT = 5.0


class Fts5:
    """SQLite with FTS5: an index without the text, BM25 over headline and words."""

    cutting = 0.0
    unanswered = frozenset({How.WILDCARD})

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "fts5.sqlite3"
        built = path.exists()
        self._base = sqlite3.connect(path)
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.execute("PRAGMA cache_size = -65536")
        self._base.execute("PRAGMA temp_store = MEMORY")
        if not built:
            self._base.executescript(_TABLES)
        self._base.execute("CREATE TEMP TABLE found(id INTEGER PRIMARY KEY, rank REAL)")

    def build(self, documents: Iterable[Document]) -> None:
        """Index all, then merge what was written."""
        self.add(documents)
        self._base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        self._base.execute("ANALYZE")
        self._base.commit()

    def add(self, documents: Iterable[Document]) -> None:
        """Index some more in one transaction."""
        places = ", ".join("?" * (len(_SINGLE) + 2))
        for document in documents:
            pk, values = document.article_id, all_values(document)
            title, words = _joined(document.fields["title"]), _joined(document.units)
            self._base.execute(
                "INSERT INTO texts(rowid, title, words) VALUES (?, ?, ?)", (pk, title, words)
            )
            single = [values[name][0] for name in _SINGLE]
            self._base.execute(
                f"INSERT INTO articles VALUES ({places})",  # noqa: S608  # our own names
                (pk, document.date.toordinal(), *single),
            )
            for name in SEVERAL:
                rows = [(pk, value) for value in dict.fromkeys(values[name])]
                self._base.executemany(f"INSERT INTO {name} VALUES (?, ?)", rows)  # noqa: S608
        self._base.commit()

    def search(self, question: Question) -> SearchHits:
        """Put what is found into a table in memory, then sort and count it."""
        self._base.execute("DELETE FROM found")
        self._find(question)
        total = self._base.execute("SELECT count(*) FROM found").fetchone()[0]
        order = "day DESC, id" if question.newest or not question.words else "rank, day DESC, id"
        rows = self._base.execute(
            f"SELECT id, rank FROM found JOIN articles USING (id) ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: E501, S608
            (question.limit, question.offset),
        )
        hits = tuple(Hit(pk, -(rank or 0.0)) for pk, rank in rows)
        facets = {name: self._count(name) for name in (*COUNTED, "month") if question.counted}
        return SearchHits(total, hits, facets, facets.pop("month", {}))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _find(self, question: Question) -> None:
        conditions, values = _sql_conditions(question)
        if not question.words:
            where = f"WHERE {conditions}" if conditions else ""
            self._base.execute(
                f"INSERT INTO found SELECT id, NULL FROM articles {where}",  # noqa: S608
                values,
            )
            return
        within = ""
        if conditions:
            within = f"AND rowid IN (SELECT id FROM articles WHERE {conditions})"  # noqa: S608
        rank = "NULL" if question.newest else f"bm25(texts, {_TITLE_WEIGHT}, 1.0)"
        self._base.execute(
            f"INSERT INTO found SELECT rowid, {rank} FROM texts WHERE texts MATCH ? {within}",  # noqa: S608
            (_fts5_syntax(question), *values),
        )

    def _count(self, name: str) -> dict[str, int]:
        if name in SEVERAL:
            source = f"SELECT value, count(*) FROM found JOIN {name} ON article = id GROUP BY value"  # noqa: S608
        else:
            source = f"SELECT {name}, count(*) FROM found JOIN articles USING (id) GROUP BY {name}"  # noqa: S608
        return dict(self._base.execute(source))


def _sql_conditions(question: Question) -> tuple[str, list[str | int]]:
    """The conditions on city and day, and their values."""
    conditions: dict[str, str | int] = {}
    if question.city:
        conditions["city = ?"] = question.city
    if question.first:
        conditions["day >= ?"] = question.first.toordinal()
    if question.last:
        conditions["day <= ?"] = question.last.toordinal()
    return " AND ".join(conditions), list(conditions.values())


def _fts5_syntax(question: Question) -> str:
    words = [word.replace('"', '""') for word in question.words]
    match question.how:
        case How.PHRASE:
            return f'"{" ".join(words)}"'
        case How.PREFIX:
            return f'"{words[0]}" *'
        case How.ANY:
            return " OR ".join(f'"{word}"' for word in words)
        case How.ALL:
            return " AND ".join(f'"{word}"' for word in words)
        case How.WILDCARD:
            raise ValueError("FTS5 has no patterns")
