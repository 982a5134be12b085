"""On which side of their text the titles of a page stand."""

from __future__ import annotations

from itertools import chain

import pytest

from archive.parsing.blocks import Block, Kind
from archive.parsing.cohesion import Lexicon
from archive.parsing.order import is_open_order, order_features, titles_stand_last
from tests.archive.parsing.typesetting import CLINIC, PARK, TRAIN, blocks

ARTICLES = (
    ("城西公园开放 两公里步道绕湖而行", PARK),
    ("夜间门诊添诊室 看病不再跑远路", CLINIC),
    ("列车运行图调整 省城早晚多一趟车", TRAIN),
)
LEXICON = Lexicon.of([*PARK, *CLINIC, *TRAIN])


def page_of(last: bool, mark: str = "", led: bool = True, count: int = 3) -> list[Block]:
    """The articles of a page, titles above or below their text, with or without lead-ins."""
    told: list[tuple[str, Kind, str]] = []
    for title, story in ARTICLES[:count]:
        texts = story if led else (story[0].split("）", 1)[1], *story[1:])
        body = [(text, Kind.BODY, "") for text in texts]
        head = [(title, Kind.HEAD, mark)]
        told += chain(body, head) if last else chain(head, body)
    return blocks(*told)


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
@pytest.mark.parametrize("led", [False, True], ids=["no lead-ins", "lead-ins"])
@pytest.mark.parametrize("count", [2, 3], ids=["two articles", "three articles"])
def test_a_page_tells_its_order(last: bool, led: bool, count: int) -> None:
    assert titles_stand_last(page_of(last, led=led, count=count), LEXICON) is last


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
def test_marked_titles_stand_first(last: bool) -> None:
    assert not titles_stand_last(page_of(last, mark="#"), LEXICON)


@pytest.mark.parametrize(
    "content",
    [
        [],
        blocks(("城西公园开放", Kind.HEAD)),
        blocks((PARK[0], Kind.BODY)),
        blocks(("■ 本报记者 王小雨", Kind.BYLINE), (PARK[0], Kind.BODY)),
    ],
    ids=["nothing", "a title alone", "text alone", "no title"],
)
def test_without_titles_and_text_there_is_no_order(content: list[Block]) -> None:
    assert not is_open_order(content)
    assert not titles_stand_last(content, LEXICON)


def test_figures_beside_the_titles_change_nothing() -> None:
    page = page_of(last=True)
    figures = blocks(("88.5%", Kind.BODY), ("截至3月5日12时", Kind.BODY))
    assert titles_stand_last([*figures, *page], LEXICON) == titles_stand_last(page, LEXICON)


@pytest.mark.parametrize(
    "page",
    [page_of(last=False), page_of(last=True), page_of(last=False, count=1)],
    ids=["first", "last", "one article"],
)
def test_every_page_has_as_many_features(page: list[Block]) -> None:
    assert len(order_features(page, LEXICON)) == len(order_features(page_of(True), LEXICON))
