"""docs/query-language.md tells what the parser does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from search.facets import MULTIPLE, Sort
from search.language.nodes import MAX_DEPTH
from search.language.tokens import FIELDS, OPERATORS, PAGE_KINDS
from search.query import MAX_DISTANCE, MAX_LENGTH, MAX_TERMS, MAX_TYPED, Notice, parse

DOCS = Path(__file__).parents[2] / "docs" / "query-language.md"
TEXT = DOCS.read_text(encoding="utf-8")
TODAY = date(2024, 5, 15)
_CODE = re.compile(r"`([^`]+)`")


def rows(section: str) -> list[list[str]]:
    """Return the cells of the table below a heading."""
    body = TEXT.split(f"\n## {section}\n")[1].split("\n## ")[0].replace(r"\|", "｜")
    lines = [line for line in body.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def examples(section: str) -> list[str]:
    """Return what the first column of a table says can be typed."""
    return [text for row in rows(section) for text in _CODE.findall(row[0])]


@pytest.mark.parametrize("text", [*examples("What can be typed"), *examples("Dates")])
def test_example_is_read_as_it_stands(text: str) -> None:
    query = parse(text, TODAY)
    assert query.tree is not None
    assert query.notices == ()


@pytest.mark.parametrize(
    "text",
    [text for row in rows("Dates") for text in _CODE.findall(row[1]) if text.startswith("date:")],
)
def test_english_days_are_understood(text: str) -> None:
    assert parse(text, TODAY).notices == ()


@pytest.mark.parametrize("meaning", ["the year", "the month", "the day"])
def test_ways_to_write_the_same_days(meaning: str) -> None:
    (row,) = (row for row in rows("Dates") if row[1] == meaning)
    trees = {parse(text, TODAY).tree for text in _CODE.findall(row[0])}
    assert len(trees) == 1


@pytest.mark.parametrize("row", rows("Odd queries"), ids=lambda row: row[0])
def test_every_notice_is_explained(row: list[str]) -> None:
    (notice,) = _CODE.findall(row[0])
    for text in _CODE.findall(row[1]):
        assert parse(text).notices == (Notice(notice),)


def test_no_notice_is_left_out() -> None:
    assert [row[0].strip("`") for row in rows("Odd queries")] == sorted(
        (n.value for n in Notice), key=lambda value: TEXT.index(f"| `{value}`")
    )


def test_every_name_of_a_field_is_there() -> None:
    named = {name for row in rows("Fields") for cell in row[:2] for name in _CODE.findall(cell)}
    assert named == {f"{name}:" for name in FIELDS}


@pytest.mark.parametrize("word", [*OPERATORS, "头版", "内页"])
def test_every_word_with_a_meaning_is_there(word: str) -> None:
    assert word in OPERATORS or word in PAGE_KINDS
    assert word in TEXT


def test_bounds_are_those_of_the_code() -> None:
    assert f"more than {MAX_TERMS} words" in TEXT
    assert f"{MAX_LENGTH} characters of text, or {MAX_TYPED:,} with signs" in TEXT
    assert f"up to {MAX_DEPTH} brackets deep" in TEXT
    assert f"{MAX_DISTANCE} at most" in TEXT


@pytest.mark.parametrize("name", [*MULTIPLE, *Sort])
def test_every_filter_and_order_is_there(name: str) -> None:
    assert f"`{name}`" in TEXT.split("\n## Filters\n")[1]
