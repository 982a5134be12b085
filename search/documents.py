"""An article's row in, what an engine indexes of it out.

A row's values are enough to tell one indexed state from another (`ArticleState.digest`), so that a
whole archive is compared with its index without making model objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from archive.models import Article
from archive.parsing.jump import normalize_label
from search.analysis import content_digest
from search.engines.base import Document

#: The stored texts that make up an article's state in the index, as Article.text_units() reads.
TEXTS = ("column", "kicker", "headline", "subhead", "byline", "body")
#: What a row must bring along, in the order of ArticleState's fields; its topics come apart.
ROW = (
    "pk",
    "page__issue__newspaper__slug",
    "page__city_id",
    "page__issue__newspaper__city_id",
    "page__issue__date",
    "page__sequence",
    "page__label",
    "genre",
    "credits",
    *TEXTS,
)

_AROUND = re.compile(r"[第版次叠:：\s]")
_LABEL = re.compile(r"([A-Z]*)0*([0-9]+)")


@dataclass(frozen=True)
class ArticleState:
    """What the database says of one article; everything that its place in the index depends on."""

    article_id: int
    newspaper: str
    city: str
    day: date
    sequence: int
    label: str
    genre: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    topics: tuple[str, ...]

    def facets(self) -> dict[str, tuple[str, ...]]:
        """Return the values of each facet (search.engines.base.FACETS)."""
        return {
            "city": (self.city,),
            "newspaper": (self.newspaper,),
            "topic": self.topics,
            "genre": (self.genre,),
            "front": ("front" if self.sequence == 1 else "inner",),
            "page": (page_value(self.label, self.sequence),),
            "author": self.names,
        }

    def fields(self) -> dict[str, tuple[str, ...]]:
        """Return the units of each field that a query can name (search.query.TEXT_FIELDS)."""
        column, kicker, headline, subhead, byline, _body = self.texts
        return {
            "title": _lines(kicker, headline, subhead),
            "author": (*_lines(byline), *self.names),
            "column": _lines(column),
        }

    def digest(self) -> bytes:
        """Return what tells this state from any other."""
        return content_digest(self.texts, self.facets(), self.day)


def page_value(label: str, sequence: int) -> str:
    """Return a page as the facet `page` has it: the printed label without padding, or its number.

    >>> page_value("第03版", 3), page_value("Ａ03", 3), page_value("", 12), page_value("号外", 1)
    ('3', 'A3', '12', '1')
    """
    found = _LABEL.match(normalize_label(_AROUND.sub("", label)).upper())
    return "".join(found.groups()) if found else str(sequence)


def read_row(row: Sequence[Any], topics: Iterable[str]) -> ArticleState:
    """Return the state of an article from the values of `ROW` and the slugs of its topics."""
    pk, slug, page_city, city, day, sequence, label, genre, named, *texts = row
    return ArticleState(
        pk, slug, page_city or city, day, sequence, label, genre,
        _names(named), tuple(texts), tuple(sorted(topics)),
    )  # fmt: skip


def read_article(article: Article) -> ArticleState:
    """Return the state of a placed article; raises ValueError for one without a place."""
    page, issue = article.page, article.page.issue
    if issue is None or page.sequence is None:
        raise ValueError(f"article {article.pk} has no issue yet")
    texts = [getattr(article, name) for name in TEXTS]
    row = [
        article.pk, issue.newspaper.slug, page.city_id, issue.newspaper.city_id, issue.date,
        page.sequence, page.label, article.genre, article.credits, *texts,
    ]  # fmt: skip
    return read_row(row, (topic.slug for topic in article.topics.all()))


def make_document(article: Article) -> Document:
    """Return what is indexed of a placed article; raises ValueError for one without a place."""
    state = read_article(article)
    return Document(
        article_id=article.pk,
        units=tuple(article.text_units()),
        fields=state.fields(),
        facets=state.facets(),
        date=state.day,
        digest=state.digest(),
    )


def _lines(*texts: str) -> tuple[str, ...]:
    """Return the printed lines of some texts, as Article.text_units() has them."""
    return tuple(line for text in texts for line in text.split("\n") if line.strip())


def _names(named: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Return the names credited, each once, as printed."""
    names = (credit.get("name", "").strip() for credit in named)
    return tuple(dict.fromkeys(filter(None, names)))
