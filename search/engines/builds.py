"""The folder of an index: which build is current, who may write, what is suspected of damage.

index/current.json     {"build": "build-3", "versions": {"schema": 1}}, replaced in one step
index/build-3/         the engine's files
index/suspect          left by whoever could not read the index
index/write.lock       held by whoever writes; the system frees it when a process dies
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from search.engines.base import (
    IndexCorrupt,
    IndexLocked,
    IndexMissing,
    IndexStale,
    IndexUnwritable,
)

logger = logging.getLogger(__name__)

#: A commit or a rebuild may take files away between two looks: then look again.
ATTEMPTS = 5
#: The version of what the texts were made into; the others are those of an engine's own files.
ANALYSIS = "schema"
_BUILD = re.compile(r"build-\d{1,9}")


class BuildFolder:
    """The folder that holds the current build of an index.

    A build made under other `versions` than the program's own is stale. An engine says what its
    library raises at damaged files (`damage`) and how they are compared with their checksums.
    """

    damage: tuple[type[BaseException], ...] = (OSError, ValueError)

    def __init__(self, path: Path, versions: Mapping[str, int], lock_timeout: float) -> None:
        self.path = path
        self.versions = dict(versions)
        self.lock_timeout = lock_timeout
        self._threads = threading.RLock()
        self._depth = 0

    def current(self) -> Path:
        """Return the current build's folder; raises IndexMissing, IndexStale or IndexCorrupt."""
        build, versions = self._read_state()
        if versions != self.versions:
            raise IndexStale
        return build

    def readable(self) -> Path:
        """Return the same for readers, who go on with another analysis' build until it is replaced.

        Raises IndexStale only where the files themselves are of another version.
        """
        build, versions = self._read_state()
        if {**versions, ANALYSIS: self.versions.get(ANALYSIS)} != self.versions:
            raise IndexStale
        return build

    def _read_state(self) -> tuple[Path, dict[str, int]]:
        """Return the current build's folder and versions; raises IndexMissing or IndexCorrupt."""
        try:
            state = json.loads((self.path / "current.json").read_text(encoding="utf-8"))
            name = str(state["build"])
            if not _BUILD.fullmatch(name):
                raise ValueError(f"{name!r} is no build")
            versions = dict(state.get("versions", ()))  # indexes of old had none
        except (FileNotFoundError, NotADirectoryError) as error:
            raise IndexMissing from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexCorrupt(error) from error
        return self.path / name, versions

    @contextmanager
    def new_build(self) -> Iterator[Path]:
        """Give the folder of the next build, then make it the current one in one step.

        It is deleted where making it fails: tries must not fill the disk. Raises IndexLocked, and
        IndexUnwritable for an OSError. Readers go on with the former build meanwhile.
        """
        with self.lock():
            try:
                path = self._make_next()
                with _removed_when_it_fails(path):
                    yield path
                    self._switch_to(path)
            except OSError as error:
                raise IndexUnwritable(error) from error

    def _make_next(self) -> Path:
        self._remove_abandoned()
        numbers = [int(path.name.removeprefix("build-")) for path in self._builds()]
        path = self.path / f"build-{max(numbers, default=0) + 1}"
        path.mkdir()
        return path

    def _remove_abandoned(self) -> None:
        """Delete what killed writers left of their builds: tries must not fill the disk."""
        with suppress(IndexMissing, IndexCorrupt):
            self._remove_others(self._read_state()[0])

    def _remove_others(self, build: Path) -> None:
        for other in self._builds():
            if other != build:
                shutil.rmtree(other, ignore_errors=True)

    def _builds(self) -> list[Path]:
        """Return the folders that are builds; what else lies beside them is somebody's."""
        return [path for path in self.path.iterdir() if _BUILD.fullmatch(path.name)]

    def _switch_to(self, build: Path) -> None:
        """Make `build` the current one and delete the others."""
        state = json.dumps({"build": build.name, "versions": self.versions})
        draft = self.path / "current.json.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(state)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path / "current.json")
        self.acquit()
        self._remove_others(build)

    def compare(self, build: Path, *, thorough: bool) -> None:
        """Compare the files of `build` with what was written: in a look, or every byte.

        Raises one of `damage` where they differ.
        """
        raise NotImplementedError

    def verify(self, *, thorough: bool = True) -> None:
        """Compare the current build with what was written: in a look, or every byte.

        Raises IndexMissing, IndexStale or IndexCorrupt. Neither locks nor disturbs a writer.
        """
        for attempt in range(ATTEMPTS):
            build = self.current()
            try:
                self.compare(build, thorough=thorough)
            except self.damage as error:
                problem = error
                time.sleep(0.02 * attempt)
            else:
                return
        self.suspect()
        raise IndexCorrupt(repr(problem)) from problem

    def check(self) -> None:
        """Look in milliseconds whether all files are there; thoroughly where a mark was left.

        Raises IndexMissing, IndexStale or IndexCorrupt.
        """
        self.verify(thorough=False)
        if self.suspected:
            self.verify()
            logger.warning("the index was said to be damaged, but every file is as written")
            self.acquit()

    def suspect(self) -> None:
        """Leave a mark for whoever checks the index to look at every byte."""
        with suppress(OSError):  # without a folder, that is noticed anyway
            (self.path / "suspect").touch()

    @property
    def suspected(self) -> bool:
        """Whether somebody has left a mark."""
        return (self.path / "suspect").exists()

    def acquit(self) -> None:
        """Take the mark away."""
        with suppress(OSError):
            (self.path / "suspect").unlink()

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
        while True:
            try:
                self._make()
                file = (self.path / "write.lock").open("w")
            except OSError as error:
                raise IndexUnwritable(error) from error
            with file:
                # Whoever deletes the folder leaves holders of a lock that nobody else will meet.
                if _try_lock(file.fileno()) and _is_still_there(file.fileno(), self.path):
                    yield
                    return
            if time.monotonic() > deadline:
                raise IndexLocked
            time.sleep(0.05)

    def _make(self) -> None:
        """Make the folder; a file in its place is renamed, for it may be somebody's."""
        if self.path.is_file():
            aside = self.path.with_name(f"{self.path.name}.{time.time_ns()}")
            self.path.rename(aside)
            logger.warning("%s was a file, not a folder; it is now called %s", self.path, aside)
        self.path.mkdir(parents=True, exist_ok=True)


@contextmanager
def _removed_when_it_fails(folder: Path) -> Iterator[None]:
    """Delete `folder` when what is done with it fails."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _try_lock(descriptor: int) -> bool:
    """Take the lock on an open file, if it is free."""
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _is_still_there(descriptor: int, folder: Path) -> bool:
    """Tell whether the lock's file is the one that others will open."""
    with suppress(OSError):
        return os.path.samestat(os.fstat(descriptor), os.stat(folder / "write.lock"))
    return False
