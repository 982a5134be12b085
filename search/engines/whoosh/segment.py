"""One segment of the index: a segment's files never change, so what is read may be kept."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from whoosh.reading import SegmentReader

from search.engines.whoosh.codec import DTYPES
from search.engines.whoosh.files import MappedFiles
from search.engines.whoosh.merging import renumber
from search.engines.whoosh.postings import INFO, Block, Infos, Place, Postings, read_info, unpack
from search.engines.whoosh.schema import COLUMNS, FACET_FIELDS, LENGTHS, SCHEMA, decode, encode
from search.engines.whoosh.terms import read_all

Docs = npt.NDArray[np.int64]

#: Places of terms kept a segment, some 200 bytes each.
KEPT_PLACES = 4_000
ID_BITS = 40
ID_MASK = (1 << ID_BITS) - 1
NO_DOCS: Docs = np.zeros(0, np.int64)


class FacetValues(NamedTuple):
    """The values of a facet and, for each pair of document and value, both their numbers.

    `docs` is None where every document has just one value: then `codes` has one for each.
    """

    values: Sequence[str]
    codes: npt.NDArray[np.int32]
    docs: npt.NDArray[np.int64] | None


class Segment:
    """The documents of one segment, numbered from 0, deleted ones included."""

    def __init__(self, storage: MappedFiles, info: Any) -> None:
        # Everything is opened now: a merge may delete the files of a segment that is in use.
        self.name: str = info.segment_id()
        self.size: int = info.doc_count_all()
        folder = Path(storage.folder)
        self._columns = {name: _read_column(folder, info, name, self.size) for name in COLUMNS}
        _check_range(self.articles, ID_MASK)
        _check_range(self.days, date.max.toordinal())
        self._terms = SegmentReader(storage, SCHEMA, info)._terms
        # One file position serves all threads that look a term up; postings have none.
        self._lock = threading.Lock()
        self._postings = os.open(folder / info.make_filename(".pst"), os.O_RDONLY)
        weakref.finalize(self, os.close, self._postings)
        self.place = lru_cache(KEPT_PLACES)(self._find_place)
        self.facet = lru_cache(len(FACET_FIELDS))(self._read_facet)

    def column(self, name: str) -> npt.NDArray[Any]:
        """Return a column's value of each document."""
        return self._columns[name]

    @property
    def articles(self) -> npt.NDArray[np.int64]:
        """Each document's article."""
        return self._columns["article"]

    @property
    def days(self) -> npt.NDArray[np.int64]:
        """Each document's day, as date.toordinal() has it."""
        return self._columns["day"]

    def lengths(self, field: str) -> npt.NDArray[np.int64]:
        """Return how many words each document has in one of schema.WORDS."""
        return self._columns[LENGTHS[field]]

    def _find_place(self, field: str, term: str) -> Place | None:
        """Return where a term's postings are, or None where no document has it."""
        with self._lock:
            try:
                at, length = self._terms._range_for_key(field, encode(term))
            except KeyError:
                return None
            return read_info(self._terms._dbfile.get(at, length))

    def check_length(self) -> None:
        """Raise ValueError where the mapped terms were cut short: reading on ends the process."""
        mapped = self._terms._dbfile.file
        if mapped.size() < len(mapped):
            raise ValueError(f"the terms of {self.name} were cut short")

    def postings(self, field: str, term: str) -> Postings | None:
        """Return a term's postings, or None; raises ValueError or OSError for damage."""
        place = self.place(field, term)
        return place and Postings(place.df, self._read(place.offset, place.length), self.size)

    def docs(self, field: str, term: str) -> Docs:
        """Return the documents that have `term` in `field`, ascending."""
        found = self.postings(field, term)
        return NO_DOCS if found is None else found.docs

    def _read(self, offset: int, length: int) -> bytes:
        """Return a stretch of the postings; raises ValueError where there is less of it."""
        data = os.pread(self._postings, length, offset)
        if len(data) != length:
            raise ValueError(f"{len(data)} bytes of postings at {offset}, not {length}")
        return data

    def blocks(self, numbers: npt.NDArray[np.int64]) -> Iterator[tuple[str, Block]]:
        """Yield each field's terms, with documents' new numbers; those below 0 are left out."""
        with self._lock:
            keys, infos = read_all(self._terms._tindex)
        start = 0
        for field, terms in groupby(keys, key=itemgetter(slice(2))):
            texts = [key[2:] for key in terms]
            end = start + len(texts)
            name = self._terms._fieldunmap[int.from_bytes(field, "big")]
            block = renumber(self._unpack(texts, infos[start:end]), numbers)
            start = end
            if block.texts:
                yield name, block

    def _read_facet(self, name: str) -> FacetValues:
        """Return the values of a facet."""
        field = FACET_FIELDS[name]
        if field not in self._terms._fieldmap:
            return FacetValues((), np.zeros(0, np.int32), NO_DOCS)
        prefix = self._terms._keycoder(field, b"")
        with self._lock:
            items = []
            for key, info in self._terms._tindex.items_from(prefix):
                if not key.startswith(prefix):
                    break
                items.append((key[2:], info))
        infos = np.frombuffer(b"".join(info for _, info in items), INFO)
        block = self._unpack([key for key, _ in items], infos)
        values = [decode(text) for text in block.texts]
        codes = np.repeat(np.arange(len(values), dtype=np.int32), block.sizes)
        docs = block.docs.astype(np.int64)
        if len(docs) != self.size or np.bincount(docs).max() > 1:
            return FacetValues(values, codes, docs)
        by_doc = np.empty_like(codes)
        by_doc[docs] = codes
        return FacetValues(values, by_doc, None)

    def _unpack(self, texts: Sequence[bytes], infos: Infos) -> Block:
        """Read the postings of neighbouring terms at once."""
        begin, end = int(infos["offset"][0]), int(infos["offset"][-1] + infos["length"][-1])
        return unpack(texts, infos, self._read(begin, end - begin), begin)


def _read_column(folder: Path, info: Any, name: str, size: int) -> npt.NDArray[Any]:
    """Return a column's values; raises ValueError where they are not `size`."""
    data = (folder / info.make_filename(f".{name}.col")).read_bytes()
    values = np.frombuffer(data, DTYPES[name])
    if len(values) != size:
        raise ValueError(f"{len(values)} values of {name} for {size} documents")
    return values if name == "digest" else values.astype(np.int64)


def _check_range(column: npt.NDArray[np.int64], highest: int) -> None:
    """Raise ValueError where a column holds what was never written."""
    if len(column) and not 0 < column.min() <= column.max() <= highest:
        raise ValueError(f"a column holds {column.min()} to {column.max()}")
