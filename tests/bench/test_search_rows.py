"""Documents become rows from which the same documents are made again."""

from __future__ import annotations

import pytest

from archive.models import Article, Issue, Page
from bench.search_corpus import make_document
from bench.search_rows import fill_database
from search import documents
from search.engines.base import Document
from tests.bench.corpora import make_item, seeded

pytestmark = pytest.mark.django_db


def make_documents(count: int) -> list[Document]:
    rng = seeded(21)
    told = {"byline": "□本报记者 王小雨", "headline": "【街坊】桥头的灯"}
    return [
        make_document(make_item(rng, "2024-03-06", page, **(told if n % 3 == 0 else {})), n + 1)
        for n, page in zip(range(count), ["1", "2", "", "1"] * count, strict=False)
    ]


def test_rows_say_what_the_documents_say() -> None:
    made = make_documents(30)
    assert fill_database(made) == 30
    rows = Article.objects.published().with_place().in_bulk()
    for document in made:
        again = documents.make_document(rows[document.article_id])
        assert (again.units, again.fields, again.date) == (
            document.units,
            document.fields,
            document.date,
        )
        assert again.facets == document.facets


def test_an_issue_has_each_page_once_and_a_front_page_only_where_one_is_known() -> None:
    made = make_documents(30)
    fill_database(made)
    for issue in Issue.objects.all():
        sequences = list(issue.pages.order_by("sequence").values_list("sequence", flat=True))
        assert len(sequences) == len(set(sequences))
    fronts = {page.label for page in Page.objects.filter(sequence=1)}
    assert fronts <= {"01", "A01"}
    numbers = Article.objects.values_list("page_id", "number")
    assert len(set(numbers)) == 30
