"""One segment of the index as bitsets: a segment's files never change, so what is read is kept."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from search.engines.whoosh.schema import (
    BIGRAMS,
    CHARACTERS,
    FACET_FIELDS,
    SCHEMA,
    decode,
    encode,
    unpack_positions,
)

#: Bitsets kept a segment: 12.5 kB each at 100,000 articles.
CACHED_SETS = 2_000
CACHED_DATES = 200
#: Words kept with their frequencies: at most 800 kB each at 100,000 articles.
CACHED_WORDS = 100
ID_BITS = 40
ID_MASK = (1 << ID_BITS) - 1

_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def to_bits(docs: Iterable[int], size: int) -> int:
    """Return the set of `docs`, all below `size`, as the bits of one integer."""
    marks = bytearray(size // 8 + 1)
    for doc in docs:
        marks[doc >> 3] |= 1 << (doc & 7)
    return int.from_bytes(marks, "little")


def to_docs(bits: int) -> Iterator[int]:
    """Yield the members of a set in ascending order."""
    for index, byte in enumerate(bits.to_bytes((bits.bit_length() + 7) // 8, "little")):
        if byte:
            base = index << 3
            for bit in _BITS[byte]:
                yield base + bit


class Segment:
    """The documents of one segment, numbered from 0, deleted ones included."""

    def __init__(self, reader: SegmentReader) -> None:
        # Columns are read now: a merge may delete the files of a segment that is still in use.
        self.size: int = reader.doc_count_all()
        self.articles = array("q", _column(reader, "article"))
        self.days = array("i", _column(reader, "day"))
        _check_range(self.articles, ID_MASK)
        _check_range(self.days, date.max.toordinal())
        self.digests: list[bytes] = list(_column(reader, "digest"))
        self.lengths = {name: self._read_lengths(reader, name) for name in ("words", "head_words")}
        self._reader = reader
        # One file position serves all threads.
        self._lock = threading.Lock()
        self.term_bits = lru_cache(CACHED_SETS)(self._read_term)
        self.string_bits = lru_cache(CACHED_SETS)(self._find_string)
        self.date_bits = lru_cache(CACHED_DATES)(self._find_dates)
        self.postings = lru_cache(CACHED_WORDS)(self._read_postings)

    def _read_lengths(self, reader: SegmentReader, name: str) -> bytes:
        """Return a byte a document that stands for its number of words."""
        column = f"_{name}_len"
        if not reader._perdoc.has_column(column):  # no document has a word there
            return bytes(self.size)
        return bytes(reader._perdoc.column_reader(column, LENGTHS_COLUMN))

    def total_length(self, name: str) -> int:
        """Return the words of all documents in the field `name`, as near as a byte tells."""
        lengths = self.lengths[name]
        return sum(byte_to_length(b) * lengths.count(b) for b in set(lengths))

    def _matcher(self, field: str, term: str) -> Any:
        """Return Whoosh's postings of a term, or None; only under the lock."""
        try:
            return self._reader._terms.matcher(field, encode(term), SCHEMA[field].format)
        except TermNotFound:
            return None

    def _blocks(self, field: str, term: str) -> Iterator[Any]:
        """Yield the matcher at each of its blocks of 128 documents: far fewer steps than ids."""
        matcher = self._matcher(field, term)
        while matcher is not None and matcher.is_active():
            yield matcher
            matcher._next_block()

    def _read_term(self, field: str, term: str) -> int:
        """Return the documents that have `term` in `field`."""
        docs: list[int] = []
        with self._lock:
            for block in self._blocks(field, term):
                block._read_ids()
                docs.extend(block._ids)
        return to_bits(docs, self.size)

    def _read_postings(self, field: str, word: str) -> tuple[array[int], array[float]]:
        """Return the documents that have `word`, ascending, and how often."""
        docs, weights = array("I"), array("f")
        with self._lock:
            for block in self._blocks(field, word):
                block._read_ids()
                block._read_weights()
                docs.extend(block._ids)
                weights.extend(block._weights)
        return docs, weights

    def _find_string(self, text: str, field: str = "") -> int:
        """Return the documents in which the folded `text` stands inside one unit of `field`."""
        if len(text) == 1:
            return self.term_bits(CHARACTERS[field], text)
        bits = -1
        for offset in range(len(text) - 1):
            bits &= self.term_bits(BIGRAMS[field], text[offset : offset + 2])
            if not bits:
                return 0
        return bits if len(text) == 2 else self._verify(text, BIGRAMS[field], bits)

    def _verify(self, text: str, field: str, candidates: int) -> int:
        """Return those candidates in which the pairs of `text` follow one another.

        Every other pair is enough, with the last: together they cover all characters.
        """
        docs = list(to_docs(candidates))
        starts: dict[int, set[int]] = {}
        for offset in dict.fromkeys([*range(0, len(text) - 1, 2), len(text) - 2]):
            found = self._read_positions(field, text[offset : offset + 2], docs)
            for doc in docs:
                begins = {position - offset for position in found[doc]}
                starts[doc] = starts[doc] & begins if doc in starts else begins
            docs = [doc for doc in docs if starts[doc]]
        return to_bits(docs, self.size)

    def _read_positions(self, field: str, bigram: str, docs: list[int]) -> dict[int, array[int]]:
        """Return where `bigram` stands in each of `docs`, which are ascending and all have it."""
        found: dict[int, array[int]] = {}
        done = 0
        with self._lock:
            for block in self._blocks(field, bigram):
                if done == len(docs):
                    break
                if docs[done] > block.block_max_id():
                    continue
                block._read_ids()
                block._read_values()
                values = dict(zip(block._ids, block._values, strict=True))
                while done < len(docs) and docs[done] <= block.block_max_id():
                    found[docs[done]] = unpack_positions(values[docs[done]])
                    done += 1
        return found

    def facet_bits(self, name: str) -> dict[str, int]:
        """Return value → documents for the facet `name`."""
        if name in FACET_FIELDS:
            return self._facets[name]
        return {"year": self.years, "month": self.months, "day": self.days_bits}[name]

    @cached_property
    def _facets(self) -> dict[str, dict[str, int]]:
        values: dict[str, dict[str, int]] = {}
        for name, field in FACET_FIELDS.items():
            with self._lock:
                terms = [decode(term) for term in self._reader.lexicon(field)]
            values[name] = {term: self.term_bits(field, term) for term in terms}
        return values

    @cached_property
    def days_bits(self) -> dict[str, int]:
        """`2025-04-18` → documents"""
        docs: defaultdict[int, list[int]] = defaultdict(list)
        for doc, day in enumerate(self.days):
            docs[day].append(doc)
        iso = {day: date.fromordinal(day).isoformat() for day in docs}
        return {iso[day]: to_bits(docs[day], self.size) for day in sorted(docs)}

    @cached_property
    def months(self) -> dict[str, int]:
        """`2025-04` → documents"""
        return _joined(self.days_bits, len("2025-04"))

    @cached_property
    def years(self) -> dict[str, int]:
        """`2025` → documents"""
        return _joined(self.months, len("2025"))

    def _find_dates(self, first: date | None, last: date | None) -> int:
        """Return the documents printed from `first` to `last`, both included."""
        low = first.toordinal() if first else 0
        high = last.toordinal() if last else date.max.toordinal()
        return to_bits((d for d, day in enumerate(self.days) if low <= day <= high), self.size)

    @cached_property
    def newest_keys(self) -> array[int]:
        """A number a document that grows from the newest day to the oldest, then by article.

        Its lower bits are the article's id.
        """
        latest = date.max.toordinal()
        pairs = zip(self.days, self.articles, strict=True)
        return array("q", ((latest - day) << ID_BITS | article for day, article in pairs))

    @cached_property
    def oldest_keys(self) -> array[int]:
        """The same from the oldest day to the newest."""
        pairs = zip(self.days, self.articles, strict=True)
        return array("q", (day << ID_BITS | article for day, article in pairs))

    @cached_property
    def doc_of(self) -> dict[int, int]:
        """Article → document; of several only the last can be alive."""
        return {article: doc for doc, article in enumerate(self.articles)}

    def frequencies(
        self, field: str, word: str, few: Sequence[int] | None
    ) -> tuple[Sequence[int], Sequence[float]]:
        """Return the documents that have `word` and how often: all, or of `few` (ascending)."""
        docs, weights = self.postings(field, word)
        if few is None or len(few) * 8 > len(docs):  # looking each up costs more than all at once
            return docs, weights
        places = [bisect_left(docs, doc) for doc in few]
        ends = len(docs)
        found = [p for p, d in zip(places, few, strict=True) if p < ends and docs[p] == d]
        return [docs[place] for place in found], [weights[place] for place in found]


def _column(reader: SegmentReader, name: str) -> Any:
    """Return the values of a column, document by document."""
    return reader._perdoc.column_reader(name, SCHEMA[name].column_type)


def _check_range(column: array[int], highest: int) -> None:
    """Raise ValueError where a column holds what was never written: a cut one reads as zeros."""
    if column and not 0 < min(column) <= max(column) <= highest:
        raise ValueError(f"a column holds {min(column)} to {max(column)}")


def _joined(sets: dict[str, int], length: int) -> dict[str, int]:
    """Join the sets whose names begin with the same `length` characters."""
    joined: defaultdict[str, int] = defaultdict(int)
    for name, bits in sets.items():
        joined[name[:length]] |= bits
    return dict(joined)
