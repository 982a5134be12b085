"""Haystack's side of every engine: its calls in, our own requests and documents out.

An engine needs a Store (search.engines.base), a backend that opens it and a name for settings:

    class WhooshSearchBackend(StoreSearchBackend):
        def open_store(self, options: Mapping[str, Any]) -> WhooshStore:
            return WhooshStore(Path(options["PATH"]))


    class WhooshEngine(StoreEngine):
        backend = WhooshSearchBackend
"""

from search.engines.haystack.backend import StoreEngine, StoreSearchBackend

__all__ = ["StoreEngine", "StoreSearchBackend"]
