"""Records of a parsed page → rows, keeping addresses and what editors have corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from archive.changes import articles_changed
from archive.matching import Reading, match_articles
from archive.models import Article, ArticleTopic, Page, Topic
from archive.parsing.records import ArticleRecord, PageRecord
from archive.placing import parse_iso_date
from archive.topics.classify import classify

#: What a reading sets on an article, and an editor may correct.
ARTICLE_FIELDS = (
    "column", "kicker", "headline", "subhead", "byline", "credits", "agency", "dateline_place",
    "dateline_date", "body", "genre", "jump_to", "jump_from",
)  # fmt: skip
_READING_FIELDS = ("order", "confidence", "field_confidence", "warnings", "source_lines")
LOST_WARNING = "新的原文里没有找到这篇稿件；因为有人工改动，予以保留。"


@dataclass(frozen=True, slots=True)
class Synced:
    """How many articles of a page were made, kept and removed."""

    added: int
    kept: int
    removed: int


def write_reading(page: Page, record: PageRecord) -> Synced:
    """Set the page's texts and bring its articles in line with the record; saves everything.

    An old article that the new reading still holds keeps its number (address) and every field an
    editor corrected. One that it no longer holds goes, unless an editor worked on it; one that an
    editor deleted does not come back.
    """
    page.source_text = record.text
    page.furniture = [piece.as_json() for piece in record.furniture]
    page.unplaced = [piece.as_json() for piece in record.unplaced]
    old = list(page.articles.order_by("order", "number"))
    removed_by_hand = [Reading(**reading) for reading in page.removed]
    readings = [*map(_reading, old), *removed_by_hand]
    matched = match_articles(readings, [_reading_of(r) for r in record.articles])
    articles = [
        _update(old[matched[j]], values) if j in matched else _add(page, values)
        for j, values in enumerate(map(_values, record.articles))
        if matched.get(j, -1) < len(old)
    ]
    for order, article in enumerate(articles, 1):
        article.order = order
    left = [article for i, article in enumerate(old) if i not in matched.values()]
    removed = _let_go(page, left, len(articles))
    page.save()
    new = [a for a in articles if a.pk is None]
    Article.objects.bulk_update([a for a in articles if a.pk], [*ARTICLE_FIELDS, *_READING_FIELDS])
    Article.objects.bulk_create(new)
    classify_articles(articles)
    articles_changed.send(Page, article_ids=[a.pk for a in (*articles, *left) if a.pk])
    return Synced(added=len(new), kept=len(articles) - len(new), removed=removed)


def classify_articles(articles: Sequence[Article]) -> None:
    """Set the topics of articles, but not where an editor has chosen them."""
    free = [a for a in articles if "topics" not in a.corrected_fields]
    topic_ids = dict(Topic.objects.values_list("slug", "pk"))
    ArticleTopic.objects.filter(article__in=free).delete()
    ArticleTopic.objects.bulk_create(
        ArticleTopic(article=article, topic_id=topic_ids[found.slug], score=found.score)
        for article in free
        for found in classify(
            article.headline,
            article.body,
            kicker=article.kicker,
            subhead=article.subhead,
            column=article.column,
        )
        if found.slug in topic_ids
    )


def _values(record: ArticleRecord) -> dict[str, Any]:
    return {
        "column": record.column,
        "kicker": record.kicker,
        "headline": record.headline,
        "subhead": record.subhead,
        "byline": record.byline,
        "credits": [{"name": c.name, "role": c.role} for c in record.credits],
        "agency": record.agency[:40],
        "dateline_place": record.dateline_place[:40],
        "dateline_date": parse_iso_date(record.dateline_date),
        "body": "\n".join(record.paragraphs),
        "genre": record.genre,
        "jump_to": record.jump_to[:20],
        "jump_from": record.jump_from[:20],
        "confidence": min(1.0, max(0.0, record.confidence)),
        "field_confidence": dict(record.field_confidence),
        "warnings": list(record.warnings),
        "source_lines": [list(pair) for pair in record.lines],
    }


def _reading(article: Article) -> Reading:
    return Reading(article.headline, article.body)


def _reading_of(record: ArticleRecord) -> Reading:
    return Reading(record.headline, "\n".join(record.paragraphs))


def _update(article: Article, values: dict[str, Any]) -> Article:
    for field, value in values.items():
        if field not in article.corrected_fields:
            setattr(article, field, value)
    return article


def _add(page: Page, values: dict[str, Any]) -> Article:
    page.last_article_number += 1
    return Article(page=page, number=page.last_article_number, **values)


def _let_go(page: Page, left: Sequence[Article], taken: int) -> int:
    """Remove articles the page no longer holds; those worked on by hand stay, at the end."""
    removed = 0
    for article in left:
        if article.corrected_fields:
            taken += 1
            article.order = taken
            article.warnings = [LOST_WARNING]
            article.save(update_fields=["order", "warnings"])
        else:
            article.delete()
            removed += 1
    return removed
