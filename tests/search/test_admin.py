"""The dictionary on the editors' desk."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from search.models import UserWord, WordChange
from search.roles import grant_words
from tests.desk import REVIEWER, UPLOADER, client_of

pytestmark = pytest.mark.django_db
ADD = reverse("admin:search_userword_add")
LIST = reverse("admin:search_userword_changelist")


@pytest.mark.parametrize(
    "model", [m for m in admin.site._registry if m._meta.app_label == "search"]
)
def test_every_admin_page_opens(
    admin_client: Client, model: type, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    UserWord.objects.create(word="岱麓晚风")
    name = f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]
    row = model.objects.first()  # type: ignore[attr-defined]
    with django_assert_max_num_queries(20):
        assert admin_client.get(reverse(f"admin:{name}_changelist"), {"q": "x"}).status_code == 200
        assert admin_client.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"admin:{name}_change", args=[row.pk])).status_code == 200
    assert admin_client.get(reverse(f"admin:{name}_add")).status_code == 200


def test_an_editor_adds_a_word() -> None:
    client = client_of(REVIEWER)
    html = client.post(ADD, {"word": "岱麓晚风", "kind": "newspaper"}, follow=True).content.decode()
    word = UserWord.objects.get()
    assert (word.word, word.kind, str(word.added_by)) == ("岱麓晚风", "newspaper", "someone")
    assert "重新索引" in html


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("2025", "不能全是数字", id="figures"),
        pytest.param("岱麓，晚风", "只能用汉字", id="punctuation"),
        pytest.param("越州茶会", "已经有这个词", id="there already"),
    ],
)
def test_what_can_be_no_word_is_refused_in_words(typed: str, told: str) -> None:
    UserWord.objects.create(word="越州茶会")
    html = client_of(REVIEWER).post(ADD, {"word": typed, "kind": "other"}).content.decode()
    assert told in html
    assert UserWord.objects.count() == 1


def test_a_word_that_stands_is_not_rewritten() -> None:
    word = UserWord.objects.create(word="岱麓晚风")
    url = reverse("admin:search_userword_change", args=[word.pk])
    client_of(REVIEWER).post(url, {"word": "越州茶会", "kind": "person"})
    word.refresh_from_db()
    assert (word.word, word.kind) == ("岱麓晚风", "person")


def test_words_taken_out_together_are_all_noted() -> None:
    rows = [UserWord.objects.create(word=word) for word in ("岱麓晚风", "越州茶会")]
    WordChange.objects.all().delete()
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    client_of(REVIEWER).post(LIST, {**chosen, "post": "yes"})
    assert not UserWord.objects.exists()
    assert {change.word for change in WordChange.objects.all()} == {"岱麓晚风", "越州茶会"}


def test_an_uploader_only_reads_the_dictionary() -> None:
    client = client_of(UPLOADER)
    assert client.get(LIST).status_code == 200
    assert client.get(ADD).status_code == 403


def test_permissions_that_were_taken_away_stay_away() -> None:
    Group.objects.get(name=REVIEWER).permissions.clear()
    grant_words(plan=[])
    assert not Group.objects.get(name=REVIEWER).permissions.exists()
