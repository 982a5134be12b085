"""Sets of documents as bits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.schema import pack_positions, unpack_positions
from search.engines.whoosh.segment import to_bits, to_docs


@given(st.sets(st.integers(0, 300)))
def test_bits_and_back(docs: set[int]) -> None:
    bits = to_bits(docs, 301)
    assert list(to_docs(bits)) == sorted(docs)
    assert bits.bit_count() == len(docs)


@pytest.mark.parametrize("positions", [[0], [0, 7, 65535], [3, 65536], [100_000, 200_000]])
def test_positions_and_back(positions: list[int]) -> None:
    assert list(unpack_positions(pack_positions(positions))) == positions
