"""Whether a title opens an article or is a crosshead."""

from __future__ import annotations

import pytest

from archive.parsing.blocks import Block
from archive.parsing.boundary import WEIGHTS, WEIGHTS_LAST, Boundary, features, is_closed, score
from archive.parsing.cohesion import Lexicon

PARK = "银杏步道绕湖而行,石桥连着书亭,孩子们写完作业就来园里跑步,老人在长椅上聊天,湖水清了。" * 2
PARK_TOO = "书亭边的银杏黄了,石桥上有人写生,步道两旁补种了海棠,湖水里看得见鱼,老人和孩子都来。" * 2
CLINIC = "夜间门诊添了诊室,取药不用排队,陪诊的志愿者守到十点,附近居民看病近了,药费照旧报销。" * 2
LEXICON = Lexicon.of([PARK, PARK_TOO, CLINIC])


def block(text: str, mark: str = "", line: int = 1, gap: int = 1) -> Block:
    return Block(text, mark, (line,), gap)


def odds(*titles: Block, left: str = PARK, right: str = CLINIC, **more: bool) -> float:
    told = {"bylined": False, "page_marked": False, "titles_last": False} | more
    return score(Boundary(titles, [block(left)], [block(right)], **told), LEXICON)  # type: ignore[arg-type]


def test_every_feature_has_both_weights() -> None:
    boundary = Boundary([block("城西公园开放")], [block(PARK)], [block(CLINIC)], False, False)
    assert set(features(boundary, LEXICON)) == set(WEIGHTS) == set(WEIGHTS_LAST)


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
def test_what_decides_alone(last: bool) -> None:
    title = block("夜里也能看医生")
    assert odds(block("夜里也能看医生", "#"), titles_last=last) > 3
    assert odds(title, right=f"本报讯（记者 王小雨）{CLINIC}", titles_last=last) > 3
    assert odds(title, bylined=True, titles_last=last) > 3
    assert odds(block("一、先看环境"), right=PARK_TOO, titles_last=last) < 0
    assert odds(block("先看环境", "**"), right=PARK_TOO, titles_last=last) < 0


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        ("看病不再等天亮（城事观察）", "看病不再等天亮"),
        ("夜间门诊 方便街坊", "夜间门诊方便街坊"),
        ("看病不再等天亮", "看病,不再等天亮"),
    ],
)
def test_forms_of_titles(likelier: str, than: str) -> None:
    assert odds(block(likelier)) > odds(block(than))


def test_a_shared_subject_speaks_for_a_crosshead() -> None:
    assert odds(block("再看服务")) > odds(block("再看服务"), right=PARK_TOO)


def test_an_unmarked_title_among_marked_ones_is_doubted() -> None:
    assert odds(block("再看服务"), page_marked=True) < odds(block("再看服务"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("公园开放。记者 王小雨", True), ("公园开放。(下转第3版)", True), ("公园开放。", False)],
)
def test_closed_articles(text: str, expected: bool) -> None:
    assert is_closed([block(text)]) is expected
    assert not is_closed([])
