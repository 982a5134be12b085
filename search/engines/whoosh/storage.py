"""The index's folder on Whoosh's files: one commit at a time, every file with its sum."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.index import FileIndex
from whoosh.writing import NO_MERGE

from search.analysis import SCHEMA_VERSION
from search.engines.base import Document, IndexCorrupt, IndexUnwritable
from search.engines.builds import BuildFolder
from search.engines.whoosh.files import DAMAGE, UNWRITABLE, MappedFiles
from search.engines.whoosh.schema import SCHEMA
from search.engines.whoosh.sums import NAME, compare_files, remove_orphans, write_sums
from search.engines.whoosh.writing import IndexWriter

#: Raise `whoosh` whenever this engine's fields or files change: an older index is built anew.
VERSIONS = {"schema": SCHEMA_VERSION, "whoosh": 1}
#: Characters of one segment of a new build: some 500 MB while it is written.
SEGMENT = 32_000_000


class IndexFolder(BuildFolder):
    """The folder that holds the current build."""

    damage = DAMAGE

    def __init__(self, path: Path, lock_timeout: float = 10.0) -> None:
        super().__init__(path, VERSIONS, lock_timeout)

    def compare(self, build: Path, *, thorough: bool) -> None:
        """Compare the files of `build` with their checksums; raises one of DAMAGE."""
        compare_files(MappedFiles(str(build)), build, thorough=thorough)

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace `documents` and take out the articles `removed`, in one commit.

        Raises SearchUnavailable; then the index is as it was.
        """
        latest = {document.article_id: document for document in documents}
        with self.lock():
            build = self.current()
            with _damage_is_typed(), _full_disk_is_typed(), _committing(build) as writer:
                writer.delete({*latest, *removed})
                for document in latest.values():
                    writer.add(document)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index of `documents` and make it the current one in one step.

        Readers go on with the old one meanwhile; a build that dies leaves it in force. Raises
        IndexLocked or IndexUnwritable.
        """
        with self.new_build() as build:
            FileIndex.create(MappedFiles(str(build)), SCHEMA, NAME)
            write_sums(build, {})
            left = iter(documents)
            while first := next(left, None):
                with _committing(build, merge=False) as writer:
                    writer.add(first)
                    while writer.draft.characters < SEGMENT and (document := next(left, None)):
                        writer.add(document)

    def size(self) -> int:
        """Return the bytes that the current build takes; raises SearchUnavailable."""
        sizes = 0
        for path in self.current().iterdir():
            with suppress(FileNotFoundError):  # a commit may take files away meanwhile
                sizes += path.stat().st_size
        return sizes


@contextmanager
def _full_disk_is_typed() -> Iterator[None]:
    """Raise IndexUnwritable for what the system raises at a full or protected disk."""
    try:
        yield
    except OSError as error:
        if error.errno in UNWRITABLE:
            raise IndexUnwritable(error) from error
        raise


@contextmanager
def _damage_is_typed() -> Iterator[None]:
    """Raise IndexCorrupt for what Whoosh raises at damaged files."""
    try:
        yield
    except DAMAGE as error:
        raise IndexCorrupt(repr(error)) from error


@contextmanager
def _committing(build: Path, *, merge: bool = True) -> Iterator[IndexWriter]:
    """Give a writer of the next commit, and commit at the end, or undo what it did."""
    with _left_tidy(build):
        writer = IndexWriter(build)
        try:
            yield writer
            writer.commit(mergetype=writer.merge_some if merge else NO_MERGE)
        except BaseException:
            if not writer.is_closed:
                with suppress(OSError):  # where the disk is full, closing files fails too
                    writer.cancel()
            raise


@contextmanager
def _left_tidy(build: Path) -> Iterator[None]:
    """Delete what the last writer left if it died, and what this one leaves where it fails."""
    files = MappedFiles(str(build))
    remove_orphans(files, build)
    try:
        yield
    except BaseException:
        with suppress(*DAMAGE):  # tries must not fill the disk
            remove_orphans(files, build)
        raise
