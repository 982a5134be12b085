"""Asks one engine in a process that holds little else, for bench.search_memory to weigh.

Reads questions from standard input, prints memory before the index was opened, after the first
question, at its most and after the last question, all as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date
from importlib import import_module
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.utils.module_loading import import_string
from tqdm import tqdm

from bench import search_setup  # noqa: F401  # before what needs Django's settings
from bench.search_questions import How, Question, request
from search import analysis
from search.engines.base import Store

ROLLUP = Path("/proc/self/smaps_rollup")
#: Column → the rows of the system's table that it sums up.
COLUMNS = {
    "resident": ("Rss",),
    "shared out": ("Pss",),
    "own": ("Private_Clean", "Private_Dirty"),
    "heap": ("Anonymous",),
}

#: Questions from one weighing to the next.
EVERY = 10

Memory = dict[str, float]


def read_memory(text: str) -> Memory:
    """MB by column, from what the system tells of a process (proc_pid_smaps_rollup)."""
    rows = (line.split() for line in text.splitlines()[1:])
    kilobytes = {row[0].rstrip(":"): int(row[1]) for row in rows}
    return {
        column: sum(kilobytes[name] for name in names) / 1024 for column, names in COLUMNS.items()
    }


def write_questions(questions: Iterable[Question]) -> str:
    """Questions as JSON."""
    return json.dumps([asdict(question) for question in questions], default=date.isoformat)


def read_questions(text: str) -> list[Question]:
    """What `write_questions` wrote."""
    return [_question(**told) for told in json.loads(text)]


def _question(words: list[str], how: str, first: str, last: str, **same: Any) -> Question:
    days = [date.fromisoformat(day) if day else None for day in (first, last)]
    return Question(tuple(words), How(how), first=days[0], last=days[1], **same)


def ask_all(
    make: Callable[[Path], Store], folder: Path, questions: Sequence[Question]
) -> list[Memory]:
    """Ask in this process; returns its memory before, after one question, at its most, at last."""
    for name in ("config.wsgi", "config.urls"):  # what a web worker loads
        import_module(name)
    analysis.preload()
    before = _weigh()
    store = make(folder)
    told = []
    for number, question in enumerate(tqdm(questions, leave=False, unit="query")):
        store.run(request(question))
        if number % EVERY == 0:
            told.append(_weigh())
    told.append(_weigh())
    return [before, told[0], max(told, key=itemgetter("resident")), told[-1]]


def _weigh() -> Memory:
    return read_memory(ROLLUP.read_text("ascii"))


if __name__ == "__main__":
    dotted, path = sys.argv[1:]
    asked = read_questions(sys.stdin.read())
    print(json.dumps(ask_all(import_string(dotted), Path(path), asked)))
