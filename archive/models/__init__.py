"""What was printed, as rows: newspapers, their issues, pages and articles, and the files behind."""

from archive.models.access import may_see_unpublished
from archive.models.article import GENRES, Article, ArticleQuerySet, ArticleTopic
from archive.models.printed import (
    MAX_PAGES,
    MAX_SEQUENCE,
    Issue,
    IssueQuerySet,
    Page,
    PageQuerySet,
    SourceFile,
    validate_date,
)
from archive.models.reference import RESERVED_SLUGS, City, Newspaper, Topic, validate_slug_free

__all__ = [
    "GENRES",
    "MAX_PAGES",
    "MAX_SEQUENCE",
    "RESERVED_SLUGS",
    "Article",
    "ArticleQuerySet",
    "ArticleTopic",
    "City",
    "Issue",
    "IssueQuerySet",
    "Newspaper",
    "Page",
    "PageQuerySet",
    "SourceFile",
    "Topic",
    "may_see_unpublished",
    "validate_date",
    "validate_slug_free",
]
