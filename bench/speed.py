"""Pages a second on one core, by stage: ``python -m bench.speed [--pages FOLDER] [--rounds 5]``.

Prints the best of the rounds in processor time, beside it the time that this machine takes to
split the same text at its punctuation and count the pieces, and what each stage takes.
"""

from __future__ import annotations

import argparse
import inspect
import platform
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.parsing import page, parse_page
from bench.inputs import PAGES, read_pages

_BREAK = re.compile(r"[\s，。、；：]+")


def best_of(rounds: int, work: Callable[[], object]) -> float:
    """The least processor time of so many rounds, in seconds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def parse_all(pages: Sequence[bytes]) -> None:
    """What is measured."""
    for data in pages:
        parse_page(data)


def count_all(pages: Sequence[bytes]) -> None:
    """The plain work that other machines can be compared by."""
    for data in pages:
        Counter(_BREAK.split(data.decode(errors="replace")))


def time_stages(pages: Sequence[bytes]) -> dict[str, float]:
    """Seconds by what ``parse_page`` calls, measured around each call; the rest is its own."""
    spent: dict[str, float] = defaultdict(float)
    stages = {name: value for name, value in vars(page).items() if _is_stage(value)}
    for name, stage in stages.items():
        setattr(page, name, _timed(name, stage, spent))
    try:
        parse_all(pages)
    finally:
        for name, stage in stages.items():
            setattr(page, name, stage)
    return spent


def _is_stage(value: object) -> bool:
    return inspect.isfunction(value) and value.__module__ != page.__name__


def _timed(
    name: str, stage: Callable[..., object], spent: dict[str, float]
) -> Callable[..., object]:
    def run(*args: object, **kwargs: object) -> object:
        start = time.process_time()
        try:
            return stage(*args, **kwargs)
        finally:
            spent[name] += time.process_time() - start

    return run


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pages = read_pages(options.pages)
    parse_all(pages[:1])
    taken = best_of(options.rounds, lambda: parse_all(pages))
    plain = best_of(options.rounds, lambda: count_all(pages))
    print(f"{len(pages)} pages of {sum(map(len, pages)) // len(pages):,} bytes on average")
    print(f"Python {platform.python_version()}, {platform.machine()}, one core")
    print(f"{len(pages) / taken:.1f} pages/s, {1000 * taken / len(pages):.2f} ms a page")
    print(f"{taken / plain:.0f} times splitting and counting the same text")
    stages = time_stages(pages)
    for name, seconds in sorted(stages.items(), key=lambda stage: -stage[1]):
        print(f"{1000 * seconds / len(pages):8.2f} ms a page  {name}")


if __name__ == "__main__":
    main()
