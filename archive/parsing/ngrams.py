"""N-grams of all lines of a page at once, as rows of the weights they are hashed to.

Rests on CRC-32 being linear: a text's is the exclusive or of what each character gives by the
bytes that stand behind it (``crc32_combine`` of zlib), so that look-ups in one table make it up.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from archive.parsing.learned import (
    BATCH,
    BUCKETS,
    KEPT,
    Buckets,
    closing_buckets,
    grams,
    opening_buckets,
    plain,
    seam_buckets,
    title_buckets,
)

Flags = npt.NDArray[np.bool_]
#: Characters of the basic plane; a text with others is hashed by itself.
PLANE = 1 << 16
#: Characters of a line, and of either side of a seam, that n-grams are taken from.
LINE, SIDE = 60, 4
#: Characters of a paragraph's start and end, and of each what n-grams are taken from.
START, OPENING, END, CLOSING = 40, 24, 32, 20
#: No more bytes than these stand behind a character of an n-gram.
_BEHIND = 12
_CARET, _DOLLAR, _BAR = (np.array([ord(char)]) for char in "^$|")


def title_rows(texts: Sequence[str]) -> Buckets:
    """The ``title_buckets`` of every text, filled up with ``BUCKETS``; none holds a line end."""
    lines = _plain([text[:LINE] for text in texts])
    size = max(2, *map(len, lines)) if lines else LINE
    codes = _codes([line.ljust(size, "\0") for line in lines], size)
    far = codes.max(axis=1, initial=0) >= PLANE
    codes[far] = 0
    left, right = codes[:, :-1], codes[:, 1:]
    first, second = codes[:, 0], codes[:, 1]
    before, last = _codes([line[-2:].rjust(2, "\0") for line in lines], 2).T % PLANE
    rows = np.hstack(
        (
            np.stack((_hash(_CARET, first), _hash(_CARET, first, second)), axis=1),
            np.stack((_hash(last, _DOLLAR), _hash(before, last, _DOLLAR)), axis=1),
            np.where(codes, _hash(codes), BUCKETS),
            np.where(right, _hash(left, right), BUCKETS),
        )
    )
    return _hash_far(rows, far, texts, title_buckets)


def opening_rows(texts: Sequence[str]) -> Buckets:
    """The ``opening_buckets`` of every text, filled up with ``BUCKETS``; none holds a line end."""
    lines = _plain([text[:START] for text in texts])
    codes = _codes([line[:OPENING].ljust(OPENING, "\0") for line in lines], OPENING)
    far = codes.max(axis=1, initial=0) >= PLANE
    codes[far] = 0
    edges = [_hash(_CARET, *codes[:, :size].T) for size in (1, 2, 3, 4)]
    return _hash_far(
        np.hstack((np.stack(edges, axis=1), *_inner(codes))), far, texts, opening_buckets
    )


def closing_rows(texts: Sequence[str]) -> Buckets:
    """The ``closing_buckets`` of every text, filled up with ``BUCKETS``; none holds a line end."""
    lines = _plain([text[-END:] for text in texts])
    codes = _codes([line[-CLOSING:].rjust(CLOSING, "\0") for line in lines], CLOSING)
    far = codes.max(axis=1, initial=0) >= PLANE
    codes[far] = 0
    edges = [_hash(*codes[:, -size:].T, _DOLLAR) for size in (1, 2, 3, 4)]
    return _hash_far(
        np.hstack((np.stack(edges, axis=1), *_inner(codes))), far, texts, closing_buckets
    )


def _inner(codes: Buckets) -> tuple[Buckets, Buckets]:
    """The pairs and threes of neighbouring characters."""
    left, middle, right = codes[:, :-2], codes[:, 1:-1], codes[:, 2:]
    pairs = np.where(codes[:, :-1] * codes[:, 1:], _hash(codes[:, :-1], codes[:, 1:]), BUCKETS)
    return pairs, np.where(left * right, _hash(left, middle, right), BUCKETS)


def _hash_far(
    rows: Buckets, far: Flags, texts: Sequence[str], hashed: Callable[[str], Sequence[int]]
) -> Buckets:
    """The rows, those of texts with characters beyond the plane hashed one by one."""
    for i in far.nonzero()[0].tolist():
        rows[i] = BUCKETS
        alone = hashed(texts[i])
        rows[i, : len(alone)] = alone
    return rows


#: What a model reads of a text: its start or its end, and the n-grams of that.
_READ: dict[str, tuple[slice, Callable[[Sequence[str]], Buckets]]] = {
    "opening": (slice(START), opening_rows),
    "closing": (slice(-END, None), closing_rows),
    **dict.fromkeys(("title", "main", "headish"), (slice(LINE), title_rows)),
}


def weigh(name: str, texts: Sequence[str]) -> list[float]:
    """Log-odds of each text by the model of this name; many at once cost little more than one.

    What was met before is remembered, so that a page's texts may be weighed together first.
    """
    known, (piece, read) = grams(name).known, _READ[name]
    pieces = [text[piece] for text in texts]
    if len(known) > KEPT:
        known.clear()
    new = [text for text in dict.fromkeys(pieces) if text not in known]
    for at in range(0, len(new), BATCH):
        batch = new[at : at + BATCH]
        known.update(zip(batch, grams(name).weigh_rows(read(batch)), strict=True))
    return list(map(known.__getitem__, pieces))


def seam_rows(pairs: Sequence[tuple[str, str]]) -> Buckets:
    """The ``seam_buckets`` of every pair of lines that meet; none holds a line end."""
    lefts = _plain([before[-SIDE:] for before, _ in pairs])
    rights = _plain([after[:SIDE] for _, after in pairs])
    sides = (
        left[-2:].rjust(2, "\0") + right[:2].ljust(2, "\0")
        for left, right in zip(lefts, rights, strict=True)
    )
    codes = _codes(list(sides), 4)
    far = codes.max(axis=1, initial=0) >= PLANE
    codes[far] = 0
    two, one, first, second = codes.T
    columns = (
        _hash(one, _DOLLAR),
        _hash(two, one, _DOLLAR),
        _hash(_CARET, first),
        _hash(_CARET, first, second),
        _hash(one, _BAR, first),
        _hash(one, _BAR, first, second),
        _hash(two, one, _BAR, first),
        _hash(two, one, _BAR, first, second),
    )
    rows = np.stack(columns, axis=1)
    for i in far.nonzero()[0].tolist():
        rows[i] = seam_buckets(*pairs[i])
    return rows


def _plain(texts: Sequence[str]) -> list[str]:
    return plain("\n".join(texts)).split("\n") if texts else []


def _codes(texts: Sequence[str], size: int) -> Buckets:
    """The characters of texts of this length, a row each."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    return codes.reshape(len(texts), size).astype(np.intp)


def _hash(*columns: Buckets) -> Buckets:
    """The weights of n-grams whose first, second and so on characters stand in the columns."""
    *leading, column = columns
    out, behind = _parts().take(column), _lengths().take(column)
    for column in reversed(leading):
        out = out ^ _parts().take(behind + column)
        behind = behind + _lengths().take(column)
    return out.astype(np.intp)


@cache
def _lengths() -> Buckets:
    """The bytes of every character in UTF-8, as steps in ``_parts``; the character 0 is none."""
    codes = np.arange(PLANE)
    bytes_of = (codes > 0).astype(np.intp) + (codes > 0x7F) + (codes > 0x7FF)
    return bytes_of * PLANE


@cache
def _parts() -> npt.NDArray[np.uint16]:
    """What every character gives to a hash, a plane for each number of bytes behind it."""
    characters = (chr(code).encode(errors="surrogatepass") for code in range(1, PLANE))
    planes = [np.array([0, *map(zlib.crc32, characters)], np.uint32)]
    # What a byte of zero does to a hash (RFC 1952, section 8).
    steps = np.array([zlib.crc32(bytes([i ^ 0xFF])) ^ 0xFF000000 for i in range(256)], np.uint32)
    for _ in range(_BEHIND):
        planes.append(steps[planes[-1] & 0xFF] ^ (planes[-1] >> 8))
    return np.concatenate(planes).astype(np.uint16)
