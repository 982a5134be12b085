"""Queries are drawn by seed, each of its kind, and put to our engines and as a reader types."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bench.search_corpus import make_document
from bench.search_questions import (
    COUNTED,
    KINDS,
    MIDDLE,
    How,
    Question,
    Vocabulary,
    draw,
    request,
    typed,
)
from search.engines.base import Document, Order
from search.language.resolving import resolve
from search.matching import matches
from search.query import And, Between, Or, Phrase, Term, Wildcard
from tests.bench.corpora import make_item, seeded


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """The words of forty invented articles."""
    rng = seeded(4)
    return Vocabulary.of(make_document(make_item(rng), number) for number in range(1, 41))


def fitting(vocabulary: Vocabulary, question: Question) -> list[Document]:
    """The documents that fit by definition."""
    asked = request(question)
    tree = resolve(asked.tree).match
    return [each for each in vocabulary.documents if matches(tree, each)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_gives_different_questions_and_the_same_by_seed(
    vocabulary: Vocabulary, kind: str
) -> None:
    questions = draw(vocabulary, kind, 12, seed=1)
    assert len(set(questions)) == len(questions) >= 5
    assert draw(vocabulary, kind, 12, seed=1) == questions
    assert kind == "all" or draw(vocabulary, kind, 12, seed=2) != questions


@pytest.mark.parametrize("kind", ["common word", "phrase", "and", "or", "prefix", "wildcard"])
def test_what_is_asked_for_is_there(vocabulary: Vocabulary, kind: str) -> None:
    questions = draw(vocabulary, kind, 12, seed=1)
    assert all(fitting(vocabulary, question) for question in questions)


def test_rare_words_stand_in_fewer_articles_than_common_ones(vocabulary: Vocabulary) -> None:
    rare, common = (draw(vocabulary, kind, 5, 1) for kind in ("rare word", "common word"))
    most = max(vocabulary.counts[question.words[0]] for question in rare)
    assert most < min(vocabulary.counts[question.words[0]] for question in common)


def test_a_phrase_is_of_words_that_are_not_rare(vocabulary: Vocabulary) -> None:
    for question in draw(vocabulary, "phrase", 12, 1):
        assert len(question.words) == 2
        assert all(vocabulary.counts[word] >= MIDDLE[0] * 40 for word in question.words)


def test_a_place_is_asked_for_a_year(vocabulary: Vocabulary) -> None:
    for question in draw(vocabulary, "date + city", 12, 1):
        assert question.first is not None
        assert question.last == question.first + timedelta(364)
        assert question.city in {document.facets["city"][0] for document in vocabulary.documents}


DAY = date(2024, 3, 6)
REQUESTS = {
    "everything": (Question(), None),
    "a word": (Question(("石桥",)), Term("石桥")),
    "all": (Question(("石桥", "公园")), And((Term("石桥"), Term("公园")))),
    "any": (Question(("石桥", "公园"), How.ANY), Or((Term("石桥"), Term("公园")))),
    "phrase": (Question(("城西", "公园"), How.PHRASE), Phrase("城西公园")),
    "prefix": (Question(("石",), How.PREFIX), Wildcard("石*")),
    "pattern": (Question(("石?通",), How.WILDCARD), Wildcard("石?通")),
}


@pytest.mark.parametrize(("question", "tree"), REQUESTS.values(), ids=REQUESTS)
def test_our_engines_are_asked_with_a_tree(question: Question, tree: object) -> None:
    assert request(question).tree == tree


def test_all_facets_and_the_months_are_asked_for() -> None:
    asked = request(Question(city="330600", first=DAY, newest=True, offset=40, limit=10))
    assert (asked.facets, asked.histogram) == (COUNTED, "month")
    assert (asked.filters, asked.dates) == ({"city": ("330600",)}, Between(DAY, None))
    assert (asked.order, asked.offset, asked.limit) == (Order.NEWEST, 40, 10)
    bare = request(Question(counted=False))
    assert (bare.facets, bare.histogram, bare.filters, bare.dates) == ((), "", {}, None)


TYPED = {
    "everything": (Question(), {}),
    "all": (Question(("石桥", "公园")), {"q": "石桥 公园"}),
    "any": (Question(("石桥", "公园"), How.ANY), {"q": "石桥 OR 公园"}),
    "phrase": (Question(("城西", "公园"), How.PHRASE), {"q": '"城西公园"'}),
    "prefix": (Question(("石",), How.PREFIX), {"q": "石*"}),
    "pattern": (Question(("石?通",), How.WILDCARD), {"q": "石?通"}),
    "page": (Question(offset=40), {"page": "3"}),
    "newest": (Question(("石桥",), newest=True), {"q": "石桥", "sort": "newest"}),
    "place": (
        Question(("石桥",), city="330600", first=DAY, last=DAY),
        {"q": "石桥", "city": "330600", "date_from": "2024-03-06", "date_to": "2024-03-06"},
    ),
}


@pytest.mark.parametrize(("question", "told"), TYPED.values(), ids=TYPED)
def test_a_reader_types_the_same(question: Question, told: dict[str, str]) -> None:
    assert typed(question) == told
