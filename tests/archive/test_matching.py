"""Which article of a new reading is which of the old one."""

import pytest

from archive.matching import SAME_PAGE, Reading, match_articles, similarity

TEA = Reading("春茶开采", "清明前后，山上的茶农开始采摘今年的第一批嫩芽，合作社统一收购。")
BUS = Reading("公交新线", "五路公交车下周起延长到火车站，首班车提前到早上六点。")
POOL = Reading("游泳馆开放", "体育中心游泳馆完成检修，周末重新向市民开放，学生半价。")


@pytest.mark.parametrize(
    ("old", "new", "matched"),
    [
        ([TEA, BUS], [TEA, BUS], {0: 0, 1: 1}),
        ([TEA, BUS], [BUS, TEA], {0: 1, 1: 0}),
        ([TEA, BUS], [POOL, TEA, BUS], {1: 0, 2: 1}),
        ([TEA, BUS], [TEA], {0: 0}),
        ([], [TEA], {}),
        ([TEA], [Reading("别的标题", TEA.body + "另加一句。")], {0: 0}),
        ([TEA], [Reading(TEA.headline, "正文被识别成了别的一段话。")], {0: 0}),
        ([TEA], [BUS], {}),
        ([Reading("", "")], [Reading("", "")], {}),
    ],
    ids=["same", "swapped", "inserted", "gone", "first", "new headline", "new body", "other", "-"],
)
def test_match(old: list[Reading], new: list[Reading], matched: dict[int, int]) -> None:
    assert match_articles(old, new) == matched


def test_each_old_article_is_used_once() -> None:
    assert match_articles([TEA], [TEA, TEA]) == {0: 0}


def test_similarity_tells_a_corrected_page_from_another() -> None:
    page = TEA.body + BUS.body
    assert similarity(page, page.replace("六点", "六时")) > SAME_PAGE
    assert similarity(TEA.body, POOL.body) < SAME_PAGE
    assert similarity("甲 乙 丙", "甲乙丙") == 1.0
