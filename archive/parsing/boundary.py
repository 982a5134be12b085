"""Whether a title begins another article or is a crosshead (小标题) inside one.

Each feature says what it rests on; ``WEIGHTS`` holds how much it speaks for a new article,
as log-odds. A learned decode can replace the table without touching the features.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.parsing.blocks import Block, is_framed, is_numbered
from archive.parsing.byline import find_lead, find_photo_credit, find_signature
from archive.parsing.cohesion import Lexicon
from archive.parsing.headline import find_column_tag, is_kicker_form, is_subhead_form
from archive.parsing.jump import find_jump_to
from archive.parsing.text import fold, width


@dataclass(frozen=True, slots=True)
class Boundary:
    """A group of titles with the text of the article so far and the text that follows."""

    heads: Sequence[Block]
    left: Sequence[Block]
    right: Sequence[Block]
    bylined: bool
    page_marked: bool


WEIGHTS: Mapping[str, float] = {
    "bias": 0.2,
    "marked": 6.0,
    "unmarked_among_marked": -4.0,
    "bold": -5.0,
    "numbered": -6.0,
    "lead": 6.0,
    "bylined": 5.0,
    "left_closed": 2.5,
    "column_tag": 3.0,
    "dashes": 2.0,
    "group": 1.2,
    "short": -1.5,
    "long": 0.8,
    "two_parts": 0.6,
    "cohesion": -9.0,
    "left_brief": -1.0,
    "right_brief": -1.0,
}


def features(boundary: Boundary, lexicon: Lexicon) -> dict[str, float]:
    """The evidence at one boundary, each between 0 and 1."""
    heads, marks = boundary.heads, [head.mark for head in boundary.heads]
    texts = [head.text for head in heads]
    left = "".join(block.text for block in boundary.left)
    right = "".join(block.text for block in boundary.right)
    marked = any(mark.startswith("#") for mark in marks)
    longest = max(map(width, texts))
    return {
        "bias": 1.0,
        "marked": float(marked),
        "unmarked_among_marked": float(boundary.page_marked and not marked),
        "bold": float(bool(marks) and set(marks) == {"**"}),
        "numbered": float(any(is_numbered(t) or is_framed(t) for t in texts)),
        "lead": float(bool(boundary.right) and find_lead(boundary.right[0].text) is not None),
        "bylined": float(boundary.bylined),
        "left_closed": float(is_closed(boundary.left)),
        "column_tag": float(any(map(find_column_tag, texts))),
        "dashes": float(_has_dashes(texts)),
        "group": float(len(heads) > 1),
        "short": float(longest < 7),
        "long": float(longest >= 13),
        "two_parts": float(any("  " in fold(t) or " " in fold(t) for t in texts)),
        "cohesion": lexicon.shared(left, right),
        "left_brief": float(len(left) < 120),
        "right_brief": float(len(right) < 80),
    }


def score(boundary: Boundary, lexicon: Lexicon) -> float:
    """Log-odds that a new article begins here."""
    return sum(WEIGHTS[name] * value for name, value in features(boundary, lexicon).items())


def is_closed(blocks: Sequence[Block]) -> bool:
    """Whether the article before has its end: names at the end, a jump line."""
    if not blocks:
        return False
    text = blocks[-1].text
    return bool(find_signature(text) or find_photo_credit(text) or find_jump_to(text[-30:]))


def _has_dashes(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and (is_kicker_form(texts[0]) or any(map(is_subhead_form, texts[1:])))
