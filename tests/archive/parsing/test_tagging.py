"""Lines into titles, bylines and paragraphs, on pages of every common setting."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from archive.parsing.blocks import SURE, Kind, read_lines
from archive.parsing.learned import table, trees
from archive.parsing.sources import read_sheet
from archive.parsing.tagging import (
    Tag,
    _best_path,
    is_plain,
    line_features,
    make_blocks,
    tag_lines,
)
from tests.archive.parsing.typesetting import CLINIC, PARK, TRAIN, set_page, wrap

TWO = ((("城西公园开放", "两公里步道绕湖而行"), PARK), (("夜里看病不再跑远路",), CLINIC))
THREE = (*TWO, (("早晚各多开一趟车",), TRAIN))


def read(text: str) -> list[tuple[Kind, str]]:
    """The blocks of a page as (kind, text)."""
    return [(b.kind, b.text) for b in make_blocks(read_sheet(read_lines(text)))]


def titles(text: str) -> list[str]:
    return [words for kind, words in read(text) if kind is Kind.HEAD]


def bodies(text: str) -> list[str]:
    return [words for kind, words in read(text) if kind is Kind.BODY]


@pytest.mark.parametrize("measure", [14, 16, 20, 24])
@pytest.mark.parametrize(
    ("gaps", "indent", "set_in"),
    [
        (True, "　　", 2),
        (True, "", 2),
        (True, "", 0),
        (False, "　　", 2),
        (False, "", 2),
    ],
    ids=["gaps and spaces", "gaps and set in", "gaps alone", "spaces alone", "set in alone"],
)
def test_wrapped_lines_become_paragraphs(
    measure: int, gaps: bool, indent: str, set_in: int
) -> None:
    page = set_page(THREE, measure, gaps=gaps, indent=indent, set_in=set_in)
    assert bodies(page) == [*PARK, *CLINIC, *TRAIN]


@pytest.mark.xfail(reason="two whole phrases are read as two lines of a head", strict=True)
@pytest.mark.parametrize("gaps", [True, False], ids=["gaps", "no gaps"])
def test_a_title_over_two_lines_is_one_block(gaps: bool) -> None:
    assert titles(set_page(TWO, gaps=gaps)) == [
        "城西公园开放两公里步道绕湖而行",
        "夜里看病不再跑远路",
    ]


@pytest.mark.parametrize("tag", ["（街巷）", "（评论员观察）", "(记者手记)"])
def test_a_columns_name_broken_off_belongs_to_the_title_above_it(tag: str) -> None:
    page = set_page([(("城西公园开放两公里步道绕湖", tag), PARK), *TWO[1:]])
    assert titles(page)[0] == f"城西公园开放两公里步道绕湖{tag}"


@pytest.mark.parametrize("line", ["（陈青 摄）", "（本报记者 王小雨）"])
def test_names_in_parentheses_are_no_columns_name(line: str) -> None:
    assert not any(line in title for title in titles(set_page([(("湖边步道一景", line), PARK)])))


@pytest.mark.parametrize("at", [2, 3], ids=["after two lines", "after three"])
def test_a_paragraph_cut_by_a_gap_goes_on_below_it(at: int) -> None:
    lines = wrap(PARK[2], set_in=2)
    cut = "\n".join([*lines[:at], "", *lines[at:]])
    page = f"{set_page([(('城西公园开放',), PARK[:2])])}\n\n{cut}\n\n{set_page(TWO[1:])}"
    blocks = make_blocks(read_sheet(read_lines(page)))
    (rest,) = [b for b in blocks if b.goes_on]
    assert rest.text == "".join(lines[at:])
    assert rest.kind is Kind.BODY


@pytest.mark.parametrize(
    "byline",
    ["本报记者 王小雨", "■ 本报记者 王小雨 陈青", "□记者 陈青 报道", "记者 陈青 通讯员 周平"],
)
@pytest.mark.parametrize("wrapped", [True, False], ids=["wrapped", "OCR"])
def test_names_with_a_role_are_a_byline(byline: str, wrapped: bool) -> None:
    story = tuple(text.split("）", 1)[-1] for text in PARK)
    plain = "\n\n".join(["城西公园开放", byline, *story])
    page = set_page([(("城西公园开放", "", byline), story)]) if wrapped else plain
    found = read(page)
    assert [kind for kind, _ in found] == [Kind.HEAD, Kind.BYLINE, *[Kind.BODY] * len(story)]
    assert found[1][1] == byline.lstrip("■□ ")


@pytest.mark.parametrize("mark", ["# ", "## ", "**"])
def test_marks_tell_titles_of_ocr(mark: str) -> None:
    closing = "**" if mark == "**" else ""
    heads = [f"{mark}{text}{closing}" for text in ("城西公园开放", "夜里看病不再跑远路")]
    page = "\n\n".join([heads[0], *PARK, heads[1], *CLINIC])
    assert titles(page) == ["城西公园开放", "夜里看病不再跑远路"]
    assert bodies(page) == [*PARK, *CLINIC]


def test_ocr_paragraphs_cut_by_columns_go_on() -> None:
    left, right = PARK[1][:30], PARK[1][30:]
    page = "\n\n".join(["城西公园开放", PARK[0], left, right, PARK[2]])
    blocks = make_blocks(read_sheet(read_lines(page)))
    assert [(b.text, b.goes_on) for b in blocks if b.kind is Kind.BODY] == [
        (PARK[0], False),
        (left, False),
        (right, True),
        (PARK[2], False),
    ]


def test_every_line_stands_in_one_block() -> None:
    page = set_page(THREE, gaps=False)
    blocks = make_blocks(read_sheet(read_lines(page)))
    numbers = [n for block in blocks for n in block.lines]
    assert numbers == [line.number for line in read_lines(page)]


def test_a_titles_second_line_follows_a_first() -> None:
    tags, _ = tag_lines(read_sheet(read_lines(set_page(THREE))))
    for before, tag in zip([None, *tags], tags, strict=False):
        if tag is Tag.TITLE_GOES_ON:
            assert before in (Tag.TITLE, Tag.TITLE_GOES_ON)


def test_every_tag_has_its_sureness() -> None:
    tags, sure = tag_lines(read_sheet(read_lines(set_page(THREE))))
    assert len(sure) == len(tags)
    assert max(map(abs, sure)) <= SURE


def test_a_block_is_as_sure_as_its_least_sure_line() -> None:
    sheet = read_sheet(read_lines(set_page(THREE)))
    _, sure = tag_lines(sheet)
    by_number = {line.number: s for line, s in zip(sheet.lines, sure, strict=True)}
    for block in make_blocks(sheet):
        assert block.sure == min(by_number[number] for number in block.lines)


def test_nothing_has_no_tags() -> None:
    assert tag_lines(read_sheet(())) == ([], [])


def test_full_lines_without_a_stop_between_are_plain() -> None:
    page = "\n".join(line for text in PARK for line in wrap(text, set_in=2))
    sheet = read_sheet(read_lines(page))
    second = len(wrap(PARK[0], set_in=2))
    assert is_plain(sheet, 2)
    assert not is_plain(sheet, 0)
    assert not is_plain(sheet, second)


def test_every_line_has_as_many_features() -> None:
    sheet = read_sheet(read_lines(set_page(TWO)))
    lengths = {len(line_features(sheet, i)) for i in range(len(sheet.lines))}
    assert len(lengths) == 1
    assert trees("tags").feature.max() < lengths.pop()


@pytest.mark.parametrize("lead", [0.0, 1.0, 3.0, 12.0], ids=lambda lead: f"lead {lead:g}")
def test_the_best_path_is_the_best_of_all(lead: float) -> None:
    steps, random = table("tag_steps"), np.random.default_rng(7)
    for _ in range(20):
        odds = random.normal(size=(4, len(Tag)))
        odds[np.arange(4), random.integers(len(Tag), size=4)] += lead
        ways = product(range(len(Tag)), repeat=4)
        best = max(
            ways,
            key=lambda way: (
                steps[-1, way[0]]
                + sum(odds[i, tag] for i, tag in enumerate(way))
                + sum(steps[a, b] for a, b in pairwise(way))
            ),
        )
        assert _best_path(odds, steps) == list(best)
