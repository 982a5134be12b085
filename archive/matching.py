"""Decides which page or article of a new reading is which of an old one; knows no Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: Two readings of one article share at least this much of their character pairs.
SAME_ARTICLE = 0.4
#: Two readings of one page share at least this much; different pages of a day share under 0.2.
SAME_PAGE = 0.4


def character_pairs(text: str) -> Counter[str]:
    """Count the pairs of neighbouring characters, white space left out."""
    letters = "".join(text.split())
    return Counter(letters[i : i + 2] for i in range(len(letters) - 1))


def overlap(a: Counter[str], b: Counter[str]) -> float:
    """Return the Dice coefficient of two counts, 0 to 1; two empty ones do not match."""
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def similarity(a: str, b: str) -> float:
    """Return how much two texts share, 0 to 1 (Dice coefficient of character pairs)."""
    return overlap(character_pairs(a), character_pairs(b))


@dataclass(frozen=True, slots=True)
class Reading:
    """What articles are matched by."""

    headline: str
    body: str


def match_articles(old: Sequence[Reading], new: Sequence[Reading]) -> dict[int, int]:
    """Map positions in `new` to positions in `old`, each used once, the surest pairs first.

    Bodies decide; equal headlines add, so that an article whose body was cut anew is still known.
    """
    old_pairs = [character_pairs(r.body) for r in old]
    new_pairs = [character_pairs(r.body) for r in new]
    scored = [
        (_score(old[i], new[j], overlap(old_pairs[i], new_pairs[j])), -abs(i - j), i, j)
        for i in range(len(old))
        for j in range(len(new))
    ]
    matched: dict[int, int] = {}
    used: set[int] = set()
    for score, _distance, i, j in sorted(scored, reverse=True):
        if score >= SAME_ARTICLE and i not in used and j not in matched:
            matched[j] = i
            used.add(i)
    return matched


def _score(old: Reading, new: Reading, shared: float) -> float:
    same_headline = bool(old.headline) and old.headline == new.headline
    return shared + (SAME_ARTICLE if same_headline else 0.0)
