"""The engine as Haystack's settings name it, and its store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from search.engines.haystack import StoreEngine, StoreSearchBackend
from search.engines.tantivy.store import TantivyStore


@lru_cache(maxsize=4)
def _shared(path: Path, lock_timeout: float) -> TantivyStore:
    """Return the one store of a folder: Haystack makes a backend for every thread."""
    return TantivyStore(path, lock_timeout)


class TantivySearchBackend(StoreSearchBackend):
    """Reads and writes the index in the folder that `PATH` names."""

    def open_store(self, options: Mapping[str, Any]) -> TantivyStore:
        """Return the store; `LOCK_TIMEOUT` is how long a writer waits."""
        return _shared(Path(options["PATH"]), options.get("LOCK_TIMEOUT", 10.0))


class TantivyEngine(StoreEngine):
    """The engine to name in HAYSTACK_CONNECTIONS."""

    backend = TantivySearchBackend
