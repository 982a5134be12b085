"""Words and documents in, scores out: BM25 over jieba words, headlines counting more.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from whoosh.util.numeric import byte_to_length

from search.engines.whoosh.segment import Segment, to_docs
from search.query import Phrase
from search.resolving import Resolved

K1 = 1.2
B = 0.75
#: Field → what a word in it counts; a headline says what an article is about.
WEIGHTS = {"words": 1.0, "head_words": 2.0}
#: What an article gains by having the whole run, as part of what its words can earn.
RUN_BONUS = 0.5


class Ranking:
    """The statistics of one state of the index."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = segments
        self._size = max(1, sum(segment.size for segment in segments))
        self._norms = {name: self._read_norms(name) for name in WEIGHTS}
        self._idf: dict[str, float] = {}

    def _read_norms(self, name: str) -> list[float]:
        """Return BM25's length norm for each byte that stands for a length."""
        average = sum(segment.total_length(name) for segment in self._segments) / self._size
        return [K1 * (1 - B + B * byte_to_length(b) / (average or 1.0)) for b in range(256)]

    def idf(self, word: str) -> float:
        """Return how much a word tells: the rarer, the more."""
        if word not in self._idf:
            having = sum(len(s.postings("words", word)[0]) for s in self._segments)
            self._idf[word] = math.log(1 + (self._size - having + 0.5) / (having + 0.5))
        return self._idf[word]

    def scores(self, query: Resolved, segment: Segment, bits: int) -> list[float]:
        """Return the score of each document of `segment`; only those in `bits` count."""
        bonus = RUN_BONUS * sum(map(self.idf, query.words))
        one_string = isinstance(query.match, Phrase)  # then every document of `bits` has it
        scores = [bonus if one_string else 0.0] * segment.size
        few = list(to_docs(bits)) if bits.bit_count() * 8 < segment.size else None
        for word in query.words:
            for field, weight in WEIGHTS.items():
                docs, frequencies = segment.frequencies(field, word, few)
                self._add(scores, segment, field, weight * self.idf(word), docs, frequencies)
        for run in () if one_string else query.runs:
            for doc in to_docs(segment.string_bits(run) & bits):
                scores[doc] += bonus
        return scores

    def _add(
        self,
        scores: list[float],
        segment: Segment,
        field: str,
        weight: float,
        docs: Sequence[int],
        frequencies: Sequence[float],
    ) -> None:
        """Add what a word earns in `field`, where `docs` have it so often."""
        norms, lengths = self._norms[field], segment.lengths[field]
        factor = weight * (K1 + 1)
        for doc, frequency in zip(docs, frequencies, strict=True):
            scores[doc] += factor * frequency / (frequency + norms[lengths[doc]])
