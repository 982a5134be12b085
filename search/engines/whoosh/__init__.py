"""A Haystack engine on Whoosh's files: Whoosh writes them, arrays and bitsets read them."""

from search.engines.whoosh.backend import WhooshEngine

__all__ = ["WhooshEngine"]
