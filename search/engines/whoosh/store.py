"""An index in Whoosh's files: one folder, one reader for all threads of a process."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from search.engines.base import Document, SearchHits, SearchRequest, Statistics
from search.engines.whoosh.reader import IndexReader
from search.engines.whoosh.storage import IndexFolder


class WhooshStore:
    """A search.engines.base.Store; see there what each method does and raises."""

    def __init__(self, path: Path, lock_timeout: float = 10.0) -> None:
        self.folder = IndexFolder(path, lock_timeout)
        self.reader = IndexReader(self.folder)

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""
        return self.reader.run(request)

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer for the time being, also inside itself."""
        return self.folder.lock()

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace `documents` and take out the articles `removed`, in one commit."""
        self.folder.apply(documents, removed)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index beside the live one and switch over in one step."""
        self.folder.rebuild(documents)

    def check(self) -> None:
        """Look in milliseconds whether the index can be read."""
        self.folder.check()

    def verify(self) -> None:
        """Compare every byte of the index with its checksum."""
        self.folder.verify()

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
