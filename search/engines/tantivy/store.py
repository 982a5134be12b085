"""An index in Tantivy's files: one folder, one reader for all threads of a process."""

from __future__ import annotations

from pathlib import Path

from search.engines.base import Statistics
from search.engines.stores import FolderStore
from search.engines.tantivy.reader import IndexReader
from search.engines.tantivy.storage import IndexFolder


class TantivyStore(FolderStore):
    """A search.engines.base.Store; see there what each method does and raises."""

    def __init__(self, path: Path, lock_timeout: float = 10.0) -> None:
        self.folder = IndexFolder(path, lock_timeout)
        self.reader = IndexReader(self.folder)
        super().__init__(self.folder, self.reader)

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article in the index, or None."""
        with self.reader.reading() as snapshot:
            return snapshot.digest(article_id)

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index."""
        with self.reader.reading() as snapshot:
            return snapshot.digests()

    def statistics(self) -> Statistics:
        """Return what the index holds and takes."""
        with self.reader.reading() as snapshot:
            searcher = snapshot.searcher
            size = self.folder.size()
            return Statistics("tantivy", searcher.num_docs, size, searcher.num_segments)
