"""Cutting: rjieba and jieba agree, added words are taken as they are, the old ones leave."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import fold, is_word
from search.text import segmentation
from search.text.segmentation import Dictionary, build

ADDED = ("岱麓晚风", "水巷清淤办", "c919客机", "ai大模型", "买买提·艾力", "甲乙丙丁戊")
ODD_TEXT = st.text(
    alphabet="中国台州市政府年来小麦熟了，。“”《》 ,.%+-#&_/:0123456789abcx年月日万γ射线éßあア한"
    "𠮷𠀀\ue000\ud842㐀鿿龥·①",
    max_size=40,
)


@pytest.fixture(scope="module", params=[(), ADDED], ids=["jieba's own words", "words added"])
def both(request: pytest.FixtureRequest) -> tuple[Dictionary, Dictionary]:
    """The same dictionary in both libraries."""
    pytest.importorskip("rjieba")
    return build(request.param, "rjieba"), build(request.param, "jieba")


@pytest.fixture
def own_dictionary() -> Iterator[None]:
    """Put back jieba's own words after a test that adds some."""
    yield
    segmentation.use_words(())


@settings(derandomize=True, max_examples=500)
@given(text=ODD_TEXT)
def test_both_libraries_agree_on_anything(both: tuple[Dictionary, Dictionary], text: str) -> None:
    rust, python = both
    assert rust.cut(fold(text)) == python.cut(fold(text))


def test_both_libraries_agree_on_articles(
    both: tuple[Dictionary, Dictionary], shared: Path
) -> None:
    """Where two readings of unknown words are equally likely, each library takes its own."""
    rust, python = both
    # some 2,000 articles with jieba's own words, 200 with words added
    units = list(corpus_units(shared / "corpus", every=120 if rust.added else 12))
    differing = [unit for unit in units if rust.cut(fold(unit)) != python.cut(fold(unit))]
    assert len(units) > 1_000
    assert len(differing) <= len(units) / 10_000 + 1


def corpus_units(folder: Path, every: int) -> Iterator[str]:
    """Yield the printed lines of every so many-th article of the shared corpora."""
    for path in sorted(folder.glob("*.jsonl.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in islice(file, 0, None, every):
                article = json.loads(line)
                texts = [article["headline"], article.get("body") or ""]
                texts += article.get("paragraphs", [])
                yield from (unit for text in texts for unit in text.split("\n") if unit.strip())


@pytest.mark.parametrize("library", ["rjieba", "jieba"])
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("小麦熟了", ["小麦", "熟", "了"], id="words"),
        pytest.param("cn37-0067", ["cn37", "-", "0067"], id="figures with a hyphen"),
        pytest.param("增长21.6%", ["增长", "21.6%"], id="percentage"),
        pytest.param("3.5.7", ["3.5", ".", "7"], id="section number"),
        pytest.param("2025年来", ["2025", "年", "来"], id="cut as without the figure"),
        pytest.param("年来", ["年", "来"], id="the same without the figure"),
        pytest.param("𠮷野家", ["𠮷", "野家"], id="beyond the BMP"),
        pytest.param("小麦\ud842小麦", ["小麦", "\ud842", "小麦"], id="half a surrogate pair"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_cut(library: str, text: str, tokens: list[str]) -> None:
    if library == "rjieba":
        pytest.importorskip("rjieba")
    assert build((), library).cut(text) == tokens


@pytest.mark.parametrize("library", ["rjieba", "jieba"])
@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("今起岱麓晚风开版", "岱麓晚风", id="characters"),
        pytest.param("他说水巷清淤办已到", "水巷清淤办", id="ordinary words joined"),
        pytest.param("看见c919客机了", "c919客机", id="Latin, then characters"),
        pytest.param("问ai大模型吧", "ai大模型", id="Latin, all of a run"),
        pytest.param("诗人买买提·艾力来了", "买买提·艾力", id="a dot inside"),
    ],
)
def test_added_words_stay_whole(library: str, text: str, word: str) -> None:
    if library == "rjieba":
        pytest.importorskip("rjieba")
    assert word not in build((), library).cut(text)
    book = build(ADDED, library)
    assert word in book.cut(text)
    assert book.knows(word) or not word.isalpha() or not all(c >= "\u4e00" for c in word)


def test_latin_words_are_not_found_inside_longer_ones() -> None:
    book = build(("5g",), "jieba")
    assert book.cut("15g和5ghz") == ["15g", "和", "5ghz"]


@given(text=ODD_TEXT)
def test_tokens_joined_are_the_text(text: str) -> None:
    folded = fold(text)
    assert "".join(segmentation.cut(folded)) == folded


@given(text=ODD_TEXT)
def test_figures_and_latin_words_have_no_punctuation(text: str) -> None:
    for token in segmentation.cut(fold(text)):
        assert is_word(token) or not any(char.isalnum() for char in token)


def test_words_come_and_go(own_dictionary: None) -> None:
    before = segmentation.cut("岱麓晚风起")
    segmentation.use_words(["岱麓晚风"])
    assert segmentation.cut("岱麓晚风起") == ["岱麓晚风", "起"]
    assert segmentation.knows("岱麓晚风")
    segmentation.use_words([])
    assert segmentation.cut("岱麓晚风起") == before
    assert not segmentation.knows("岱麓晚风")


def test_the_same_words_do_not_load_the_dictionary_again(own_dictionary: None) -> None:
    segmentation.use_words(["岱麓晚风"])
    book = segmentation.dictionary()
    segmentation.use_words(["岱麓晚风"])
    assert segmentation.dictionary() is book


def test_jieba_keeps_its_dictionary_where_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segmentation, "_cache_dir", None)
    segmentation._base_tokenizer.cache_clear()
    segmentation.use_cache_dir(tmp_path / "cache")
    build((), "jieba")
    assert (tmp_path / "cache" / "jieba.cache").is_file()
