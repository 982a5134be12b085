"""What fits a query in, the same with scores out: BM25 over jieba words, weighted as BM25F has it.

A word of a headline or a lead stands more often in the field `words`: so its weight comes in before
saturation, as in Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields" (2004).
"""

from __future__ import annotations

import math

from tantivy import Occur, Query, Searcher

from search import analysis
from search.engines.tantivy.schema import SCHEMA, VALUES, as_token
from search.engines.tantivy.strings import string_query
from search.language.resolving import Resolved
from search.query import Phrase

#: Words and runs that count; more of them say nothing more.
MOST = 64
#: What an article gains by having a run of several words whole, by what the words tell: more than
#: they can earn apart (2.2 at most) on a front page, so that whole occurrences stand first.
RUN_BONUS = 2.3
#: What it gains by having a run of several words, or all that is asked, in its headline, and by
#: standing on the front page.
TITLE_BONUS = 0.5
FRONT_BONUS = 0.01


class WordStatistics:
    """What words tell in one state of the index of `size` documents, deleted ones included."""

    def __init__(self, searcher: Searcher, size: int) -> None:
        self._searcher = searcher
        self._size = size

    def idf(self, word: str) -> float:
        """Return how much a word tells, as Tantivy's BM25 has it: the rarer, the more."""
        having = self._searcher.doc_freq("words", as_token(word))
        return math.log(1 + (self._size - having + 0.5) / (having + 0.5))


def scored(found: Query, query: Resolved, statistics: WordStatistics) -> Query:
    """Return `found` with the scores that `query` gives."""
    worth = {word: statistics.idf(word) for word in query.words[:MOST]}
    parts = [(Occur.Must, Query.const_score_query(found, 0.0))]
    for word in worth:
        parts.append((Occur.Should, Query.term_query(SCHEMA, "words", as_token(word), "freq")))
    one_string = isinstance(query.match, Phrase)  # then every article found has it
    for run in query.runs[:MOST]:
        words = analysis.words(run)
        told = sum(worth.get(word, 0.0) for word in words)
        if len(words) > 1 and not one_string:
            parts.append(_bonus(string_query(run), RUN_BONUS * told))
        if len(words) > 1 or len(query.runs) == 1:
            parts.append(_bonus(string_query(run, "title"), TITLE_BONUS * told))
    front = Query.term_query(SCHEMA, VALUES["front"], "front", "basic")
    parts.append(_bonus(front, FRONT_BONUS * sum(worth.values())))
    return Query.boolean_query(parts)


def _bonus(query: Query, score: float) -> tuple[Occur, Query]:
    return Occur.Should, Query.const_score_query(query, score)
