"""The same over real articles, where the shared corpora are."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import pytest

from bench.search_corpus import documents as real_documents
from search.engines.base import DATE_FACETS, FACETS, Document, SearchRequest, Store
from search.query import And, In, Near, Phrase, Term, Wildcard
from tests.search.corpora import cut_string, joins
from tests.search.engines.contract.conftest import Make
from tests.search.engines.contract.scan import Scan, check

COUNT = 300


@pytest.fixture(scope="module")
def real(shared: Path) -> list[Document]:
    """Some real articles."""
    return list(real_documents(COUNT, shared / "corpus"))


@pytest.fixture(scope="module")
def filled(
    make_store: Make, real: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> Store:
    """An index of them."""
    made = make_store(tmp_path_factory.mktemp("real"))
    made.rebuild(real)
    return made


def test_strings_of_real_articles(filled: Store, real: list[Document]) -> None:
    scan, rng = Scan(real), random.Random(12)  # noqa: S311
    facets = (*FACETS, *DATE_FACETS)
    for _ in range(60):
        text, other = cut_string(rng, real), cut_string(rng, real, 3)
        middle = len(text) // 2
        for tree in (
            Phrase(text),
            Term(text),
            Term(f"{text} {other}"),
            Wildcard(f"{text[:middle]}?{text[middle + 1 :]}"),
            Wildcard(f"{text[:2]}*{text[-2:]}"),
            Near((text[:2], other), 40),
            In("title", Phrase(text[:2])),
            And((In("author", Phrase(text[:1])), Phrase(other))),
        ):
            check(filled, scan, SearchRequest(tree, facets=facets, histogram="day"))


def test_no_real_string_runs_on_into_the_next_unit(filled: Store, real: list[Document]) -> None:
    for text in islice(joins(real), 100):
        assert filled.run(SearchRequest(Phrase(text))).total == 0, text
