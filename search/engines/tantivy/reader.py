"""The index's folder in, its newest state out: opened once, looked at again when it changes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import IndexCorrupt, SearchHits, SearchRequest
from search.engines.builds import ATTEMPTS
from search.engines.tantivy.errors import DAMAGE, panic_is_error
from search.engines.tantivy.memory import mapped
from search.engines.tantivy.schema import open_index
from search.engines.tantivy.snapshot import Snapshot
from search.engines.tantivy.storage import IndexFolder
from search.engines.tantivy.sums import (
    compare_files,
    compare_sizes,
    count_documents,
    read_sizes,
    read_table,
)

#: Process, build and table: none of them alone tells one state from all others.
State = tuple[int, Path, bytes]
#: Bytes of the index that requests may leave in this process's memory before it lets go of them:
#: every part that was ever read would stay, on a worker that runs for weeks the whole index.
#: The system keeps what is read often, and opening anew takes some 4 ms.
MOST_MAPPED = 48 << 20


class IndexReader:
    """Answers requests from the current state of the index; for all threads of a process."""

    def __init__(self, folder: IndexFolder) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._state: State | None = None
        self._snapshot: Snapshot | None = None
        self._sizes: Mapping[str, int] = {}
        self._mapped = 0

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`; raises SearchUnavailable."""
        with self.reading() as snapshot:
            return snapshot.run(request)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give the newest state; raises IndexCorrupt for what damaged files raise meanwhile."""
        snapshot = self._newest()
        try:
            with panic_is_error():
                yield snapshot
        except DAMAGE as error:
            self._state = None
            self.folder.suspect()
            raise IndexCorrupt(repr(error)) from error

    def _newest(self) -> Snapshot:
        with self._lock:
            for attempt in range(ATTEMPTS):
                build = self.folder.readable()
                try:
                    with panic_is_error():
                        return self._look(build)
                except DAMAGE as error:
                    problem = error
                    time.sleep(0.02 * attempt)
            self.folder.suspect()
            raise IndexCorrupt(repr(problem)) from problem

    def _look(self, build: Path) -> Snapshot:
        """Return the state of `build`, read anew only where it has changed."""
        # After a fork the parent's index would share locks that nobody lets go of.
        table = read_table(build)
        state = (os.getpid(), build, table)
        if self._snapshot is None or state != self._state:
            # Reading beyond the end of a file that was cut short would end the process.
            compare_files(build, thorough=False)
            self._sizes = read_sizes(build, table)
            self._snapshot = Snapshot(open_index(str(build)).searcher(), count_documents(table))
            self._state = state
            self._mapped = mapped()
        compare_sizes(self._sizes)
        if mapped() > self._mapped + MOST_MAPPED:
            searcher = open_index(str(build)).searcher()
            if read_table(build) == table:
                self._snapshot = self._snapshot.renewed(searcher)
                self._mapped = mapped()  # what others have mapped meanwhile is not to blame
        return self._snapshot
