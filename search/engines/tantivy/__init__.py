"""A Haystack engine on Tantivy: for archives of 20,000 to millions of articles."""

from search.engines.tantivy.backend import TantivyEngine

__all__ = ["TantivyEngine"]
