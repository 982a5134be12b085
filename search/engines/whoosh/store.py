"""An index in Whoosh's files: one folder, one reader for all threads of a process."""

from __future__ import annotations

from pathlib import Path

from search.engines.base import Statistics
from search.engines.stores import FolderStore
from search.engines.whoosh.reader import IndexReader
from search.engines.whoosh.storage import IndexFolder


class WhooshStore(FolderStore):
    """A search.engines.base.Store; see there what each method does and raises."""

    def __init__(self, path: Path, lock_timeout: float = 10.0) -> None:
        self.folder = IndexFolder(path, lock_timeout)
        self.reader = IndexReader(self.folder)
        super().__init__(self.folder, self.reader)

    def digest(self, article_id: int) -> bytes | None:
        """Return the digest of an article in the index, or None."""
        return self.reader.snapshot().digest(article_id)

    def digests(self) -> dict[int, bytes]:
        """Return article → digest for the whole index."""
        return self.reader.snapshot().digests()

    def statistics(self) -> Statistics:
        """Return what the index holds and takes."""
        documents = self.reader.snapshot().documents
        living = int(documents.live.sum())
        return Statistics("whoosh", living, self.folder.size(), len(documents.parts))
