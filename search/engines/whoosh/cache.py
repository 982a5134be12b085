"""Sets of documents that were found, kept up to so many bytes; the longest unused go first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt

#: Bytes kept by a process.
ROOM = 48_000_000
#: What a kept set takes besides its documents.
ENTRY = 400


class FoundSets:
    """Ascending documents by key, each set kept as numbers or as bits, whichever is shorter."""

    def __init__(self, room: int = ROOM) -> None:
        self.taken = 0
        self._room = room
        self._kept: OrderedDict[Hashable, npt.NDArray[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> npt.NDArray[np.int64] | None:
        """Return the documents kept under `key`, or None."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            self._kept.move_to_end(key)
        return (
            np.flatnonzero(np.unpackbits(kept).view(bool))
            if kept.dtype == np.uint8
            else kept.astype(int)
        )

    def put(self, key: Hashable, docs: npt.NDArray[np.int64]) -> None:
        """Keep `docs`, ascending, under `key`."""
        kept: npt.NDArray[Any] = docs.astype(np.uint32)
        if len(docs) * 32 > docs[-1:].sum() + 8:
            kept = np.packbits(np.bincount(docs).astype(bool))
        with self._lock:
            if key not in self._kept:
                self._kept[key] = kept
                self.taken += kept.nbytes + ENTRY
            while self.taken > self._room:
                self.taken -= self._kept.popitem(last=False)[1].nbytes + ENTRY
