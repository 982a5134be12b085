"""A writer killed at any moment leaves the old state or the new one, and no lock."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from search.engines.base import Document, SearchRequest
from search.engines.tantivy.store import TantivyStore
from search.query import Phrase
from tests.search.engines.tantivy.conftest import make_document

ARTICLES = 40
KILLS = 6


def state(turn: int) -> Iterator[Document]:
    """All articles as they are in one turn."""
    for number in range(1, ARTICLES + 1):
        made = make_document(number, f"第{turn}回，{number}号田春耕", "水渠通水" * 30)
        yield replace(made, digest=turn.to_bytes(16, "big"))


def write_for_ever(path: Path, work: str, first: int) -> None:
    """Go from one state to the next, each in one commit or one rebuild."""
    store = TantivyStore(path)
    for turn in count(first):
        if work == "apply":
            store.apply(state(turn), ())
        else:
            store.rebuild(state(turn))


@pytest.mark.parametrize("work", ["apply", "rebuild"])
def test_killed_at_any_moment(tmp_path: Path, work: str) -> None:
    store = TantivyStore(tmp_path / "index", lock_timeout=0.5)
    store.rebuild(state(0))
    rng = random.Random(17)  # noqa: S311
    turn = 0
    for _ in range(KILLS):
        child = os.fork()
        if not child:
            try:
                write_for_ever(store.folder.path, work, turn + 1)
            finally:
                os._exit(1)
        while store.digest(1) == turn.to_bytes(16, "big"):  # it is not at work yet
            assert os.waitpid(child, os.WNOHANG) == (0, 0)
            time.sleep(0.01)
        time.sleep(0.3 * rng.random())
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert _whole_state(store) > turn
        turn = _whole_state(TantivyStore(store.folder.path))
    store.apply(state(9_999), ())
    assert _whole_state(store) == 9_999
    store.rebuild(state(1))
    assert len(list(store.folder.path.glob("build-*"))) == 1


def _whole_state(store: TantivyStore) -> int:
    """Return the one turn that all articles are of, every file being as written."""
    store.verify()
    digests = store.digests()
    assert len(digests) == ARTICLES
    (digest,) = set(digests.values())
    turn = int.from_bytes(digest, "big")
    assert store.run(SearchRequest(Phrase(f"第{turn}回"))).total == ARTICLES
    return turn
