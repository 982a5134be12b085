"""Rows for tests: plain functions that fill in what a test does not care about."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User
from django.utils import timezone

from archive.models import (
    Article,
    ArticleTopic,
    City,
    Issue,
    Newspaper,
    Page,
    SourceFile,
    Topic,
)

_numbers = count(1)
DAY = date(2025, 4, 18)


def make_city(adcode: str = "370900", **fields: Any) -> City:
    """Return the city of that code, made if the gazetteer in the database lacks it."""
    defaults = {
        "name": "泰安市",
        "short_name": "泰安",
        "level": City.Level.CITY,
        "province": "山东省",
        "pinyin": "taian",
        "longitude": 117.09,
        "latitude": 36.2,
    }
    return City.objects.get_or_create(adcode=adcode, defaults={**defaults, **fields})[0]


def make_newspaper(**fields: Any) -> Newspaper:
    """Return a new newspaper of 泰安."""
    number = next(_numbers)
    fields = {"name": f"示例日报{number}", "slug": f"shili-ribao-{number}", **fields}
    if "city" not in fields:
        fields["city"] = make_city()
    return Newspaper.objects.create(**fields)


def make_issue(newspaper: Newspaper | None = None, day: date = DAY, **fields: Any) -> Issue:
    """Return a new issue, of a new newspaper unless one is given."""
    return Issue.objects.create(newspaper=newspaper or make_newspaper(), date=day, **fields)


def make_source_file(**fields: Any) -> SourceFile:
    """Return a new upload's row; no bytes are written."""
    number = next(_numbers)
    defaults = {"sha256": f"{number:064x}", "name": f"page-{number}.txt", "size": 1}
    return SourceFile.objects.create(**{**defaults, "file": f"page-{number}.txt", **fields})


def make_page(issue: Issue | None = None, sequence: int = 1, **fields: Any) -> Page:
    """Return a new page, published unless `published_at=None` is given."""
    fields = {"name": "要闻", "source_text": "版面原文在此。", **fields}
    fields.setdefault("published_at", timezone.now())
    fields.setdefault("source_file_id", make_source_file().pk)
    return Page.objects.create(issue=issue or make_issue(), sequence=sequence, **fields)


def make_article(page: Page | None = None, **fields: Any) -> Article:
    """Return a new article at the end of the page, of a new published page unless one is given."""
    page = page or make_page()
    page.last_article_number += 1
    page.save(update_fields=["last_article_number"])
    number = page.last_article_number
    defaults = {
        "number": number,
        "order": number,
        "headline": f"春耕时节话农事之{number}",
        "body": "清晨的田里已有人声。\n拖拉机从村口开过，惊起几只麻雀。",
    }
    return Article.objects.create(page=page, **{**defaults, **fields})


def make_topic(slug: str = "farming-test", **fields: Any) -> Topic:
    """Return a new topic."""
    return Topic.objects.create(
        **{"slug": slug, "label_zh": "农事", "label_en": "Farming", **fields}
    )


def add_topic(article: Article, topic: Topic, score: float = 1.0) -> ArticleTopic:
    """Put the article under the topic."""
    return ArticleTopic.objects.create(article=article, topic=topic, score=score)


def make_editor(
    name: str = "editor", *, codenames: tuple[str, ...] = ("view_unpublished",)
) -> User:
    """Return a member of the editors' desk with these permissions of the archive."""
    user = User.objects.create_user(name, password="secret-of-tests", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="archive", codename__in=codenames)
    )
    return user
