"""A group of title lines into kicker, headline and subhead, and lines that are no head."""

from __future__ import annotations

import pytest

from archive.parsing.assemble import Assembly, Draft
from archive.parsing.blocks import SURE, Block, Kind, mark_rank
from archive.parsing.cohesion import Lexicon
from archive.parsing.heads import (
    HEADLINE,
    KICKER,
    MOST,
    NONE,
    SUBHEAD,
    find_parts,
    head_features,
    part_heads,
)
from tests.archive.parsing.typesetting import CLINIC, PARK, TRAIN, block

LEXICON = Lexicon.of([*PARK, *CLINIC, *TRAIN])


def heads(*texts: str, mark: str = "") -> list[Block]:
    """Title lines one below the other; "## 小城" carries its own mark."""
    out = []
    for line, text in enumerate(texts, 1):
        own, _, words = text.rpartition(" ") if text.startswith(("#", "**")) else (mark, "", text)
        out.append(block(words, Kind.HEAD, own, line))
    return out


def parts(*texts: str, mark: str = "", last: bool = False) -> list[int]:
    lines = heads(*texts, mark=mark)
    page_mark = max(mark_rank(head.mark) for head in lines)
    return find_parts(lines, "".join(PARK), last, LEXICON, page_mark)[0]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["城西公园开放"], [HEADLINE]),
        (["——湖边散记"], [HEADLINE]),
        (["城西公园昨日开放", "——两公里步道绕湖而行"], [HEADLINE, SUBHEAD]),
        (["我市推进公园城市建设——", "城西公园昨日开放"], [KICKER, HEADLINE]),
        (["王小雨在城西公园调研时强调", "把步道和书亭还给市民"], [KICKER, HEADLINE]),
        (
            ["我市推进公园城市建设——", "城西公园昨日开放", "——两公里步道绕湖而行"],
            [KICKER, HEADLINE, SUBHEAD],
        ),
        pytest.param(
            ["王小雨在城西公园调研时强调", "把步道和书亭还给市民", "陈青出席并讲话"],
            [KICKER, HEADLINE, SUBHEAD],
        ),
    ],
    ids=[
        "one line",
        "one line with a dash",
        "dash below",
        "dash at the end of the first",
        "words of a speaker above",
        "all three by dashes",
        "all three of a visit",
    ],
)
@pytest.mark.parametrize("mark", ["", "#"], ids=["unmarked", "marked"])
def test_parts_of_a_head(texts: list[str], expected: list[int], mark: str) -> None:
    assert parts(*texts, mark=mark) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["## 城西公园一期建成", "# 湖边长椅等你来坐"], [KICKER, HEADLINE]),
        pytest.param(["# 湖边长椅等你来坐", "## 第二期工程四月开工"], [HEADLINE, SUBHEAD]),
        pytest.param(
            ["## 城西公园一期建成", "# 湖边长椅等你来坐", "## 第二期工程四月开工"],
            [KICKER, HEADLINE, SUBHEAD],
        ),
    ],
    ids=["lesser mark above", "lesser mark below", "between two lesser marks"],
)
def test_the_greater_mark_is_the_headlines(texts: list[str], expected: list[int]) -> None:
    assert parts(*texts) == expected


@pytest.mark.parametrize("count", range(1, MOST + 1))
@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
def test_any_group_has_one_headline_and_no_gap(count: int, last: bool) -> None:
    found = parts(*["城西公园昨日向市民开放"] * count, last=last)
    inside = [i for i, part in enumerate(found) if part != NONE]
    assert found.count(HEADLINE) == 1
    assert inside == list(range(inside[0], inside[-1] + 1))


def test_one_line_is_beyond_doubt_and_like_lines_are_not() -> None:
    _, alone = find_parts(heads("城西公园开放"), PARK[0], False, LEXICON, 0)
    _, alike = find_parts(heads(*["城西公园开放"] * 3), PARK[0], False, LEXICON, 0)
    _, dashed = find_parts(
        heads("城西公园昨日开放", "——两公里步道绕湖而行"), PARK[0], False, LEXICON, 0
    )
    assert alone == SURE
    assert 0 <= alike < dashed <= SURE


@pytest.mark.parametrize(
    ("mark", "over"), [("#", "##"), ("##", "###"), ("###", "**"), ("■", "**"), ("**", "")]
)
def test_marks_have_their_rank(mark: str, over: str) -> None:
    assert mark_rank(mark) > mark_rank(over)


def test_every_line_has_as_many_features() -> None:
    lines = heads("城西公园开放", "——两公里步道绕湖而行", "陈青参加")
    rows = [head_features(lines, i, PARK[0], False, LEXICON, 0) for i in range(3)]
    assert len({len(row) for row in rows}) == 1


def body(texts: tuple[str, ...], first: int) -> list[Block]:
    return [block(text, line=first + i) for i, text in enumerate(texts)]


def part(*drafts: Draft, last: bool = False) -> list[Draft]:
    part_heads(drafts, Assembly(list(drafts), [], last, LEXICON))
    return list(drafts)


def test_parts_are_written_on_the_lines() -> None:
    titles = heads("我市推进公园城市建设——", "城西公园昨日开放", "——两公里步道绕湖而行")
    (draft,) = part(Draft(titles, body=body(PARK, 4)))
    assert [head.part for head in draft.heads] == ["kicker", "headline", "subhead"]


def test_an_untitled_draft_stays_untitled() -> None:
    titled, untitled = part(
        Draft(heads("城西公园开放"), body=body(PARK, 2)), Draft(body=body(CLINIC, 9))
    )
    assert titled.heads
    assert untitled.heads == []


@pytest.mark.parametrize("name", ["王小雨", "王 青", "李山"])
def test_an_authors_name_below_the_headline_is_a_byline(name: str) -> None:
    (draft,) = part(
        Draft([*heads("湖边的长椅"), block(name, Kind.HEAD, line=2)], body=body(PARK, 3))
    )
    assert [head.text for head in draft.heads] == ["湖边的长椅"]
    assert [byline.text for byline in draft.bylines] == [name]


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
@pytest.mark.parametrize("count", [2, MOST, MOST + 4])
def test_no_line_is_lost(count: int, last: bool) -> None:
    titles = heads(*(f"第{i}处公园昨日向市民开放" for i in range(count)))
    drafts = [
        Draft(heads("早晚各多开一趟车"), body=body(TRAIN, 20)),
        Draft(titles, body=body(PARK, 30)),
        Draft(heads("夜里看病不再跑远路"), body=body(CLINIC, 40)),
    ]
    before = sorted(b.text for d in drafts for b in [*d.heads, *d.bylines, *d.body])
    after = sorted(
        b.text for d in part(*drafts, last=last) for b in [*d.heads, *d.bylines, *d.body]
    )
    assert after == before
    assert 1 <= len(drafts[1].heads) <= MOST


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
def test_a_sentence_at_the_far_edge_is_no_head(last: bool) -> None:
    """A whole sentence that was taken for a title goes to the neighbouring article's text."""
    sentence = "车站新开的进站口离公交站只有五分钟的路，乘客不必再绕过货场。"
    titles = heads(*(("城西公园开放", sentence) if last else (sentence, "城西公园开放")))
    train = Draft(heads("早晚各多开一趟车"), body=body(TRAIN, 20))
    park = Draft(titles, body=body(PARK, 30))
    clinic = Draft(heads("夜里看病不再跑远路"), body=body(CLINIC, 40))
    part(train, park, clinic, last=last)
    assert [head.text for head in park.heads] == ["城西公园开放"]
    neighbour = clinic.body[0] if last else train.body[-1]
    assert neighbour.text == sentence


def test_a_photo_takes_no_lines_from_the_head_beside_it() -> None:
    sentence = "车站新开的进站口离公交站只有五分钟的路，乘客不必再绕过货场。"
    photo = Draft(body=body(("图为新站口。 林木 摄",), 20), genre="photo")
    park = Draft(heads(sentence, "城西公园开放"), body=body(PARK, 30))
    part(photo, park)
    assert len(photo.body) == 1
    assert park.body[0].text == sentence
