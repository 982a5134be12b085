"""What was learned from pages: boosted trees and n-gram weights, read once from ``learned.npz``.

``python -m bench.train`` makes that file; ``docs/parsing.md`` says how and what was tried.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.parsing.text import fold

PATH = Path(__file__).with_name("learned.npz")
#: N-grams are hashed into so many weights.
BUCKETS = 1 << 16
#: Lines that are read at once: a long page must not take all memory.
BATCH = 512
#: Rows that walk at once: so many trees with so many rows stay in the processor's cache.
WALKERS = 48
#: Before these levels those that have come to a leaf are left behind, where two more follow.
SIEVED = frozenset({5, 8, 11})
#: So many pieces of text are known with a model's log-odds.
KEPT = 1 << 12
_DIGIT = re.compile(r"\d")

Matrix = npt.NDArray[np.float64]
#: Rows of numbers that n-grams are hashed to; ``BUCKETS`` where there is none.
Buckets = npt.NDArray[np.intp]


class _Paths(NamedTuple):
    """Nodes level by level, the roots first, right children behind the left; nothing passes a leaf.

    A leaf is its own left child, and no number is over its limit.
    """

    feature: npt.NDArray[np.intp]
    limit: Matrix
    left: npt.NDArray[np.intp]
    value: Matrix


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
    _paths: _Paths = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Number the nodes anew, so that a walk takes few look-ups."""
        object.__setattr__(self, "_paths", _lay_paths(self))

    def raw(self, rows: Matrix) -> Matrix:
        """Log-odds for every row and class, shape (rows, classes)."""
        parts = [self._walk(rows[i : i + WALKERS]) for i in range(0, len(rows), WALKERS)]
        return np.concatenate(parts)

    def _walk(self, rows: Matrix) -> Matrix:
        """All rows walk down all trees in step: one look-up a level for all."""
        paths, (count, width) = self._paths, rows.shape
        numbers, column = rows.ravel(), np.tile(np.arange(count) * width, len(self.roots))
        node = np.repeat(np.arange(len(self.roots)), count)
        ends = node
        going: slice | npt.NDArray[np.intp] = slice(None)
        for level in range(self.depth):
            if level in SIEVED and level + 2 < self.depth:
                ends[going] = node
                inner = (paths.left.take(node, mode="clip") != node).nonzero()[0]
                going = inner if isinstance(going, slice) else going.take(inner)
                node, column = node.take(inner), column.take(inner)
            place = paths.feature.take(node, mode="clip")
            place += column
            goes_right = numbers.take(place, mode="clip") > paths.limit.take(node, mode="clip")
            node = paths.left.take(node, mode="clip")
            node += goes_right
        ends[going] = node
        leaves: Matrix = paths.value.take(ends).reshape(-1, self.classes, count).sum(axis=0).T
        return leaves

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """Natural logarithms of the classes' probabilities (softmax), shape (rows, classes)."""
        raw = self.raw(rows)
        top = raw.max(axis=1, keepdims=True)
        out: Matrix = raw - top - np.log(np.exp(raw - top).sum(axis=1, keepdims=True))
        return out


def _lay_paths(trees: Trees) -> _Paths:
    children = trees.children.reshape(-1, 2)
    levels = [trees.roots]
    while len(levels[-1]):
        inner = levels[-1][children[levels[-1], 0] != levels[-1]]
        levels.append(children[inner].ravel())
    order = np.concatenate(levels)
    place = np.zeros(len(children), np.intp)
    place[order] = np.arange(len(order))
    left = children[order, 0]
    limit = np.where(left == order, np.inf, trees.threshold[order])
    return _Paths(trees.feature[order], limit, place[left], trees.value[order])


@dataclass(frozen=True, slots=True)
class Grams:
    """A linear model over hashed n-grams of characters."""

    weights: list[float]
    bias: float
    #: Log-odds of the pieces of text met so far, which ``ngrams.weigh`` keeps.
    known: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    _array: Matrix = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """One weight more, of what is no n-gram."""
        object.__setattr__(self, "_array", np.array([*self.weights, 0.0]))

    def score(self, buckets: Sequence[int]) -> float:
        """Log-odds of the text that these hashed n-grams were taken from; 0 for none."""
        weights = list(map(self.weights.__getitem__, buckets))
        return self.bias + sum(weights) / float(len(weights) ** 0.5) if weights else 0.0

    def weigh_rows(self, rows: Buckets) -> list[float]:
        """Log-odds of the texts that these rows were taken from, each of some n-grams."""
        # Weights of 16 bits are summed without rounding, whatever their order.
        totals = np.add.reduce(self._array.take(rows), axis=1)
        odds: list[float] = (
            self.bias + totals / np.sqrt(np.add.reduce(rows < BUCKETS, axis=1))
        ).tolist()
        return odds


def bucket(gram: str) -> int:
    """The weight an n-gram is hashed to; the same on every run and machine."""
    return zlib.crc32(gram.encode()) % BUCKETS


def plain(text: str) -> str:
    """Half-width forms without spaces, every digit a 0: what n-grams are taken from."""
    return _DIGIT.sub("0", fold(text).replace(" ", ""))


def opening_grams(text: str) -> tuple[str, ...]:
    """The n-grams of how a paragraph begins."""
    start = plain(text[:40])[:24]
    pairs = list(map(add, start, start[1:]))
    edges = (f"^{start[:n]}" for n in (1, 2, 3, 4))
    return (*edges, *pairs, *map(add, pairs, start[2:]))


def closing_grams(text: str) -> tuple[str, ...]:
    """The n-grams of how a paragraph ends."""
    end = plain(text[-32:])[-20:]
    pairs = list(map(add, end, end[1:]))
    edges = (f"{end[-n:]}$" for n in (1, 2, 3, 4))
    return (*edges, *pairs, *map(add, pairs, end[2:]))


def title_grams(text: str) -> tuple[str, ...]:
    """The n-grams of a line that may be a title, with its two edges."""
    line = plain(text[:60])
    edges = (f"^{line[:1]}", f"^{line[:2]}", f"{line[-1:]}$", f"{line[-2:]}$")
    return (*edges, *line, *map(add, line, line[1:]))


def seam_buckets(before: str, after: str) -> list[int]:
    """The hashed n-grams across the place where two lines meet."""
    left, right = plain(before[-4:]), plain(after[:4])
    one, two, first, both = left[-1:], left[-2:], right[:1], right[:2]
    edges = f"{one}$", f"{two}$", f"^{first}", f"^{both}"
    across = f"{one}|{first}", f"{one}|{both}", f"{two}|{first}", f"{two}|{both}"
    return list(map(bucket, edges + across))


def opening_buckets(text: str) -> tuple[int, ...]:
    """What ``opening_grams`` are hashed to."""
    return tuple(map(bucket, opening_grams(text)))


def closing_buckets(text: str) -> tuple[int, ...]:
    """What ``closing_grams`` are hashed to."""
    return tuple(map(bucket, closing_grams(text)))


def title_buckets(text: str) -> tuple[int, ...]:
    """What ``title_grams`` are hashed to."""
    return tuple(map(bucket, title_grams(text)))


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
