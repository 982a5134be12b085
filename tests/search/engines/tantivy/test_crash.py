"""A writer killed at any moment leaves the old state or the new one, and no lock."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from search.engines.base import SearchRequest
from search.engines.tantivy.store import TantivyStore
from search.query import Phrase
from tests.search.engines.tantivy.writers import ARTICLES, start, state, write_for_ever

KILLS = 6


@pytest.mark.parametrize("work", ["apply", "rebuild"])
def test_killed_at_any_moment(tmp_path: Path, work: str) -> None:
    store = TantivyStore(tmp_path / "index", lock_timeout=0.5)
    store.rebuild(state(0))
    rng = random.Random(17)  # noqa: S311
    turn = 0
    for _ in range(KILLS):
        writer = start(write_for_ever, store.folder.path, work, turn + 1)
        while store.digest(1) == turn.to_bytes(16, "big"):  # it is not at work yet
            assert writer.is_alive()
            time.sleep(0.01)
        time.sleep(0.3 * rng.random())
        writer.kill()
        writer.join()
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
