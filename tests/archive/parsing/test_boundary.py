"""Whether a title opens another article or is a crosshead inside one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from archive.parsing.assemble import make_segments
from archive.parsing.blocks import Block, Kind
from archive.parsing.boundary import (
    FAR,
    HEAD_FEATURES,
    NEAR,
    Page,
    Passage,
    Segment,
    judge,
    make_page,
    place_features,
    second_rows,
)
from archive.parsing.cohesion import Lexicon
from tests.archive.parsing.typesetting import CLINIC, PARK, TRAIN, block, blocks

Told = tuple[str, Kind] | tuple[str, Kind, str]
HEAD, BODY, BYLINE = Kind.HEAD, Kind.BODY, Kind.BYLINE
MORE_PARK = (
    "步道一圈两公里，沿途有石桥三座、长椅四十张。银杏是从老苗圃移来的，最老的一棵有八十岁，园丁给每棵都挂了牌。",
    "湖水引自城西水厂的回用水，经过芦苇塘再进湖，夏天不再有气味，水鸟也回来了，附近居民常带孩子来看。",
)


def page_of(*told: Told, last: bool = False) -> Page:
    content = blocks(*told)
    lexicon = Lexicon.of([b.text for b in content if b.kind is BODY])
    return make_page(make_segments(content, last), lexicon, last, [])


def story(title: str, texts: Sequence[str], mark: str = "", last: bool = False) -> list[Told]:
    head: list[Told] = [(title, HEAD, mark)]
    body: list[Told] = [(text, BODY) for text in texts]
    return body + head if last else head + body


def bare(texts: Sequence[str]) -> list[str]:
    """The paragraphs without their lead-in."""
    return [texts[0].split("）", 1)[1], *texts[1:]]


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
@pytest.mark.parametrize("mark", ["", "#"], ids=["unmarked", "marked"])
def test_titles_beside_lead_ins_open_articles(mark: str, last: bool) -> None:
    page = page_of(
        *story("城西公园开放", PARK, mark, last),
        *story("夜里看病不再跑远路", CLINIC, mark, last),
        *story("早晚各多开一趟车", TRAIN, mark, last),
        last=last,
    )
    assert [odd > 0 for odd in judge(page)] == [True, True, True]


@pytest.mark.parametrize("mark", ["#", "##"])
def test_marked_titles_open_articles_without_a_lead_in(mark: str) -> None:
    page = page_of(
        *story("城西公园开放", bare(PARK), mark),
        *story("夜里看病不再跑远路", bare(CLINIC), mark),
        *story("早晚各多开一趟车", bare(TRAIN), mark),
    )
    assert [odd > 0 for odd in judge(page)] == [True, True, True]


def test_unmarked_titles_open_articles_without_a_lead_in() -> None:
    page = page_of(
        *story("城西公园开放 两公里步道绕湖而行", bare(PARK)),
        *story("夜里看病不再跑远路 市二院夜间门诊添诊室", bare(CLINIC)),
        *story("列车运行图调整 去省城早晚各多一趟车", bare(TRAIN)),
    )
    assert [odd > 0 for odd in judge(page)] == [True, True, True]


@pytest.mark.parametrize(
    ("first", "second", "mark"),
    [
        ("一、先看步道", "二、再看湖水", ""),
        ("先看步道", "再看湖水", "**"),
        ("步道绕湖而行", "湖水清了又清", "**"),
        ("（一）先看步道", "（二）再看湖水", "##"),
    ],
    ids=["numbered", "bold and short", "bold", "numbered and marked"],
)
def test_crossheads_of_a_marked_article_open_none(first: str, second: str, mark: str) -> None:
    page = page_of(
        *story("城西公园开放", PARK, "#"),
        *story(first, MORE_PARK[:1], mark),
        *story(second, MORE_PARK[1:], mark),
        *story("夜里看病不再跑远路", CLINIC, "#"),
    )
    assert [odd > 0 for odd in judge(page)] == [True, False, False, True]


@pytest.mark.parametrize(
    ("first", "second"),
    [("一、先看步道", "二、再看湖水"), ("1.先看步道", "2.再看湖水")],
    ids=["Chinese numbers", "digits"],
)
def test_numbered_crossheads_among_unmarked_titles_open_none(first: str, second: str) -> None:
    page = page_of(
        *story("城西公园开放 两公里步道绕湖而行", PARK),
        *story(first, MORE_PARK[:1]),
        *story(second, MORE_PARK[1:]),
        *story("夜里看病不再跑远路", CLINIC),
    )
    assert [odd > 0 for odd in judge(page)] == [True, False, False, True]


def test_a_lead_in_makes_a_new_article_likelier() -> None:
    def odds(texts: Sequence[str]) -> float:
        page = page_of(*story("城西公园开放", PARK), *story("夜里看病不再跑远路", texts))
        return judge(page)[1]

    assert odds(CLINIC) > odds(bare(CLINIC))


def test_a_number_makes_a_new_article_unlikelier() -> None:
    def odds(title: str) -> float:
        page = page_of(*story("城西公园开放", PARK), *story(title, MORE_PARK))
        return judge(page)[1]

    assert odds("湖水清了又清") > odds("一、湖水清了又清")


def test_a_byline_amid_text_opens_an_article() -> None:
    page = page_of(
        *story("城西公园开放", PARK),
        ("■ 本报记者 陈青", BYLINE),
        *[(text, BODY) for text in bare(CLINIC)],
    )
    assert len(page.passages) == 2
    assert judge(page)[1] == judge(page)[0]


@pytest.mark.parametrize("count", [0, 1])
def test_the_first_segment_is_beyond_doubt(count: int) -> None:
    page = page_of(*story("城西公园开放", PARK)[: 9 * count])
    assert len(judge(page)) == len(page.passages) == count
    assert all(odd > 5 for odd in judge(page))


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
def test_every_place_has_as_many_features(last: bool) -> None:
    page = page_of(
        *story("城西公园开放", PARK, "#", last),
        ("■ 本报记者 陈青", BYLINE),
        *story("一、先看步道", MORE_PARK, "", last),
        *story("夜里看病不再跑远路", CLINIC, "", last),
        last=last,
    )
    count = range(1, len(page.passages))
    rows = [place_features(page, i) for i in count]
    odds = [9.0, *(1.0 for _ in count)]
    assert len({len(row) for row in rows}) == 1
    again = {len(row) for row in second_rows(rows, page, odds)}
    assert again == {len(rows[0]) + 17}


def segment(heads: Sequence[Block] = (), body: Sequence[str] = ()) -> Segment:
    return Segment(list(heads), [], [block(text) for text in body])


class TestPassage:
    """A segment's text as the classifier reads it."""

    def test_its_edges(self) -> None:
        passage = Passage(segment(body=("甲" * FAR, "乙" * FAR)))
        assert set(passage.start.strip()) == {"甲"}
        assert set(passage.end.strip()) == {"乙"}
        assert len(passage.start) <= NEAR
        assert len(passage.end) <= NEAR
        assert passage.size == 2 * FAR

    def test_an_empty_one(self) -> None:
        passage = Passage(segment())
        assert (passage.start, passage.end, passage.title, passage.size) == ("", "", "", 0)
        assert (passage.opening, passage.closing, passage.led) == (0, 0, False)
        assert passage.head_features == [0.0] * HEAD_FEATURES

    def test_every_head_has_as_many_features(self) -> None:
        heads = [block("城西公园开放", HEAD, "#"), block("——湖边散记", HEAD)]
        assert len(Passage(segment(heads)).head_features) == HEAD_FEATURES

    @pytest.mark.parametrize(
        ("text", "led"),
        [(CLINIC[0], True), (bare(CLINIC)[0], False)],
        ids=["lead-in", "none"],
    )
    def test_a_lead_in(self, text: str, led: bool) -> None:
        assert Passage(segment(body=(text,))).led is led

    def test_openings_and_closings_read_like_themselves(self) -> None:
        whole = Passage(segment(body=PARK))
        turned = Passage(segment(body=PARK[::-1]))
        assert whole.opening > turned.opening


def test_titles_belong_to_the_text_before_where_they_stand_last() -> None:
    first = page_of(*story("城西公园开放", PARK), *story("夜里看病不再跑远路", CLINIC))
    last = page_of(
        *story("城西公园开放", PARK, last=True),
        *story("夜里看病不再跑远路", CLINIC, last=True),
        last=True,
    )
    assert first.heads_at(1).title == "夜里看病不再跑远路"
    assert last.heads_at(1).title == "城西公园开放"
