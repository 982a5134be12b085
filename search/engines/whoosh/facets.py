"""Values of facets over all segments: what has a value, and how many of some documents do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.segment import FacetValues

Marks = npt.NDArray[np.bool_]
#: Facet of the day → how much of `2025-04-18` it takes.
DATE_LENGTHS = {"year": 4, "month": 7, "day": 10}


class Facet:
    """A facet of all documents of a state of the index."""

    def __init__(self, found: FacetValues) -> None:
        self.values, self._codes, self._docs = found

    def count(self, marks: Marks, docs: npt.NDArray[np.int64]) -> dict[str, int]:
        """Return value → documents of those that are marked, which `docs` holds too."""
        codes = self._codes[docs] if self._docs is None else self._codes[marks[self._docs]]
        counts = np.bincount(codes, minlength=len(self.values))
        having = np.flatnonzero(counts)
        numbers = zip(having.tolist(), counts[having].tolist(), strict=True)
        return {self.values[code]: count for code, count in numbers}

    def having(self, values: Collection[str], size: int) -> Marks:
        """Mark the documents, of `size` in all, that have one of the values."""
        wanted = np.array([value in values for value in self.values], bool)
        if self._docs is None:
            return wanted[self._codes] if size else np.zeros(0, bool)
        marks = np.zeros(size, bool)
        if len(wanted):
            marks[self._docs[wanted[self._codes]]] = True
        return marks


def join_facets(parts: Sequence[tuple[int, FacetValues]], size: int) -> Facet:
    """Return one facet of several segments', each given with its first document's number."""
    values = sorted({value for _, part in parts for value in part.values})
    number = {value: code for code, value in enumerate(values)}
    codes, docs = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for base, part in parts:
        new = np.array([number[value] for value in part.values], np.int32)
        codes.append(new[part.codes] if len(new) else part.codes)
        own = np.arange(len(part.codes)) if part.docs is None else part.docs
        docs.append(own + base)
    single = all(part.docs is None for _, part in parts)
    return Facet(
        FacetValues(values, np.concatenate(codes), None if single else np.concatenate(docs))
    )


def date_facet(name: str, days: npt.NDArray[np.int64]) -> Facet:
    """Return the facet `year`, `month` or `day` of documents printed on these days."""
    first = int(days.min(initial=date.max.toordinal()))
    since = days - first
    used = np.flatnonzero(np.bincount(since))
    length = DATE_LENGTHS[name]
    texts = [date.fromordinal(first + day).isoformat()[:length] for day in used.tolist()]
    values = sorted(set(texts))
    number = {value: code for code, value in enumerate(values)}
    of_day = np.zeros(since.max(initial=0) + 1, np.int32)
    of_day[used] = [number[text] for text in texts]
    return Facet(FacetValues(values, of_day[since], None))
