"""Postings of many terms to bytes and back, in every width, whole or term by term."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.merging import join, renumber
from search.engines.whoosh.postings import INFO, Block, Postings, pack, read_info, spread, unpack

#: Term → document → positions.
Terms = dict[bytes, dict[int, list[int]]]

numbers = st.integers(0, 300) | st.integers(0, 70_000)
positions = st.sets(numbers, min_size=1, max_size=6).map(sorted)
terms = st.dictionaries(
    st.binary(min_size=1, max_size=3),
    st.dictionaries(numbers, positions, min_size=1, max_size=5),
    min_size=1,
    max_size=6,
)
SIZE = 70_001


def as_block(given_terms: Terms) -> Block:
    """Return the terms as a block."""
    rows = [(text, sorted(docs.items())) for text, docs in sorted(given_terms.items())]
    flat = [places for _, docs in rows for _, places in docs]
    return Block(
        [text for text, _ in rows],
        np.array([len(docs) for _, docs in rows]),
        np.array([doc for _, docs in rows for doc, _ in docs], np.uint32),
        np.array([len(places) for places in flat], np.uint32),
        np.array([place for places in flat for place in places], np.uint32),
    )


def as_terms(block: Block) -> Terms:
    """Return a block as terms."""
    assert block.freqs is not None
    assert block.positions is not None
    counts, places = iter(block.freqs.tolist()), iter(block.positions.tolist())
    docs = iter(block.docs.tolist())
    return {
        text: {next(docs): [next(places) for _ in range(next(counts))] for _ in range(size)}
        for text, size in zip(block.texts, block.sizes.tolist(), strict=True)
    }


@given(terms, st.integers(0, 9))
def test_block_and_back(given_terms: Terms, offset: int) -> None:
    block = as_block(given_terms)
    data, infos = pack(block, offset)
    assert (
        as_terms(unpack(block.texts, np.frombuffer(b"".join(infos), INFO), data, offset))
        == given_terms
    )


@given(terms)
def test_each_term_is_read_alone(given_terms: Terms) -> None:
    block = as_block(given_terms)
    data, infos = pack(block, 0)
    for text, info in zip(block.texts, infos, strict=True):
        df, offset, length = read_info(info)
        read = Postings(df, data[offset : offset + length], SIZE)
        docs = given_terms[text]
        assert read.docs.tolist() == sorted(docs)
        assert read.freqs.tolist() == [len(docs[doc]) for doc in sorted(docs)]
        assert read.positions.tolist() == [place for doc in sorted(docs) for place in docs[doc]]


def test_frequencies_of_one_take_no_room() -> None:
    block = Block([b"a"], np.array([3]), np.array([0, 7, 9], np.uint32))
    data, _ = pack(block, 0)
    assert len(data) == 4
    read = Postings(3, data, 10)
    assert read.freqs.tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="no positions"):
        _ = read.positions


@pytest.mark.parametrize(
    ("df", "data", "told"),
    [
        pytest.param(1, b"", "no postings", id="empty"),
        pytest.param(1, b"\x40\x00", "no postings", id="unknown width"),
        pytest.param(1, b"\x00\x00", "no postings", id="no documents"),
        pytest.param(2, b"\x01\x05\x06", "beyond", id="document too high"),
        pytest.param(0, b"\x01", "beyond|index", id="no document"),
        pytest.param(4, b"\x01\x05", "buffer", id="cut"),
    ],
)
def test_damage_is_told(df: int, data: bytes, told: str) -> None:
    with pytest.raises((ValueError, IndexError), match=told):
        _ = Postings(df, data, 10).docs


@given(terms, terms)
def test_joined_blocks_hold_both(first: Terms, second: Terms) -> None:
    later = {t: {SIZE + doc: places for doc, places in docs.items()} for t, docs in second.items()}
    joined = as_terms(join([as_block(first), as_block(later)]))
    assert list(joined) == sorted({*first, *second})
    assert joined == {text: {**first.get(text, {}), **later.get(text, {})} for text in joined}


@given(terms, st.sets(numbers))
def test_renumbered_without_the_deleted(given_terms: Terms, deleted: set[int]) -> None:
    kept = np.ones(SIZE, bool)
    kept[list(deleted)] = False
    new = np.where(kept, np.cumsum(kept) - 1, -1)
    left = {
        text: {int(new[doc]): places for doc, places in docs.items() if doc not in deleted}
        for text, docs in given_terms.items()
    }
    assert as_terms(renumber(as_block(given_terms), new)) == {t: d for t, d in left.items() if d}


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 4))))
def test_spread(ranges: list[tuple[int, int]]) -> None:
    starts, counts = np.array([(0, 0), *ranges]).T
    wanted = [start + i for start, count in ranges for i in range(count)]
    assert spread(starts, counts).tolist() == wanted
