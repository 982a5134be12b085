"""What is remembered of articles, and where they stand in the answers."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bench.known_item import (
    ASKED,
    FIRST,
    Item,
    ask,
    draw_headlines,
    draw_words,
    duels,
    main,
    reciprocal_ranks,
    table,
)
from bench.search_built import open_engine
from bench.search_corpus import make_document
from bench.search_questions import How, Question
from search import analysis
from search.engines.base import Document, Hit, SearchHits
from tests.bench.corpora import make_item, make_record, seeded, write_corpus


def make_documents(count: int) -> list[Document]:
    rng = seeded(5)
    return [make_document(make_item(rng), number) for number in range(1, count + 1)]


DOCUMENTS = make_documents(40)
WORDS = [
    {word for unit in document.units for word in analysis.words(analysis.fold(unit))}
    for document in DOCUMENTS
]


def test_three_words_of_the_rarer_half() -> None:
    items = draw_words(DOCUMENTS, 25, seed=1)
    assert len({item.article_id for item in items}) == 25
    for item in items:
        own = WORDS[item.article_id - 1]
        assert len(item.texts) == 3
        assert set(item.texts) <= own
        counts = {word: sum(word in words for words in WORDS) for word in own if len(word) > 1}
        middle = sorted(count for count in counts.values() if count > 1)
        for word in item.texts:
            assert 1 < counts[word] <= middle[len(middle) // 2]
    assert items == draw_words(DOCUMENTS, 25, seed=1) != draw_words(DOCUMENTS, 25, seed=2)


def test_a_piece_of_the_headline() -> None:
    items = draw_headlines(DOCUMENTS, 25, seed=1)
    for item in items:
        (piece,) = item.texts
        assert 6 <= len(piece) <= 10
        assert any(piece in line for line in DOCUMENTS[item.article_id - 1].fields["title"])
    assert {len(item.texts[0]) for item in items} > {6, 8}


def test_as_many_as_there_are() -> None:
    assert len(draw_headlines(DOCUMENTS, 1_000, seed=1)) == len(DOCUMENTS)
    short = make_document(make_item(seeded(1), headline="短标题", kicker="", subhead=""), 1)
    assert draw_headlines([short], 1, seed=1) == []


class Peer:
    """Answers all words with a few articles, any with many."""

    cutting = 0.0
    unanswered: frozenset[How] = frozenset()

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def search(self, question: Question) -> SearchHits:
        self.asked.append(question)
        found = [4, 2] if question.how == How.ALL else [9, 4, *range(20, 40)]
        return SearchHits(len(found), tuple(Hit(pk, 1.0) for pk in found[: question.limit]))


def test_peers_are_asked_for_all_words_then_for_any() -> None:
    peer = Peer()
    found = ask(peer, Item(1, ("石桥通车", "石桥")))  # type: ignore[arg-type]
    assert found == [4, 2, 9, *range(20, 27)]
    assert len(found) == FIRST
    assert [question.how for question in peer.asked] == [How.ALL, How.ANY]
    assert peer.asked[0].words == ("石桥", "通车")
    assert not peer.asked[0].counted
    assert ask(peer, Item(1, ("，。",))) == []  # type: ignore[arg-type]


def test_reciprocal_ranks() -> None:
    items = [Item(number, ("石桥",)) for number in (4, 2, 9, 39)]
    assert reciprocal_ranks(Peer(), items, "") == [1, 1 / 2, 1 / 3, 0]  # type: ignore[arg-type]


def test_table() -> None:
    lines = list(table({"own": {"words": [1.0, 0.5], "headline": [0.0, 0.25]}}))
    assert lines[0].split() == ["MRR@10", "words", "in", "ten", "headline", "in", "ten"]
    assert lines[1].split() == ["own", "0.750", "100.0%", "0.125", "50.0%"]


def test_duels() -> None:
    own, peer = {"words": [1.0, 0.5, 0.0]}, {"words": [0.5, 0.5, 1.0]}
    lines = list(duels({"whoosh": own, "fts5": peer, "tantivy": peer}))
    assert lines == [
        "whoosh beside fts5: words 1 higher, 1 lower",
        "tantivy beside fts5: words 0 higher, 0 lower",
    ]


@pytest.mark.parametrize("name", ASKED)
def test_every_engine_finds_what_only_one_article_says(tmp_path: Path, name: str) -> None:
    odd = make_document(make_item(seeded(6), headline="海豚馆里的木琴", kicker="", subhead=""), 99)
    with closing(open_engine(name, tmp_path / "index")) as engine:
        engine.build([*DOCUMENTS, odd])
        for text in ("海豚馆里的木", "海豚", "木琴"):
            assert ask(engine, Item(99, (text,)))[0] == 99


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rng = seeded(9)
    records = [make_record(make_item(rng, f"2024-03-{1 + n % 28:02}")) for n in range(160)]
    folder = write_corpus(tmp_path / "corpus", "newspaper-2023-07", records)
    arguments = ["--articles", "10", "--items", "20", "--corpus", str(folder)]
    main([*arguments, "--work", str(tmp_path / "work"), "--engines", "whoosh", "fts5"])
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "160 articles; asked for 20 by words, 20 by headline"
    assert [line.split()[0] for line in told[1:]] == [
        "MRR@10", "whoosh", "fts5", "whoosh",
    ]  # fmt: skip
    assert all(0 < float(line.split()[1]) <= 1 for line in told[2:4])
