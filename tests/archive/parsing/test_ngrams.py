"""N-grams of many texts at once are those of each text alone."""

from __future__ import annotations

from itertools import product

import pytest

from archive.parsing.learned import BUCKETS, Grams, grams, seam_buckets, title_buckets
from archive.parsing.ngrams import seam_rows, title_rows

TEXTS = {
    "nothing": "",
    "a letter": "a",
    "a character": "桥",
    "two characters": "石桥",
    "full-width": "３月　５日，开放——",
    "two bytes": "é字ñ",
    "beyond the basic plane": "城𠮷桥",
    "a pictograph alone": "\U0001f600",
    "longer than a line": "城西公园" * 40,
}


def test_a_titles_ngrams_are_hashed_as_alone() -> None:
    for text, row in zip(TEXTS.values(), title_rows(list(TEXTS.values())).tolist(), strict=True):
        assert sorted(found for found in row if found < BUCKETS) == sorted(title_buckets(text))


@pytest.mark.parametrize("before", TEXTS.values(), ids=TEXTS)
def test_a_seams_ngrams_are_hashed_as_alone(before: str) -> None:
    pairs = list(product([before], TEXTS.values()))
    assert seam_rows(pairs).tolist() == [seam_buckets(*pair) for pair in pairs]


def test_no_lines_have_no_rows() -> None:
    assert len(title_rows([])) == len(seam_rows([])) == 0


@pytest.mark.parametrize("name", ["headish", "title", "main"])
def test_rows_weigh_what_texts_do(name: str) -> None:
    model = grams(name)
    alone = [model.score(title_buckets(text)) for text in TEXTS.values()]
    assert model.weigh_rows(title_rows(list(TEXTS.values()))) == alone


def test_what_is_no_ngram_weighs_nothing() -> None:
    model = Grams([1.0] * BUCKETS, 0.5)
    assert model.weigh_rows(title_rows(["桥"])) == [0.5 + 5 / 5**0.5]
