"""The peers find, count and order by the same words; building is told and not done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from bench.search_built import PEERS, open_engine
from bench.search_corpus import make_document
from bench.search_peers import Engine
from bench.search_questions import COUNTED, How, Question
from bench.search_stock import StockHaystack
from search import analysis
from search.engines.base import Document
from search.matching import facet_values
from tests.bench.corpora import make_item, seeded

Index = tuple[str, Path]
FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def make_documents(count: int) -> list[Document]:
    """Invented articles over three months."""
    rng = seeded(11)
    days = [date(2024, month, day).isoformat() for month in (1, 2, 3) for day in (4, 17)]
    return [
        make_document(make_item(rng, rng.choice(days), byline="王小雨 李明"), number)
        for number in range(1, count + 1)
    ]


DOCUMENTS = make_documents(40)


@pytest.fixture(scope="module", params=PEERS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Each peer's index of thirty articles, and ten more."""
    folder = tmp_path_factory.mktemp("peer") / "index"
    engine = open_engine(request.param, folder)
    engine.build(DOCUMENTS[:30])
    engine.add(DOCUMENTS[30:])
    engine.close()
    return request.param, folder


@pytest.fixture
def engine(built: Index) -> Iterator[Engine]:
    """The peer, opened anew."""
    opened = open_engine(*built)
    yield opened
    opened.close()


def words_of(document: Document) -> list[str]:
    """Its words, in order."""
    return [word for unit in document.units for word in analysis.words(analysis.fold(unit))]


def fits(document: Document, question: Question) -> bool:
    """By the words themselves."""
    words = words_of(document)
    found = {
        How.ALL: all(word in words for word in question.words),
        How.ANY: any(word in words for word in question.words),
        How.PHRASE: question.words in set(pairwise(words)),
        How.PREFIX: any(word.startswith(question.words[:1]) for word in words),
    }[question.how]
    placed = question.city in ("", *document.facets["city"])
    return (
        found and placed and (question.first or FIRST) <= document.date <= (question.last or LAST)
    )


def scan(question: Question) -> list[Document]:
    """All documents that fit."""
    return [document for document in DOCUMENTS if fits(document, question)]


CITY = DOCUMENTS[0].facets["city"][0]
QUESTIONS = {
    "a word": Question(("石桥",)),
    "a word at two places": Question(("老人", "孩子")),
    "one or the other": Question(("石桥", "银杏"), How.ANY),
    "a prefix": Question(("银",), How.PREFIX),
    "a word that is not there": Question(("火星",)),
    "a city": Question(("老人",), city=CITY),
    "days": Question(("老人",), first=date(2024, 1, 17), last=date(2024, 2, 4)),
    "a city, everything": Question(city=CITY),
    "everything": Question(),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_peer_finds_what_has_the_words(engine: Engine, question: Question) -> None:
    found = engine.search(replace(question, limit=40))
    documents = scan(question)
    assert found.total == len(documents)
    assert {hit.article_id for hit in found.hits} == {each.article_id for each in documents}


def test_a_phrase_is_two_words_side_by_side(engine: Engine) -> None:
    question = Question(("城西", "公园"), How.PHRASE)
    # With jieba's analyzer positions are offsets in the text: Haystack's own finds no phrase.
    wanted = 0 if isinstance(engine, StockHaystack) else len(scan(question))
    assert engine.search(question).total == wanted


@pytest.mark.parametrize("question", [Question(), Question(("老人",))], ids=["all", "word"])
def test_a_peer_counts_facets_and_months(engine: Engine, question: Question) -> None:
    found = engine.search(question)
    documents = scan(question)
    for name in COUNTED:
        counted = Counter(v for each in documents for v in set(facet_values(name, each)))
        # Haystack's own counts where nothing is given, too.
        told = {value: number for value, number in found.facets[name].items() if value}
        assert told == counted, name
    assert found.histogram == Counter(facet_values("month", d)[0] for d in documents)


def test_nothing_is_counted_that_is_not_asked_for(engine: Engine) -> None:
    found = engine.search(Question(("老人",), counted=False))
    assert (found.facets, found.histogram) == ({}, {})
    assert found.total == len(scan(Question(("老人",))))


def test_the_newest_come_first_page_after_page(engine: Engine) -> None:
    days = {document.article_id: document.date for document in DOCUMENTS}
    pages = [
        engine.search(Question(("老人",), newest=True, offset=offset, limit=10))
        for offset in (0, 10)
    ]
    listed = [hit.article_id for page in pages for hit in page.hits]
    assert len(set(listed)) == len(listed) > 10
    assert [days[each] for each in listed] == sorted((days[e] for e in listed), reverse=True)


def test_the_best_come_first(engine: Engine) -> None:
    """An article that is short and says it more than once stands before long ones."""
    wordy = DOCUMENTS[0].units * 5
    rivals = [replace(DOCUMENTS[0], article_id=800 + n, units=("彗星", *wordy)) for n in range(5)]
    best = replace(DOCUMENTS[0], article_id=900, units=("彗星", "看彗星", "等彗星"))
    engine.add([*rivals, best])
    hits = engine.search(Question(("彗星",))).hits
    assert [hits[0].article_id, len(hits)] == [900, 6]
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[1]
