"""Whoosh's dictionary of terms, written many at a time; Whoosh's own reader reads the result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
from whoosh.filedb.filetables import HashWriter, OrderedHashReader, OrderedHashWriter

from search.engines.whoosh.postings import INFO, spread

#: Whoosh's number of the hash by CRC-32: faster than its first choice, MD5.
CRC = 1
_LENGTHS = np.dtype([("key", ">i4"), ("value", ">i4")])
_POINTER = np.dtype([("hash", ">u4"), ("place", ">i8")])


class TermsWriter(OrderedHashWriter):  # type: ignore[misc]  # Whoosh has no types
    """Writes keys in order with their values."""

    def __init__(self, dbfile: Any) -> None:
        HashWriter.__init__(self, dbfile, hashtype=CRC)
        self.extras["fieldmap"] = {}
        self._last = b""
        self._hashes: list[npt.NDArray[np.uint32]] = []
        self._places: list[npt.NDArray[np.int64]] = []

    def add_many(self, keys: Sequence[bytes], values: Sequence[bytes]) -> None:
        """Write keys with their values; raises ValueError where keys do not ascend."""
        before = [self._last, *keys[:-1]]
        if any(key <= last for key, last in zip(keys, before, strict=True)):
            raise ValueError("terms must ascend")
        self._last = keys[-1]
        lengths = np.zeros(len(keys), _LENGTHS)
        lengths["key"] = [*map(len, keys)]
        lengths["value"] = [*map(len, values)]
        sizes = lengths["key"].astype(np.int64) + lengths["value"] + _LENGTHS.itemsize
        self._places.append(self.dbfile.tell() + np.cumsum(sizes) - sizes)
        self._hashes.append(np.fromiter(map(crc32, keys), np.uint32, len(keys)))
        told, size = lengths.tobytes(), _LENGTHS.itemsize
        heads = (told[i : i + size] for i in range(0, len(told), size))
        self.dbfile.write(b"".join([part for item in zip(heads, keys, values) for part in item]))  # noqa: B905  # as long as each other

    def _write_hashes(self) -> None:
        """Write the 256 tables of pointers to keys."""
        hashes = np.concatenate([np.zeros(0, np.uint32), *self._hashes])
        self._all_places = np.concatenate([np.zeros(0, np.int64), *self._places])
        order = np.argsort(hashes & 0xFF, kind="stable")
        ends = np.cumsum(np.bincount(hashes & 0xFF, minlength=256))
        for chosen in np.split(order, ends[:-1]):
            table = _table(hashes[chosen], self._all_places[chosen])
            self.directory.append((self.dbfile.tell(), len(table)))
            self.dbfile.write(table.tobytes())

    def _write_extras(self) -> None:
        """Write what is known besides, and the place of each key."""
        self.extras["indextype"], self.extras["indexlen"] = "q", len(self._all_places)
        HashWriter._write_extras(self)
        self.dbfile.write(self._all_places.astype(">i8").tobytes())


def read_all(reader: OrderedHashReader) -> tuple[list[bytes], npt.NDArray[np.void]]:
    """Return all keys, in order, and their values, each of them an INFO."""
    whole = reader.dbfile.get(0, reader.indexbase + 8 * reader.indexlen)
    places = np.frombuffer(whole, ">i8", reader.indexlen, reader.indexbase).astype(np.int64)
    data = np.frombuffer(whole, np.uint8)
    heads = data[spread(places, np.full(len(places), _LENGTHS.itemsize))].view(_LENGTHS)
    starts = places + _LENGTHS.itemsize
    ends = starts + heads["key"]
    infos = data[spread(ends, np.full(len(ends), INFO.itemsize))].view(INFO)
    return [whole[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)], infos


def _table(hashes: npt.NDArray[np.uint32], places: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """Return a table in which each key stands in its slot or in the next free one."""
    size = 2 * len(hashes)
    table = np.zeros(size, _POINTER)
    if not size:
        return table
    home = (hashes >> 8).astype(np.int64) % size
    order = np.argsort(home, kind="stable")
    number = np.arange(len(order))
    slots = number + np.maximum.accumulate(home[order] - number)
    over = slots >= size
    if over.any():  # what runs over the end goes to the first free slots
        taken = np.zeros(size, bool)
        taken[slots[~over]] = True
        slots[over] = np.flatnonzero(~taken)[: over.sum()]
    table["hash"][slots], table["place"][slots] = hashes[order], places[order]
    return table
