"""Pages with gold into rows: every decision gets its numbers and its mark."""

from __future__ import annotations

from typing import Any

import pytest

from archive.parsing.heads import HEADLINE, KICKER, NONE, SUBHEAD
from archive.parsing.tagging import Tag
from bench.rendering import Gold, render
from bench.samples import (
    count_steps,
    is_last,
    line_rows,
    read_places,
    read_truth,
    true_tag,
    trust_marks,
)
from bench.styles import KINDS, draw_style
from bench.truth import Part, Truth
from tests.bench.corpora import make_item, make_paragraph, seeded

TEXTS = [make_paragraph(seeded(n), 4) for n in range(5)]
GOLD: dict[str, Any] = {
    "articles": [
        {
            "kicker": "我市推进便民工程——",
            "headline": "城西公园办成三件小事",
            "subhead": "——街坊走笔",
            "paragraphs": [TEXTS[0], "街坊的早晨", TEXTS[1], TEXTS[2]],
        },
        {"headline": "渡口村夜里也亮灯", "paragraphs": [TEXTS[3], TEXTS[4]]},
    ]
}
PAGE = "\n\n".join(
    [
        "## 我市推进便民工程——",
        "# 城西公园办成三件小事",
        "## ——街坊走笔",
        TEXTS[0],
        "**街坊的早晨**",
        TEXTS[1],
        TEXTS[2],
        "# 渡口村夜里也亮灯",
        TEXTS[3],
        TEXTS[4],
    ]
)
PAGE_LAST = "\n\n".join(
    [TEXTS[0], TEXTS[1], "城西公园办成三件小事", TEXTS[3], TEXTS[4], "渡口村夜里也亮灯"]
)


def draw(kind: str, seed: int) -> tuple[str, Gold]:
    rng = seeded(seed)
    items = [make_item(rng) for _ in range(3)]
    return render(items, draw_style(rng, kind), rng)


@pytest.mark.parametrize(
    ("part", "begins", "tag"),
    [
        (Part.KICKER, True, Tag.TITLE),
        (Part.HEADLINE, True, Tag.TITLE),
        (Part.HEADLINE, False, Tag.TITLE_GOES_ON),
        (Part.CROSSHEAD, True, Tag.TITLE),
        (Part.COLUMN, True, Tag.TITLE),
        (Part.BYLINE, True, Tag.BYLINE),
        (Part.BYLINE, False, Tag.BYLINE),
        (Part.PARAGRAPH, True, Tag.PARAGRAPH),
        (Part.PARAGRAPH, False, Tag.GOES_ON),
    ],
)
def test_the_tag_of_a_part(part: Part, begins: bool, tag: Tag) -> None:
    assert true_tag(Truth(0, part, 0, begins)) is tag


def test_rows_of_a_page_of_paragraphs() -> None:
    """A long line below a closed sentence is surely a paragraph and not asked about."""
    sheet, truths = read_truth(PAGE, GOLD)
    rows = line_rows(sheet, truths)
    assert [Tag(tag) for _, tag in rows] == [
        *[Tag.TITLE] * 3,
        Tag.PARAGRAPH,
        Tag.TITLE,
        Tag.PARAGRAPH,
        Tag.TITLE,
        Tag.PARAGRAPH,
    ]


def test_furniture_gives_no_rows() -> None:
    sheet, truths = read_truth(f"青石日报 2024年3月6日 星期三 第6版\n\n{PAGE}", GOLD)
    assert len(line_rows(sheet, truths)) == 8


@pytest.mark.parametrize("kind", KINDS)
def test_rows_of_any_style_have_as_many_numbers(kind: str) -> None:
    sheet, truths = read_truth(*draw(kind, 1))
    rows = line_rows(sheet, truths)
    assert rows
    assert len({len(row) for row, _ in rows}) == 1


def test_steps_from_tag_to_tag_are_counted() -> None:
    _, truths = read_truth(PAGE, GOLD)
    steps = count_steps([*truths, None])
    assert steps.sum() == 10
    assert steps[-1].tolist() == [0, 0, 1, 0, 0]
    assert steps[Tag.TITLE, Tag.TITLE] == 2
    assert steps[Tag.TITLE, Tag.PARAGRAPH] == 3


def test_what_follows_nothing_known_is_counted_apart() -> None:
    truth = Truth(0, Part.PARAGRAPH, 0, True)
    assert count_steps([truth, None, truth])[-1, Tag.PARAGRAPH] == 2


@pytest.mark.parametrize(
    ("text", "last"), [(PAGE, False), (PAGE_LAST, True)], ids=["titles first", "titles last"]
)
def test_the_order_is_told_by_most_headlines(text: str, last: bool) -> None:
    _, truths = read_truth(text, GOLD)
    assert is_last(truths) is last


def test_places_are_marked_where_articles_begin() -> None:
    place, _ = read_places(PAGE, GOLD)
    assert place.marks == [0, 1]
    assert len(place.rows) == 2
    assert place.order is None


def test_places_of_titles_below_their_text() -> None:
    gold = {"articles": [a | {"kicker": "", "subhead": ""} for a in GOLD["articles"]]}
    place, _ = read_places(PAGE_LAST, gold)
    assert place.page.last
    assert place.order


def test_heads_are_marked_by_their_part() -> None:
    _, rows = read_places(PAGE, GOLD)
    assert [mark for _, mark in rows] == [KICKER, HEADLINE, SUBHEAD]


def test_a_crosshead_beside_a_head_is_none_of_it() -> None:
    text = PAGE.replace("# 渡口村", "**街坊的早晨**\n\n# 渡口村")
    _, rows = read_places(text, GOLD)
    assert [mark for _, mark in rows] == [KICKER, HEADLINE, SUBHEAD, NONE, HEADLINE]


def test_articles_are_marked_where_they_came_out_right() -> None:
    marks = trust_marks(PAGE, GOLD)
    assert len({len(row) for row, _ in marks}) == 1
    for _, (headline, body, both) in marks:
        assert both == (headline and body)


def test_an_article_that_the_gold_does_not_hold_is_wrong() -> None:
    marks = trust_marks(PAGE, {"articles": GOLD["articles"][:1], "issue": {}, "furniture": []})
    assert (0, 0, 0) in [mark for _, mark in marks]
