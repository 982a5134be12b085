"""The day of a page without a masthead."""

from __future__ import annotations

import pytest

from archive.parsing.dating import complete_day, find_year, work_out_date
from archive.parsing.records import ArticleRecord


def article(*paragraphs: str) -> ArticleRecord:
    return ArticleRecord(paragraphs=paragraphs)


@pytest.mark.parametrize(
    ("paragraphs", "date"),
    [
        (["2024年3月4日开园。3月5日迎客。"], "2024-03-06"),
        (["3月5日迎客。", "这是2024年度的重点工程。"], "2024-03-06"),
        (["3月5日迎客。二期定于3月20日开工。", "2024年度的工程。"], "2024-03-06"),
        (["3月5日迎客。报名3月25日前截止。", "2024年度的工程。"], "2024-03-06"),
        (["3月5日迎客。", "2024年动工，到2030年建成。"], "2024-03-06"),
        (["12月31日迎客。", "2023年动工。"], "2024-01-01"),
        (["3月5日迎客。"], None),
        (["2024年动工。"], None),
        (["2月30日迎客，2024年动工。"], None),
        ([], None),
    ],
    ids=[
        "full",
        "year apart",
        "planned",
        "deadline",
        "target year",
        "new year",
        "no year",
        "no day",
        "no such day",
        "empty",
    ],
)
def test_the_day_after_the_latest_report(paragraphs: list[str], date: str | None) -> None:
    found = work_out_date([article(*paragraphs)])
    assert found.value == date
    assert found.confidence < 0.9


def test_evidence_tells_how_the_date_was_found() -> None:
    found = work_out_date([article("3月5日迎客，2024年动工。")])
    assert "3月5日" in found.evidence
    assert "2024年" in found.evidence


def test_years() -> None:
    assert find_year([article("2022年开工，2024年建成，力争2030年扩建。")])[0] == 2024
    assert find_year([article("公园开放。")]) == (None, "")


@pytest.mark.parametrize(
    ("lines", "date", "confidence"),
    [
        (["3月6日 星期三"], "2024-03-06", 0.85),
        (["3月6日"], "2024-03-06", 0.65),
        (["3月6日 星期五"], "2024-03-06", 0.4),
        (["第3版"], None, None),
    ],
    ids=["weekday agrees", "no weekday", "weekday disagrees", "no day"],
)
def test_the_mastheads_day_in_the_year_of_the_articles(
    lines: list[str], date: str | None, confidence: float | None
) -> None:
    found = complete_day(lines, [article("2024年动工。")], "报头")
    assert (found and found.value, found and found.confidence) == (date, confidence)


def test_no_year_at_all() -> None:
    assert complete_day(["3月6日"], [article("园里种着银杏。")], "报头") is None
