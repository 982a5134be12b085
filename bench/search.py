"""What searching takes, inside each engine: ``python -m bench.search [--articles 23000]``.

All engines hold the same articles and are asked the same queries, drawn by seed, each with all
facets and a histogram by month. Prints for each number of articles what building took and
milliseconds by kind of query, then what is asked beside what was reached.

`p50` and `p95` are of queries that the engine has been asked before, ``--rounds`` times over; `new`
is the 95th percentile of the same queries when they came for the first time. A slow engine is
asked for ``--patience`` seconds a kind, but LEAST queries in any case.
"""

from __future__ import annotations

import argparse
import gc
import platform
import time
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from tqdm import tqdm

from bench.search_built import ISSUE, ISSUES, LARGEST, PEERS, STORES, build_missing, open_engine
from bench.search_corpus import CORPUS, WORK, documents
from bench.search_peers import Engine
from bench.search_questions import KINDS, SAMPLE, Question, Vocabulary, draw
from bench.search_report import (
    Figures,
    Timing,
    building_table,
    check,
    ratio_table,
    timing_table,
)
from bench.speed import best_of, count_all
from search import analysis
from search.engines.base import Document

#: Queries of a kind that every engine is asked, however slow it is.
LEAST = 3
#: Questions that warm an engine up.
WARM_UP = (Question(), Question(newest=True))


def measure(engine: Engine, questions: Sequence[Question], rounds: int, patience: float) -> Timing:
    """Ask one engine: once, then so many rounds over, as long as patience lasts."""
    gc.collect()
    deadline = time.monotonic() + patience
    first = list(_ask(engine, questions, deadline))
    again = [
        taken
        for _round in range(rounds)
        if time.monotonic() < deadline
        for taken, _hits in _ask(engine, questions[: len(first)], deadline)
    ]
    return Timing(
        new=tuple(taken for taken, _hits in first),
        again=tuple(again),
        hits=tuple(hits for _taken, hits in first),
    )


def _ask(
    engine: Engine, questions: Sequence[Question], deadline: float
) -> Iterator[tuple[float, int]]:
    """Yield milliseconds and hits of each question, until there is no time left."""
    for number, question in enumerate(questions):
        if number >= LEAST and time.monotonic() > deadline:
            return
        start = time.perf_counter()
        found = engine.search(question)
        yield 1000 * (time.perf_counter() - start), found.total


def measure_all(
    names: Sequence[str], articles: int, vocabulary: Vocabulary, options: argparse.Namespace
) -> Figures:
    """Build what is missing at this number of articles, then ask all engines."""
    made = list(documents(articles + ISSUE * ISSUES, options.corpus))
    built = build_missing(names, made, options.work, fresh=options.fresh)
    del made
    engines = {
        name: open_engine(name, options.work / str(articles) / name / "index") for name in names
    }
    for engine, question in product(engines.values(), WARM_UP):
        engine.search(question)
    questions = {k: draw(vocabulary, k, options.queries, options.seed) for k in options.kinds}
    gc.collect()
    gc.freeze()  # the corpus is not the engines' to walk through
    timings: dict[str, dict[str, Timing]] = {kind: {} for kind in questions}
    asked = [(kind, name) for kind in questions for name in names]
    for kind, name in (bar := tqdm(asked, f"{articles:,} articles", leave=False)):
        bar.set_postfix_str(f"{name}, {kind}")
        if questions[kind] and questions[kind][0].how not in engines[name].unanswered:
            timings[kind][name] = measure(
                engines[name], questions[kind], options.rounds, options.patience
            )
    gc.unfreeze()
    for engine in engines.values():
        engine.close()
    return Figures(articles, built, {kind: told for kind, told in timings.items() if told})


def describe_machine(sample: Sequence[Document]) -> tuple[str, float]:
    """What the machine can do, and how many articles are cut in a second."""
    texts = ["\n".join(document.units) for document in sample]
    plain = best_of(3, lambda: count_all([text.encode() for text in texts]))
    analysis.preload()
    rate = len(sample) / best_of(2, lambda: [*map(analysis.words, map(analysis.fold, texts))])
    size = sum(map(len, texts)) / len(texts)
    library = "rjieba" if find_spec("rjieba") else "jieba"
    told = (
        f"Python {platform.python_version()}, {platform.machine()}; articles of {size:,.0f}"
        f" characters; split at punctuation and counted: {len(texts) / plain:,.0f} articles/s;"
        f" folded and cut by {library}: {rate:,.0f} articles/s"
    )
    return told, rate


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=23_000)
    parser.add_argument("--also", type=int, nargs="*", default=[100_000])
    parser.add_argument("--stock", type=int, default=LARGEST["haystack"],
                        help="articles at which Haystack's own backend is measured")  # fmt: skip
    parser.add_argument("--engines", nargs="*", choices=STORES, default=[*STORES])
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=[*PEERS])
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=[*KINDS])
    parser.add_argument("--queries", type=int, default=50, help="of each kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, default=WORK, help="indexes are kept here")
    parser.add_argument("--fresh", action="store_true", help="build every index anew")
    return parser.parse_args(arguments)


def plan(options: argparse.Namespace) -> Iterator[tuple[int, list[str]]]:
    """Yield numbers of articles, each with the engines to measure at it."""
    sizes = {options.articles, *options.also}
    if "haystack" in options.peers:
        sizes.add(options.stock)
    for articles in sorted(sizes):
        limits = LARGEST | {"haystack": options.stock}
        peers = [name for name in options.peers if articles <= limits.get(name, articles)]
        yield articles, [*options.engines, *peers]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    options = read_options(arguments)
    sample = list(documents(min(SAMPLE, options.articles), options.corpus))
    told, cut_rate = describe_machine(sample[:1_000])
    print(told)
    vocabulary = Vocabulary.of(sample)
    measured = []
    for articles, names in plan(options):
        figures = measure_all(names, articles, vocabulary, options)
        measured.append(figures)
        tables = building_table(figures, cut_rate), timing_table(figures), ratio_table(figures)
        for table in tables:
            print("", *table, sep="\n", flush=True)
    print("", *check(measured), sep="\n")


if __name__ == "__main__":
    main()
