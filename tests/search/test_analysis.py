"""Folding and cutting: what index, query and snippets agree on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis

ODD_TEXT = st.text(alphabet="中国台臺，。“”‘’「」 　\t\nABａ９9ßΣς…ﬁ①㎡é\u0301𠮷%.-", max_size=30)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        pytest.param("ＡＢＣ１２３", "abc123", id="full width"),
        pytest.param("臺灣烏龍", "台湾乌龙", id="traditional"),
        pytest.param("“甲”‘乙’", "“甲”‘乙’", id="quotation marks stay"),
        pytest.param("甲 \u3000 乙", "甲乙", id="space between Chinese"),
        pytest.param("甲 AB", "甲ab", id="space beside Chinese"),
        pytest.param("New  York\tTimes", "new york times", id="space between Latin"),
        pytest.param("，  甲", ",甲", id="space after a comma"),
        pytest.param("  甲  ", "甲", id="space around"),
        pytest.param("⼩⿆", "小麦", id="Kangxi radicals"),
        pytest.param("Straße", "strasse", id="one character becomes two"),
        pytest.param("……", "......", id="dots"),
        pytest.param("", "", id="nothing"),
        pytest.param("\u3000 ", "", id="only space"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert analysis.fold(printed) == folded


@given(ODD_TEXT)
def test_offsets_belong_to_the_folded_text(text: str) -> None:
    folded, offsets = analysis.fold_with_offsets(text)
    assert folded == analysis.fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)


@given(ODD_TEXT, st.data())
def test_part_of_a_text_folds_to_part_of_the_folded_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert analysis.fold(text[start:end]) in analysis.fold(text)


@given(ODD_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    folded = analysis.fold(text)
    assert analysis.fold(folded) == folded


def test_offsets_point_at_the_printed_characters() -> None:
    printed = "甲 ＡＢ…乙"
    folded, offsets = analysis.fold_with_offsets(printed)
    assert folded == "甲ab...乙"
    assert [printed[offset] for offset in offsets] == list("甲ＡＢ………乙")


def test_words_have_no_punctuation() -> None:
    assert analysis.words("春耕,夏耘。21.6%!") == ["春耕", "夏耘", "21.6%"]


def test_positions_count_on_and_leave_a_gap_between_units() -> None:
    found = analysis.word_positions(["春耕,开始", "小麦"])
    assert found == {"春耕": [0], "开始": [1], "小麦": [2 + analysis.GAP]}


def test_pairs_never_cross_units() -> None:
    found = analysis.bigram_positions(["春耕开", "小麦"])
    assert found == {"春耕": [0], "耕开": [1], "小麦": [3 + analysis.GAP]}


def test_characters() -> None:
    assert analysis.characters(["春耕", "耕"]) == {"春", "耕"}
    assert analysis.characters([]) == set()


@pytest.mark.parametrize(
    ("run", "pieces"),
    [
        pytest.param("春耕开始", ("春耕", "开始"), id="words"),
        pytest.param("春耕,夏耘", ("春耕", "夏耘"), id="punctuation dropped"),
        pytest.param("他的田", ("他的田",), id="touching single characters glued"),
        pytest.param("他,的", ("他", "的"), id="not across punctuation"),
        pytest.param("田", ("田",), id="one character"),
        pytest.param("21.6%", ("21.6%",), id="figure"),
        pytest.param("春耕春耕", ("春耕",), id="repeated"),
        pytest.param(",。", (), id="punctuation alone"),
    ],
)
def test_plain_pieces(run: str, pieces: tuple[str, ...]) -> None:
    assert analysis.plain_pieces(run) == pieces


@given(ODD_TEXT)
def test_pieces_are_parts_of_the_run(text: str) -> None:
    run = analysis.fold(text)
    assert all(piece in run for piece in analysis.plain_pieces(run))


def test_digest_tells_states_apart() -> None:
    facets = {"city": ["1"], "topic": ["a", "b"]}
    state = {"texts": ["甲", "乙"], "facets": facets, "day": date(2025, 4, 18)}

    def digest(**changes: object) -> bytes:
        return analysis.content_digest(**{**state, **changes})  # type: ignore[arg-type]

    same = digest(facets={"topic": ["b", "a"], "city": ["1"]})
    others = [
        digest(texts=["甲乙", ""]),
        digest(facets={**facets, "city": ["2"]}),
        digest(facets={**facets, "topic": ["a"]}),
        digest(facets={**facets, "author": ["某某"]}),
        digest(day=date(2025, 4, 19)),
    ]
    assert same == digest()
    assert len({digest(), *others}) == 6
