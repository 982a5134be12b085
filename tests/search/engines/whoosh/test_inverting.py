"""Texts laid out and inverted: every character and pair with all its places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh import inverting
from search.engines.whoosh.inverting import CharacterField, WordField
from tests.search.engines.whoosh.test_postings import as_terms

units = st.lists(st.text("春夏秋冬a𠮷\ud800", min_size=1, max_size=5), max_size=3)


def read(texts: list[list[str]], size: int) -> dict[bytes, dict[int, list[int]]]:
    """Return term → document → positions, by reading."""
    found: dict[bytes, dict[int, list[int]]] = {}
    for doc, given_units in enumerate(texts):
        text = "".join(f"{unit}\n" for unit in given_units)
        for start in range(len(text) - size + 1):
            term = text[start : start + size]
            if size == 1 or "\n" not in term:
                key = term.encode("utf-8", "surrogatepass")
                found.setdefault(key, {}).setdefault(doc, []).append(start)
    return found


@given(st.lists(units, max_size=12), st.sampled_from([1, 7, 1_000]))
def test_characters_and_pairs(texts: list[list[str]], places: int) -> None:
    field = CharacterField()
    for doc, given_units in enumerate(texts):
        field.add(doc, given_units)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inverting, "PLACES", places)
        blocks = list(field.blocks())
    for size in (1, 2):
        parts = [as_terms(block) for number, block in blocks if number == size]
        keys = [key for part in parts for key in part]
        assert keys == sorted(set(keys))
        assert {key: docs for part in parts for key, docs in part.items()} == read(texts, size)


def test_words_are_counted() -> None:
    field = WordField()
    assert field.add(0, ["夏", "春", "夏"]) == 3
    assert field.add(2, []) == 0
    assert field.add(5, ["春"]) == 1
    (block,) = field.blocks()
    assert [text.decode() for text in block.texts] == ["夏", "春"]
    assert block.freqs is not None
    assert (block.sizes.tolist(), block.docs.tolist(), block.freqs.tolist()) == (
        [1, 2], [0, 0, 5], [2, 1, 1],
    )  # fmt: skip
    assert list(WordField().blocks()) == []
