"""Postings that memory cannot hold come back sorted and whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.whoosh.codec import TermPool

POSTINGS = [
    (field, f"t{term}".encode(), doc, 1.0, b"v%d" % doc if field == "b" else b"")
    for doc in range(50)
    for field in ("b", "a")
    for term in range(doc % 7)
]


@pytest.mark.parametrize("limit", [1, 10, 10_000])
def test_terms_are_sorted_and_complete(tmp_path: Path, limit: int) -> None:
    pool = TermPool(tmp_path, limit)
    for posting in POSTINGS:
        pool.add(posting)
    terms = list(pool.iter_postings())
    assert [key for key, *_ in terms] == sorted({posting[:2] for posting in POSTINGS})
    for (field, text), docs, weights, values in terms:
        assert list(docs) == [p[2] for p in POSTINGS if p[:2] == (field, text)]
        assert len(weights) == len(docs)
        assert values == ([b"v%d" % doc for doc in docs] if field == "b" else [])
    pool.cleanup()
    assert list(tmp_path.iterdir()) == []
