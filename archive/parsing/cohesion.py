"""How much two stretches of a page speak of the same thing, by the rarer words they share.

Rests on lexical cohesion: an article repeats its names and terms, its neighbours do not
(Hearst, TextTiling, 1997). Words are pairs of characters, weighed by their rarity on the page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.parsing.learned import Matrix
from archive.parsing.text import bigrams

REACH = 700
#: A pair of characters as one number: the first one's code, so many bits, the second's.
_BITS = 16
_PAIR = (1 << 2 * _BITS) - 1
#: Bits of a text's number, beside those of a pair.
_MOST_TEXTS = 30

Pairs = npt.NDArray[np.int64]
#: The pairs of a title, their weights, and the sum of these.
_Title = tuple[list[str], list[float], float]


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
    _shared: dict[tuple[str, str], float] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Weigh every number of paragraphs once: a page has few of them, and many pairs."""
        most = int(self.counts.max(initial=0))
        rarities = np.array([self._rarity(count) for count in range(most + 1)])
        object.__setattr__(self, "_rarities", rarities)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lexicon:
        """The lexicon of a page's paragraphs."""
        pairs, number = _numbered_pairs(texts)
        once = _distinct(pairs << _MOST_TEXTS | number) >> _MOST_TEXTS
        starts = _is_new(once).nonzero()[0]
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
        found = self._shared.get((left, right))
        if found is None:
            found = self._shared[left, right] = self._share(left[-REACH:], right[:REACH])
        return found

    def _share(self, left: str, right: str) -> float:
        self.read((left, right))
        mine, other = self._words[left], self._words[right]
        norm = math.sqrt(mine.mass * other.mass)
        if not norm:
            return 0.0
        at = other.pairs.searchsorted(mine.pairs)
        common = other.pairs.take(at, mode="clip") == mine.pairs
        return float(np.add.reduce(mine.squares[common])) / norm

    def covered(self, title: str, text: str) -> float:
        """Share of the title's words, by weight, that the text repeats."""
        if title not in self._titles:
            self.read_titles([title])
        words, weights, total = self._titles[title]
        found = compress(weights, map(text.__contains__, words))
        return sum(found) / total if total else 0.0

    def read(self, texts: Sequence[str]) -> None:
        """Cut texts into words that are going to be compared; many at once cost little more."""
        new = [text for text in dict.fromkeys(texts) if text not in self._words]
        if not new:
            return
        pairs, number = _numbered_pairs(new)
        ordered = _distinct(number << 2 * _BITS | pairs)
        edges = (ordered >> 2 * _BITS).searchsorted(np.arange(len(new) + 1)).tolist()
        ordered &= _PAIR
        squares = self._weigh(ordered) ** 2
        for text, start, end in zip(new, edges, edges[1:], strict=False):
            mine = squares[start:end]
            self._words[text] = _Words(ordered[start:end], mine, float(np.add.reduce(mine)))

    def read_titles(self, titles: Sequence[str]) -> None:
        """Cut titles into words whose cover is going to be asked for."""
        new = [title for title in dict.fromkeys(titles) if title not in self._titles]
        words = [sorted(bigrams(title)) for title in new]
        weights = self._weigh(_pairs_of("\n".join(chain.from_iterable(words)))[0]).tolist()
        end = 0
        for title, own in zip(new, words, strict=True):
            start, end = end, end + len(own)
            self._titles[title] = own, weights[start:end], sum(weights[start:end])


def _numbered_pairs(texts: Sequence[str]) -> tuple[Pairs, Pairs]:
    """The pairs of all texts, each with the number of its text."""
    pairs, at = _pairs_of("\n".join(texts))
    number = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    return pairs, number[at]


def _pairs_of(text: str) -> tuple[Pairs, Pairs]:
    """The pairs of neighbouring Chinese characters, as ``bigrams`` takes them, and their places."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    # The range of text.HAN, and 〇.
    han = ((codes >= 0x3400) & (codes <= 0x9FFF)) | (codes == 0x3007)
    at = (han[:-1] & han[1:]).nonzero()[0]
    return codes[at] << _BITS | codes[at + 1], at


def _is_new(ordered: Pairs) -> npt.NDArray[np.bool_]:
    new = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return new


def _distinct(pairs: Pairs) -> Pairs:
    ordered = pairs.copy()
    ordered.sort()
    return ordered[_is_new(ordered)]
