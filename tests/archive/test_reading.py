"""The queries behind the reading pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from archive import reading
from archive.holdings import city_rows, holdings, newspaper_rows, topic_rows
from archive.parsing.dates import EARLIEST, LATEST
from tests.factories import (
    DAY,
    add_topic,
    make_article,
    make_city,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

pytestmark = pytest.mark.django_db
READER = AnonymousUser()


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """Totals are kept for a minute: no test may see another's."""
    cache.clear()


class TestPastYears:
    @pytest.mark.parametrize(
        ("day", "found"),
        [
            (date(2024, 11, 22), True),
            (date(2024, 11, 19), True),
            (date(2023, 11, 25), True),
            (date(2024, 11, 18), False),
            (date(2026, 11, 22), False),
        ],
        ids=str,
    )
    def test_days_about_today_in_earlier_years(self, day: date, found: bool) -> None:
        make_page(make_issue(day=day))
        issues = reading.this_day_in_past_years(READER, date(2026, 11, 22), range(2020, 2027))
        assert bool(issues) == found

    def test_nearest_first_then_newest(self) -> None:
        days = [date(2024, 11, 20), date(2022, 11, 22), date(2023, 11, 22)]
        for day in days:
            make_page(make_issue(day=day))
        issues = reading.this_day_in_past_years(READER, date(2026, 11, 22), range(2022, 2025))
        assert [issue.date.year for issue in issues] == [2023, 2022, 2024]

    def test_many_years_are_one_query_without_a_term_each(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        make_page(make_issue(day=EARLIEST))
        years = range(EARLIEST.year, LATEST.year + 1)
        with django_assert_num_queries(1) as asked:
            issues = reading.this_day_in_past_years(READER, LATEST.replace(month=1, day=2), years)
        assert [issue.date for issue in issues] == [EARLIEST]
        assert " OR " not in asked.captured_queries[0]["sql"]

    def test_leap_day(self) -> None:
        make_page(make_issue(day=date(2023, 2, 28)))
        assert reading.this_day_in_past_years(READER, date(2024, 2, 29), [2023])


class TestIssueCards:
    def test_first_headlines_in_printed_order(self) -> None:
        issue = make_issue()
        second, first = make_page(issue, 2), make_page(issue, 1)
        make_article(second, headline="丁")
        make_article(first, headline="乙", order=2)
        make_article(first, headline="甲", order=1)
        make_article(first, headline="", order=3)
        make_article(first, headline="丙", order=4)
        (card,) = reading.issue_cards(READER, [issue])
        assert [article.headline for article in card.headlines] == ["甲", "乙", "丙"]
        assert (card.pages, card.published) == (2, True)


class TestPageCells:
    @pytest.mark.parametrize(
        ("there", "announced", "cells"),
        [
            ((1, 2), 2, [(1, 1, True), (2, 2, True)]),
            ((1, 2), None, [(1, 1, True), (2, 2, True)]),
            ((1, 3), 4, [(1, 1, True), (2, 2, False), (3, 3, True), (4, 4, False)]),
            ((2,), 12, [(1, 1, False), (2, 2, True), (3, 12, False)]),
            ((4,), 2, [(1, 3, False), (4, 4, True)]),
        ],
        ids=["whole", "not-announced", "gaps", "long-gap", "more-than-announced"],
    )
    def test_missing_pages_keep_their_places(
        self, there: tuple[int, ...], announced: int | None, cells: list[tuple[int, int, bool]]
    ) -> None:
        issue = make_issue(pages_announced=announced)
        for sequence in there:
            make_page(issue, sequence)
        found = reading.page_cells(READER, issue)
        assert [(cell.sequence, cell.last, cell.page is not None) for cell in found] == cells

    def test_articles_stand_on_their_pages(self) -> None:
        issue = make_issue()
        first, second = make_page(issue, 1), make_page(issue, 2)
        make_page(issue, 3, published_at=None)
        on_second = make_article(second)
        later, earlier = make_article(first, order=2), make_article(first, order=1)
        found = reading.page_cells(READER, issue)
        assert [cell.articles for cell in found] == [[earlier, later], [on_second]]


class TestFindPage:
    @pytest.mark.parametrize(
        ("jump", "sequence"), [("2", 2), ("A03", 3), ("9", None), ("", None), ("A", None)]
    )
    def test_by_number_or_label(self, jump: str, sequence: int | None) -> None:
        issue = make_issue()
        make_page(issue, 2)
        make_page(issue, 3, label="A03")
        make_page(sequence=9)
        page = reading.find_page(READER, issue, jump)
        assert (page.sequence if page else None) == sequence


class TestCitation:
    def test_names_authors_paper_and_page(self) -> None:
        issue = make_issue(make_newspaper(name="岱定新报"))
        article = make_article(
            make_page(issue, 3, label="A03"),
            headline="麦田春灌",
            credits=[{"name": "王一川", "role": "记者"}, {"name": "李禾苗", "role": "通讯员"}],
        )
        assert (
            reading.citation(article, "https://example.org/a-1/")
            == "王一川, 李禾苗. 麦田春灌[N]. 岱定新报, 2025-04-18(A03). https://example.org/a-1/"
        )

    def test_without_authors_names_the_agency(self) -> None:
        article = make_article(headline="春灌", agency="某通讯社")
        assert reading.citation(article, "x").startswith("某通讯社. 春灌[N]. ")

    def test_an_article_without_an_issue_cannot_be_cited(self) -> None:
        page = make_page(published_at=None)
        article = make_article(page)
        page.issue = None
        with pytest.raises(ValueError, match="no issue"):
            reading.citation(article, "x")

    def test_without_either_begins_with_the_headline(self) -> None:
        assert reading.citation(make_article(headline="春灌"), "x").startswith("春灌[N]. ")


@pytest.mark.parametrize(
    ("item", "around"), [("a", (None, "b")), ("b", ("a", "c")), ("c", ("b", None))]
)
def test_neighbours(item: str, around: tuple[str | None, str | None]) -> None:
    assert reading.neighbours(["a", "b", "c"], item) == around


class TestHoldings:
    def test_count_what_is_published(self) -> None:
        paper = make_newspaper()
        make_article(make_page(make_issue(paper, date(2022, 8, 5))))
        make_article(make_page(make_issue(paper, DAY)))
        make_article(make_page(make_issue(day=date(2026, 1, 1)), published_at=None))
        held = holdings()
        assert (held.papers, held.issues, held.articles) == (1, 2, 2)
        assert (held.first, held.last) == (date(2022, 8, 5), DAY)

    def test_empty(self) -> None:
        assert holdings().first is None

    def test_local_pages_count_for_their_city(self) -> None:
        weifang = make_city("370700", name="潍坊市", short_name="潍坊", pinyin="weifang")
        issue = make_issue()
        make_article(make_page(issue, 1))
        make_article(make_page(issue, 2, city=weifang))
        rows = {row.city.short_name: (row.papers, row.articles) for row in city_rows()}
        assert rows == {"泰安": (1, 1), "潍坊": (1, 1)}
        (row,) = newspaper_rows(READER, weifang)
        assert (row.issues, row.articles, row.first) == (1, 1, DAY)

    def test_topics_count_published_articles_only(self) -> None:
        parent = make_topic("upper-test")
        child = make_topic("lower-test", parent=parent)
        add_topic(make_article(), child)
        add_topic(make_article(make_page(published_at=None)), child)
        row = next(row for row in topic_rows() if row.topic == parent)
        assert row.articles == 0
        assert [(below.topic, below.articles) for below in row.children] == [(child, 1)]
