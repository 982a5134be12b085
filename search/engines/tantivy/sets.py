"""What articles have of a group of facets, counted by set, in; how many have each value, out.

`["[["370900"],["taian-ribao"]]"]` counted 5 times gives city 370900 and newspaper taian-ribao 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.engines.tantivy.schema import Group, number_of, read_set

Buckets = Sequence[Mapping[str, int]]
Integers = npt.NDArray[np.intp]


class _Values(NamedTuple):
    """A facet's values, and the sets that have them: `sets[i]` has `names[values[i]]`."""

    names: Sequence[str]
    sets: Integers
    values: Integers


class ValueSets:
    """All sets of values that articles have of a group; `terms` are those of schema.SETS.

    There are none (`size` is 0) where two of them have one number.
    """

    def __init__(self, group: Group, terms: Sequence[str]) -> None:
        self._rows = {number_of(term): row for row, term in enumerate(terms)}
        if len(self._rows) < len(terms):
            self._rows = {}
        sets = [*map(read_set, terms)] if self._rows else []
        self._facets = {
            name: _number_values([values[place] for values in sets])
            for place, name in enumerate(group)
        }

    @property
    def size(self) -> int:
        """How many sets there are."""
        return len(self._rows)

    def sum(self, buckets: Buckets, names: Iterable[str]) -> Iterator[tuple[str, dict[str, int]]]:
        """Yield each facet with value → articles, for what Tantivy counted by number."""
        counts = np.zeros(self.size)  # exact as long as they are less than 2 ** 53
        rows = [self._rows[bucket["key"]] for bucket in buckets]
        counts[rows] = [bucket["doc_count"] for bucket in buckets]
        for name in names:
            values = self._facets[name]
            sums = np.bincount(values.values, counts[values.sets], len(values.names)).astype(int)
            found = np.flatnonzero(sums)
            having = map(values.names.__getitem__, found.tolist())
            yield name, dict(zip(having, sums[found].tolist(), strict=True))


def _number_values(sets: Sequence[Sequence[str]]) -> _Values:
    """Return the values of a facet that stand in some sets."""
    pairs = [(row, value) for row, values in enumerate(sets) for value in values]
    numbers = {value: n for n, value in enumerate(dict.fromkeys(value for _, value in pairs))}
    rows, values = [row for row, _ in pairs], [numbers[value] for _, value in pairs]
    return _Values([*numbers], np.array(rows, np.intp), np.array(values, np.intp))
