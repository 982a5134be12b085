"""How much two stretches of a page speak of the same thing, by the rarer words they share.

Rests on lexical cohesion: an article repeats its names and terms, its neighbours do not
(Hearst, TextTiling, 1997). Words are pairs of characters, weighed by their rarity on the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.parsing.learned import Matrix
from archive.parsing.text import bigrams

REACH = 700
#: A pair of characters as one number: the first one's code, so many bits, the second's.
_BITS = 16
_PAIR = (1 << 2 * _BITS) - 1

Pairs = npt.NDArray[np.int64]
#: The pairs of a title with their weights, and the sum of these.
_Title = tuple[list[tuple[str, float]], float]


class _Words(NamedTuple):
    """The pairs of a text in order, the squares of their weights, and the sum of these."""

    pairs: Pairs
    squares: Matrix
    mass: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The pairs of characters of a page in order, each with the paragraphs it stands in."""

    pairs: Pairs
    counts: Pairs
    total: int
    _rarities: Matrix = field(init=False, repr=False, compare=False)
    #: One text is compared with several others in turn: it is cut into words once.
    _words: dict[str, _Words] = field(default_factory=dict, repr=False, compare=False)
    _titles: dict[str, _Title] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Weigh every number of paragraphs once: a page has few of them, and many pairs."""
        most = int(self.counts.max(initial=0))
        rarities = np.array([self._rarity(count) for count in range(most + 1)])
        object.__setattr__(self, "_rarities", rarities)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lexicon:
        """The lexicon of a page's paragraphs."""
        number = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        pairs, at = _pairs_of("\n".join(texts))
        once = _distinct(number[at] << 2 * _BITS | pairs) & _PAIR
        once.sort()
        starts = np.flatnonzero(_is_new(once))
        counts = np.diff(starts, append=len(once))
        return cls(once[starts], counts, max(1, len(texts)))

    def weight(self, pair: str) -> float:
        """Rarity: 0 for what stands in every paragraph."""
        return float(self._weigh(_pairs_of(pair)[0])[0])

    def _rarity(self, count: int) -> float:
        return max(0.0, math.log((self.total + 1) / (count + 0.5)))

    def _weigh(self, pairs: Pairs) -> Matrix:
        if not len(self.pairs):
            return np.full(len(pairs), self._rarities[0])
        at = self.pairs.searchsorted(pairs)
        known = self.pairs.take(at, mode="clip") == pairs
        weights: Matrix = self._rarities.take(self.counts.take(at, mode="clip") * known)
        return weights

    def shared(self, left: str, right: str) -> float:
        """Cosine of the two texts' words near the place where they meet, 0 to 1."""
        mine, other = self._read(left[-REACH:]), self._read(right[:REACH])
        norm = math.sqrt(mine.mass * other.mass)
        if not norm:
            return 0.0
        at = other.pairs.searchsorted(mine.pairs)
        common = other.pairs.take(at, mode="clip") == mine.pairs
        return float(mine.squares[common].sum()) / norm

    def covered(self, title: str, text: str) -> float:
        """Share of the title's words, by weight, that the text repeats."""
        words, total = self._read_title(title)
        found = [weight for pair, weight in words if pair in text]
        return sum(found) / total if total else 0.0

    def _read(self, text: str) -> _Words:
        if text not in self._words:
            pairs = _distinct(_pairs_of(text)[0])
            squares = self._weigh(pairs) ** 2
            self._words[text] = _Words(pairs, squares, float(squares.sum()))
        return self._words[text]

    def _read_title(self, title: str) -> _Title:
        if title not in self._titles:
            words = sorted(bigrams(title))
            weights = self._weigh(_pairs_of("\n".join(words))[0]).tolist()
            self._titles[title] = list(zip(words, weights, strict=True)), sum(weights)
        return self._titles[title]


def _pairs_of(text: str) -> tuple[Pairs, Pairs]:
    """The pairs of neighbouring Chinese characters, as ``bigrams`` takes them, and their places."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    # The range of text.HAN, and 〇.
    han = ((codes >= 0x3400) & (codes <= 0x9FFF)) | (codes == 0x3007)
    at = np.flatnonzero(han[:-1] & han[1:])
    return codes[at] << _BITS | codes[at + 1], at


def _is_new(ordered: Pairs) -> npt.NDArray[np.bool_]:
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _distinct(pairs: Pairs) -> Pairs:
    ordered = np.sort(pairs)
    return ordered[_is_new(ordered)]
