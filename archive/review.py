"""What an editor may do to pages: say where one belongs, publish, withdraw, correct."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.changes import articles_changed
from archive.models import Article, Issue, Newspaper, Page
from archive.placing import page_city, update_issue

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def publish_pages(page_ids: Iterable[int], user: User | None = None) -> int:
    """Publish those of the pages that have their place; return how many that were."""
    pages = Page.objects.filter(
        pk__in=list(page_ids), issue__isnull=False, sequence__isnull=False, published_at=None
    )
    ids = list(pages.values_list("pk", flat=True))
    Page.objects.filter(pk__in=ids).update(published_at=timezone.now(), published_by=user)
    _tell(ids)
    return len(ids)


@transaction.atomic
def withdraw_pages(page_ids: Iterable[int]) -> int:
    """Take published pages back to the editors; return how many that were."""
    ids = list(Page.objects.published().filter(pk__in=list(page_ids)).values_list("pk", flat=True))
    Page.objects.filter(pk__in=ids).update(published_at=None, published_by=None)
    _tell(ids)
    return len(ids)


@transaction.atomic
def place_page(
    page: Page, newspaper: Newspaper, date: dt.date, sequence: int | None, edition: int = 1
) -> None:
    """Put a page into the issue of that day, made if need be; the editor's word stays.

    Without a sequence the page still waits for its number. Raises ValidationError if another page
    has that place.
    """
    issue, _created = Issue.objects.get_or_create(newspaper=newspaper, date=date, edition=edition)
    rival = issue.pages.filter(sequence=sequence).exclude(pk=page.pk).first()
    if rival is not None and sequence is not None:
        raise ValidationError(
            {
                "sequence": _("%(page)s已经有了（%(name)s）。")
                % {"page": rival, "name": rival.source_file}
            }
        )
    former = page.issue
    page.issue, page.sequence = issue, sequence
    note_corrections(page, ("issue",) if sequence is None else ("issue", "sequence"))
    if "city" not in page.corrected_fields:
        page.city = page_city(newspaper, page.proposals)
    update_issue(issue, page.proposals)
    save_place(page)
    _drop_if_empty(former)
    _tell([page.pk])


@transaction.atomic
def unplace_page(
    page: Page, newspaper: Newspaper | None, date: dt.date | None, sequence: int | None
) -> None:
    """Let an unpublished page wait; what the editor has said of its place is kept as proposals."""
    said = {
        "newspaper": newspaper and newspaper.name,
        "date": date and date.isoformat(),
        "page": sequence,
    }
    for name, value in said.items():
        page.proposals.pop(name, None)
        if value:
            page.proposals[name] = {"value": value, "confidence": 1.0, "evidence": _("编辑指定")}
    former = page.issue
    page.issue = page.sequence = None
    page.corrected_fields = sorted({*page.corrected_fields} - {"issue", "sequence"})
    save_place(page)
    _drop_if_empty(former)
    _tell([page.pk])


@transaction.atomic
def remove_article(article: Article) -> None:
    """Delete an article for good: the page remembers it, so that a re-ingest does not bring it."""
    page = Page.objects.select_for_update().get(pk=article.page_id)
    page.removed = [*page.removed, {"headline": article.headline, "body": article.body}]
    page.save(update_fields=["removed"])
    article.delete()


def save_place(page: Page) -> None:
    """Save what an editor says of a page, and nothing that another may have changed meanwhile."""
    page.save(
        update_fields=[
            "issue", "sequence", "label", "name", "city", "proposals", "corrected_fields",
        ]
    )  # fmt: skip


def note_corrections(row: models.Model, fields: Collection[str]) -> None:
    """Remember that an editor set these fields, so that a re-ingest leaves them; does not save."""
    known = row.corrected_fields  # type: ignore[attr-defined]
    row.corrected_fields = sorted({*known, *fields})  # type: ignore[attr-defined]


def _drop_if_empty(issue: Issue | None) -> None:
    if issue is not None and not issue.corrected_fields and not issue.pages.exists():
        issue.delete()


def _tell(page_ids: list[int]) -> None:
    ids = list(Article.objects.filter(page_id__in=page_ids).values_list("pk", flat=True))
    articles_changed.send(Page, article_ids=ids)
