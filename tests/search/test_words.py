"""The dictionary that editors keep: every process takes it, the index follows it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.db import connections as databases
from haystack import connections
from pytest_django import DjangoAssertNumQueries

from archive.models import Article, Newspaper
from search import consistency, outbox, words
from search.engines.base import IndexMissing
from search.models import OutboxEntry, UserWord, WordChange
from search.text import segmentation
from tests.factories import make_newspaper
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_dictionary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start without added words, and put the built-in ones back."""
    monkeypatch.setattr(words, "_seen", 0)
    segmentation.use_words(())
    yield
    segmentation.use_words(())


def add(word: str) -> UserWord:
    made = UserWord(word=word)
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def applied(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """What each commit has indexed, from now on."""
    commits: list[set[int]] = []
    backend_type = type(connections["default"].get_backend())
    original = backend_type.apply

    def apply(self: object, documents: list[Article], removed: set[int]) -> None:
        documents = list(documents)
        commits.append({article.pk for article in documents})
        original(self, documents, removed)

    monkeypatch.setattr(backend_type, "apply", apply)
    return commits


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("岱麓晚风", id="characters"),
        pytest.param("C919客机", id="letters and figures"),
        pytest.param("买买提·艾力", id="a dot inside"),
        pytest.param("臺灣茶會", id="traditional"),
        pytest.param("AB", id="letters"),
    ],
)
def test_words_that_may_be_added(word: str) -> None:
    assert add(word).word == word


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("岱", id="one character"),
        pytest.param("岱" * 21, id="too long"),
        pytest.param("2025", id="figures"),
        pytest.param("new york", id="space"),
        pytest.param("岱麓。", id="punctuation"),
        pytest.param("·岱麓", id="a dot at the end"),
        pytest.param("", id="nothing"),
    ],
)
def test_words_that_may_not(word: str) -> None:
    with pytest.raises(ValidationError):
        add(word)


def test_words_that_search_cannot_tell_apart_are_one() -> None:
    add("台湾茶会")
    with pytest.raises(ValidationError, match="已经有"):
        add("臺灣茶會")


def test_names_of_newspapers_are_words_too() -> None:
    make_newspaper(name="岱麓日报")
    add("ＡＢ茶会")
    assert words.added_words() == {"岱麓日报", "ab茶会"}


def test_the_index_follows_a_word_that_comes(shelf: Shelf, applied: list[set[int]]) -> None:
    assert "水袖功夫" not in segmentation.cut("学唱水袖功夫")
    add("水袖功夫")
    outbox.drain_all()
    assert applied == [{shelf.ids["opera"]}]
    assert "水袖功夫" in segmentation.cut("学唱水袖功夫")
    assert not WordChange.objects.exists()
    assert not OutboxEntry.objects.exists()


def test_the_index_follows_a_word_that_goes(shelf: Shelf, applied: list[set[int]]) -> None:
    word = add("水袖功夫")
    outbox.drain_all()
    word.delete()
    outbox.drain_all()
    assert applied == [{shelf.ids["opera"]}] * 2
    assert "水袖功夫" not in segmentation.cut("学唱水袖功夫")


def test_the_index_follows_a_word_that_is_rewritten(shelf: Shelf, applied: list[set[int]]) -> None:
    word = add("水袖功夫")
    outbox.drain_all()
    word.word = "水巷清淤"
    word.save()
    outbox.drain_all()
    assert applied[1:] == [{shelf.ids["opera"], shelf.ids["water"]}]


def test_saving_without_a_change_does_nothing(shelf: Shelf, applied: list[set[int]]) -> None:
    word = add("水袖功夫")
    outbox.drain_all()
    word.kind = UserWord.Kind.OTHER
    word.save()
    outbox.drain_all()
    assert len(applied) == 1


def test_an_article_that_waits_for_the_index_is_cut_with_the_new_word(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[list[str]] = []
    backend_type = type(connections["default"].get_backend())
    original = backend_type.apply

    def apply(self: object, documents: list[Article], removed: set[int]) -> None:
        cut.append(segmentation.cut("晚风茶座开张"))
        original(self, documents, removed)

    monkeypatch.setattr(backend_type, "apply", apply)
    article = shelf.article("tea")
    article.body = "晚风茶座开张"
    article.save()
    add("晚风茶座")
    outbox.drain_all()
    assert cut == [["晚风茶座", "开张"]]


def test_changes_wait_until_the_index_can_be_searched() -> None:
    add("水袖功夫")
    with pytest.raises(IndexMissing):
        outbox.drain_all()
    assert WordChange.objects.count() == 1
    consistency.rebuild()
    outbox.drain_all()
    assert not WordChange.objects.exists()


def test_a_rebuild_takes_the_words(shelf: Shelf) -> None:
    add("水袖功夫")
    consistency.rebuild()
    assert segmentation.knows("水袖功夫")


def test_renaming_a_newspaper_is_noted() -> None:
    paper = make_newspaper(name="岱麓日报")
    WordChange.objects.all().delete()
    paper.publisher = "岱麓报社"
    paper.save()
    assert not WordChange.objects.exists()
    paper.name = "岱麓晚报"
    paper.save()
    assert {change.word for change in WordChange.objects.all()} == {"岱麓日报", "岱麓晚报"}
    Newspaper.objects.all().delete()
    assert WordChange.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_a_web_process_takes_new_words_in_the_background(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert words.follow_soon() is None
    add("水袖功夫")
    outbox.drain_all()
    assert words.follow_soon() is None  # who drains has the words
    segmentation.use_words(())
    monkeypatch.setattr(words, "_seen", 0)  # as another process
    thread = words.follow_soon()
    assert thread is not None
    thread.join(10)
    assert segmentation.knows("水袖功夫")
    assert words.follow_soon() is None


def test_a_search_asks_the_database_nothing_about_words(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        assert words.follow_soon() is None


def test_without_a_database_jiebas_words_must_do(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreadable() -> frozenset[str]:
        raise DatabaseError("no such table")

    monkeypatch.setattr(words, "added_words", unreadable)
    monkeypatch.setattr(databases, "close_all", lambda: None)
    words.follow_at_start()
    assert "no such table" in caplog.text


@pytest.mark.parametrize(
    ("group", "codenames"),
    [
        pytest.param("上传员 Uploader", {"view_userword"}, id="uploader"),
        pytest.param(
            "审校 Reviewer",
            {"view_userword", "add_userword", "change_userword", "delete_userword"},
            id="reviewer",
        ),
        pytest.param(
            "发布 Publisher",
            {"view_userword", "add_userword", "change_userword", "delete_userword"},
            id="publisher",
        ),
    ],
)
def test_groups_look_after_the_dictionary(group: str, codenames: set[str]) -> None:
    held = Group.objects.get(name=group).permissions.filter(content_type__app_label="search")
    assert set(held.values_list("codename", flat=True)) == codenames
