"""Reading corpora: what counts as an article, bylines, pages, days held out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.corpus import (
    LEAST,
    NEWSCAST,
    NEWSPAPER_1998,
    NEWSPAPER_2023,
    Item,
    is_held_out,
    normalize,
    pages_of,
    read_items,
)
from tests.bench.corpora import make_item, make_paragraph, make_record, seeded, write_corpus

TEXT = make_paragraph(seeded(1), 4)


def record(**more: object) -> dict[str, object]:
    base = {"id": 7, "date": "2024-03-06", "page": 3, "headline": "城西公园夜里也亮灯"}
    return base | {"paragraphs": [TEXT]} | more


def read(tmp_path: Path, told: Mapping[str, object], source: str = NEWSPAPER_2023) -> list[Item]:
    return read_items(write_corpus(tmp_path / "corpus", source, [told]), source)


def test_a_record_becomes_an_item(tmp_path: Path) -> None:
    told = record(kicker=" 我市推进便民工程 ", subhead=None, paragraphs=[f"　　{TEXT}", "", "完。"])
    assert read(tmp_path, told) == [
        Item(
            source=NEWSPAPER_2023,
            id="7",
            date="2024-03-06",
            page="3",
            headline="城西公园夜里也亮灯",
            paragraphs=(TEXT, "完。"),
            kicker="我市推进便民工程",
        )
    ]


def test_a_body_in_one_text_is_parted_at_its_lines(tmp_path: Path) -> None:
    told = record(paragraphs=None, body=f"{TEXT}\n\n{TEXT}")
    assert read(tmp_path, told, NEWSCAST)[0].paragraphs == (TEXT, TEXT)


@pytest.mark.parametrize(
    "more",
    [
        {"headline": ""},
        {"paragraphs": ["短。" * (LEAST // 4)]},
        {"headline": "本版责编"},
        {"headline": "联播快讯"},
        {"headline": "广告"},
    ],
    ids=["no headline", "hardly any text", "colophon", "brief items", "advertisement"],
)
def test_what_is_no_article_is_left_out(tmp_path: Path, more: dict[str, object]) -> None:
    assert read(tmp_path, record(**more)) == []


def test_the_broadcasters_name_is_taken_off(tmp_path: Path) -> None:
    told = record(paragraphs=[f"央视网消息（新闻联播）：{TEXT}"])
    assert read(tmp_path, told, NEWSCAST)[0].paragraphs == (TEXT,)


@pytest.mark.parametrize(
    ("source", "byline"),
    [(NEWSPAPER_1998, "本报记者 王小雨"), (NEWSPAPER_2023, "")],
    ids=["1998", "2023"],
)
def test_bylines_of_1998_stand_among_the_paragraphs(
    tmp_path: Path, source: str, byline: str
) -> None:
    (item,) = read(tmp_path, record(paragraphs=["本报记者 王小雨", TEXT]), source)
    assert item.byline == byline
    assert ("本报记者 王小雨" in item.paragraphs) is not bool(byline)


def test_digits_of_1998_are_as_they_are_printed_now(tmp_path: Path) -> None:
    told = record(headline="１２家书店开张ＡＢ", paragraphs=[f"共３２％。（完）{TEXT}"])
    (item,) = read(tmp_path, told, NEWSPAPER_1998)
    assert item.headline == "12家书店开张AB"
    assert item.paragraphs[0].startswith("共32%。（完）")


def test_what_stands_in_the_made_pages_stays_unseen(tmp_path: Path) -> None:
    made = tmp_path / "pages" / "made"
    made.mkdir(parents=True)
    gold = {"articles": [{"paragraphs": [TEXT.replace("，", ",")]}]}
    (made / "ocr-1.gold.json").write_text(json.dumps(gold), "utf-8")
    other = make_paragraph(seeded(2), 4)
    folder = write_corpus(
        tmp_path / "corpus", NEWSPAPER_2023, [record(), record(id=8, paragraphs=[other])]
    )
    assert [item.id for item in read_items(folder, NEWSPAPER_2023)] == ["8"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("共３２　家", "共32家"), ("甲 乙\n丙", "甲乙丙"), ("（完）", "(完)"), ("", "")],
    ids=["width", "spaces", "brackets", "nothing"],
)
def test_normalized_text(text: str, expected: str) -> None:
    assert normalize(text) == expected


def test_items_are_grouped_by_day_and_page(tmp_path: Path) -> None:
    rng = seeded(3)
    places = [("2024-03-06", "1"), ("2024-03-07", "1"), ("2024-03-06", "1"), ("2024-03-06", "2")]
    items = [make_item(rng, day, page) for day, page in places]
    assert pages_of(items) == [[items[0], items[2]], [items[1]], [items[3]]]


def test_a_fifth_of_the_days_is_held_out_whole() -> None:
    rng = seeded(4)
    days = [
        f"20{year}-0{month}-1{day}"
        for year in range(10, 30)
        for month in range(1, 10)
        for day in range(3)
    ]
    held = [day for day in days if is_held_out([make_item(rng, day)])]
    assert 0.1 < len(held) / len(days) < 0.3
    assert all(is_held_out([make_item(rng, day, page)]) for day in held[:9] for page in "123")


def test_a_written_item_is_read_back(tmp_path: Path) -> None:
    item = make_item(seeded(5))
    (back,) = read(tmp_path, make_record(item))
    assert (back.headline, back.kicker, back.subhead) == (item.headline, item.kicker, item.subhead)
    assert back.paragraphs == item.paragraphs
    assert back.length == sum(map(len, item.paragraphs))
