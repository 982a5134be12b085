"""A process of its own is weighed at four moments; questions go to it as JSON."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from bench import search_memory
from bench.search_asking import COLUMNS, read_memory, read_questions, write_questions
from bench.search_corpus import articles, make_document
from bench.search_memory import draw_mixed
from bench.search_questions import How, Question, Vocabulary
from tests.bench.corpora import make_item, seeded, write_days

ROLLUP = """55b682e57000-7ffe02ec5000 ---p 00000000 00:00 0                  [rollup]
Rss:              204800 kB
Pss:              153600 kB
Private_Clean:      1024 kB
Private_Dirty:     51200 kB
Anonymous:         40960 kB
"""


def test_memory_is_told_in_megabytes() -> None:
    assert read_memory(ROLLUP) == {"resident": 200, "shared out": 150, "own": 51, "heap": 40}


QUESTIONS = {
    "everything": Question(),
    "words": Question(("石桥", "公园"), How.ANY, newest=True),
    "place": Question(("桥",), city="330600", first=date(2024, 3, 6), offset=40, counted=False),
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_questions_are_read_as_they_were_written(question: Question) -> None:
    assert read_questions(write_questions([question, question])) == [question, question]


def test_questions_are_of_every_kind_and_all_different() -> None:
    rng = seeded(3)
    made = Vocabulary.of(make_document(make_item(rng), number) for number in range(1, 31))
    questions = draw_mixed(made, ["common word", "phrase", "all"], 20, seed=1)
    assert len(set(questions)) == len(questions) == 20
    assert {question.how for question in questions} == {How.ALL, How.PHRASE}
    assert Question() in questions


@pytest.mark.skipif(sys.platform != "linux", reason="smaps_rollup is Linux's")
def test_one_run_prints_four_rows_an_engine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [f"2023-07-{day:02}" for day in range(1, 11)]
    corpus = write_days(tmp_path / "corpus", "newspaper-2023-07", days, 3, seed=2)
    run = ["--articles", "60", "--queries", "20", "--corpus", str(corpus), "--work", str(tmp_path)]
    search_memory.main(run)
    articles.cache_clear()
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.startswith("60 articles, MB")]
    for name in ("whoosh", "tantivy"):
        rows = [line for line in lines if line.startswith(f"{name}, ")]
        assert len(rows) == 4
        before, _first, most, last = (
            float(row.split()[-len(COLUMNS)].replace(",", "")) for row in rows
        )
        assert most >= last >= before > 10
        assert [line for line in lines if f"{name}, 60: resident after 20 queries" in line]
