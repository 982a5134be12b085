"""An index that grows in a process's memory is let go of and opened anew."""

from __future__ import annotations

import mmap
from pathlib import Path

import pytest
import tantivy

from search.engines.base import SearchRequest
from search.engines.tantivy import patterns, reader
from search.engines.tantivy.memory import mapped
from search.engines.tantivy.schema import open_index
from search.engines.tantivy.store import TantivyStore
from search.query import Phrase, Wildcard
from tests.search.engines.tantivy.conftest import Make

SIZE = 16 << 20
PATTERN = SearchRequest(Wildcard("水?通"), facets=("author", "city"), histogram="day")


def test_pages_of_a_file_that_were_read_are_weighed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * SIZE)
    before = mapped()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as pages:
        assert pages.find(b"y") == -1
        assert mapped() >= before + SIZE
    assert mapped() < before + SIZE


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the reader opens from now on."""
    paths: list[str] = []

    def note(path: str) -> tantivy.Index:
        paths.append(path)
        return open_index(path)

    monkeypatch.setattr(reader, "open_index", note)
    return paths


@pytest.fixture
def heavy(store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch) -> TantivyStore:
    """Thirty articles; whatever is read of them is too much to keep."""
    monkeypatch.setattr(reader, "MOST_MAPPED", -SIZE)
    store.rebuild(make(n, "水渠通水", author=(f"记者{n % 3}",)) for n in range(1, 31))
    return store


def test_what_is_opened_anew_answers_the_same_and_remembers(
    heavy: TantivyStore, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = heavy.run(PATTERN)
    assert first.facets["author"] == {f"记者{n}": 10 for n in range(3)}

    def never(*_args: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(patterns, "spans", never)
    assert heavy.run(PATTERN) == first
    assert len(opened) > 1


def test_what_others_map_lets_go_of_it_once(
    store: TantivyStore, make: Make, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rebuild([make(1, "水渠通水")])
    others = [0, 0, *[2 * reader.MOST_MAPPED] * 20]
    monkeypatch.setattr(reader, "mapped", lambda: others.pop(0))
    for _request in range(6):
        assert store.run(PATTERN).total == 1
    assert len(opened) == 2


def test_what_a_long_request_holds_counts_until_it_is_done(
    store: TantivyStore, make: Make, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rebuild([make(1, "水渠通水")])
    held = 0
    monkeypatch.setattr(reader, "mapped", lambda: held)
    with store.reader.reading():
        held = 3 * reader.MOST_MAPPED
        store.run(PATTERN)
        assert len(opened) == 2
        store.run(PATTERN)
        assert len(opened) == 2
    held = 0
    store.run(PATTERN)
    held = 2 * reader.MOST_MAPPED
    store.run(PATTERN)
    assert len(opened) == 3


def test_a_commit_while_it_is_opened_anew_is_seen_whole(
    heavy: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    heavy.run(PATTERN)
    writer = TantivyStore(heavy.folder.path)

    def open_late(path: str) -> tantivy.Index:
        monkeypatch.setattr(reader, "open_index", open_index)
        writer.apply([make(31, "水渠通水", author=("记者九",))], ())
        return open_index(path)

    monkeypatch.setattr(reader, "open_index", open_late)
    for total in (30, 31):
        found = heavy.run(PATTERN)
        plain = heavy.run(SearchRequest(Phrase("水渠"), facets=("author",)))
        assert found.total == total
        assert sum(found.facets["author"].values()) == total
        assert sum(found.histogram.values()) == total
        assert plain.total == 31
