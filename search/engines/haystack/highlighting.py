"""Articles found in, their marked extracts out, for Haystack's `highlight()`."""

from __future__ import annotations

from collections.abc import Sequence

from archive.models import Article
from search.analysis import fold_with_offsets
from search.query import Node
from search.resolving import resolve
from search.snippets import Unit, extracts


def highlight_articles(article_ids: Sequence[int], tree: Node | None) -> dict[int, list[str]]:
    """Return article → extracts with `<em>` around the hits."""
    strings = resolve(tree).strings
    marked: dict[int, list[str]] = {article_id: [] for article_id in article_ids}
    for article in Article.objects.filter(pk__in=article_ids):
        units = [Unit(text, *fold_with_offsets(text)) for text in article.text_units()]
        marked[article.pk] = list(extracts(units, strings))
    return marked
