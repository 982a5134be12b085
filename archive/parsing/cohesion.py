"""How much two stretches of a page speak of the same thing, by the rarer words they share.

Rests on lexical cohesion: an article repeats its names and terms, its neighbours do not
(Hearst, TextTiling, 1997). Words are pairs of characters, weighed by their rarity on the page.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.parsing.text import bigrams

REACH = 700


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How many of the page's paragraphs each pair of characters stands in."""

    counts: Counter[str]
    total: int

    @classmethod
    def of(cls, texts: Sequence[str]) -> Lexicon:
        """The lexicon of a page's paragraphs."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(bigrams(text))
        return cls(counts, max(1, len(texts)))

    def weight(self, pair: str) -> float:
        """Rarity: 0 for what stands in every paragraph."""
        return max(0.0, math.log((self.total + 1) / (self.counts[pair] + 0.5)))

    def shared(self, left: str, right: str) -> float:
        """Cosine of the two texts' words near the place where they meet, 0 to 1."""
        return self._cosine(bigrams(left[-REACH:]), bigrams(right[:REACH]))

    def covered(self, title: str, text: str) -> float:
        """Share of the title's words, by weight, that the text repeats."""
        words = bigrams(title)
        total = sum(map(self.weight, words))
        return sum(map(self.weight, words & bigrams(text))) / total if total else 0.0

    def _cosine(self, a: set[str], b: set[str]) -> float:
        norm = math.sqrt(self._mass(a) * self._mass(b))
        return self._mass(a & b) / norm if norm else 0.0

    def _mass(self, pairs: set[str]) -> float:
        return sum(self.weight(pair) ** 2 for pair in pairs)
