"""Folded texts of documents in, terms with their postings out: for one segment at a time.

A field's texts are laid one after the other as numbers, each unit closed by END. To sort the
places of all characters, and of all pairs, by what stands there is to invert the field.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.postings import Block, Counts, Numbers

#: Closes a unit: folding leaves none in the text. Its postings say where units end.
END = "\n"
#: Places sorted at once: some 150 MB.
PLACES = 3_000_000


class CharacterField:
    """The texts of a field, to be looked up by characters and by pairs of them."""

    def __init__(self) -> None:
        self._texts: list[npt.NDArray[np.uint32]] = []
        self._lengths: list[int] = []
        self._docs: list[int] = []
        self.length = 0

    def add(self, doc: int, units: Sequence[str]) -> None:
        """Take the folded units of a document; documents come in ascending order."""
        if not units:
            return
        text = END.join([*units, ""])
        self._texts.append(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"))
        self._lengths.append(len(text))
        self._docs.append(doc)
        self.length += len(text)

    def blocks(self) -> Iterator[tuple[int, Block]]:
        """Yield the blocks of the characters (1) and then of the pairs (2)."""
        if not self._texts:
            return
        codes = np.concatenate(self._texts)
        found = np.bincount(codes)
        alphabet = np.flatnonzero(found)
        kind = np.uint16 if len(alphabet) < 1 << 16 else np.uint32
        ranks: Numbers = np.zeros(len(found), kind)
        ranks[alphabet] = np.arange(len(alphabet))
        lengths = np.array(self._lengths)
        place = _Places(
            ranks[codes], alphabet, np.repeat(np.array(self._docs, np.uint32), lengths),
            np.repeat((np.cumsum(lengths) - lengths).astype(np.uint32), lengths),
        )  # fmt: skip
        del codes
        spans = list(_spans(found[alphabet]))
        for size in (1, 2):
            for low, high in spans:
                block = place.block(size, low, high)
                if block.texts:
                    yield size, block


class _Places:
    """Every place of a field: the rank of its character, its document and where that begins."""

    def __init__(self, ranks: Numbers, alphabet: Counts, docs: Numbers, begins: Numbers) -> None:
        self.ranks = ranks
        self.alphabet = alphabet
        self.docs = docs
        self.begins = begins
        end = np.flatnonzero(alphabet == ord(END))
        self.end = int(end[0])

    def block(self, size: int, low: int, high: int) -> Block:
        """Return the terms of `size` characters whose first has a rank of `low` to `high`."""
        ranks = self.ranks
        places = np.flatnonzero((ranks >= low) & (ranks < high))
        if size == 2:
            places = places[ranks[places] != self.end]  # a unit's last character begins no pair
            following = ranks[places + 1]
            kept = following != self.end
            places, following = places[kept], following[kept]
            places = places[np.argsort(following, kind="stable")]
        places = places[np.argsort(ranks[places], kind="stable")]
        terms = ranks[places].astype(np.int64)
        if size == 2:
            terms = terms * len(self.alphabet) + ranks[places + 1]
        docs = self.docs[places]
        block = group(terms, docs, (places - self.begins[places]).astype(np.uint32))
        return Block(self._texts(size, terms), *block)

    def _texts(self, size: int, terms: Counts) -> list[bytes]:
        """Return the characters of each term, in order."""
        own = terms[np.flatnonzero(np.diff(terms, prepend=-1))]
        codes = [own] if size == 1 else [own // len(self.alphabet), own % len(self.alphabet)]
        letters = np.stack([self.alphabet[code] for code in codes], axis=1).astype("<u4")
        text = letters.tobytes().decode("utf-32-le", "surrogatepass")
        ends = range(size, len(text) + 1, size)
        return [text[end - size : end].encode("utf-8", "surrogatepass") for end in ends]


def group(
    terms: npt.NDArray[Any], docs: Numbers, positions: Numbers
) -> tuple[Counts, Numbers, Numbers, Numbers]:
    """Return sizes, documents, frequencies and positions of terms sorted by term and place."""
    new_term = np.diff(terms, prepend=-1) != 0
    new_doc = new_term | (np.diff(docs.astype(np.int64), prepend=-1) != 0)
    first = np.flatnonzero(new_doc)
    freqs = np.diff(first, append=len(docs)).astype(np.uint32)
    sizes = np.diff(np.flatnonzero(new_term[first]), append=len(first))
    return sizes, docs[first], freqs, positions


def _spans(counts: Counts) -> Iterator[tuple[int, int]]:
    """Yield ranges of ranks that stand at some PLACES places in all."""
    low = total = 0
    for rank, count in enumerate(counts.tolist()):
        if total and total + count > PLACES:
            yield low, rank
            low, total = rank, 0
        total += count
    yield low, len(counts)


class WordField:
    """How often words stand in documents."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._words = array("I")
        self._docs = array("I")
        self._freqs = array("I")

    def add(self, doc: int, words: Iterable[str]) -> int:
        """Take the words of a document, in ascending order of documents; returns how many."""
        counts = Counter(words)
        numbers = self._numbers
        self._words.extend([numbers.setdefault(word, len(numbers)) for word in counts])
        self._docs.extend([doc] * len(counts))
        self._freqs.extend(counts.values())
        return counts.total()

    def blocks(self) -> Iterator[Block]:
        """Yield all words in one block."""
        if not self._words:
            return
        ordered = sorted(self._numbers)
        ranks = np.zeros(len(ordered), np.int64)
        ranks[[self._numbers[word] for word in ordered]] = np.arange(len(ordered))
        terms = ranks[self._words]
        order = np.argsort(terms, kind="stable")
        yield Block(
            [word.encode("utf-8", "surrogatepass") for word in ordered],
            np.bincount(terms, minlength=len(ordered)),
            np.array(self._docs, np.uint32)[order],
            np.array(self._freqs, np.uint32)[order],
        )
