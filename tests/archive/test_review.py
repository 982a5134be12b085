"""Placing, publishing and withdrawing pages."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from archive.changes import articles_changed
from archive.models import Article, Issue, Page
from archive.review import note_corrections, place_page, publish_pages, withdraw_pages
from tests.factories import make_article, make_newspaper, make_page, make_source_file

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 5, 6)


def waiting_page() -> Page:
    return Page.objects.create(source_file=make_source_file(), source_text="文")


def test_publish_and_withdraw_show_and_hide_articles() -> None:
    article = make_article(make_page(published_at=None))
    assert not Article.objects.published().exists()
    assert publish_pages([article.page_id]) == 1
    assert Article.objects.published().get() == article
    assert publish_pages([article.page_id]) == 0
    assert withdraw_pages([article.page_id]) == 1
    assert not Article.objects.published().exists()


def test_waiting_page_cannot_be_published_even_past_the_service() -> None:
    page = waiting_page()
    assert publish_pages([page.pk]) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=page.pk).update(published_at=timezone.now())


def test_place_page_makes_the_issue_and_remembers_the_editors_word() -> None:
    page, paper = waiting_page(), make_newspaper()
    place_page(page, paper, DAY, 3)
    page.refresh_from_db()
    assert page.issue == Issue.objects.get(newspaper=paper, date=DAY, edition=1)
    assert page.sequence == 3
    assert page.corrected_fields == ["issue", "sequence"]


def test_place_that_is_taken_is_refused() -> None:
    page = make_page(sequence=3)
    assert page.issue is not None
    with pytest.raises(ValidationError, match="已经有了"):
        place_page(waiting_page(), page.issue.newspaper, page.issue.date, 3)


def test_issue_left_empty_goes_but_a_corrected_one_stays() -> None:
    page = make_page()
    former = page.issue
    assert former is not None
    place_page(page, former.newspaper, DAY, 1)
    assert not Issue.objects.filter(pk=former.pk).exists()

    current = page.issue
    assert current is not None
    note_corrections(current, ("issue_number",))
    current.save()
    place_page(page, former.newspaper, dt.date(2025, 5, 7), 1)
    assert Issue.objects.filter(pk=current.pk).exists()


def test_every_step_tells_what_changed() -> None:
    article = make_article(make_page(published_at=None))
    told: list[list[int]] = []

    def listen(sender: object, article_ids: list[int], **kwargs: object) -> None:
        told.append(article_ids)

    articles_changed.connect(listen)
    try:
        publish_pages([article.page_id])
        place_page(article.page, make_newspaper(), DAY, 2)
        withdraw_pages([article.page_id])
    finally:
        articles_changed.disconnect(listen)
    assert told == [[article.pk]] * 3


def test_note_corrections_gathers_names_once() -> None:
    page = waiting_page()
    note_corrections(page, ("name",))
    note_corrections(page, ("label", "name"))
    assert page.corrected_fields == ["label", "name"]
