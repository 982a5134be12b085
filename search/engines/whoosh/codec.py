"""Whoosh's third codec, written faster and smaller; its own reader reads the result.

As it stands it asks for a document's length, with a look at the disk, for each posting, sorts
postings one by one, and pickles every value apart.
"""

from __future__ import annotations

import heapq
import pickle
import zlib
from array import array
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import (
    WHOOSH3_HEADER_MAGIC,
    W3Codec,
    W3FieldWriter,
    W3LeafMatcher,
    W3PostingsWriter,
    W3TermInfo,
)

#: Postings held in memory before they go to a file: some 600 MB.
POSTINGS_IN_MEMORY = 4_000_000
#: Smaller blocks gain nothing from being compressed.
WORTH_COMPRESSING = 100

#: A term's field and text, its documents, weights and values.
TermPostings = tuple[tuple[str, bytes], "array[int]", "array[float]", list[bytes]]


class PostingsWriter(W3PostingsWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes a block in a newer form of pickle: the old one spells bytes out as text."""

    _ids: array[int]
    _weights: array[float]
    _values: list[bytes]

    def write(self, docs: array[int], weights: array[float], values: list[bytes]) -> None:
        """Write a term's postings but for the last block, which finish_postings() writes."""
        for start in range(0, len(docs), self._blocklimit):
            if self._ids:
                self._write_block()
            end = start + self._blocklimit
            self._ids, self._weights = docs[start:end], weights[start:end]
            self._values = values[start:end]
            self._maxweight = max(self._weights)

    def _write_block(self, last: bool = False) -> None:
        file = self._postfile
        if not self._blockcount:
            file.write(WHOOSH3_HEADER_MAGIC)
        self._terminfo.add_block(self)
        data = pickle.dumps((self._mini_ids(), self._mini_weights(), self._mini_values()), 4)
        level = self._compression if len(data) >= WORTH_COMPRESSING else 0
        data = zlib.compress(data, level) if level else data
        info = (len(self._ids), self._ids[-1], self._maxweight, level, 0, 0)
        head = pickle.dumps(info, 4)
        length = len(head) + len(data)
        file.write_int(-length if last else length)
        file.write(head)
        file.write(data)
        self._blockcount += 1
        self._new_block()


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Takes the postings of a term together."""

    def add_postings(self, schema: Any, lengths: None, items: Iterator[TermPostings]) -> None:
        """Write all postings, which come sorted by field and term."""
        for fieldname, terms in groupby(items, key=lambda item: item[0][0]):
            self.start_field(fieldname, schema[fieldname])
            for (_, text), docs, weights, values in terms:
                self._btext = text
                self._postwriter.start_postings(self._fieldobj.format, W3TermInfo())
                self._postwriter.write(docs, weights, values)
                self.finish_term()
            self.finish_field()


class LeafMatcher(W3LeafMatcher):  # type: ignore[misc]
    """Reads a term's postings; damage is a ValueError, not the bare Exception it was."""

    def _read_header(self) -> None:
        self._postfile.seek(self._startoffset)
        magic = self._postfile.read(len(WHOOSH3_HEADER_MAGIC))
        if magic != WHOOSH3_HEADER_MAGIC:
            raise ValueError(f"no postings at {self._startoffset} but {magic!r}")
        self._baseoffset = self._postfile.tell()


class Codec(W3Codec):  # type: ignore[misc]
    """What an index is written with; kept by name in its table of contents."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """Return what writes a segment's terms."""
        return FieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> LeafMatcher:
        """Return what reads a term's postings."""
        offset, length = terminfo.extent()
        return LeafMatcher(dbfile, offset, length, format_, term=term, scorer=scorer)

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> PostingsWriter:
        """Return what writes a term's postings."""
        return PostingsWriter(
            dbfile,
            blocklimit=self._blocklimit,
            byteids=byteids,
            compression=self._compression,
            inlinelimit=self._inlinelimit,
        )


class TermPool:
    """Gathers a segment's postings term by term; what memory cannot hold goes to files."""

    def __init__(self, folder: Path, limit: int = POSTINGS_IN_MEMORY) -> None:
        self._folder = folder
        self._limit = limit
        self._terms: dict[tuple[str, bytes], TermPostings] = {}
        self._count = 0
        self._runs: list[Path] = []

    def add(self, item: tuple[str, bytes, int, float, bytes | None]) -> None:
        """Take one posting; documents come in ascending order."""
        fieldname, text, doc, weight, value = item
        key = (fieldname, text)
        known = self._terms.get(key)
        if known is None:
            self._terms[key] = known = (key, array("I"), array("f"), [])
        known[1].append(doc)
        known[2].append(weight)
        if value:
            known[3].append(value)
        self._count += 1
        if self._count >= self._limit:
            self._save()

    def iter_postings(self) -> Iterator[TermPostings]:
        """Yield all terms with their postings, sorted by field and text."""
        runs = [*map(_read_run, self._runs), iter(self._sorted())]
        merged = heapq.merge(*runs, key=itemgetter(0))
        for key, parts in groupby(merged, key=itemgetter(0)):
            _, docs, weights, values = next(parts)
            for _, more_docs, more_weights, more_values in parts:  # noqa: B031  # one pass goes on
                docs.extend(more_docs)
                weights.extend(more_weights)
                values.extend(more_values)
            yield key, docs, weights, values

    def cleanup(self) -> None:
        """Delete the files."""
        for path in self._runs:
            path.unlink(missing_ok=True)
        self._terms = {}

    def _sorted(self) -> list[TermPostings]:
        return sorted(self._terms.values(), key=itemgetter(0))

    def _save(self) -> None:
        path = self._folder / f"run-{len(self._runs)}.tmp"
        with path.open("wb") as file:
            for term in self._sorted():
                pickle.dump(term, file, 5)
        self._runs.append(path)
        self._terms = {}
        self._count = 0


def _read_run(path: Path) -> Iterator[TermPostings]:
    """Yield the terms that one file holds."""
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301  # written by this process a moment ago
            except EOFError:
                return
