"""Two processes that write and four that read one index for some seconds.

python -m tests.search.sound.crowd 4
"""

from __future__ import annotations

import sys
import time
from functools import partial

from search.engines.base import SearchRequest
from search.query import Phrase
from tests.search.sound.nursery import bear, do, finish
from tests.search.sound.workshop import (
    ARTICLES,
    CHANGED,
    COMMON,
    backend,
    change,
    drain,
    mark,
    work,
)


def write(start: int, until: float) -> None:
    """Change and index, batch after batch; each writer has marks of its own."""
    turn = start
    while time.monotonic() < until:
        change(turn)
        drain()
        turn += 2
    print(start, "wrote", (turn - start) // 2, flush=True)


def read(until: float) -> None:
    """Look again and again: all of a batch or nothing, and never less than before."""
    looks = 0
    newest = {0: 0, 1: 1}
    while time.monotonic() < until:
        for parity, turn in newest.items():
            hits = backend().run(SearchRequest(Phrase(mark(turn)), limit=None, facets=("page",)))
            ids = {hit.article_id for hit in hits.hits}
            assert hits.total == len(ids) == sum(hits.facets["page"].values())
            assert hits.total in (0, CHANGED), f"{hits.total} of a batch"
            newest[parity] += 2 if hits.total else 0
        assert backend().run(SearchRequest(Phrase(COMMON))).total == ARTICLES
        looks += 1
    print("looked", looks, "times", newest, flush=True)


def main(seconds: str) -> None:
    """Start all, and wait for all."""
    do(work)
    until = time.monotonic() + float(seconds)
    crowd = [bear(partial(write, start, until)) for start in (0, 1)]
    crowd += [bear(partial(read, until)) for _ in range(4)]
    assert [finish(each) for each in crowd] == [0] * 6


if __name__ == "__main__":
    main(sys.argv[1])
