"""The index's folder in, its newest state out: opened once, looked at again when it changes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from search.engines.base import (
    IndexCorrupt,
    IndexUnwritable,
    SearchHits,
    SearchRequest,
    SearchUnavailable,
)
from search.engines.builds import ATTEMPTS
from search.engines.tantivy.errors import DAMAGE, is_unwritable, panic_is_error
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
            raise self._as_unavailable(error) from error

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
            raise self._as_unavailable(problem) from problem

    def _as_unavailable(self, error: Exception) -> SearchUnavailable:
        """Return what an error means: damage, unless the system has refused something.

        Tantivy takes a lock to open an index, so a reader must be allowed to write, too.
        """
        if is_unwritable(error):
            return IndexUnwritable(error)
        self.folder.suspect()
        return IndexCorrupt(repr(error))

    def _look(self, build: Path) -> Snapshot:
        """Return the state of `build`, read anew only where it has changed."""
        # After a fork the parent's index would share locks that nobody lets go of.
        table = read_table(build)
        state = (os.getpid(), build, table)
        snapshot = self._snapshot
        if snapshot is None or state != self._state:
            # Reading beyond the end of a file that was cut short would end the process.
            compare_files(build, thorough=False)
            self._sizes = read_sizes(build, table)
            searcher = open_index(str(build)).searcher()
            snapshot = self._replace(Snapshot(searcher, count_documents(table)))
            self._state = state
        compare_sizes(self._sizes)
        # It falls when the last request is done that read a former snapshot.
        self._mapped = min(self._mapped, mapped())
        if mapped() > self._mapped + MOST_MAPPED:
            searcher = open_index(str(build)).searcher()
            if read_table(build) == table:
                snapshot = self._replace(snapshot.renewed(searcher))
        return snapshot

    def _replace(self, snapshot: Snapshot) -> Snapshot:
        """Go on with another snapshot; what others have mapped meanwhile is not to blame."""
        self._snapshot = snapshot
        self._mapped = mapped()
        return snapshot
