"""What was learned from pages: boosted trees and n-gram weights, read once from ``learned.npz``.

``python -m bench.train`` makes that file; ``docs/parsing.md`` says how and what was tried.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from archive.parsing.text import fold

PATH = Path(__file__).with_name("learned.npz")
#: N-grams are hashed into so many weights.
BUCKETS = 1 << 16
#: Rows that walk at once: a long page must not take all memory.
BATCH = 512
_DIGIT = re.compile(r"\d")

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Trees:
    """Boosted trees as flat arrays; a leaf points at itself, so that all rows walk in step."""

    feature: npt.NDArray[np.intp]
    threshold: Matrix
    children: npt.NDArray[np.intp]  # of node n: left at 2n, right at 2n + 1
    value: Matrix
    roots: npt.NDArray[np.intp]
    classes: int
    depth: int

    def raw(self, rows: Matrix) -> Matrix:
        """Log-odds for every row and class, shape (rows, classes)."""
        parts = [self._walk(rows[i : i + BATCH]) for i in range(0, len(rows), BATCH)]
        return np.concatenate(parts)

    def _walk(self, rows: Matrix) -> Matrix:
        """All trees walk down in step, the rows side by side: one look-up a level for all."""
        count = len(rows)
        numbers = np.ascontiguousarray(rows.T).ravel()
        column, at = np.arange(count)[None, :], self.feature * count
        node = np.broadcast_to(self.roots[:, None], (len(self.roots), count))
        for _ in range(self.depth):
            number = numbers.take(at.take(node, mode="clip") + column, mode="clip")
            goes_right = number > self.threshold.take(node, mode="clip")
            node = self.children.take(2 * node + goes_right, mode="clip")
        leaves: Matrix = self.value.take(node).reshape(-1, self.classes, count).sum(axis=0).T
        return leaves

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """Natural logarithms of the classes' probabilities (softmax), shape (rows, classes)."""
        raw = self.raw(rows)
        top = raw.max(axis=1, keepdims=True)
        out: Matrix = raw - top - np.log(np.exp(raw - top).sum(axis=1, keepdims=True))
        return out


@dataclass(frozen=True, slots=True)
class Grams:
    """A linear model over hashed n-grams of characters."""

    weights: list[float]
    bias: float

    def score(self, buckets: Sequence[int]) -> float:
        """Log-odds of the text that these n-grams were taken from; 0 for no n-grams."""
        if not buckets:
            return 0.0
        total = sum(map(self.weights.__getitem__, buckets))
        return self.bias + total / float(len(buckets) ** 0.5)


@lru_cache(1 << 16)
def bucket(gram: str) -> int:
    """The weight an n-gram is hashed to; the same on every run and machine."""
    return zlib.crc32(gram.encode()) % BUCKETS


def plain(text: str) -> str:
    """Half-width forms without spaces, every digit a 0: what n-grams are taken from."""
    return _DIGIT.sub("0", fold(text).replace(" ", ""))


def _runs(text: str, sizes: Sequence[int]) -> Iterator[str]:
    for size in sizes:
        for i in range(len(text) - size + 1):
            yield text[i : i + size]


@lru_cache(1024)
def opening_buckets(text: str) -> tuple[int, ...]:
    """The n-grams of how a paragraph begins."""
    start = plain(text[:40])[:24]
    edges = [f"^{start[:n]}" for n in (1, 2, 3, 4)]
    return tuple(map(bucket, [*edges, *_runs(start, (2, 3))]))


@lru_cache(1024)
def closing_buckets(text: str) -> tuple[int, ...]:
    """The n-grams of how a paragraph ends."""
    end = plain(text[-32:])[-20:]
    edges = [f"{end[-n:]}$" for n in (1, 2, 3, 4)]
    return tuple(map(bucket, [*edges, *_runs(end, (2, 3))]))


@lru_cache(1024)
def title_buckets(text: str) -> tuple[int, ...]:
    """The n-grams of a line that may be a title, with its two edges."""
    line = plain(text[:60])
    edges = [f"^{line[:n]}" for n in (1, 2)] + [f"{line[-n:]}$" for n in (1, 2)]
    return tuple(map(bucket, [*edges, *_runs(line, (1, 2))]))


def seam_buckets(before: str, after: str) -> list[int]:
    """The n-grams across the place where two lines meet."""
    left, right = plain(before[-4:]), plain(after[:4])
    ends, starts = (left[-1:], left[-2:]), (right[:1], right[:2])
    edges = [f"{end}$" for end in ends] + [f"^{start}" for start in starts]
    return list(map(bucket, edges + [f"{end}|{start}" for end in ends for start in starts]))


@cache
def trees(name: str) -> Trees:
    """The trees of this name; raises KeyError where there are none."""
    stored = _stored()
    shape = stored[f"{name}/shape"]
    return Trees(
        feature=stored[f"{name}/feature"].astype(np.intp),
        threshold=stored[f"{name}/threshold"].astype(np.float64),
        children=stored[f"{name}/children"].astype(np.intp),
        value=stored[f"{name}/value"].astype(np.float64),
        roots=stored[f"{name}/roots"].astype(np.intp),
        classes=int(shape[0]),
        depth=int(shape[1]),
    )


@cache
def grams(name: str) -> Grams:
    """The n-gram model of this name; raises KeyError where there is none."""
    stored = _stored()
    weights = stored[f"{name}/weights"].astype(np.float64)
    return Grams(weights.tolist(), float(stored[f"{name}/bias"][0]))


@cache
def table(name: str) -> Matrix:
    """A plain array of numbers of this name."""
    return _stored()[name].astype(np.float64)


@cache
def _stored() -> dict[str, npt.NDArray[np.generic]]:
    with np.load(PATH, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
