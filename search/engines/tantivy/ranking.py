"""What fits a query in, the same with scores out: BM25 over jieba words, weighted as BM25F has it.

A word of a headline or a lead stands several times in the field `words`: so its weight comes in
before saturation, as in Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted
fields" (2004).
"""

from __future__ import annotations

import math

from tantivy import Occur, Query, Searcher

from search.engines.tantivy.schema import SCHEMA, VALUES, as_token
from search.engines.tantivy.strings import string_query
from search.query import Phrase
from search.resolving import Resolved

#: Words and runs that count; more of them say nothing more.
MOST = 64
#: What an article gains by having the whole run, as part of what its words can earn; what more by
#: having it in the headline, and by standing on the front page.
RUN_BONUS = 0.5
TITLE_BONUS = 0.5
FRONT_BONUS = 0.05


def scored(found: Query, query: Resolved, searcher: Searcher) -> Query:
    """Return `found` with the scores that `query` gives."""
    words = [as_token(word) for word in query.words[:MOST]]
    worth = sum(_idf(word, searcher) for word in words)
    parts = [(Occur.Must, Query.const_score_query(found, 0.0))]
    for word in words:
        parts.append((Occur.Should, Query.term_query(SCHEMA, "words", word, "freq")))
    one_string = isinstance(query.match, Phrase)  # then every article found has it
    for run in query.runs[:MOST]:
        if not one_string:
            parts.append(_bonus(string_query(run), RUN_BONUS * worth))
        parts.append(_bonus(string_query(run, "title"), TITLE_BONUS * worth))
    front = Query.term_query(SCHEMA, VALUES["front"], "front", "basic")
    parts.append(_bonus(front, FRONT_BONUS * worth))
    return Query.boolean_query(parts)


def _bonus(query: Query, score: float) -> tuple[Occur, Query]:
    return Occur.Should, Query.const_score_query(query, score)


def _idf(word: str, searcher: Searcher) -> float:
    """Return how much a word tells, as BM25 has it: the rarer, the more."""
    having = searcher.doc_freq("words", word)
    return math.log(1 + (max(searcher.num_docs, having) - having + 0.5) / (having + 0.5))
