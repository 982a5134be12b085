"""After every commit an index answers as a new one would, in whatever pieces it was written."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import (
    DATE_FACETS,
    FACETS,
    Document,
    IndexMissing,
    Order,
    SearchRequest,
    Store,
)
from search.query import In, Near, Node, Not, Phrase, Term, Wildcard
from tests.search.corpora import change, make_documents
from tests.search.engines.contract.conftest import Make
from tests.search.engines.contract.scan import Scan, check

SMALL = make_documents(240, seed=9)
TREES: tuple[Node | None, ...] = (
    None,
    Phrase("桥"),
    Term("修缮水渠"),
    Not(Phrase("水渠")),
    Wildcard("市?府*水"),
    Near(("修", "渠"), 6),
    In("title", Phrase("渡口")),
    In("author", Term("陶然")),
)


def agrees(store: Store, documents: list[Document]) -> None:
    """Assert that the index holds these articles and nothing else."""
    scan = Scan(documents)
    facets = (*FACETS, *DATE_FACETS)
    for tree in TREES:
        for order in Order:
            check(store, scan, SearchRequest(tree, order=order, facets=facets, histogram="month"))
    digests = {document.article_id: document.digest for document in documents}
    assert store.digests() == digests
    assert all(store.digest(pk) == digest for pk, digest in digests.items())
    statistics = store.statistics()
    assert statistics.documents == len(documents)
    assert statistics.size > 0 or not documents
    store.check()
    store.verify()


def changed(documents: list[Document], new: list[Document], removed: list[int]) -> list[Document]:
    kept = {d.article_id: d for d in documents} | {d.article_id: d for d in new}
    return [document for pk, document in kept.items() if pk not in removed]


def test_an_empty_index(empty: Store) -> None:
    agrees(empty, [])
    assert empty.digest(7) is None


def test_articles_are_added_replaced_and_removed(empty: Store) -> None:
    held: list[Document] = []
    batches: list[tuple[list[Document], list[int]]] = [
        (SMALL[:100], []),
        (SMALL[80:240], [SMALL[0].article_id]),
        change(SMALL, 1),
        ([], [document.article_id for document in SMALL[50:60]]),
        ([], [10**9]),
        ([], []),
        change(SMALL, 2),
    ]
    for new, removed in batches:
        empty.apply(new, removed)
        held = changed(held, new, removed)
        agrees(empty, held)


def test_what_is_in_both_lists_is_replaced(empty: Store) -> None:
    """A worker that takes out what it is about to write means to write it."""
    empty.apply(SMALL[:3], [])
    empty.apply(SMALL[:2], [SMALL[0].article_id, SMALL[2].article_id])
    agrees(empty, SMALL[:2])


def test_one_after_the_other_as_all_at_once(empty: Store) -> None:
    rng = random.Random(3)  # noqa: S311
    for document in rng.sample(SMALL[:40], 40):
        empty.apply([document], [])
    agrees(empty, SMALL[:40])


def test_an_article_given_twice_counts_once(empty: Store) -> None:
    empty.apply([SMALL[10], SMALL[11], SMALL[10]], [])
    agrees(empty, [SMALL[10], SMALL[11]])


def test_a_rebuild_takes_the_place_of_all_there_was(empty: Store) -> None:
    empty.apply(SMALL[:50], [])
    empty.rebuild(iter(SMALL[40:200]))
    agrees(empty, SMALL[40:200])
    new, removed = change(SMALL[40:200], 5)
    empty.apply(new, removed)
    agrees(empty, changed(SMALL[40:200], new, removed))
    empty.rebuild([])
    agrees(empty, [])


def test_a_rebuild_that_fails_changes_nothing(empty: Store) -> None:
    def broken() -> Iterator[Document]:
        yield from SMALL[20:40]
        raise RuntimeError("the database went away")

    empty.apply(SMALL[:20], [])
    with pytest.raises(RuntimeError, match="went away"):
        empty.rebuild(broken())
    agrees(empty, SMALL[:20])


def test_a_commit_that_fails_changes_nothing(empty: Store) -> None:
    def broken() -> Iterator[Document]:
        yield SMALL[5]
        raise RuntimeError("the database went away")

    empty.apply(SMALL[:20], [])
    with pytest.raises(RuntimeError, match="went away"):
        empty.apply(broken(), [SMALL[0].article_id])
    agrees(empty, SMALL[:20])
    empty.apply([], [SMALL[0].article_id])
    agrees(empty, SMALL[1:20])


def test_another_process_reads_what_was_written(
    make_store: Make, empty: Store, tmp_path: Path
) -> None:
    """A second store on the same folder sees each commit of the first, and only commits."""
    reader = make_store(tmp_path / "index")
    agrees(reader, [])
    with empty.writing():
        empty.apply(SMALL[:30], [])
        agrees(reader, SMALL[:30])
        with empty.writing():
            empty.rebuild(SMALL[30:60])
    agrees(reader, SMALL[30:60])
    reader.apply(SMALL[:5], [])
    agrees(empty, [*SMALL[30:60], *SMALL[:5]])


def test_the_order_does_not_depend_on_how_it_was_written(make_store: Make, tmp_path: Path) -> None:
    whole, pieces = make_store(tmp_path / "whole"), make_store(tmp_path / "pieces")
    whole.rebuild(SMALL)
    pieces.rebuild(SMALL[150:])
    for start in range(0, 150, 30):
        pieces.apply(SMALL[start : start + 30], [])
    for tree in TREES:
        for order in (Order.NEWEST, Order.OLDEST):
            request = SearchRequest(tree, order=order, limit=None)
            found = [[h.article_id for h in store.run(request).hits] for store in (whole, pieces)]
            assert found[0] == found[1]


def test_without_an_index_nothing_is_found_wrongly(make_store: Make, tmp_path: Path) -> None:
    store = make_store(tmp_path / "none")
    for ask in (lambda: store.run(SearchRequest()), store.check, store.verify, store.digests):
        with pytest.raises(IndexMissing):
            ask()
