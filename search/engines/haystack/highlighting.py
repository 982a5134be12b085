"""Articles found in, their marked extracts out, for Haystack's `highlight()`."""

from __future__ import annotations

from collections.abc import Sequence

from archive.models import Article
from search import analysis
from search.marks import find_wanted, make_units
from search.query import Node
from search.snippets import extracts


def highlight_articles(article_ids: Sequence[int], tree: Node | None) -> dict[int, list[str]]:
    """Return article → extracts with `<em>` around the hits."""
    wanted = find_wanted(tree)
    marked: dict[int, list[str]] = {article_id: [] for article_id in article_ids}
    for article in Article.objects.filter(pk__in=article_ids):
        marked[article.pk] = list(extracts(make_units(article, wanted), analysis.cut))
    return marked
