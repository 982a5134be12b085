"""The editors' desk: every page opens, uploads are taken, corrections stay, roles hold."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from archive.ingest import ingest
from archive.models import Article, ArticleTopic, Issue, Newspaper, Page, SourceFile, Topic
from archive.review import publish_pages
from tests.desk import (
    ADD,
    REVIEWER,
    UPLOADER,
    article_fields,
    client_of,
    place_fields,
    text_file,
    upload,
)
from tests.factories import add_topic, make_article, make_newspaper, make_page
from tests.pages import STORIES, delivery, page_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]
RIVER, FARM, STARS = STORIES
REPORT = reverse("admin:archive_sourcefile_report")


@pytest.mark.parametrize(
    "model", [m for m in admin.site._registry if m._meta.app_label == "archive"]
)
def test_every_admin_page_opens(
    admin_client: Client, model: type, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ingest([delivery(), delivery(page_text(head=""), "waiting.txt")])
    name = f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]
    row = model.objects.first()  # type: ignore[attr-defined]
    with django_assert_max_num_queries(40):
        assert admin_client.get(reverse(f"admin:{name}_changelist"), {"q": "x"}).status_code == 200
        assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200
    assert admin_client.get(reverse(f"admin:{name}_add")).status_code in (200, 403)


def test_waiting_page_is_prefilled_and_placed_by_saving(
    publisher: Client, paper: Newspaper
) -> None:
    ingest([delivery(page_text(head=""), "岱下晚报-2025-04-19-03版.txt")])
    page = Page.objects.get()
    url = reverse("admin:archive_page_change", args=[page.pk])
    html = publisher.get(url).content.decode()
    assert 'value="2025-04-19"' in html
    assert f'<option value="{paper.pk}" selected>' in html

    data = {"newspaper": paper.pk, "date": "2025-04-19", "edition": 1, "sequence": 3}
    publisher.post(url, {**data, "_publish": "1"})

    page.refresh_from_db()
    assert str(page) == "岱下晚报 2025-04-19 第3版"
    assert page.is_published


def test_publishing_a_page_without_its_place_is_refused_in_words(publisher: Client) -> None:
    ingest([delivery(page_text(head=""), "无名.txt")])
    page = Page.objects.get()
    url = reverse("admin:archive_page_change", args=[page.pk])
    html = publisher.post(url, {"_publish": "1"}, follow=True).content.decode()
    assert "要先确认" in html
    page.refresh_from_db()
    assert not page.is_published


def test_place_of_another_page_is_an_error_on_the_form(publisher: Client) -> None:
    page = make_page(sequence=1)
    other = make_page(page.issue, 2)
    url = reverse("admin:archive_page_change", args=[other.pk])
    html = publisher.post(url, place_fields(other, sequence=1)).content.decode()
    assert "已经有了" in html
    other.refresh_from_db()
    assert other.sequence == 2


def test_place_of_a_published_page_cannot_be_emptied(publisher: Client) -> None:
    page = make_page()
    url = reverse("admin:archive_page_change", args=[page.pk])
    html = publisher.post(url, place_fields(page, date="")).content.decode()
    assert "请先撤回" in html


def test_what_was_said_of_a_place_is_kept_while_something_is_missing(
    publisher: Client, paper: Newspaper
) -> None:
    ingest([delivery(page_text(head=""), "无名.txt")])
    page = Page.objects.get()
    url = reverse("admin:archive_page_change", args=[page.pk])
    publisher.post(url, {"newspaper": paper.pk, "edition": 1, "_continue": "1"})
    html = publisher.get(url).content.decode()
    assert f'<option value="{paper.pk}" selected>' in html

    publisher.post(url, {"newspaper": paper.pk, "date": "2025-05-01", "edition": 1})
    page.refresh_from_db()
    assert page.issue is not None
    assert (page.issue.newspaper, page.issue.date.isoformat()) == (paper, "2025-05-01")
    assert page.sequence is None
    assert publish_pages([page.pk]) == 0


def test_placed_draft_may_be_sent_back_to_wait(publisher: Client) -> None:
    page = make_page(sequence=1, published_at=None)
    make_page(page.issue, 2)
    url = reverse("admin:archive_page_change", args=[page.pk])
    fields = place_fields(page, newspaper="", date="", sequence=2)
    assert publisher.post(url, fields).status_code == 302
    page.refresh_from_db()
    assert (page.issue, page.sequence) == (None, None)


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"edition": 0}, 1),
        ({"edition": 100}, 1),
        ({"date": "9999-12-31"}, 1),
        ({"sequence": 2**31}, 1),
        ({"sequence": 2}, 1),
    ],
    ids=["edition 0", "edition 100", "far date", "huge page", "taken"],
)
def test_wrong_place_of_a_published_page_gives_one_error(
    publisher: Client, fields: dict[str, object], errors: int
) -> None:
    page = make_page(sequence=1)
    make_page(page.issue, 2)
    url = reverse("admin:archive_page_change", args=[page.pk])
    response = publisher.post(url, place_fields(page, **fields))
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert sum(map(len, form.errors.values())) == errors, form.errors


def test_deleted_article_does_not_come_back_with_a_new_reading(publisher: Client) -> None:
    ingest([delivery()])
    article = Article.objects.get(headline=FARM)
    url = reverse("admin:archive_article_delete", args=[article.pk])
    publisher.post(url, {"post": "yes"})
    ingest([delivery(page_text().replace("八亩", "九亩"))])
    assert set(Article.objects.values_list("headline", flat=True)) == {RIVER, STARS}


def test_reviewer_cannot_change_addresses_or_delete_what_readers_see() -> None:
    article = make_article()
    page, issue = article.page, article.page.issue
    assert issue is not None
    other = make_newspaper()
    client = client_of(REVIEWER)
    client.post(reverse("admin:archive_article_delete", args=[article.pk]), {"post": "yes"})
    client.post(
        reverse("admin:archive_article_changelist"),
        {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"},
    )
    client.post(
        reverse("admin:archive_page_change", args=[page.pk]),
        place_fields(page, newspaper=other.pk, date="2019-01-01"),
    )
    client.post(
        reverse("admin:archive_newspaper_change", args=[issue.newspaper_id]),
        {"name": issue.newspaper.name, "slug": "other", "city": issue.newspaper.city_id},
    )
    after = Article.objects.get()
    assert after.get_absolute_url() == article.get_absolute_url()


def test_topic_cannot_be_below_itself(admin_client: Client) -> None:
    parent = Topic.objects.get(slug="sport")
    child = Topic.objects.create(slug="chess", label_zh="棋", label_en="Chess", parent=parent)
    url = reverse("admin:archive_topic_change", args=[parent.pk])
    data = {"label_zh": "体育", "label_en": "Sport", "parent": child.pk, "position": 1}
    html = admin_client.post(url, data).content.decode()
    assert "上级不能是它自己" in html


def test_newspaper_without_an_address_gets_one_of_its_name(admin_client: Client) -> None:
    data = {"name": "泰安晨报", "city": "370900", "slug": "", "cn": "", "aliases": "泰晨\n"}
    admin_client.post(reverse("admin:archive_newspaper_add"), data)
    created = Newspaper.objects.get(name="泰安晨报")
    assert created.slug.startswith("taian-")
    assert (created.cn, created.aliases) == (None, ["泰晨"])


def test_withdraw_button(publisher: Client) -> None:
    page = make_article().page
    url = reverse("admin:archive_page_change", args=[page.pk])
    publisher.post(url, place_fields(page, _withdraw="1"))
    assert not Article.objects.published().exists()


def test_corrected_fields_of_an_article_are_remembered(publisher: Client) -> None:
    article = make_article(body="一段。\n二段。", byline="记者 甲")
    url = reverse("admin:archive_article_change", args=[article.pk])
    data = article_fields(
        article,
        headline="改过的标题",
        body="一段。\n\n 改过的二段。 \n",
        credits="林若溪 记者\n施小满",
    )
    assert publisher.post(url, data).status_code == 302
    article.refresh_from_db()
    assert article.headline == "改过的标题"
    assert article.body == "一段。\n改过的二段。"
    assert article.credits == [
        {"name": "林若溪", "role": "记者"},
        {"name": "施小满", "role": ""},
    ]
    assert article.corrected_fields == ["body", "credits", "headline"]


def test_saving_without_a_change_remembers_nothing(publisher: Client) -> None:
    article = make_article()
    url = reverse("admin:archive_article_change", args=[article.pk])
    publisher.post(url, article_fields(article))
    article.refresh_from_db()
    assert article.corrected_fields == []


def test_topics_chosen_by_an_editor_are_remembered(publisher: Client) -> None:
    article = make_article()
    add_topic(article, Topic.objects.get(slug="sport"))
    url = reverse("admin:archive_article_change", args=[article.pk])
    data = article_fields(article, **{"article_topics-0-DELETE": "on"})
    publisher.post(url, data)
    article.refresh_from_db()
    assert article.corrected_fields == ["topics"]
    assert not ArticleTopic.objects.exists()


def test_issue_correction_and_actions(publisher: Client) -> None:
    page = make_article(make_page(published_at=None)).page
    issue = page.issue
    assert issue is not None
    changelist = reverse("admin:archive_issue_changelist")
    publisher.post(changelist, {"action": "publish", "_selected_action": [issue.pk]})
    assert Article.objects.published().count() == 1
    publisher.post(changelist, {"action": "withdraw", "_selected_action": [issue.pk]})
    assert Article.objects.published().count() == 0

    url = reverse("admin:archive_issue_change", args=[issue.pk])
    data = {
        "newspaper": issue.newspaper_id, "date": "2025-04-18", "edition": 1, "issue_number": 77,
        "pages_announced": "", "pages-TOTAL_FORMS": 1, "pages-INITIAL_FORMS": 1,
        "pages-0-id": page.pk, "pages-0-issue": issue.pk,
    }  # fmt: skip
    assert publisher.post(url, data).status_code == 302
    issue = Issue.objects.get()
    assert issue.issue_number == 77
    assert issue.corrected_fields == ["issue_number"]


def test_stranger_and_plain_staff_see_nothing() -> None:
    assert Client().get(ADD).status_code == 302
    client = client_of(None)
    for url in (ADD, REPORT, reverse("admin:archive_page_changelist")):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("role", [UPLOADER, REVIEWER])
def test_only_publishers_publish(role: str) -> None:
    client = client_of(role)
    html = upload(client, text_file())
    assert "发布已有位置的" not in html
    assert client.post(REPORT).status_code == 403
    page = Page.objects.get()
    url = reverse("admin:archive_page_change", args=[page.pk])
    client.post(url, place_fields(page, _publish="1"))
    client.post(
        reverse("admin:archive_page_changelist"),
        {"action": "publish", "_selected_action": [page.pk]},
    )
    assert not Page.objects.published().exists()


def test_uploader_may_look_but_not_correct() -> None:
    article = make_article()
    client = client_of(UPLOADER)
    url = reverse("admin:archive_article_change", args=[article.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, article_fields(article, headline="x")).status_code == 403


def test_uploads_cannot_be_deleted_or_changed(admin_client: Client) -> None:
    ingest([delivery()])
    publish_pages(Page.objects.values_list("pk", flat=True))
    source = SourceFile.objects.get()
    for action in ("delete", "change"):
        url = reverse(f"admin:archive_sourcefile_{action}", args=[source.pk])
        assert admin_client.post(url, {"post": "yes"}).status_code == 403


def test_first_page_tells_what_waits(admin_client: Client) -> None:
    ingest([delivery(page_text(head=""), "无名.txt")])
    html = admin_client.get(reverse("admin:index")).content.decode()
    assert "待定的版" in html
    assert "<dd>1</dd>" in html
