"""The editors' desk for tests: who sits at it, what is uploaded, what its forms post."""

from __future__ import annotations

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from archive.models import Article, Page
from archive.roles import ROLES
from tests.pages import page_text

UPLOADER, REVIEWER, PUBLISHER = ROLES
ADD = reverse("admin:archive_sourcefile_add")


def client_of(role: str | None) -> Client:
    user = User.objects.create_user("someone", is_staff=True)
    if role is not None:
        user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def text_file(text: str | None = None, name: str = "page.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (page_text() if text is None else text).encode())


def upload(client: Client, *files: SimpleUploadedFile, **fields: object) -> str:
    response = client.post(ADD, {"texts": list(files), **fields}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def place_fields(page: Page, **fields: object) -> dict[str, object]:
    assert page.issue is not None
    return {
        "newspaper": page.issue.newspaper.pk, "date": page.issue.date.isoformat(), "edition": 1,
        "sequence": page.sequence, "label": page.label, "name": page.name, "city": "", **fields,
    }  # fmt: skip


def article_fields(article: Article, **fields: object) -> dict[str, object]:
    topics = list(article.article_topics.all())
    management = {
        "article_topics-TOTAL_FORMS": len(topics) + 1,
        "article_topics-INITIAL_FORMS": len(topics),
    }
    inline: dict[str, object] = {}
    for n, row in enumerate(topics):
        inline |= {
            f"article_topics-{n}-id": row.pk, f"article_topics-{n}-article": article.pk,
            f"article_topics-{n}-topic": row.topic_id, f"article_topics-{n}-score": row.score,
        }  # fmt: skip
    return {
        "headline": article.headline, "body": article.body, "order": article.order,
        "genre": article.genre, "byline": article.byline, "credits": "", **management, **inline,
        f"article_topics-{len(topics)}-article": article.pk,
        f"article_topics-{len(topics)}-score": "1.0", **fields,
    }  # fmt: skip
