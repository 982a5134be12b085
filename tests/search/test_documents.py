"""An article's row as the index has it, made from an object or from bare values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from haystack import connections

from archive.models import Article
from search.documents import make_document, page_value, read_article
from search.engines.base import FACETS
from search.query import TEXT_FIELDS
from tests.factories import (
    add_topic,
    make_article,
    make_city,
    make_issue,
    make_newspaper,
    make_page,
    make_source_file,
    make_topic,
)


@pytest.mark.parametrize(
    ("label", "sequence", "value"),
    [
        ("第03版", 3, "3"),
        ("A03", 3, "A3"),
        ("Ｂ10", 12, "B10"),
        ("a 1", 1, "A1"),
        ("三", 3, "3"),
        ("版次：8", 9, "8"),
        ("07", 7, "7"),
        ("", 12, "12"),
        ("号外", 1, "1"),
    ],
)
def test_page_value(label: str, sequence: int, value: str) -> None:
    assert page_value(label, sequence) == value


def make_full(**page_fields: Any) -> Article:
    """Return an article that has everything an index may hold."""
    paper = make_newspaper(slug="hupan-ribao", city=make_city("330600"))
    page = make_page(make_issue(paper, date(2024, 5, 30)), **page_fields)
    article = make_article(
        page,
        column="记者走基层", kicker="一方水土", headline="茶山新绿\n春风又来", subhead="—— 采茶记",
        byline="本报记者 何采薇 摄影报道", body="清晨上山。\n\n午后炒茶。", genre="photo",
        credits=[{"name": "何采薇", "role": "记者"}, {"name": "何采薇", "role": "摄影"},
                 {"name": " ", "role": "记者"}],
    )  # fmt: skip
    add_topic(article, make_topic("tea"))
    add_topic(article, make_topic("hills", label_zh="山", label_en="Hills"))
    return article


@pytest.mark.django_db
def test_document_of_an_article() -> None:
    article = make_full(label="A02", sequence=2)
    document = make_document(article)
    assert document.units == tuple(article.text_units())
    assert document.fields == {
        "title": ("一方水土", "茶山新绿", "春风又来", "—— 采茶记"),
        "author": ("本报记者 何采薇 摄影报道", "何采薇"),
        "column": ("记者走基层",),
    }
    assert document.facets == {
        "city": ("330600",), "newspaper": ("hupan-ribao",), "topic": ("hills", "tea"),
        "genre": ("photo",), "front": ("inner",), "page": ("A2",), "author": ("何采薇",),
    }  # fmt: skip
    assert document.date == date(2024, 5, 30)
    assert (set(document.fields), set(document.facets)) == (set(TEXT_FIELDS), set(FACETS))


@pytest.mark.django_db
def test_page_of_another_city_and_front_page() -> None:
    facets = make_document(make_full(city=make_city("370900"))).facets
    assert (facets["city"], facets["front"], facets["page"]) == (("370900",), ("front",), ("1",))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("column", "别的栏目"),
        ("kicker", "别的引题"),
        ("byline", "别的署名"),
        ("genre", "news"),
        ("credits", [{"name": "何采薇", "role": "记者"}, {"name": "另一人", "role": "记者"}]),
    ],
)
def test_whatever_is_indexed_changes_the_digest(name: str, value: Any) -> None:
    article = make_full()
    before = read_article(article).digest()
    setattr(article, name, value)
    assert read_article(article).digest() != before


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value"), [("sequence", 2), ("label", "A1")])
def test_a_page_changes_the_digest(name: str, value: Any) -> None:
    article = make_full()
    before = read_article(article).digest()
    setattr(article.page, name, value)
    assert read_article(article).digest() != before


@pytest.mark.django_db
def test_article_without_a_place_has_no_document() -> None:
    page = make_page(published_at=None, source_file_id=make_source_file().pk)
    article = make_article(page)
    page.issue = None
    with pytest.raises(ValueError, match="no issue"):
        make_document(article)


@pytest.mark.django_db
def test_what_haystack_is_told() -> None:
    article = make_full()
    index = connections["default"].get_unified_index().get_index(Article)
    prepared = index.full_prepare(article)
    document = make_document(article)
    assert prepared["text"].split("\n") == list(document.units)
    assert prepared["title"].split("\n") == list(document.fields["title"])
    assert (prepared["topics"], prepared["authors"]) == (["hills", "tea"], ["何采薇"])
    assert (prepared["page"], prepared["date"]) == ("1", date(2024, 5, 30))
    assert bytes.fromhex(prepared["digest"]) == document.digest
