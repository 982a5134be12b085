"""What every line of a page with gold truly is."""

from __future__ import annotations

from typing import Any

import pytest

from bench.corpus import Item
from bench.rendering import render
from bench.styles import KINDS, draw_style
from bench.truth import Part, find_truth, is_crosshead_form
from tests.bench.corpora import make_item, seeded

BODY = (
    "昨日，城西公园添了两个窗口，居民少走许多路。",
    "街坊的早晨",
    "入春以来，渡口村修好了石桥，来的人比往年多。",
)
GOLD: dict[str, Any] = {
    "articles": [
        {
            "column": "特写",
            "kicker": "我市推进便民工程——",
            "headline": "城西公园办成三件小事",
            "subhead": "——街坊走笔",
            "byline": "本报记者 王小雨",
            "paragraphs": list(BODY),
        },
        {"headline": "渡口村夜里也亮灯", "paragraphs": ["雨停之后，渡口村换上了新灯。"]},
    ]
}
PARTS = ("column", "kicker", "headline", "subhead", "byline")


def told(texts: list[str], gold: dict[str, Any] = GOLD) -> list[tuple[int, Part, bool] | None]:
    """Article, part and whether it begins there, for every line."""
    truths = find_truth(texts, gold)
    return [(t.article, t.part, t.begins) if t else None for t in truths]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("特写", Part.COLUMN),
        ("我市推进便民工程——", Part.KICKER),
        ("# 城西公园办成三件小事", Part.HEADLINE),
        ("## ——街坊走笔", Part.SUBHEAD),
        ("■ 本报记者　王小雨", Part.BYLINE),
        ("**街坊的早晨**", Part.CROSSHEAD),
        (BODY[0], Part.PARAGRAPH),
        (BODY[2].replace("，", ","), Part.PARAGRAPH),
    ],
    ids=lambda value: value.value if isinstance(value, Part) else "",
)
def test_a_line_is_found_by_its_words(line: str, part: Part) -> None:
    assert told([line]) == [(0, part, True)]


@pytest.mark.parametrize("line", ["青石日报", "88.5%", "#", ""], ids=["paper", "data", "mark", ""])
def test_what_the_gold_does_not_hold_has_no_truth(line: str) -> None:
    assert told([line]) == [None]


def test_only_the_first_line_of_a_part_begins_it() -> None:
    lines = ["城西公园", "办成三件小事", BODY[0][:9], BODY[0][9:15], BODY[0][15:]]
    assert told(lines) == [
        (0, Part.HEADLINE, True),
        (0, Part.HEADLINE, False),
        (0, Part.PARAGRAPH, True),
        (0, Part.PARAGRAPH, False),
        (0, Part.PARAGRAPH, False),
    ]


def test_what_goes_on_with_the_line_above_comes_first() -> None:
    """The words of a line may stand elsewhere too: the place after the line above counts."""
    gold = {
        "articles": [
            {"headline": "甲", "paragraphs": ["换上了新灯。"]},
            {"headline": "乙", "paragraphs": ["雨停之后渡口村换上了新灯。"]},
        ]
    }
    assert told(["雨停之后渡口村", "换上了新灯。"], gold) == [
        (1, Part.PARAGRAPH, True),
        (1, Part.PARAGRAPH, False),
    ]


def test_lines_after_furniture_are_found_again() -> None:
    lines = [BODY[0][:9], "青石日报 6版", BODY[0][9:]]
    assert [truth and truth[2] for truth in told(lines)] == [True, None, False]


def test_titles_below_their_text_are_found() -> None:
    lines = [*BODY, "城西公园办成三件小事", "雨停之后，渡口村换上了新灯。", "渡口村夜里也亮灯"]
    assert [truth and truth[0] for truth in told(lines)] == [0, 0, 0, 0, 1, 1]


def test_the_unit_tells_paragraphs_apart() -> None:
    first, crosshead, last = find_truth(list(BODY), GOLD)
    assert first
    assert crosshead
    assert last
    assert len({first.unit, crosshead.unit, last.unit}) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("街坊的早晨", True),
        ("一、先看步道", True),
        ("街坊的早晨。", False),
        ("“街坊的早晨”", False),
        ("街坊说：", False),
        ("街坊" * 20, False),
        ("", False),
    ],
    ids=["short", "numbered", "sentence", "quoted", "leads on", "long", "nothing"],
)
def test_crosshead_forms(text: str, expected: bool) -> None:
    assert is_crosshead_form(text) is expected


def test_first_and_last_paragraphs_are_no_crossheads() -> None:
    gold = {"articles": [{"headline": "甲", "paragraphs": ["街坊的早晨", BODY[0], "街坊的夜晚"]}]}
    assert [truth and truth[1] for truth in told(["街坊的早晨", "街坊的夜晚"], gold)] == [
        Part.PARAGRAPH,
        Part.PARAGRAPH,
    ]


def items(seed: int) -> list[Item]:
    rng = seeded(seed)
    return [make_item(rng) for _ in range(3)]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", KINDS)
def test_lines_of_a_set_page_all_have_their_truth(kind: str, seed: int) -> None:
    rng = seeded(seed)
    text, gold = render(items(seed), draw_style(rng, kind), rng)
    furniture = "".join(piece["text"] for piece in gold["furniture"])  # type: ignore[attr-defined]
    lines = [line for line in text.splitlines() if line.strip() and line not in furniture]
    truths = find_truth(lines, gold)
    assert None not in truths
    begun = {truth.unit for truth in truths if truth and truth.begins}
    assert begun == {truth.unit for truth in truths if truth}
