"""The folder of a Tantivy index: commits, builds beside the live one, checks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from search.analysis import SCHEMA_VERSION
from search.engines.base import Document, IndexCorrupt
from search.engines.builds import BuildFolder
from search.engines.tantivy.errors import DAMAGE, panic_is_error
from search.engines.tantivy.schema import FORMAT, open_index
from search.engines.tantivy.sums import compare_files, read_table, segment_files
from search.engines.tantivy.writing import FEW, MANY, Writer, committing


class IndexFolder(BuildFolder):
    """Writes the index and looks after it."""

    damage = DAMAGE

    def __init__(self, path: Path, lock_timeout: float = 10.0) -> None:
        versions = {"schema": SCHEMA_VERSION, "tantivy": FORMAT}
        super().__init__(path, versions, lock_timeout)

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace `documents` and take out the articles `removed`, in one commit.

        Raises SearchUnavailable; then the index is as it was.
        """
        made = {document.article_id: document for document in documents}
        with self.lock(), committing(Writer(self.current(), FEW, self.verify)) as writer:
            writer.delete({*made, *removed})
            writer.add(made.values())

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index of `documents` and make it the current one in one step.

        Readers go on with the old one meanwhile; a build that dies leaves it in force. Raises
        IndexLocked or IndexUnwritable.
        """
        with self.new_build() as build, committing(Writer(build, MANY, new=True)) as writer:
            writer.add(documents)

    def compare(self, build: Path, *, thorough: bool) -> None:
        """Compare the files of `build` with their checksums; raises one of DAMAGE.

        What has no checksum is known to be sound, `thorough`, by opening the index.
        """
        compare_files(build, thorough=thorough)
        if thorough:
            with panic_is_error():
                open_index(str(build)).searcher()

    def size(self) -> int:
        """Return the bytes of the current build; raises SearchUnavailable."""
        build = self.current()
        try:
            names = segment_files(read_table(build))
            return sum((build / name).stat().st_size for name in names)
        except DAMAGE as error:
            raise IndexCorrupt(repr(error)) from error
