"""Tells an article's topics by the weighted terms that its lines and body contain.

The headline ``小麦进入收割期 农机手连夜抢收`` becomes ``(TopicScore("agriculture", 0.83),)``.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from archive.topics.tree import parents, terms

#: What one occurrence counts, by the place where it stands.
HEADLINE, SUBHEAD, COLUMN, LEAD, BODY = 4.0, 2.0, 3.0, 2.0, 1.0
#: Characters of the body that count as its lead (导语).
LEAD_LENGTH = 120
#: Characters of a body whose score is neither raised nor lowered.
USUAL_LENGTH = 400
#: The raw score that is shown as 0.5.
HALF = 12.0
#: A topic below this share of the best is dropped.
SHARE = 0.55
MOST = 3
#: Where nothing is known; a regional daily's broadest subject.
FALLBACK, FALLBACK_SCORE = "society", 0.05


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic's slug and how much the article belongs to it, 0 to 1."""

    slug: str
    score: float


def classify(
    headline: str, body: str, *, kicker: str = "", subhead: str = "", column: str = ""
) -> tuple[TopicScore, ...]:
    """Tell one to three topics, best first; a lone weak ``society`` where no term is found.

    With n the weighted occurrences of a term (headline 4, column 3, kicker and subhead 2, the
    first 120 characters of the body 2, the rest 1), a topic's raw score is

        Σ weight · ln(1 + n_heads)  +  Σ weight · ln(1 + n_body) / √max(1, length / 400)

    so a repeated word counts less each time, and a long body does not drown its headline. The
    score shown is raw / (raw + 12). Topics below 0.55 of the best are dropped, and so is a parent
    whose child is given.
    """
    raw: dict[str, float] = defaultdict(float)
    heads = ((headline, HEADLINE), (column, COLUMN), (kicker, SUBHEAD), (subhead, SUBHEAD))
    _add(raw, _occurrences(heads), 1.0)
    parts = ((body[:LEAD_LENGTH], LEAD), (body[LEAD_LENGTH:], BODY))
    _add(raw, _occurrences(parts), 1 / math.sqrt(max(1.0, len(body) / USUAL_LENGTH)))
    return _best(raw)


def _best(raw: dict[str, float]) -> tuple[TopicScore, ...]:
    ranked = sorted(((value, slug) for slug, value in raw.items() if value > 0), reverse=True)
    if not ranked:
        return (TopicScore(FALLBACK, FALLBACK_SCORE),)
    kept = [(value, slug) for value, slug in ranked if value >= SHARE * ranked[0][0]][:MOST]
    covered = {parents().get(slug) for _, slug in kept}
    return tuple(
        TopicScore(slug, round(value / (value + HALF), 3))
        for value, slug in kept
        if slug not in covered
    )


def _add(raw: dict[str, float], occurrences: dict[str, float], factor: float) -> None:
    votes = terms()
    for term, count in occurrences.items():
        for slug, weight in votes[term]:
            raw[slug] += weight * math.log1p(count) * factor


def _occurrences(parts: tuple[tuple[str, float], ...]) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for text, weight in parts:
        for term in find_terms(text):
            found[term] += weight
    return found


def find_terms(text: str) -> Iterator[str]:
    """The vocabulary's terms in a text, in order, not overlapping, the longest at each place."""
    ends = _lengths()
    start = 0
    while start < len(text):
        step = 1
        for length in ends.get(text[start : start + 2]) or ends.get(text[start], ()):
            if text[start : start + length] in terms():
                yield text[start : start + length]
                step = length
                break
        start += step


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The lengths of the terms that begin with these two characters, longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for term in terms():
        found[term[:2]].add(len(term))
        if len(term) > 1 and term[0] in terms():
            found[term[:2]].add(1)
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}
