"""What search holds of an article, as Haystack wants it said."""

from __future__ import annotations

import datetime

from haystack import indexes

from archive.models import Article, ArticleQuerySet
from search.analysis import content_digest

#: The stored texts that, with place, day and topics, make up an article's state in the index.
TEXT_FIELDS = ("column", "kicker", "headline", "subhead", "byline", "body")

#: Large columns that come along with an article's page and that search does not read.
UNREAD = ("page__source_text", "page__furniture", "page__unplaced", "page__proposals")


class ArticleIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]
    """Published articles; Haystack has no types."""

    text = indexes.CharField(document=True)
    heads = indexes.CharField()
    newspaper = indexes.CharField()
    city = indexes.CharField()
    topics = indexes.MultiValueField()
    date = indexes.DateField()
    digest = indexes.CharField()

    def get_model(self) -> type[Article]:
        """The one model that is searched."""
        return Article

    def index_queryset(self, using: str | None = None) -> ArticleQuerySet:
        """All that search may find, with what indexing reads of it."""
        articles = self.get_model().objects.published().with_place()
        return articles.prefetch_related("topics").defer(*UNREAD)

    def prepare_text(self, article: Article) -> str:
        """The searched units, one a line."""
        return "\n".join(article.text_units())

    def prepare_heads(self, article: Article) -> str:
        """The lines above the body that say what it is about."""
        return "\n".join((article.kicker, article.headline, article.subhead))

    def prepare_newspaper(self, article: Article) -> str:
        """The newspaper's slug."""
        return _issue_place(article)[0]

    def prepare_city(self, article: Article) -> str:
        """The code of the city the article counts for."""
        return article.city.adcode

    def prepare_topics(self, article: Article) -> list[str]:
        """The slugs of its topics."""
        return sorted(topic.slug for topic in article.topics.all())

    def prepare_date(self, article: Article) -> datetime.date:
        """The day it was printed."""
        return _issue_place(article)[1]

    def prepare_digest(self, article: Article) -> str:
        """What tells this state of the article from others."""
        texts = [getattr(article, name) for name in TEXT_FIELDS]
        slug, day = _issue_place(article)
        city = article.city.adcode
        return content_digest(texts, slug, city, self.prepare_topics(article), day).hex()


def _issue_place(article: Article) -> tuple[str, datetime.date]:
    """Return the newspaper's slug and the day; raises ValueError for an article without a place."""
    issue = article.page.issue
    if issue is None:
        raise ValueError(f"article {article.pk} has no issue yet")
    return issue.newspaper.slug, issue.date
