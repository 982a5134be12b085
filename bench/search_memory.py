"""What a process that searches takes of memory: ``python -m bench.search_memory``.

For each of our engines a process of its own loads what a web worker loads, opens the index that
bench.search has built (or builds it) and answers different queries of every kind. Prints MB before
the index was opened, after the first query, at its most (weighed every ten queries) and after the
last: `resident` (RSS), `shared out` (PSS), `own` (in no other process) and, of these, `heap`, which
is not of files. Linux only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.search import describe_machine
from bench.search_asking import COLUMNS, Memory, write_questions
from bench.search_built import ISSUE, ISSUES, STORES, build_missing
from bench.search_corpus import CORPUS, WORK, documents
from bench.search_questions import KINDS, SAMPLE, Question, Vocabulary, draw
from bench.search_report import Check

#: Engine → MB that a process may take in the end.
ASKED_MB = {"whoosh": 400, "tantivy": 250}


def draw_mixed(
    vocabulary: Vocabulary, kinds: Sequence[str], count: int, seed: int
) -> list[Question]:
    """So many different questions, of every kind as many."""
    drawn = [draw(vocabulary, kind, -(-count // len(kinds)), seed) for kind in kinds]
    return list(dict.fromkeys(question for questions in drawn for question in questions))[:count]


def weigh(name: str, folder: Path, questions: Sequence[Question]) -> list[Memory]:
    """Ask in a new process; returns its memory at four moments (bench.search_asking)."""
    command = [sys.executable, "-m", "bench.search_asking", STORES[name], str(folder)]
    asked = subprocess.run(  # noqa: S603  # our own
        command, input=write_questions(questions), text=True, check=True, stdout=subprocess.PIPE
    )
    told: list[Memory] = json.loads(asked.stdout)
    return told


def table(name: str, told: Sequence[Memory], count: int) -> Iterator[str]:
    """The rows of one engine."""
    moments = ("before", "1 query", "most", f"{count:,} queries")
    for when, memory in zip(moments, told, strict=True):
        yield f"{f'{name}, {when}':28}" + "".join(f"{mb:12,.0f}" for mb in memory.values())


def read_options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.search_memory",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--engines", nargs="*", choices=STORES, default=[*STORES])
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=[*KINDS])
    parser.add_argument("--queries", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--work", type=Path, default=WORK, help="indexes are kept here")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build what is missing, weigh, print."""
    options = read_options(arguments)
    made = list(documents(options.articles + ISSUE * ISSUES, options.corpus))
    build_missing(options.engines, made, options.work)
    vocabulary = Vocabulary.of(made[:SAMPLE])
    questions = draw_mixed(vocabulary, options.kinds, options.queries, options.seed)
    print(describe_machine(made[:1_000])[0])
    print(f"{f'{options.articles:,} articles, MB':28}" + "".join(f"{c:>12}" for c in COLUMNS))
    checks = []
    for name in options.engines:
        folder = options.work / str(options.articles) / name / "index"
        told = weigh(name, folder, questions)
        print(*table(name, told, len(questions)), sep="\n", flush=True)
        reached, asked = told[-1]["resident"], ASKED_MB[name]
        what = f"{name}, {options.articles:,}: resident after {len(questions):,} queries"
        checks.append(Check(what, f"{asked} MB", f"{reached:,.0f} MB", reached <= asked))
    print("", *checks, sep="\n")


if __name__ == "__main__":
    main()
