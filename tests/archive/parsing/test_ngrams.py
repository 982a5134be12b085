"""N-grams of many texts at once are those of each text alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pytest

from archive.parsing import ngrams
from archive.parsing.learned import (
    BUCKETS,
    Buckets,
    Grams,
    closing_buckets,
    grams,
    opening_buckets,
    seam_buckets,
    title_buckets,
)
from archive.parsing.ngrams import closing_rows, opening_rows, seam_rows, title_rows, weigh

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


READERS = {
    "title": (title_rows, title_buckets),
    "opening": (opening_rows, opening_buckets),
    "closing": (closing_rows, closing_buckets),
}


@pytest.mark.parametrize(("rows", "buckets"), READERS.values(), ids=READERS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_ngrams_are_hashed_as_alone(
    rows: Callable[[Sequence[str]], Buckets], buckets: Callable[[str], Sequence[int]], text: str
) -> None:
    for row in (rows([text])[0], rows([text, *TEXTS.values()])[0]):
        assert sorted(found for found in row if found < BUCKETS) == sorted(buckets(text))


@pytest.mark.parametrize("name", READERS)
def test_texts_weigh_the_same_alone_together_and_again(name: str) -> None:
    texts = [*TEXTS.values(), *TEXTS.values()]
    alone = [grams(name).score(READERS[name][1](text)) for text in texts]
    assert weigh(name, texts) == weigh(name, texts) == alone
    assert weigh(name, []) == []


def test_few_texts_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "KEPT", 3)
    for i in range(20):
        weigh("title", [f"石桥{chr(0x4E00 + i)}"])
    assert len(grams("title").known) <= 4


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
