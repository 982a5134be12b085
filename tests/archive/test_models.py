"""What the database itself refuses, and the addresses and units of an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from archive.models import Article, City, Issue, Newspaper, Page
from tests.factories import make_article, make_issue, make_newspaper, make_page

pytestmark = pytest.mark.django_db


def same_issue() -> None:
    issue = make_issue()
    Issue.objects.create(newspaper=issue.newspaper, date=issue.date)


def same_page() -> None:
    page = make_page()
    make_page(page.issue, page.sequence or 1)


def same_number() -> None:
    article = make_article()
    Article.objects.create(page=article.page, number=article.number, order=2)


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(same_issue, id="one issue a day and edition"),
        pytest.param(same_page, id="one page a number"),
        pytest.param(same_number, id="one article a number"),
        pytest.param(lambda: make_issue(edition=0), id="edition from 1"),
        pytest.param(lambda: make_page(sequence=0), id="page from 1"),
        pytest.param(lambda: make_article(confidence=1.2), id="confidence to 1"),
        pytest.param(lambda: make_newspaper(slug="admin"), id="reserved slug"),
        pytest.param(lambda: make_newspaper(name=""), id="name"),
        pytest.param(lambda: [make_newspaper(cn="1-1") for _ in "ab"], id="CN number once"),
    ],
)
def test_database_refuses(write: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_papers_without_a_cn_number_do_not_collide() -> None:
    make_newspaper(cn=None)
    make_newspaper(cn=None)
    assert Newspaper.objects.filter(cn=None).count() == 2


def test_form_refuses_a_reserved_slug() -> None:
    paper = make_newspaper()
    paper.slug = "search"
    with pytest.raises(ValidationError):
        paper.full_clean()


def test_addresses() -> None:
    paper = make_newspaper(slug="wenyang-zaobao")
    issue = make_issue(paper, dt.date(2003, 5, 1))
    article = make_article(make_page(issue, 3))
    assert issue.get_absolute_url() == "/wenyang-zaobao/2003-05-01/ed-1/"
    assert article.page.get_absolute_url() == "/wenyang-zaobao/2003-05-01/ed-1/p-3/"
    assert article.get_absolute_url() == "/wenyang-zaobao/2003-05-01/ed-1/p-3/a-1/"
    assert article.identifier == "wenyang-zaobao-2003-05-01-1-p03-a01"


def test_city_of_an_article_is_its_pages_else_its_papers() -> None:
    province, city = City.objects.get(adcode="370000"), City.objects.get(adcode="370700")
    issue = make_issue(make_newspaper(city=province))
    assert make_article(make_page(issue, 1, city=city)).city == city
    assert make_article(make_page(issue, 2)).city == province


def test_text_units_are_the_printed_lines_and_paragraphs_and_nothing_else() -> None:
    article = make_article(
        column="特写", kicker="引题", headline="主题\n第二行", subhead="", byline="本报记者 甲",
        body="一段。\n\n二段。", agency="某社", dateline_place="某地", jump_to="3",
    )  # fmt: skip
    assert article.text_units() == [
        "特写", "引题", "主题", "第二行", "本报记者 甲", "一段。", "二段。",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"headline": "题", "kicker": "引"}, "题"),
        ({"headline": "", "kicker": "引"}, "引"),
        ({"headline": "", "kicker": "", "body": "正文开头。"}, "正文开头。……"),
    ],
)
def test_title_of_an_article_without_headline(fields: dict[str, Any], title: str) -> None:
    assert make_article(**fields).title == title


def test_uploads_outlive_their_pages() -> None:
    page = make_page()
    source = page.source_file
    assert page.issue is not None
    page.issue.delete()
    source.refresh_from_db()
    assert not Page.objects.exists()
