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
from search.query import Phrase
from search.resolving import Resolved

Scores = npt.NDArray[np.float64]

K1 = 1.2
NO_SCORES: Scores = np.zeros(0)


class Weight(NamedTuple):
    """What a word counts in a field, and how much the field's length tells against it."""

    weight: float
    length: float


#: A headline says what an article is about, and a news text says the most important first.
WEIGHTS: Mapping[str, Weight] = {
    "words": Weight(1.0, 0.75),
    "title_words": Weight(4.0, 0.3),
    "lead_words": Weight(0.5, 0.5),
}
#: What an article gains by having a whole run, as a part of the most that its words can earn: so
#: it stands before all that do not have it. And by having it in a line above the text.
RUN_BONUS = 1.2
TITLE_BONUS = 0.5
#: How much more a front page's article counts than another.
FRONT = 0.05


class Ranking:
    """The statistics of one state of the index: of what lives in it."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._living = max(1, int(documents.live.sum()))
        self._norms = {name: self._norm(name) for name in WEIGHTS}

    def _norm(self, field: str) -> npt.NDArray[np.float32]:
        """Return what an occurrence counts in each document, by the length of the field."""
        segments = [part.segment for part in self._documents.parts]
        lengths = np.concatenate([np.zeros(0), *(s.lengths(field) for s in segments)])
        average = lengths[self._documents.live].sum() / self._living or 1.0
        weight, told = WEIGHTS[field]
        return (weight / (1 - told + told * lengths / average)).astype(np.float32)

    def scores(self, query: Resolved, docs: Docs, clock: Clock) -> Scores:
        """Return the score of each of some documents, ascending."""
        scores = np.zeros(self._documents.size)
        told = {word: self._add(scores, word) for word in query.words if not clock.over()}
        marks = np.zeros(self._documents.size, bool)
        marks[docs] = True
        for run in query.runs:
            own = sum(told.get(word, 0.0) for word in dict.fromkeys(analysis.words(run)))
            for field, bonus in (("", RUN_BONUS), ("title", TITLE_BONUS)):
                if not clock.over():
                    found = self._documents.find(field, Phrase(run), clock, marks)
                    scores[found.sure] += bonus * own
        scores *= np.where(self._front, 1 + FRONT, 1.0)
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
