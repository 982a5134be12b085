"""Other ways to tell what a line is, on the same numbers: log-linear, alone or as a chain.

Numbers are cut into bins, each bin a feature of its own, as a linear model needs them. Either way
answers as the parser's trees do (``archive.parsing.learned.Trees``), so it can stand in for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from archive.parsing.learned import Matrix
from archive.parsing.tagging import Tag

#: A page's lines that are asked about, in their order, and their tags.
Sequences = Sequence[tuple[Matrix, Sequence[int]]]
BINS = 16
#: No probability is taken for less than this.
LEAST = 1e-6


class Odds(Protocol):
    """What can stand in for the trees that tell lines."""

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """Of the lines of one page, in their order: shape (rows, tags)."""


@dataclass(frozen=True, slots=True)
class Bins:
    """Edges that cut each column into bins of about as many rows."""

    edges: Sequence[Matrix]

    @classmethod
    def of(cls, rows: Matrix) -> Bins:
        """The bins of these rows; a column of few values has a bin for each."""
        cuts = np.linspace(0, 1, BINS + 1)[1:-1]
        return cls([np.unique(np.quantile(column, cuts)) for column in rows.T])

    def cut(self, rows: Matrix) -> npt.NDArray[np.int64]:
        """The number of each value's bin, shape as rows."""
        pairs = zip(self.edges, rows.T, strict=True)
        return np.array([np.searchsorted(edges, column) for edges, column in pairs]).T

    def one_hot(self, rows: Matrix) -> csr_matrix:
        """A column for each bin of each column."""
        starts = np.cumsum([0, *(len(edges) + 1 for edges in self.edges)])
        columns = self.cut(rows) + starts[:-1]
        count, width = columns.shape
        rests = np.arange(0, count * width + 1, width)
        ones = np.ones(columns.size)
        return csr_matrix((ones, columns.ravel(), rests), shape=(count, int(starts[-1])))

    def words(self, rows: Matrix) -> Iterator[list[str]]:
        """The bins of each row as names."""
        for row in self.cut(rows).tolist():
            yield [f"{i}={number}" for i, number in enumerate(row)]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A multinomial logistic regression: each line by itself."""

    bins: Bins
    model: Any

    @classmethod
    def fit(cls, pages: Sequences) -> Logistic:
        """Learn from the lines of all pages."""
        rows = np.concatenate([rows for rows, _ in pages])
        tags = [tag for _, tags in pages for tag in tags]
        bins = Bins.of(rows)
        model = LogisticRegression(C=0.3, max_iter=300)
        return cls(bins, model.fit(bins.one_hot(rows), np.array(tags)))

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """The odds of each line by itself."""
        found = np.full((len(rows), len(Tag)), LEAST)
        found[:, self.model.classes_] = self.model.predict_proba(self.bins.one_hot(rows))
        out: Matrix = np.log(np.maximum(found, LEAST))
        return out


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear-chain CRF: the lines of a page together; needs python-crfsuite."""

    bins: Bins
    tagger: Any

    @classmethod
    def fit(cls, pages: Sequences, path: Path) -> Chain:
        """Learn from pages; the model is kept at ``path``. Raises ImportError without crfsuite."""
        crfsuite = import_module("pycrfsuite")
        bins = Bins.of(np.concatenate([rows for rows, _ in pages]))
        trainer = crfsuite.Trainer(verbose=False)
        for rows, tags in pages:
            trainer.append(list(bins.words(rows)), [str(tag) for tag in tags])
        trainer.set_params({"c1": 0.1, "c2": 0.3, "max_iterations": 150})
        trainer.train(str(path))
        tagger = crfsuite.Tagger()
        tagger.open(str(path))
        return cls(bins, tagger)

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """The marginal of each line, given all lines of the page."""
        self.tagger.set(list(self.bins.words(rows)))
        found = np.full((len(rows), len(Tag)), LEAST)
        for label in self.tagger.labels():
            found[:, int(label)] = [self.tagger.marginal(label, i) for i in range(len(rows))]
        out: Matrix = np.log(np.maximum(found, LEAST))
        return out
