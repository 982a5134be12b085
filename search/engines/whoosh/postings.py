"""Postings of many terms at once: arrays in, the bytes that an index keeps of them out, and back.

A term's postings are one run of bytes: how wide each part is, the gaps between its documents, how
often it stands in each, and at which positions. Whoosh's term dictionary says where they are.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.unsignedinteger[Any]]
Counts = npt.NDArray[np.int64]

#: Width by its number in a term's first byte; frequencies of width 0 are all one.
WIDTHS = (0, 1, 2, 4)
DTYPES: tuple[Any, ...] = (None, np.dtype("<u1"), np.dtype("<u2"), np.dtype("<u4"))
#: What Whoosh keeps of a term: W3TermInfo.to_bytes() with a place in the file of postings.
INFO = np.dtype([
    ("inlined", "u1"), ("weight", ">f4"), ("df", ">u4"), ("minlength", "u1"), ("maxlength", "u1"),
    ("maxweight", ">f4"), ("minid", ">u4"), ("maxid", ">u4"), ("offset", ">i8"), ("length", ">i4"),
])  # fmt: skip
Infos = npt.NDArray[np.void]
_INFO = struct.Struct("!BfIBBfIIqi")


class Place(NamedTuple):
    """Where a term's postings are, and how many documents have it."""

    df: int
    offset: int
    length: int


class Block(NamedTuple):
    """Terms in order with their postings: of each term its documents, ascending.

    `sizes` is how many documents each term has; `freqs` how often it stands in each, None where
    always once; `positions` all its positions, None where none are kept.
    """

    texts: Sequence[bytes]
    sizes: Counts
    docs: Numbers
    freqs: Numbers | None = None
    positions: Numbers | None = None


def spread(starts: npt.NDArray[Any], counts: npt.NDArray[Any]) -> Counts:
    """Return start, start + 1, … (count of them) for every start.

    >>> spread(np.array([10, 5]), np.array([3, 2]))
    array([10, 11, 12,  5,  6])
    """
    counts = counts.astype(np.int64)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts.astype(np.int64) - (ends - counts), counts) + np.arange(total)


def starts_of(counts: npt.NDArray[Any]) -> Counts:
    """Return where each of some parts begins, one after the other."""
    starts: Counts = np.cumsum(counts, dtype=np.int64) - counts
    return starts


def pack(block: Block, offset: int) -> tuple[bytes, list[bytes]]:
    """Return the postings of all terms as they stand from `offset` on, and each term's INFO."""
    starts = starts_of(block.sizes)
    docs = block.docs.astype(np.uint32)
    gaps = np.diff(docs, prepend=docs[:1])
    gaps[starts] = docs[starts]
    freqs = np.ones(len(docs), np.uint32) if block.freqs is None else block.freqs
    highest = np.maximum.reduceat(freqs, starts)
    counts = np.add.reduceat(freqs, starts, dtype=np.int64)
    parts = [
        _Part(gaps, block.sizes, _width_of(np.maximum.reduceat(gaps, starts))),
        _Part(freqs, block.sizes, np.where(highest > 1, _width_of(highest), 0)),
    ]
    if block.positions is not None:
        widest = np.maximum.reduceat(block.positions, starts_of(counts))
        parts.append(_Part(block.positions, counts, _width_of(widest)))
    shifted = [part.widths << (2 * i) for i, part in enumerate(parts)]
    heads = np.bitwise_or.reduce(shifted).astype(np.uint8).tobytes()
    slices = [part.slices() for part in parts]
    pieces = [b"".join(piece) for piece in zip(_bytes(heads), *slices, strict=True)]
    infos = np.zeros(len(pieces), INFO)
    infos["df"], infos["weight"], infos["maxweight"] = block.sizes, counts, highest
    infos["minid"], infos["maxid"] = docs[starts], docs[starts + block.sizes - 1]
    infos["length"] = [len(piece) for piece in pieces]
    infos["offset"] = offset + starts_of(infos["length"].astype(np.int64))
    told, size = infos.tobytes(), INFO.itemsize
    return b"".join(pieces), [told[i : i + size] for i in range(0, len(told), size)]


class _Part(NamedTuple):
    """One number a document or position, and the width of each term's numbers."""

    numbers: Numbers
    counts: Counts
    widths: npt.NDArray[np.int64]

    def slices(self) -> list[bytes]:
        """Return each term's numbers in its own width."""
        used = [w for w in (1, 2, 3) if (self.widths == w).any()]
        whole = {w: self.numbers.astype(DTYPES[w]).tobytes() for w in used}
        whole[0] = b""
        width = np.array(WIDTHS)[self.widths]
        starts = starts_of(self.counts)
        lows, highs = starts * width, (starts + self.counts) * width
        places = zip(self.widths.tolist(), lows.tolist(), highs.tolist(), strict=True)
        return [whole[w][low:high] for w, low, high in places]


def _width_of(highest: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Return the number of the width that holds each."""
    return 1 + (highest > 0xFF).astype(np.int64) + (highest > 0xFFFF)


def _bytes(heads: bytes) -> list[bytes]:
    return [heads[i : i + 1] for i in range(len(heads))]


def read_info(info: bytes) -> Place:
    """Return what INFO says of a term; raises ValueError for what pack() does not write."""
    if len(info) != _INFO.size:
        raise ValueError(f"a term is told in {len(info)} bytes")
    _, _, df, _, _, _, _, _, offset, length = _INFO.unpack(info)
    return Place(df, offset, length)


class Postings:
    """A term's postings as read; its parts are decoded when they are asked for."""

    def __init__(self, df: int, data: bytes, size: int) -> None:
        """Read `data`; raises ValueError where it cannot be postings of `size` documents."""
        if not data or data[0] >> 6 or not data[0] & 3:
            raise ValueError("these are no postings")
        self.df = df
        self._data = data
        self._size = size
        self._widths = [data[0] >> shift & 3 for shift in (0, 2, 4)]

    def _read(self, width: int, start: int, count: int) -> Numbers:
        found: Numbers = np.frombuffer(self._data, DTYPES[width], count, start)
        return found

    @property
    def docs(self) -> npt.NDArray[np.int64]:
        """The documents, ascending; raises ValueError for damage."""
        docs: npt.NDArray[np.int64] = np.cumsum(self._read(self._widths[0], 1, self.df), dtype=int)
        if not self.df or docs[-1] >= self._size:
            raise ValueError("postings beyond the last document")
        return docs

    @property
    def freqs(self) -> Numbers:
        """How often it stands in each document."""
        if not self._widths[1]:
            return np.ones(self.df, np.uint8)
        return self._read(self._widths[1], 1 + self.df * WIDTHS[self._widths[0]], self.df)

    @property
    def positions(self) -> Numbers:
        """All positions, document by document; raises ValueError for damage."""
        start = 1 + self.df * (WIDTHS[self._widths[0]] + WIDTHS[self._widths[1]])
        width = self._widths[2]
        if not width or (len(self._data) - start) % WIDTHS[width]:
            raise ValueError("these postings have no positions")
        return self._read(width, start, (len(self._data) - start) // WIDTHS[width])


def unpack(texts: Sequence[bytes], told: Infos, data: bytes, offset: int) -> Block:
    """Return what pack() was given, of terms whose postings `data` holds from `offset` on."""
    whole = np.frombuffer(data, np.uint8)
    begins = told["offset"].astype(np.int64) - offset
    heads = whole[begins]
    sizes = told["df"].astype(np.int64)
    widths = [np.array(WIDTHS)[heads >> shift & 3] for shift in (0, 2, 4)]
    gaps = _gather(whole, begins + 1, sizes, widths[0])
    freqs = _gather(whole, begins + 1 + sizes * widths[0], sizes, widths[1])
    freqs[np.repeat(widths[1] == 0, sizes)] = 1
    docs = np.cumsum(gaps, dtype=np.int64)
    starts = starts_of(sizes)
    docs -= np.repeat(docs[starts] - gaps[starts], sizes)
    positions = None
    if widths[2].any():
        counts = np.add.reduceat(freqs, starts, dtype=np.int64)
        positions = _gather(whole, begins + 1 + sizes * (widths[0] + widths[1]), counts, widths[2])
    return Block(texts, sizes, docs.astype(np.uint32), freqs, positions)


def _gather(whole: Numbers, begins: Counts, counts: Counts, widths: Counts) -> Numbers:
    """Return the numbers that stand at `begins`, so many of such a width, as one array."""
    places = starts_of(counts)
    found = np.zeros(int(counts.sum()), np.uint32)
    for number, width in enumerate(WIDTHS[1:], start=1):
        of_width = widths == width
        if of_width.any():
            own = counts[of_width]
            read = whole[spread(begins[of_width], own * width)].view(DTYPES[number])
            found[spread(places[of_width], own)] = read
    return found
