"""What was printed, as rows: newspapers, their issues, pages and articles, and the files behind."""

from archive.models.access import may_see_unpublished
from archive.models.article import GENRES, Article, ArticleQuerySet, ArticleTopic
from archive.models.printed import Issue, IssueQuerySet, Page, PageQuerySet, SourceFile
from archive.models.reference import RESERVED_SLUGS, City, Newspaper, Topic, validate_slug_free

__all__ = [
    "GENRES",
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
    "validate_slug_free",
]
