"""Variants over the real index, within what the reader has filtered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from haystack import connections

from search import outbox
from search.engines.base import SearchHits, SearchRequest
from search.language.nodes import And, Not, OneOf, Or, Phrase, Wildcard
from search.query import parse
from search.spelling.sounding import SECONDS, IndexedArchive
from search.spelling.suggesting import refresh
from search.spelling.variants import Kind, find_variants
from tests.factories import make_article
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(shelf: Shelf) -> IndexedArchive:
    """The ten articles and two misread ones."""
    for body in ("泰安市人民玫府通告", "泰安市人民政府通告"):
        make_article(shelf.article("bridge").page, headline="通告一则", body=body)
    outbox.drain_all()
    refresh()
    return IndexedArchive(connections["default"].get_backend().run, SearchRequest(None))


@pytest.mark.parametrize(
    ("query", "offered", "kind"),
    [
        pytest.param("xiaomai", "小麦", Kind.PINYIN, id="pinyin of a headline's word"),
        pytest.param("taiwan", "台湾", Kind.PINYIN, id="pinyin of a city"),
        pytest.param("xiaomai shouge", "小麦 收割", Kind.PINYIN, id="pinyin of two words"),
        pytest.param("xiaomaishouge", "小麦收割", Kind.PINYIN, id="without a space"),
        pytest.param("泰安市人民政府", "泰安市人民玫府", Kind.CONFUSED, id="misread"),
        pytest.param("小卖开镰", "小麦开镰", Kind.HOMOPHONE, id="sounds the same"),
    ],
)
def test_variants(archive: IndexedArchive, query: str, offered: str, kind: Kind) -> None:
    tree = parse(query).tree
    found = find_variants(tree, archive, seconds=60)
    assert (offered, kind, 1) in [(v.label, v.kind, v.count) for v in found]
    for variant in found:
        again = parse(variant.query).tree
        assert again is not None
        assert archive.count(again) == variant.count


@pytest.mark.parametrize("typed", ["yuezhou wanbao", "yuezhouwanbao", "Yuèzhōu Wǎnbào", "yzwb"])
def test_a_newspaper_in_pinyin(archive: IndexedArchive, typed: str) -> None:
    first, *_others = find_variants(parse(typed).tree, archive, seconds=60)
    assert (first.query, first.count) == ("报纸:越州晚报", 5)


def test_counts_are_within_the_filters(archive: IndexedArchive) -> None:
    run, elsewhere = archive.run, SearchRequest(None, filters={"newspaper": ("yuezhou-wanbao",)})
    tree = parse("xiaomai").tree
    assert find_variants(tree, archive, seconds=60) != ()
    assert find_variants(tree, IndexedArchive(run, elsewhere), seconds=60) == ()


def test_names_of_fields_are_understood(archive: IndexedArchive) -> None:
    assert archive.count(And((Phrase("茶"), OneOf("city", ("绍兴",))))) == 2
    assert archive.count(And((Phrase("茶"), OneOf("city", ("泰安",))))) == 0


def test_what_could_not_be_counted_in_time_is_not_offered(archive: IndexedArchive) -> None:
    def hurried(request: SearchRequest) -> SearchHits:
        assert request.seconds == SECONDS
        return replace(archive.run(request), partial=True)

    assert IndexedArchive(hurried, archive.request).count(Phrase("茶")) == 0


def test_units_of_what_fits(archive: IndexedArchive) -> None:
    node = And((Or((Wildcard("人民?府"),)), Not(Phrase("人民政府"))))
    assert archive.units(node, 5) == ["通告一则", "泰安市人民玫府通告"]


def test_unpublished_articles_are_not_read(archive: IndexedArchive, shelf: Shelf) -> None:
    page = shelf.article("bridge").page
    page.published_at = None
    page.save()
    assert archive.units(Phrase("人民玫府"), 5) == []
