"""The index's folder: which build is current, who may write, one commit at a time.

index/current.json     {"build": "build-3", "schema": 1}, replaced in one step
index/build-3/         Whoosh's files, and their sums
index/suspect          left by whoever could not read the index; see IndexFolder.check()
index/write.lock       held by whoever writes; the system frees it when a process dies
"""

from __future__ import annotations

import errno
import fcntl
import json
import logging
import mmap
import os
import pickle
import shutil
import struct
import threading
import time
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import FileFormatError
from whoosh.filedb.structfile import StructFile
from whoosh.index import FileIndex
from whoosh.index import IndexError as WhooshIndexError

from search.analysis import SCHEMA_VERSION
from search.engines.base import (
    Document,
    IndexCorrupt,
    IndexLocked,
    IndexMissing,
    IndexStale,
    IndexUnwritable,
)
from search.engines.whoosh.codec import Codec, TermPool
from search.engines.whoosh.schema import SCHEMA, document_fields, encode
from search.engines.whoosh.sums import NAME, SummingWriter, compare_files, write_sums

logger = logging.getLogger(__name__)

#: What Whoosh 2.7.4 raises, from wherever its bytes surprise it, when a file is damaged.
DAMAGE = (
    OSError, EOFError, ValueError, KeyError, IndexError, TypeError, AttributeError,
    AssertionError, OverflowError, MemoryError, ImportError, struct.error, zlib.error,
    pickle.UnpicklingError, WhooshIndexError, FileFormatError,
)  # fmt: skip
#: What the system says when nothing is wrong with the index but it cannot be written.
UNWRITABLE = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EMFILE}
#: A commit or a rebuild may take files away between two looks: then look again.
ATTEMPTS = 5


class MappedFiles(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """Opens files as memory maps: no descriptor stays open, and the system keeps what is read."""

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Return one of the index's files; raises OSError, or ValueError for an empty one."""
        with open(self._fpath(name), "rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return StructFile(mapped, name=name, **options)


@dataclass(frozen=True)
class Build:
    """One complete index: its folder."""

    path: Path

    def writer(self) -> Any:
        """Return Whoosh's writer; raises what Whoosh raises."""
        index = FileIndex(MappedFiles(str(self.path)), schema=SCHEMA)
        # A compound file would be copied into memory at every opening.
        writer = SummingWriter(index, self.path, compound=False, codec=Codec())
        writer.pool = TermPool(self.path)
        return writer


class IndexFolder:
    """The folder that holds the current build."""

    def __init__(self, path: Path, lock_timeout: float = 10.0) -> None:
        self.path = path
        self.lock_timeout = lock_timeout
        self._threads = threading.RLock()
        self._depth = 0

    def current(self) -> Build:
        """Return the current build; raises IndexMissing, IndexStale or IndexCorrupt."""
        try:
            state = json.loads((self.path / "current.json").read_text(encoding="utf-8"))
            name, schema = str(state["build"]), int(state["schema"])
        except FileNotFoundError as error:
            raise IndexMissing from error
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexCorrupt(error) from error
        if schema != SCHEMA_VERSION:
            raise IndexStale
        return Build(self.path / Path(name).name)

    def verify(self, *, thorough: bool = True) -> None:
        """Compare the current build with what was written: sizes alone, or every byte.

        Raises IndexMissing, IndexStale or IndexCorrupt. Neither locks nor disturbs a writer.
        """
        for attempt in range(ATTEMPTS):
            build = self.current()
            try:
                compare_files(MappedFiles(str(build.path)), build.path, thorough=thorough)
            except DAMAGE as error:
                problem = error
                time.sleep(0.02 * attempt)
            else:
                return
        self.suspect()
        raise IndexCorrupt(repr(problem)) from problem

    def suspect(self) -> None:
        """Leave a mark that has check() compare every byte."""
        with suppress(OSError):  # without a folder, that is noticed anyway
            (self.path / "suspect").touch()

    def check(self) -> None:
        """Look in milliseconds whether all files are there; thoroughly where a mark was left.

        Raises IndexMissing, IndexStale or IndexCorrupt.
        """
        self.verify(thorough=False)
        mark = self.path / "suspect"
        if mark.exists():
            self.verify()
            logger.warning("the index was said to be damaged, but every file is as written")
            with suppress(OSError):
                mark.unlink()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Be the only writer; raises IndexLocked when another one goes on for too long.

        May be taken again inside itself.
        """
        if not self._threads.acquire(timeout=self.lock_timeout):
            raise IndexLocked
        self._depth += 1
        try:
            with nullcontext() if self._depth > 1 else self._file_lock():
                yield
        finally:
            self._depth -= 1
            self._threads.release()

    @contextmanager
    def _file_lock(self) -> Iterator[None]:
        """Hold the lock among processes."""
        deadline = time.monotonic() + self.lock_timeout
        try:
            self._make()
            file = (self.path / "write.lock").open("w")
        except OSError as error:
            raise IndexUnwritable(error) from error
        with file:
            while not _try_lock(file.fileno()):
                if time.monotonic() > deadline:
                    raise IndexLocked
                time.sleep(0.05)
            yield

    def _make(self) -> None:
        """Make the folder; a file in its place is renamed, for it may be somebody's."""
        if self.path.is_file():
            aside = self.path.with_name(f"{self.path.name}.{time.time_ns()}")
            self.path.rename(aside)
            logger.warning("%s was a file, not a folder; it is now called %s", self.path, aside)
        self.path.mkdir(parents=True, exist_ok=True)

    def apply(self, documents: Iterable[Document], removed: Collection[int]) -> None:
        """Replace `documents` and take out the articles `removed`, in one commit.

        Raises SearchUnavailable; then the index is as it was.
        """
        fields = {document.article_id: document_fields(document) for document in documents}
        with self.lock():
            build = self.current()
            with _damage_is_typed(), _full_disk_is_typed(), _committing(build.writer()) as writer:
                _delete(writer, {*fields, *removed})
                for each in fields.values():
                    writer.add_document(**each)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Build a new index of `documents` and make it the current one in one step.

        Readers go on with the old one meanwhile; a build that dies leaves it in force. Raises
        IndexLocked or IndexUnwritable.
        """
        with self.lock():
            try:
                build = self._new_build()
                with _removed_when_it_fails(build.path):
                    _fill(build, documents)
                    self._switch_to(build)
            except OSError as error:
                raise IndexUnwritable(error) from error

    def size(self) -> int:
        """Return the bytes that the current build takes; raises SearchUnavailable."""
        with suppress(FileNotFoundError):  # a commit may take files away meanwhile
            return sum(path.stat().st_size for path in self.current().path.iterdir())
        return 0

    def _new_build(self) -> Build:
        """Make the folder of the next build."""
        numbers = [int(p.name.removeprefix("build-")) for p in self.path.glob("build-[0-9]*")]
        build = Build(self.path / f"build-{max(numbers, default=0) + 1}")
        build.path.mkdir()
        return build

    def _switch_to(self, build: Build) -> None:
        """Make `build` the current one and delete the others."""
        state = json.dumps({"build": build.path.name, "schema": SCHEMA_VERSION})
        draft = self.path / "current.json.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(state)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / "current.json")
        (self.path / "suspect").unlink(missing_ok=True)
        for old in self.path.glob("build-[0-9]*"):
            if old != build.path:
                shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _removed_when_it_fails(folder: Path) -> Iterator[None]:
    """Delete `folder` when what is done with it fails: tries must not fill the disk."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fill(build: Build, documents: Iterable[Document]) -> None:
    """Make an index of `documents` in an empty folder."""
    FileIndex.create(MappedFiles(str(build.path)), SCHEMA, NAME)
    write_sums(build.path, {})
    with _committing(build.writer()) as writer:
        for document in documents:
            writer.add_document(**document_fields(document))


def _try_lock(descriptor: int) -> bool:
    """Take the lock on an open file, if it is free."""
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


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
def _committing(writer: Any) -> Iterator[Any]:
    """Commit `writer` at the end, or undo what it did."""
    try:
        yield writer
        writer.commit()
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _delete(writer: Any, article_ids: Iterable[int]) -> None:
    """Mark the articles' documents as deleted; Whoosh's own way opens a reader for each."""
    reader = writer.reader()
    try:
        for article_id in article_ids:
            term = encode(str(article_id))
            if ("id", term) not in reader:
                continue
            matcher = reader.postings("id", term)
            while matcher.is_active():
                writer.delete_document(matcher.id())
                matcher.next()
    finally:
        reader.close()
