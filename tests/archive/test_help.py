"""The help page: every example runs as it says."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from archive.models import Article
from archive.samples import load_samples, sample_files
from search.documents import make_document
from search.language.resolving import resolve
from search.language.tokens import FIELDS, Kind, scan
from search.matching import Reading
from search.names import resolve_names
from search.query import Notice, parse

pytestmark = pytest.mark.django_db

_EXAMPLE = re.compile(r'<a href="([^"?]*)\?q=([^"]*)"><code[^>]*>([^<]*)</code></a>')

_SEEN_FROM_TODAY = re.compile("上周|近|last")


@pytest.fixture
def examples(client: Client) -> list[str]:
    """Return the queries that the page shows; each links to itself."""
    page = client.get(reverse("archive:help")).content.decode()
    found = [_EXAMPLE.fullmatch(link) for link in re.findall(r"<a [^>]*><code.*?</a>", page)]
    for link in found:
        assert link
        assert link[1] == reverse("search:search")
        assert unquote(link[2]) == html.unescape(link[3])
    return [html.unescape(link[3]) for link in found if link]


def test_only_the_example_of_a_repair_is_repaired(examples: list[str]) -> None:
    repaired = [parse(text).notices for text in examples if parse(text).repaired]
    assert repaired == [(Notice.UNBALANCED_QUOTE,)]


def test_every_field_has_an_example(examples: list[str]) -> None:
    named = {token.text for text in examples for token in scan(text) if token.kind == Kind.FIELD}
    assert named == set(FIELDS.values())


def test_every_example_finds_something_in_the_sample_issues(examples: list[str]) -> None:
    load_samples(sample_files())
    articles = Article.objects.published().with_place().prefetch_related("topics")
    readings = [Reading(make_document(article)) for article in articles]
    for text in examples:
        tree, unknown = resolve_names(parse(text).tree)
        assert unknown == ()
        match = resolve(tree).match
        if not _SEEN_FROM_TODAY.search(text):
            assert any(reading.fits(match) for reading in readings), text


def test_a_query_is_escaped(client: Client) -> None:
    page = client.get(reverse("archive:help")).content.decode()
    assert "?q=%22%E8%80%81%E6%97%A7%E5%B0%8F%E5%8C%BA%22" in page
    assert '<code lang="zh-Hans">&quot;老旧小区&quot;</code>' in page
