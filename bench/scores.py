"""A parse held against gold as the judge does it: articles, headlines and whole paragraphs.

The definitions are those of ``shared/bin/score_pages``; the code is our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.parsing.records import ArticleRecord
from bench.gold import RIGHT, GoldArticle, is_headline_right, match_articles, normalize


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one page, each 0 to 1; ``headline`` is None where gold has no headline."""

    article: float
    headline: float | None
    para: float


def score(gold: Sequence[GoldArticle], parsed: Sequence[ArticleRecord]) -> Score:
    """F1 of articles, share of headlines that are right, F1 of paragraphs."""
    matched = match_articles(gold, parsed)
    owner = {i: parsed[j] for j, (i, _) in matched.items()}
    right = sum(share >= RIGHT for _, share in matched.values())
    titled = [i for i, article in enumerate(gold) if article.headlines]
    told = [i in owner and is_headline_right(gold[i], owner[i].headline) for i in titled]
    return Score(
        article=f1(right, len(parsed), len(gold)),
        headline=sum(told) / len(titled) if titled else None,
        para=_score_paragraphs(gold, owner, [a for j, a in enumerate(parsed) if j not in matched]),
    )


def _score_paragraphs(
    gold: Sequence[GoldArticle], owner: dict[int, ArticleRecord], spurious: Sequence[ArticleRecord]
) -> float:
    """F1 of whole paragraphs over the articles sure of their order; spurious ones count."""
    right, found, wanted = 0, sum(len(article.paragraphs) for article in spurious), 0
    for i, article in enumerate(gold):
        if article.order_uncertain:
            continue
        want = _count(article.paragraphs)
        have = _count(owner[i].paragraphs) if i in owner else Counter()
        have = (have & want) + (have - want - _count(article.optional))
        right += (want & have).total()
        found += have.total()
        wanted += want.total()
    return f1(right, found, wanted)


def _count(paragraphs: Sequence[str]) -> Counter[str]:
    return Counter(map(normalize, paragraphs))


def f1(right: float, found: float, wanted: float) -> float:
    """Of precision and recall the harmonic mean; 1 where nothing is wanted and nothing found."""
    return 2 * right / (found + wanted) if found + wanted else 1.0


def mean(scores: Sequence[Score]) -> Score:
    """The means over pages; a page without headlines has no say about them."""
    titled = [s.headline for s in scores if s.headline is not None]
    return Score(
        article=sum(s.article for s in scores) / len(scores),
        headline=sum(titled) / len(titled) if titled else None,
        para=sum(s.para for s in scores) / len(scores),
    )
