"""What words in pinyin may stand for."""

from __future__ import annotations

import re
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.reading import render
from search.spelling.spoken import KEPT, LOOKED_UP, Known, readings, spellings

NAMES = (
    Known("农业", "nongye"),
    Known("发展", "fazhan"),
    Known("罚站", "fazhan"),
    Known("方案", "fangan"),
    Known("反感", "fangan"),
    Known("江北", "jiangbei", "city"),
    Known("日报", "ribao"),
    Known("江北日报", "jiangbeiribao", "newspaper"),
    Known("防汛", "fangxun", "topic"),
)


def read(*words: str, spanning: bool = True) -> list[str]:
    """Return the readings as queries; a word that is left stands as it was typed."""
    nodes = (
        [render(piece.node) if piece.node else words[piece.start] for piece in reading]
        for reading in readings(words, NAMES, spanning=spanning)
    )
    return [" ".join(parts) for parts in nodes]


@pytest.mark.parametrize(
    ("words", "likeliest"),
    [
        pytest.param(["nongye"], ["农业"], id="one word"),
        pytest.param(["nongye", "fazhan"], ["农业 发展", "农业 罚站"], id="the frequent one first"),
        pytest.param(["nongyefazhan"], ["农业发展", "农业罚站"], id="joined"),
        pytest.param(["nong", "ye", "fa", "zhan"], ["农业 发展"], id="syllables"),
        pytest.param(["fang", "an"], ["方案", "反感"], id="said alike"),
        pytest.param(
            ["jiangbei", "ribao"],
            ["报纸:江北日报", "江北日报", "江北 日报"],
            id="a newspaper before its parts",
        ),
        pytest.param(
            ["jiangbeiribao"], ["报纸:江北日报", "江北日报", "江北日报"], id="a newspaper, joined"
        ),
        pytest.param(["jiangbei"], ["江北", "城市:江北"], id="a city as text first"),
        pytest.param(["jiangbei", "shi"], ["江北市", "城市:江北市"], id="a city's full name"),
        pytest.param(["fangxun"], ["防汛", "主题:防汛"], id="a topic as text first"),
        pytest.param(["", "fazhan"], [" 发展"], id="beside what is no pinyin"),
        pytest.param(["nongye", "wto"], ["农业 wto"], id="beside other Latin"),
    ],
)
def test_the_likeliest_come_first(words: list[str], likeliest: list[str]) -> None:
    assert read(*words)[: len(likeliest)] == likeliest


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="nothing"),
        pytest.param([""], id="no pinyin"),
        pytest.param(["hello"], id="unknown"),
        pytest.param(["nongyehello"], id="known in part"),
        pytest.param(["nong", "", "ye"], id="another word between"),
    ],
)
def test_no_reading(words: list[str]) -> None:
    assert read(*words) == []


def test_words_apart_are_read_apart() -> None:
    assert read("jiangbei", "ribao", spanning=False)[0] == "江北 日报"
    assert read("nong", "ye", spanning=False) == []


def test_what_only_begins_so_comes_last() -> None:
    known, short = [Known("诗", "sx"), Known("词", "sx")], [Known("绍兴", "sx")]
    nodes = [piece.node for (piece,) in readings(["sx"], known, short, spanning=True)]
    assert [render(node) for node in nodes if node] == ["诗", "词", "绍兴"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["nongyefazhan"], id="joined"),
        pytest.param(["nongye", "fazhan"], id="two words"),
        pytest.param(["jiangbei", "ribao"], id="a newspaper"),
        pytest.param(["jiangbeishi"], id="a city's full name"),
    ],
)
def test_what_may_be_a_name_is_looked_up(words: list[str]) -> None:
    looked_up = spellings(words, spanning=True)
    found = [name for name in NAMES if name.said in looked_up]
    assert readings(words, found, spanning=True) == readings(words, NAMES, spanning=True)


@given(st.text("aeionghzscxr", max_size=9))
def test_a_part_of_a_word_is_several_syllables(word: str) -> None:
    """As one pattern says it, which takes longer the longer the word is."""
    several = re.compile(r"(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng?|r)?){2,}")
    ends = combinations(range(len(word) + 1), 2)
    parts = {word[start:end] for start, end in ends if several.fullmatch(word, start, end)}
    assert {*spellings([word], spanning=False)} == parts | {*filter(None, [word])}


@pytest.mark.parametrize("spanning", [True, False])
@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["fangan" * 6] * 30, id="long words"),
        pytest.param(["fang", "an"] * 16, id="many words"),
        pytest.param(["fangan" * 1000], id="one long word"),
        pytest.param(["a" * 35 + "b"], id="vowels, divided in billions of ways"),
        pytest.param(["aoeiuv" * 6] * 10, id="vowels again and again"),
    ],
)
def test_work_is_bounded(words: list[str], *, spanning: bool) -> None:
    assert len(spellings(words, spanning=spanning)) <= LOOKED_UP
    found = readings(words, NAMES * 20, spanning=spanning)
    assert len(found) <= KEPT
    for reading in found:
        covered = chain.from_iterable(range(piece.start, piece.end) for piece in reading)
        assert [*covered] == [*range(len(words))]
