"""What search holds of an article, as Haystack wants it said."""

from __future__ import annotations

from typing import Any

from haystack import indexes

from archive.models import Article, ArticleQuerySet
from search.documents import make_document
from search.engines.base import Document
from search.query import TEXT_FIELDS

#: Large columns that come along with an article's page and that search does not read.
UNREAD = ("page__source_text", "page__furniture", "page__unplaced", "page__proposals")


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """Published articles; Haystack has no types."""

    text = indexes.CharField(document=True)
    title = indexes.CharField()
    author = indexes.CharField()
    column = indexes.CharField()
    city = indexes.CharField()
    newspaper = indexes.CharField()
    topics = indexes.MultiValueField()
    genre = indexes.CharField()
    front = indexes.CharField()
    page = indexes.CharField()
    authors = indexes.MultiValueField()
    date = indexes.DateField()
    digest = indexes.CharField()

    def get_model(self) -> type[Article]:
        """The one model that is searched."""
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """All that search may find, with what indexing reads of it."""
        articles = self.get_model().objects.published().with_place()
        return articles.prefetch_related("topics").defer(*UNREAD)

    def prepare(self, article: Article) -> dict[str, Any]:
        """Return every field; raises ValueError for an article without a place."""
        prepared: dict[str, Any] = super().prepare(article)
        prepared.update(_fields(make_document(article)))
        return prepared


def _fields(document: Document) -> dict[str, Any]:
    """Return Haystack's fields of an article: units one a line, a facet's one value or all."""
    facets = document.facets
    single = ("city", "newspaper", "genre", "front", "page")
    return {
        "text": "\n".join(document.units),
        **{name: "\n".join(document.fields[name]) for name in TEXT_FIELDS},
        **{name: facets[name][0] for name in single},
        "topics": list(facets["topic"]),
        "authors": list(facets["author"]),
        "date": document.date,
        "digest": document.digest.hex(),
    }
