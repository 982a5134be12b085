"""One run measures every engine at each size and says what is asked beside what was reached."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench import search
from bench.search import LEAST, measure, plan, read_options
from bench.search_built import Built
from bench.search_corpus import articles
from bench.search_peers import Engine
from bench.search_questions import KINDS, How, Question
from bench.search_report import Check, Figures, Timing, check, percentile
from search.engines.base import SearchHits
from tests.bench.corpora import write_days

# Whoosh leaves files to the collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ninety invented articles."""
    days = [f"2023-07-{day:02}" for day in range(1, 11)]
    return write_days(tmp_path_factory.mktemp("corpus"), "newspaper-2023-07", days, 3, seed=2)


def run(corpus: Path, work: Path, *more: str) -> None:
    """One run over tiny indexes."""
    how = ["--engines", "whoosh", "--queries", "6", "--rounds", "1", "--patience", "1"]
    search.main([*more, *how, "--corpus", str(corpus), "--work", str(work)])
    articles.cache_clear()


def test_every_kind_and_engine_has_its_row(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(corpus, tmp_path, "--articles", "60", "--also", "80", "--peers", "fts5", "plain-whoosh")
    lines = capsys.readouterr().out.splitlines()
    titles = [line for line in lines if ": building" in line]
    assert titles == ["60 articles: building", "80 articles: building"]
    for kind in KINDS:
        rows = [line for line in lines if line.startswith(kind.ljust(14))]
        assert len(rows) == 4, kind  # a row of times and one of ratios at each size
    assert lines[0].startswith("Python 3")
    assert len([line for line in lines if "(asked: " in line]) == 2 * 3


def test_haystack_has_its_column_and_what_is_asked_beside_it(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = "--articles", "60", "--also", "--stock", "40"
    run(corpus, tmp_path, *sizes, "--peers", "haystack", "--kinds", "rare word")
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if line.split() == ["whoosh", "haystack"]]
    row = next(line for line in lines if line.startswith("rare word"))
    assert len(row.split()) == len(["rare", "word"]) + 2 * 3 + 1
    asked = [line for line in lines if "40: times as fast" in line]
    assert len(asked) == 2


def test_haystack_is_measured_at_its_own_size_alone() -> None:
    planned = dict(plan(read_options(["--articles", "200", "--also", "900", "--stock", "100"])))
    assert {size: "haystack" in names for size, names in planned.items()} == {
        100: True, 200: False, 900: False,
    }  # fmt: skip
    assert "fts5" in planned[900]
    assert list(dict(plan(read_options(["--peers", "--also"])))) == [23_000]
    assert "plain-whoosh" not in dict(plan(read_options([])))[100_000]


class Counting(Engine):
    """Finds as many as it was asked before."""

    cutting = 0.0
    unanswered: frozenset[How] = frozenset()

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def search(self, question: Question) -> SearchHits:
        """Count."""
        self.asked.append(question)
        return SearchHits(len(self.asked), ())

    def build(self, documents: object) -> None:
        """Nothing to do."""

    def add(self, documents: object) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Nothing to do."""


QUESTIONS = [Question((str(number),)) for number in range(9)]


def test_questions_come_for_the_first_time_and_then_again() -> None:
    engine = Counting()
    timing = measure(engine, QUESTIONS, rounds=2, patience=60)
    assert (len(timing.new), len(timing.again)) == (9, 18)
    assert engine.asked[-27:] == QUESTIONS * 3
    first = timing.hits[0]
    assert timing.hits == tuple(range(first, first + 9))


def test_a_slow_engine_is_asked_a_few_in_any_case() -> None:
    engine = Counting()
    timing = measure(engine, QUESTIONS, rounds=2, patience=0)
    assert (len(timing.new), timing.again) == (LEAST, ())
    assert timing.p95 == max(timing.new)


SHARES = {"half": (0.5, 3.0), "most": (0.95, 5.0), "all": (1.0, 5.0), "none": (0.0, 1.0)}


@pytest.mark.parametrize(("share", "value"), SHARES.values(), ids=SHARES)
def test_percentiles_are_values_that_occurred(share: float, value: float) -> None:
    assert percentile([5.0, 1.0, 4.0, 2.0, 3.0], share) == value


def timing(ms: float) -> Timing:
    """Always as fast."""
    return Timing((ms,) * 4, (ms,) * 4, (7,) * 4)


BUILT = Built(articles=1_000, seconds=1.0, cutting=0.0, issues=(0.1, 0.2, 0.3), size=10**6)
TIMES: dict[str, dict[str, float]] = {
    "or": {"whoosh": 5, "tantivy": 1, "haystack": 900, "fts5": 30},
    "rare word": {"whoosh": 0.5, "tantivy": 0.4, "haystack": 300, "fts5": 0.1},
}
GOOD = Figures(
    10_000,
    {
        "whoosh": BUILT,
        "tantivy": replace(BUILT, seconds=0.5),
        "haystack": replace(BUILT, seconds=10),
        "fts5": BUILT,
    },
    {kind: {name: timing(ms) for name, ms in times.items()} for kind, times in TIMES.items()},
)


def slower(name: str, ms: float) -> Figures:
    """The good figures with one engine slower at one kind."""
    timings = {**GOOD.timings, "or": {**GOOD.timings["or"], name: timing(ms)}}
    return replace(GOOD, timings=timings)


def built_otherwise(name: str, **changes: object) -> Figures:
    """The good figures with one engine built otherwise."""
    built = {**GOOD.built, name: replace(GOOD.built[name], **changes)}  # type: ignore[arg-type]
    return replace(GOOD, built=built)


MISSED = {
    "nothing": (GOOD, []),
    "whoosh is slow": (slower("whoosh", 21), ["10,000: p95", "10,000: times as fast as"]),
    "a large one": (replace(slower("whoosh", 21), articles=100_000), ["100,000: times as"]),
    "tantivy is slow": (slower("tantivy", 11), ["10,000: p95"]),
    "fts5 is fast": (slower("fts5", 4), ["10,000: kinds slower than FTS5: or"]),
    "haystack is fast": (slower("haystack", 249), ["10,000: times as fast as Haystack"]),
    "slowly built": (built_otherwise("whoosh", seconds=1.3), ["10,000: times as fast built"]),
    "slowly added": (built_otherwise("whoosh", issues=(0.1, 1.6)), ["10,000: an issue of 50"]),
    "tantivy slowly": (built_otherwise("tantivy", seconds=0.7), ["10,000: built"]),
}


@pytest.mark.parametrize(("figures", "missed"), MISSED.values(), ids=MISSED)
def test_what_is_missed_is_told(figures: Figures, missed: list[str]) -> None:
    checks = list(check([figures]))
    told = [f"{each.what}: {each.reached}" for each in checks if not each.ok]
    assert len(checks) == 8
    assert len(told) == len(missed)
    assert all(f", {start}" in line for line, start in zip(told, missed, strict=True))


def test_a_check_is_one_line() -> None:
    line = str(Check("tantivy, 60: p95 of the slowest kind", "10 ms", "12.0 ms (or)", ok=False))
    assert line == "MISSED tantivy, 60: p95 of the slowest kind: 12.0 ms (or) (asked: 10 ms)"
    assert str(Check("a", "1", "1", ok=True)).startswith("ok     a:")
