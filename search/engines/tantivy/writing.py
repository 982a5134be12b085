"""Documents in, one commit out: Tantivy's writer, its failures told apart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from tantivy import IndexWriter, Query

from search.engines.base import Document, IndexUnwritable
from search.engines.tantivy.errors import DAMAGE, is_unwritable, panic_is_error
from search.engines.tantivy.schema import SCHEMA, encode, open_index
from search.engines.tantivy.sums import remove_orphans, seal, unseal

#: Threads, and bytes of memory, that take documents in: of an issue, and of an archive.
FEW = (1, 50_000_000)
MANY = (2, 400_000_000)

Result = TypeVar("Result")


class Writer:
    """Writes one build, a `new` one or one that must be there.

    `refuse` is told of a failure that may mean damage, and may raise.
    """

    def __init__(
        self,
        build: Path,
        size: tuple[int, int],
        refuse: Callable[[], None] = lambda: None,
        *,
        new: bool = False,
    ) -> None:
        self.build = build
        self.refuse = refuse
        self.writer: IndexWriter = self._typed(lambda: self._open(*size, new=new))

    def _open(self, threads: int, memory: int, *, new: bool) -> IndexWriter:
        if not new:
            remove_orphans(self.build)
        return open_index(str(self.build), create=new).writer(memory, threads)

    def delete(self, article_ids: Collection[int]) -> None:
        """Take articles out."""
        # Deleting by a number as term takes it for a signed one and finds nothing.
        query = Query.term_set_query(SCHEMA, "id", list(article_ids))
        self._typed(lambda: self.writer.delete_documents_by_query(query))

    def add(self, documents: Iterable[Document]) -> None:
        """Put articles in."""
        for document in documents:
            self._typed(partial(self.writer.add_document, encode(document)))

    def commit(self) -> None:
        """Make it all seen at once, and wait for merges."""
        self._typed(self._commit)

    def _commit(self) -> None:
        unseal(self.build)
        self.writer.commit()
        self.writer.wait_merging_threads()
        seal(self.build)

    def cancel(self) -> None:
        """Undo what was not committed; the writer's lock is free then."""
        for step in (self.writer.rollback, self.writer.wait_merging_threads):
            with suppress(*DAMAGE, RuntimeError), panic_is_error():
                step()

    def _typed(self, step: Callable[[], Result]) -> Result:
        """Take a step; raises IndexUnwritable, or what `refuse` does."""
        try:
            with panic_is_error():
                return step()
        except DAMAGE as error:
            if not is_unwritable(error):
                self.refuse()
            raise IndexUnwritable(error) from error


@contextmanager
def committing(writer: Writer) -> Iterator[Writer]:
    """Commit at the end, or undo what was done."""
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.cancel()
        raise
