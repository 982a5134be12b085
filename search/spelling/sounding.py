"""What variants of a query ask, answered by the index and the table of suggestions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from archive.models import Article
from search.engines.base import Order, SearchHits, SearchRequest
from search.language.nodes import Node
from search.names import resolve_names
from search.spelling import suggestions
from search.spelling.spoken import Known

#: How long one question may take: a variant is a help, nobody waits for it.
SECONDS = 0.2


@dataclass(frozen=True)
class IndexedArchive:
    """The archive as search.spelling.variants asks it.

    `run` is the engine's; `request` the reader's own, of which filters, dates and what is withdrawn
    hold for every question.
    """

    run: Callable[[SearchRequest], SearchHits]
    request: SearchRequest

    def count(self, node: Node) -> int:
        """Return how many articles fit, within the filters; raises SearchUnavailable.

        0 where there was no time to count them all: a wrong count is not shown.
        """
        hits = self._find(node, 0)
        return 0 if hits.partial else hits.total

    def units(self, node: Node, limit: int) -> Sequence[str]:
        """Return the printed units of the newest articles that fit; raises SearchUnavailable."""
        found = [hit.article_id for hit in self._find(node, limit).hits]
        articles = Article.objects.published().filter(pk__in=found).order_by("pk")
        return [unit for article in articles for unit in article.text_units()]

    def said_like(self, spoken: Collection[str]) -> Sequence[Known]:
        """Return known names and words that are said so, the most frequent first."""
        return suggestions.said_like(spoken)

    def abbreviated(self, letters: str) -> Sequence[Known]:
        """Return known names and words whose syllables begin with these letters."""
        return suggestions.abbreviated(letters)

    def _find(self, node: Node, limit: int) -> SearchHits:
        tree, _unknown = resolve_names(node)
        request = replace(
            self.request,
            tree=tree,
            order=Order.NEWEST,
            offset=0,
            limit=limit,
            facets=(),
            histogram="",
            seconds=SECONDS,
        )
        return self.run(request)
