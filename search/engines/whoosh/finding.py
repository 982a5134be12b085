"""Strings and patterns in, the documents of a segment in which they stand out.

Candidates are what has all characters, pair by pair; positions then tell whether they follow one
another. A place is one number: the document's in its upper half, the position in its lower.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.chains import Chain, Text, read_chains
from search.engines.whoosh.clock import Clock
from search.engines.whoosh.inverting import END
from search.engines.whoosh.postings import Counts, Numbers, spread, starts_of
from search.engines.whoosh.schema import BIGRAMS, CHARACTERS
from search.engines.whoosh.segment import NO_DOCS, Docs, Segment
from search.query import Phrase

Places = npt.NDArray[np.int64]

#: Candidates looked through between two looks at the clock.
BATCH = 4_096
HALF = 32


class Found(NamedTuple):
    """Documents that fit, and those that may: the same unless the time ran out."""

    sure: Docs
    maybe: Docs


def find(
    segment: Segment, field: str, node: Text, clock: Clock, within: Docs | None = None
) -> Found:
    """Return the documents where `node` stands in a unit of `field`, of those `within`."""
    chains = read_chains(node)
    docs = _candidates(segment, field, {s for chain in chains for s in chain.strings}, clock)
    if within is not None:
        docs = docs[_among(docs, within, segment.size)]
    if not len(docs) or (isinstance(node, Phrase) and len(node.text) < 3 and not clock.late):
        return Found(docs, docs)
    reader = PlaceReader(segment, field)
    found: list[Docs] = []
    for start in range(0, len(docs), BATCH):
        if clock.over():
            return Found(np.concatenate([NO_DOCS, *found]), docs)
        found.append(reader.fitting(chains, docs[start : start + BATCH]))
    sure = np.concatenate(found)
    return Found(sure, sure)


def _candidates(segment: Segment, field: str, strings: Iterable[str], clock: Clock) -> Docs:
    """Return the documents that have all pairs of the strings, the rarest looked up first."""
    terms = {term for string in strings for term in _parts(field, string)}
    places = [(segment.place(*term), term) for term in terms]
    known = sorted((place.df, term) for place, term in places if place is not None)
    if len(known) < len(places):
        return NO_DOCS
    docs = segment.docs(*known[0][1])
    for _, term in known[1:]:
        if not len(docs) or clock.over():
            break
        docs = docs[_among(docs, segment.docs(*term), segment.size)]
    return docs


def _parts(field: str, string: str) -> list[tuple[str, str]]:
    """Return the terms to look up for a string: its one character, or its pairs."""
    if len(string) == 1:
        return [(CHARACTERS[field], string)]
    return [(BIGRAMS[field], string[i : i + 2]) for i in range(len(string) - 1)]


def _among(docs: Docs, others: Docs, size: int) -> npt.NDArray[np.bool_]:
    """Tell of each document whether it is one of the others."""
    marks = np.zeros(size, bool)
    marks[others] = True
    return marks[docs]


class PlaceReader:
    """Reads where strings stand in documents; keeps what it has read of a term."""

    def __init__(self, segment: Segment, field: str) -> None:
        self._segment = segment
        self._field = field
        self._read: dict[tuple[str, str], tuple[Docs, Numbers, Counts, Numbers]] = {}

    def fitting(self, chains: Iterable[Chain], docs: Docs) -> Docs:
        """Return those of `docs`, which have all the strings' pairs, that one of the chains fits.

        Raises ValueError for damage.
        """
        places: dict[str, Places] = {}
        ends = np.zeros(0, np.int64)
        found = []
        for chain in chains:
            plain = len(chain.strings) == 1 and not chain.before and not chain.after
            if not plain and not len(ends):
                ends = self._term_places(CHARACTERS[self._field], END, docs)
            for string in chain.strings:
                if string not in places:
                    places[string] = self._string_places(string, docs)
            if plain:
                found.append(places[chain.strings[0]] >> HALF)
            else:
                found.append(_reach(chain, places, ends))
        return np.unique(np.concatenate(found))

    def _string_places(self, string: str, docs: Docs) -> Places:
        """Return where `string` begins: every other pair, with the last, covers all characters."""
        if len(string) == 1:
            return self._term_places(CHARACTERS[self._field], string, docs)
        offsets = dict.fromkeys([*range(0, len(string) - 1, 2), len(string) - 2])
        begins: Places | None = None
        for offset in offsets:
            pair = string[offset : offset + 2]
            found = self._term_places(BIGRAMS[self._field], pair, docs) - offset
            begins = found if begins is None else begins[_contains(found, begins)]
        assert begins is not None  # noqa: S101  # there is always the first pair
        return begins

    def _term_places(self, field: str, term: str, docs: Docs) -> Places:
        """Return where a term stands in `docs`, ascending."""
        known = self._read.get((field, term))
        if known is None:
            postings = self._segment.postings(field, term)
            if postings is None:
                return NO_DOCS
            freqs = postings.freqs
            known = postings.docs, freqs, starts_of(freqs), postings.positions
            self._read[field, term] = known
        all_docs, freqs, starts, positions = known
        at = np.searchsorted(all_docs, docs)
        at = at[all_docs[np.minimum(at, len(all_docs) - 1)] == docs]
        counts = freqs[at]
        found: Places = np.repeat(all_docs[at] << HALF, counts)
        found += positions[spread(starts[at], counts)]
        return found


def _contains(places: Places, wanted: Places) -> npt.NDArray[np.bool_]:
    """Tell of each wanted place, ascending, whether it is among the others, ascending."""
    if not len(places):
        return np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
    found: npt.NDArray[np.bool_] = places[at] == wanted
    return found


def _reach(chain: Chain, places: dict[str, Places], ends: Places) -> Docs:
    """Return the documents in which the strings of a chain follow one another in one unit.

    `ends` are the ends of all units of all the documents: counted through, they number the units,
    so that a place in another unit is always too far.
    """
    docs = ends >> HALF
    first = np.empty_like(ends)  # where each unit begins
    first[1:] = np.where(docs[1:] == docs[:-1], ends[:-1] + 1, docs[1:] << HALF)
    first[:1] = docs[:1] << HALF
    reached = places[chain.strings[0]]
    units = np.searchsorted(ends, reached)
    kept = reached - chain.before >= first[units]
    reached, units = reached[kept], units[kept]
    for last, (low, high), string in zip(
        chain.strings, chain.gaps, chain.strings[1:], strict=False
    ):
        here = _by_unit(reached, units) + len(last)
        reached = places[string]
        units = np.searchsorted(ends, reached)
        there = _by_unit(reached, units)
        near = np.searchsorted(here, there - low, "right") > np.searchsorted(here, there - high)
        reached, units = reached[near], units[near]
    behind = ends[units] - reached - len(chain.strings[-1])
    found: Docs = reached[behind >= chain.after] >> HALF
    return found


def _by_unit(places: Places, units: Counts) -> Places:
    """Return places with the number of their unit instead of their document's."""
    return (units << HALF) + (places & ((1 << HALF) - 1))
