"""Sets of documents come back as they were, and take no more room than is given."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.cache import ENTRY, FoundSets


@given(st.sets(st.integers(0, 500)), st.sets(st.integers(0, 100_000), max_size=20))
def test_sets_and_back(dense: set[int], sparse: set[int]) -> None:
    kept = FoundSets()
    for name, docs in (("dense", dense), ("sparse", sparse)):
        kept.put(name, np.array(sorted(docs), np.int64))
        found = kept.get(name)
        assert found is not None
        assert found.tolist() == sorted(docs)
    assert kept.get("else") is None


def test_longest_unused_goes_first() -> None:
    kept = FoundSets(room=3 * (ENTRY + 4))
    for name in "abc":
        kept.put(name, np.array([1_000]))
    kept.get("a")
    kept.put("d", np.array([1_000]))
    assert [name for name in "abcd" if kept.get(name) is not None] == ["a", "c", "d"]
    assert kept.taken == 3 * (ENTRY + 4)


def test_given_again_takes_no_more_room() -> None:
    kept = FoundSets()
    for _ in range(3):
        kept.put("a", np.arange(2_000))
    assert kept.taken == 250 + ENTRY
