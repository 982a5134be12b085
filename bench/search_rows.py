"""Documents of the corpora as published rows of the database: ``fill_database(documents(500))``.

``temporary_database()`` is an empty one with the reference data, gone afterwards.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from bench import search_setup  # noqa: F401  # before what needs Django's settings

# isort: split

from django.db import connection, transaction
from django.utils import timezone

from archive.models import Article, ArticleTopic, City, Issue, Newspaper, Page, SourceFile, Topic
from search.engines.base import Document

#: Rows written at once.
BATCH = 500
FRONT = ("1", "A1")
_LABEL = re.compile("[0-9]+")


@contextmanager
def temporary_database() -> Iterator[None]:
    """Have Django work on a database of its own while it lasts: in memory, where it is SQLite."""
    name = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def fill_database(made: Iterable[Document]) -> int:
    """Write the documents as published articles with their own ids; returns how many there are.

    Issues and pages are made as their facets say. Nothing is queued for indexing.
    """
    documents = list(made)
    with transaction.atomic():
        pages = _make_pages(documents)
        rows = [_make_article(document, pages[_place(document)]) for document in documents]
        Page.objects.bulk_update(pages.values(), ["last_article_number"], BATCH)
        Article.objects.bulk_create(rows, BATCH)
        topics = {topic.slug: topic for topic in Topic.objects.all()}
        ArticleTopic.objects.bulk_create(
            [
                ArticleTopic(article_id=document.article_id, topic=topics[slug])
                for document in documents
                for slug in document.facets["topic"]
            ],
            BATCH,
        )
    return len(documents)


Place = tuple[str, str, str]


def _place(document: Document) -> Place:
    """Newspaper, day and printed page."""
    facets = document.facets
    return facets["newspaper"][0], document.date.isoformat(), facets["page"][0]


def _make_pages(documents: Sequence[Document]) -> dict[Place, Page]:
    """Create newspapers, issues and pages."""
    papers = _make_papers({d.facets["newspaper"][0]: d.facets["city"][0] for d in documents})
    days = {_place(document)[:2]: document.date for document in documents}
    issues = {place: Issue(newspaper=papers[place[0]], date=day) for place, day in days.items()}
    Issue.objects.bulk_create(issues.values(), BATCH)
    source = SourceFile.objects.create(sha256="0" * 64, name="corpus", size=1, file="corpus")
    last: dict[tuple[str, str], int] = defaultdict(int)
    pages = {}
    for *issue, label in sorted(set(map(_place, documents)), key=_in_an_issue):
        slug, day = issue
        # An issue of which the corpus has no front page begins with its second.
        last[slug, day] = max(last[slug, day] + 1, 1 if label in FRONT else 2)
        pages[slug, day, label] = Page(
            issue=issues[slug, day],
            sequence=last[slug, day],
            label=_LABEL.sub(lambda found: found[0].zfill(2), label),
            source_file=source,
            published_at=timezone.now(),
        )
    Page.objects.bulk_create(pages.values(), BATCH)
    return pages


def _make_papers(cities: Mapping[str, str]) -> dict[str, Newspaper]:
    """Create the newspapers; `cities` maps their slugs to city codes."""
    known = City.objects.in_bulk(set(cities.values()))
    kinds = {"ribao": "日报", "wanbao": "晚报"}
    papers = {}
    for slug, code in sorted(cities.items()):
        name = f"{known[code].name}{kinds[slug.partition('-')[0]]}"
        papers[slug] = Newspaper(slug=slug, name=name, city=known[code])
    Newspaper.objects.bulk_create(papers.values(), BATCH)
    return papers


def _in_an_issue(place: Place) -> tuple[str, str, bool, str]:
    slug, day, label = place
    return slug, day, label not in FRONT, label


def _make_article(document: Document, page: Page) -> Article:
    """The article on its page, with the next number there."""
    page.last_article_number += 1
    lines = list(document.units)
    names, titles = document.facets["author"], document.fields["title"]
    bylines = len(document.fields["author"]) - len(names)
    column = [lines.pop(0) for _ in document.fields["column"]]
    kicker = lines.pop(0) if len(titles) == 3 else ""
    headline = lines.pop(0)
    subhead = lines.pop(0) if len(titles) > 1 else ""
    byline = [lines.pop(0) for _ in range(bylines)]
    return Article(
        pk=document.article_id,
        page=page,
        number=page.last_article_number,
        order=page.last_article_number,
        column="\n".join(column),
        kicker=kicker,
        headline=headline,
        subhead=subhead,
        byline="\n".join(byline),
        credits=[{"name": name, "role": "记者"} for name in names],
        body="\n".join(lines),
        genre=document.facets["genre"][0],
    )
