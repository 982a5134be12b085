"""Haystack's own Whoosh backend with jieba's own analyzer, as people set it up."""

from __future__ import annotations

import json
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import jieba
from django.db.models import Model
from haystack import connections, indexes
from haystack.backends.whoosh_backend import WhooshSearchBackend
from whoosh.analysis import IDAnalyzer

from archive.models import Article
from bench.search_peers import SEVERAL, all_values
from bench.search_questions import COUNTED, How, Question
from search import analysis
from search.engines.base import Document, Hit, SearchHits

with warnings.catch_warnings():
    warnings.simplefilter("ignore", ResourceWarning)  # it leaves its files to the collector
    from jieba.analyse import ChineseAnalyzer

#: Articles that go to the backend at once: the default of Haystack's rebuild_index.
BATCH = 1_000
jieba.setLogLevel("WARNING")


class StockIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """What Haystack is told of an article; `documents` holds those at hand, by article."""

    text = indexes.CharField(document=True, analyzer=ChineseAnalyzer())
    date = indexes.DateField()
    # Codes are kept whole: the English analyzer would count parts of them.
    city = indexes.CharField(analyzer=IDAnalyzer())
    newspaper = indexes.CharField(analyzer=IDAnalyzer())
    genre = indexes.CharField(analyzer=IDAnalyzer())
    front = indexes.CharField(analyzer=IDAnalyzer())
    page = indexes.CharField(analyzer=IDAnalyzer())
    year = indexes.CharField(analyzer=IDAnalyzer())
    topic = indexes.MultiValueField()
    author = indexes.MultiValueField()

    def __init__(self) -> None:
        super().__init__()
        self.documents: dict[int, Document] = {}

    def get_model(self) -> type[Model]:
        """The model whose rows are indexed; no row is read."""
        return Article

    def prepare(self, article: Article) -> dict[str, Any]:
        """The fields of one article."""
        document = self.documents[article.pk]
        prepared: dict[str, Any] = super().prepare(article)
        for name, values in all_values(document).items():
            if name in self.fields:
                prepared[name] = list(values) if name in SEVERAL else values[0]
        return prepared | {
            "text": "\n".join(map(analysis.fold, document.units)),
            "date": document.date,
        }


class StockHaystack:
    """Haystack's own backend on Whoosh."""

    unanswered: frozenset[How] = frozenset()

    def __init__(self, folder: Path) -> None:
        self.cutting = 0.0
        self._days = folder / "days.json"
        engine = "haystack.backends.whoosh_backend.WhooshEngine"
        connections.connections_info["stock"] = {"ENGINE": engine}
        connections.reload("stock")
        self._index = StockIndex()
        connections["stock"].get_unified_index().build(indexes=[self._index])
        path = str(folder / "index")
        self._backend = WhooshSearchBackend("stock", PATH=path, SILENTLY_FAIL=False)

    def build(self, documents: Iterable[Document]) -> None:
        """Index in batches, as its rebuild_index does."""
        left = iter(documents)
        while batch := list(islice(left, BATCH)):
            self.add(batch)

    def add(self, documents: Sequence[Document]) -> None:
        """Index a batch."""
        self._index.documents = {document.article_id: document for document in documents}
        with self._cutting_is_timed():
            self._backend.update(self._index, [Article(pk=pk) for pk in self._index.documents])
        days = [*self._known_days(), *(document.date.isoformat() for document in documents)]
        self._days.write_text(json.dumps([min(days), max(days)]), "ascii")

    def _known_days(self) -> list[str]:
        return list(json.loads(self._days.read_text("ascii"))) if self._days.exists() else []

    @contextmanager
    def _cutting_is_timed(self) -> Iterator[None]:
        """Have `jieba.tokenize`, which the analyzer calls, tell its time."""
        tokenize = jieba.tokenize

        def timed(*args: Any, **options: Any) -> list[Any]:
            start = time.perf_counter()
            found = list(tokenize(*args, **options))
            self.cutting += time.perf_counter() - start
            return found

        jieba.tokenize = timed
        try:
            yield
        finally:
            jieba.tokenize = tokenize

    def search(self, question: Question) -> SearchHits:
        """Ask the backend as Haystack's query sets do."""
        counted: dict[str, Any] = {}
        if question.counted:
            start, end = map(datetime.fromisoformat, self._known_days())
            span = {"start_date": start.replace(day=1), "end_date": end, "gap_by": "month"}
            counted = {"facets": list(COUNTED), "date_facets": {"date": span}}
        found = self._backend.search(
            _whoosh_syntax(question),
            start_offset=question.offset,
            end_offset=question.offset + question.limit,
            sort_by=["-date"] if question.newest else None,
            narrow_queries=_narrowings(question),
            **counted,
        )
        hits = tuple(Hit(int(each.pk), each.score) for each in found["results"])
        told = found.get("facets") or {"fields": {}, "dates": {}}
        months = told["dates"].get("date", ())
        return SearchHits(
            found["hits"],
            hits,
            {name: dict(pairs) for name, pairs in told["fields"].items()},
            {f"{span[0]:%Y-%m}": number for span, number in months if span and number},
        )

    def close(self) -> None:
        """Nothing is held: each search opens and closes the index."""


def _whoosh_syntax(question: Question) -> str:
    """What a reader of such a site types; everything is `*:*`, for `*` finds nothing."""
    if not question.words:
        return "*:*"
    match question.how:
        case How.PHRASE:
            return f'"{"".join(question.words)}"'
        case How.PREFIX:
            return f"{question.words[0]}*"
        case How.ANY:
            return " OR ".join(question.words)
        case _:
            return " ".join(question.words)


def _narrowings(question: Question) -> set[str]:
    narrowings = {f"city:{question.city}"} if question.city else set()
    if question.first or question.last:
        first, last = question.first or date.min, question.last or date.max
        narrowings.add(f"date:[{first:%Y%m%d}000000 to {last:%Y%m%d}000000]")
    return narrowings
