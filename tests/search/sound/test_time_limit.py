"""Hostile queries end in time, with what was found: right as far as it goes, and said so."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import Document, SearchRequest, Store
from search.engines.tantivy.store import TantivyStore
from search.engines.whoosh.store import WhooshStore
from search.language.resolving import resolve
from search.matching import matches
from search.query import And, Near, Node, Or, Phrase, Wildcard
from tests.search.corpora import make_documents
from tests.search.sound.conftest import ENGINES, Web

SECONDS = 0.05
#: On a busy machine.
ENOUGH = 2.0
STORES: dict[str, Callable[[Path], Store]] = {"whoosh": WhooshStore, "tantivy": TantivyStore}
WORDS = tuple(Phrase(f"{chr(0x4E00 + n)}{chr(0x4E01 + n)}") for n in range(10_000))
HOSTILE: dict[str, Node] = {
    "near": Near(("了", "水", "的", "居"), 500),
    "wildcard": Wildcard("了*水*的*居*人*，*。"),
    "signs": Wildcard("水" + "?*" * 30 + "，"),
    "words": Or((*WORDS, Phrase("水渠"))),
    "all words": And((Phrase("水渠"), *WORDS)),
    "patterns": Or(tuple(Wildcard(f"{chr(0x4E00 + n)}*，*了") for n in range(60))),
}
#: A scan for these would take minutes; the contract suite has short ones.
TOO_MANY = ("words", "all words")


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """Three thousand articles."""
    return make_documents()


@pytest.fixture(scope="module", params=ENGINES)
def store(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[Document],
) -> Store:
    """An index of them on each engine."""
    made = STORES[request.param](tmp_path_factory.mktemp("index"))
    made.rebuild(documents)
    return made


@pytest.mark.parametrize("name", HOSTILE)
def test_answers_in_time(store: Store, documents: list[Document], name: str) -> None:
    start = time.monotonic()
    found = store.run(SearchRequest(HOSTILE[name], limit=None, facets=("city",), seconds=SECONDS))
    took = time.monotonic() - start
    print(f"{name}: {took:.2f} s, {found.total} found, partial {found.partial}")
    assert took < ENOUGH
    if name in TOO_MANY:
        return
    match = resolve(HOSTILE[name]).match
    assert match is not None
    wanted = {document.article_id for document in documents if matches(match, document)}
    ids = {hit.article_id for hit in found.hits}
    assert len(ids) == found.total
    assert ids <= wanted
    assert found.partial or ids == wanted


def test_page_says_that_the_time_was_over(site_in_no_time: Web) -> None:
    for query in ("%E7%AC%AC*%E6%88%B7*%E5%AE%B6", "%E6%B0%B4%E6%B8%A0+" * 400):
        status, page = site_in_no_time.get(f"/search/?q={query}")
        assert status == 200
        assert "到时间就停了" in page or "检索词太" in page


def test_ten_thousand_words_are_answered(web: Web) -> None:
    status, page = web.get("/search/?q=" + "%E6%B0%B4%E6%B8%A0+" * 10_000)
    assert status == 200
    assert "检索词太" in page
