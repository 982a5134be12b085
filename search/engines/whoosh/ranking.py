"""Words and documents in, scores out: BM25F over jieba words, lines above the text counting more.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), 3.6.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search import analysis
from search.engines.whoosh.clock import Clock
from search.engines.whoosh.evaluating import Documents, Part
from search.engines.whoosh.segment import NO_DOCS, Docs
from search.language.resolving import Resolved
from search.query import Phrase

Scores = npt.NDArray[np.float64]

K1 = 0.9
NO_SCORES: Scores = np.zeros(0)


class Weight(NamedTuple):
    """What a word counts in a field, and how much the field's length tells against it."""

    weight: float
    length: float


#: Weights by bench.known_item: a word above the text counts twice, and long texts say little.
WEIGHTS: Mapping[str, Weight] = {
    "words": Weight(1.0, 0.9),
    "title_words": Weight(1.0, 0.3),
    "lead_words": Weight(0.25, 0.5),
}
#: What an article gains by having a whole run, as a part of the most that its words can earn: so
#: it stands before all that do not have it.
RUN_BONUS = 1.2
#: What it gains if the run is all that its headline says; less if it is a part of it.
TITLE_BONUS = 1.0
#: What an article of the front page gains: enough to stand before its equals.
FRONT = 0.01


class Ranking:
    """The statistics of one state of the index: of what lives in it."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._living = max(1, int(documents.live.sum()))
        self._norms = {name: self._norm(name) for name in WEIGHTS}
        self._title_lengths = self._lengths("title_words")

    def _lengths(self, field: str) -> npt.NDArray[np.float64]:
        """Return how many words each document has in a field."""
        segments = [part.segment for part in self._documents.parts]
        return np.concatenate([np.zeros(0), *(s.lengths(field) for s in segments)])

    def _norm(self, field: str) -> npt.NDArray[np.float32]:
        """Return what an occurrence counts in each document, by the length of the field."""
        lengths = self._lengths(field)
        average = lengths[self._documents.live].sum() / self._living or 1.0
        weight, told = WEIGHTS[field]
        return (weight / (1 - told + told * lengths / average)).astype(np.float32)

    def scores(self, query: Resolved, docs: Docs, clock: Clock) -> Scores:
        """Return the score of each of some documents, ascending."""
        scores = np.zeros(self._documents.size)
        told = {word: self._add(scores, word) for word in query.words if not clock.over()}
        marks = np.zeros(self._documents.size, bool)
        marks[docs] = True
        for run in () if clock.over() else query.runs:
            words = analysis.words(run)
            own = sum(told.get(word, 0.0) for word in dict.fromkeys(words))
            whole = self._documents.find("", Phrase(run), clock, marks).sure
            scores[whole] += RUN_BONUS * own
            if len(words) > 1 or len(query.runs) == 1:
                titled = self._documents.find("title", Phrase(run), clock, marks).sure
                share = len(words) / np.maximum(self._title_lengths[titled], 1)
                scores[titled] += TITLE_BONUS * own * np.minimum(share, 1)
        scores[self._front] += FRONT * sum(told.values())
        return scores[docs]

    @property
    def _front(self) -> npt.NDArray[np.bool_]:
        return self._documents.facet("front").having(("front",), self._documents.size)

    def _add(self, scores: Scores, word: str) -> float:
        """Add what a word earns; returns how much it tells: the rarer, the more."""
        earned = [self._earned(part, word) for part in self._documents.parts]
        docs = np.concatenate([NO_DOCS, *(own for own, _ in earned)])
        having = int(self._documents.live[docs].sum())
        told = math.log(1 + (self._living - having + 0.5) / (having + 0.5))
        scores[docs] += told * np.concatenate([NO_SCORES, *(each for _, each in earned)])
        return told

    def _earned(self, part: Part, word: str) -> tuple[Docs, Scores]:
        """Return the documents of a segment that have a word, and what it earns there: 0 to 1."""
        segment, base = part
        sums = np.zeros(segment.size)
        whole = NO_DOCS
        for field, norm in self._norms.items():
            found = segment.postings(field, word)
            if found is not None:
                docs = found.docs
                sums[docs] += found.freqs * norm[docs + base]
                whole = docs if len(docs) > len(whole) else whole
        return whole + base, sums[whole] / (K1 + sums[whole])
