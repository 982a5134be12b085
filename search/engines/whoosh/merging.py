"""Small segments in, which of them a commit makes one of; and how terms of several are joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from search.engines.whoosh.postings import Block, Counts, spread, starts_of

#: So many segments of one tier become one; a tier's segments are so many times those of the last.
FACTOR = 8
#: Documents of the largest segments of the lowest tier.
SMALLEST = 64
#: A commit takes over at most so many documents, or FACTOR times those it adds: it stays short.
SHORT = 4_000
#: Beyond so many segments the smallest are merged whatever it takes.
MOST = 40


def choose(segments: Sequence[Any], added: int) -> list[Any]:
    """Return the segments that a commit of so many documents takes over."""
    sizes = {id(info): info.doc_count_all() - info.deleted_count() for info in segments}
    chosen = [info for info in segments if not sizes[id(info)]]
    ordered = sorted((i for i in segments if sizes[id(i)]), key=lambda info: sizes[id(info)])
    total = added
    while ordered:
        tier = _tier(sizes[id(ordered[0])])
        same = [info for info in ordered if _tier(sizes[id(info)]) == tier]
        ordered = ordered[len(same) :]
        taken = sum(sizes[id(info)] for info in same)
        count = len(same) + (total > 0 and _tier(total) <= tier)
        if count >= FACTOR and total + taken <= max(SHORT, FACTOR * added):
            chosen += same
            total += taken
    if len(segments) - len(chosen) > MOST:
        rest = [info for info in segments if info not in chosen]
        chosen += sorted(rest, key=lambda info: sizes[id(info)])[:FACTOR]
    return chosen


def _tier(size: int) -> int:
    """Return 0 up to SMALLEST, 1 up to FACTOR times as many, and so on."""
    tier = 0
    while size > SMALLEST * FACTOR**tier:
        tier += 1
    return tier


def renumber(block: Block, numbers: npt.NDArray[np.int64]) -> Block:
    """Return the terms with their documents' new numbers; those below 0 are left out."""
    docs = numbers[block.docs]
    kept = docs >= 0
    if kept.all():
        return block._replace(docs=docs.astype(np.uint32))
    sizes = np.add.reduceat(kept, starts_of(block.sizes), dtype=np.int64)
    freqs = np.ones(len(docs), np.uint32) if block.freqs is None else block.freqs
    positions = None if block.positions is None else block.positions[np.repeat(kept, freqs)]
    texts = [text for text, size in zip(block.texts, sizes.tolist(), strict=True) if size]
    return Block(texts, sizes[sizes > 0], docs[kept].astype(np.uint32), freqs[kept], positions)


def join(blocks: Sequence[Block]) -> Block:
    """Return several blocks of one field as one; a later block's documents come after."""
    texts = [text for block in blocks for text in block.texts]
    order = np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
    sizes = np.concatenate([block.sizes for block in blocks])
    freqs = np.concatenate([
        np.ones(len(block.docs), np.uint32) if block.freqs is None else block.freqs
        for block in blocks
    ])  # fmt: skip
    positions = None
    if any(block.positions is not None for block in blocks):
        whole = np.concatenate([b.positions for b in blocks if b.positions is not None])
        counts: Counts = np.add.reduceat(freqs, starts_of(sizes), dtype=np.int64)
        positions = whole[spread(starts_of(counts)[order], counts[order])]
    places = spread(starts_of(sizes)[order], sizes[order])
    docs = np.concatenate([block.docs for block in blocks])[places]
    ordered = [texts[i] for i in order.tolist()]
    first = [i for i, text in enumerate(ordered) if not i or text != ordered[i - 1]]
    joined = np.add.reduceat(sizes[order], first)
    return Block([ordered[i] for i in first], joined, docs, freqs[places], positions)
