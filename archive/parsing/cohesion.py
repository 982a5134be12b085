"""How much two stretches of a page speak of the same thing, by the rarer words they share.

Rests on lexical cohesion: an article repeats its names and terms, its neighbours do not
(Hearst, TextTiling, 1997). Words are pairs of characters, weighed by their rarity on the page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat

from archive.parsing.text import bigrams

REACH = 700
#: One text is compared with several others in turn: it is cut into words once.
_words = lru_cache(256)(bigrams)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How many of the page's paragraphs each pair of characters stands in."""

    counts: Counter[str]
    total: int
    _weights: dict[str, float] = field(init=False, repr=False, compare=False)
    _squares: dict[str, float] = field(init=False, repr=False, compare=False)
    _masses: dict[str, float] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Weigh every number of paragraphs once: a page has few of them, and many pairs."""
        object.__setattr__(self, "_masses", {})
        by_count = {count: self._rarity(count) for count in set(self.counts.values())}
        squares = {count: weight**2 for count, weight in by_count.items()}
        of = self.counts.items()
        object.__setattr__(self, "_weights", {pair: by_count[count] for pair, count in of})
        object.__setattr__(self, "_squares", {pair: squares[count] for pair, count in of})

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lexicon:
        """The lexicon of a page's paragraphs."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(bigrams(text))
        return cls(counts, max(1, len(texts)))

    def weight(self, pair: str) -> float:
        """Rarity: 0 for what stands in every paragraph."""
        return self._weights.get(pair, self._rarity(0))

    def _rarity(self, count: int) -> float:
        return max(0.0, math.log((self.total + 1) / (count + 0.5)))

    def shared(self, left: str, right: str) -> float:
        """Cosine of the two texts' words near the place where they meet, 0 to 1."""
        left, right = left[-REACH:], right[:REACH]
        norm = math.sqrt(self._mass_of(left) * self._mass_of(right))
        return self._mass(_words(left) & _words(right)) / norm if norm else 0.0

    def covered(self, title: str, text: str) -> float:
        """Share of the title's words, by weight, that the text repeats."""
        words = bigrams(title)
        total = self._sum(words)
        return self._sum(pair for pair in words if pair in text) / total if total else 0.0

    def _sum(self, pairs: Iterable[str]) -> float:
        return sum(map(self._weights.get, pairs, repeat(self._rarity(0))))

    def _mass_of(self, text: str) -> float:
        """The text is compared with several others: it is weighed once."""
        if text not in self._masses:
            self._masses[text] = self._mass(_words(text))
        return self._masses[text]

    def _mass(self, pairs: Iterable[str]) -> float:
        return sum(map(self._squares.get, pairs, repeat(self._rarity(0) ** 2)))
