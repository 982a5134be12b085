"""A store in a folder: what an engine's reader and its folder do, as search asks for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from search.engines.base import Document, SearchHits, SearchRequest


class Reader(Protocol):
    """Answers requests from the newest state of an index."""

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""


class Folder(Protocol):
    """Writes and checks an index."""

    def lock(self) -> AbstractContextManager[None]:
        """Be the only writer."""

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace and take out, in one commit."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build anew and switch over."""

    def check(self) -> None:
        """Look quickly."""

    def verify(self) -> None:
        """Look at every byte."""


class FolderStore:
    """The part of a search.engines.base.Store that is the same on every engine; see there."""

    def __init__(self, folder: Folder, reader: Reader) -> None:
        self._folder = folder
        self._reader = reader

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""
        return self._reader.run(request)

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer for the time being, also inside itself."""
        return self._folder.lock()

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace `documents` and take out the articles `removed`, in one commit."""
        self._folder.apply(documents, removed)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index beside the live one and switch over in one step."""
        self._folder.rebuild(documents)

    def check(self) -> None:
        """Look in milliseconds whether the index can be read."""
        self._folder.check()

    def verify(self) -> None:
        """Compare every byte of the index with its checksum."""
        self._folder.verify()
