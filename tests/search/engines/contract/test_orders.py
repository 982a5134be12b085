"""Orders and pages: total, stable, no article twice and none lost."""

from __future__ import annotations

import random
import re

import pytest

from search.analysis import fold
from search.engines.base import Document, Hit, Order, SearchRequest, Store
from search.query import And, In, Near, Node, Not, Or, Phrase, Term, Wildcard
from tests.search.corpora import cut_string
from tests.search.engines.contract.scan import Scan

QUERIES: dict[str, Node | None] = {
    "all": None,
    "word": Term("水渠"),
    "run": Term("修缮水渠"),
    "words": And((Term("茶"), Term("居民 LED灯"))),
    "either": Or((Term("停水"), Phrase("小麦"))),
    "pattern": Wildcard("市?府"),
    "near": Near(("修", "渠"), 3),
    "field": In("title", Term("渡口")),
    "without": Not(Term("水渠")),
    "sign": Phrase("。"),
    "nothing": Phrase("不见的词"),
}
#: A run of Chinese, which has no spaces between its words.
CHINESE = re.compile("[\u4e00-\u9fff]{3,}")


@pytest.fixture(scope="session")
def dates(documents: list[Document]) -> dict[int, int]:
    """Article → its day as a number."""
    return {document.article_id: document.date.toordinal() for document in documents}


def run(store: Store, tree: Node | None, order: Order, start: int, limit: int | None) -> list[Hit]:
    request = SearchRequest(tree, order=order, offset=start, limit=limit)
    return list(store.run(request).hits)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("name", QUERIES)
def test_pages_together_are_the_whole(store: Store, scan: Scan, name: str, order: Order) -> None:
    tree = QUERIES[name]
    whole = run(store, tree, order, 0, None)
    assert (
        len({hit.article_id for hit in whole})
        == len(whole)
        == store.run(SearchRequest(tree, limit=0)).total
    )
    # A last page is read too, and one beyond it.
    pages = [run(store, tree, order, s, 97) for s in range(0, len(whole) + 97, 97)]
    assert [hit for page in pages for hit in page] == whole
    assert pages[-1] == []
    assert run(store, tree, order, 0, None) == whole
    assert run(store, tree, order, 10**12, 20) == []


@pytest.mark.parametrize("name", QUERIES)
def test_scores_fall_and_equal_ones_stand_newest_first(
    store: Store, dates: dict[int, int], name: str
) -> None:
    hits = run(store, QUERIES[name], Order.RELEVANCE, 0, None)
    keys = [(-hit.score, -dates[hit.article_id], hit.article_id) for hit in hits]
    assert keys == sorted(keys)


@pytest.mark.parametrize("name", ["word", "run", "words", "either"])
def test_words_earn_a_score(store: Store, name: str) -> None:
    scores = {hit.score for hit in run(store, QUERIES[name], Order.RELEVANCE, 0, None)}
    assert min(scores) > 0
    assert len(scores) > 10


@pytest.mark.parametrize("seed", range(5))
def test_whole_occurrences_of_a_run_stand_first(
    store: Store, scan: Scan, documents: list[Document], seed: int
) -> None:
    """Runs of several words that some articles have apart from each other."""
    rng = random.Random(seed)  # noqa: S311
    runs = ["修缮水渠", "茶农修缮水渠", "水渠修缮", "供水公司检查", "市政府推进", "图书馆读书会"]
    cut = (cut_string(rng, documents, 9) for _ in range(60))
    for text in [*runs, *filter(CHINESE.fullmatch, cut)]:
        hits = run(store, Term(text), Order.RELEVANCE, 0, None)
        whole = scan.having(fold(text))
        ranks = [hit.article_id in whole for hit in hits]
        assert ranks == sorted(ranks, reverse=True), text


def test_a_headline_says_more_than_a_text(store: Store, scan: Scan) -> None:
    """The first hits for what many headlines say have it in the headline."""
    hits = run(store, Term("白鹭湖景区"), Order.RELEVANCE, 0, 10)
    for hit in hits:
        assert any("白鹭湖" in unit for unit in scan.readings[hit.article_id].fields["title"])
