"""The index's folder in, its newest state out: opened once, looked at again when it changes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import TOC

from search.engines.base import IndexCorrupt, SearchHits, SearchRequest
from search.engines.builds import ATTEMPTS
from search.engines.whoosh.cache import FoundSets
from search.engines.whoosh.files import DAMAGE, MappedFiles
from search.engines.whoosh.schema import SCHEMA
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.storage import IndexFolder
from search.engines.whoosh.sums import NAME

State = tuple[int, Path, int]


class IndexReader:
    """Answers requests from the current state of the index; for all threads of a process."""

    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._state: State | None = None
        self._kept = FoundSets()
        self._snapshot = Snapshot([], [], self._kept)
        self._segments: dict[str, Segment] = {}

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`; raises SearchUnavailable."""
        snapshot = self.snapshot()
        with self._damage_is_typed():
            return snapshot.run(request)

    def snapshot(self) -> Snapshot:
        """Return the newest state; raises SearchUnavailable."""
        with self._lock:
            for attempt in range(ATTEMPTS):
                build = self.folder.readable()
                try:
                    return self._look(build)
                except DAMAGE as error:
                    problem = error
                    time.sleep(0.02 * attempt)
            self.folder.suspect()
            raise IndexCorrupt(repr(problem)) from problem

    def forget(self) -> None:
        """Read everything anew at the next request."""
        with self._lock:
            self._state = None
            self._kept = FoundSets()

    def _look(self, build: Path) -> Snapshot:
        """Return the state of `build`, read anew only where it has changed."""
        storage = MappedFiles(str(build))
        generation = TOC._latest_generation(storage, NAME)
        # After a fork two processes would share one file position.
        state = (os.getpid(), build, generation)
        if state != self._state:
            if self._state is None or self._state[:2] != state[:2]:
                self._segments = {}
            self._snapshot = self._open(storage, generation)
            self._state = state
        for segment in self._segments.values():
            segment.check_length()
        return self._snapshot

    def _open(self, storage: MappedFiles, generation: int) -> Snapshot:
        """Open the segments of a generation that are not open yet."""
        toc = TOC.read(storage, NAME, gen=generation, schema=SCHEMA)
        opened = {s.segment_id(): self._open_segment(storage, s) for s in toc.segments}
        self._segments = opened
        deleted = [tuple(info.deleted_docs()) for info in toc.segments]
        return Snapshot(list(opened.values()), deleted, self._kept)

    def _open_segment(self, storage: MappedFiles, info: Any) -> Segment:
        return self._segments.get(info.segment_id()) or Segment(storage, info)

    @contextmanager
    def _damage_is_typed(self) -> Iterator[None]:
        """Raise IndexCorrupt for what Whoosh raises at damaged files."""
        try:
            yield
        except DAMAGE as error:
            with self._lock:
                self._state = None
            self.folder.suspect()
            raise IndexCorrupt(repr(error)) from error
