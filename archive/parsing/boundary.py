"""Whether a title begins another article or is a crosshead (小标题) inside one.

Each feature says what it rests on; ``WEIGHTS`` holds how much it speaks for a new article,
as log-odds. A learned decode can replace the table without touching the features.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.parsing.blocks import Block, is_framed, is_numbered
from archive.parsing.byline import find_lead, find_photo_credit, find_signature
from archive.parsing.cohesion import REACH, Lexicon
from archive.parsing.headline import find_column_tag, is_kicker_form, is_subhead_form
from archive.parsing.jump import find_jump_to
from archive.parsing.text import fold, width


@dataclass(frozen=True, slots=True)
class Boundary:
    """A group of titles with the text of the article so far and the text that follows.

    ``title`` is the title that the article so far already has, where titles come first;
    ``led_share`` the share of the page's titles that stand at a lead-in or byline.
    """

    heads: Sequence[Block]
    left: Sequence[Block]
    right: Sequence[Block]
    bylined: bool
    page_marked: bool
    titles_last: bool = False
    title: str = ""
    led_share: float = 0.0


#: Paragraphs that are compared: time stays linear on any input.
SOME, MANY = 30, 60
#: News opens with a day or with when its reporters learned of it.
_NEWS_OPENING = re.compile(r"\d月\d{1,2}日|近日|日前|日上午|日下午|记者(?:从|获悉)|昨日|今日")

#: Log-odds fitted (logistic regression) on pages set from a month of a national daily; those of
#: marks and bylines, which that text has not, are set by hand.
WEIGHTS: Mapping[str, float] = {
    "unlike_page": -2.0,
    "marked": 8.0,
    "unmarked_among_marked": -4.0,
    "bold": -5.0,
    "bylined": 8.0,
    "lead": 10.0,
    "left_closed": 0.8,
    "parted": 5.0,
    "short": 0.8,
    "bias": -1.2,
    "numbered": -2.4,
    "column_tag": 4.6,
    "kicker_form": 0.2,
    "subhead_form": 3.8,
    "two": 0.3,
    "more": -1.5,
    "brief": -0.4,
    "long": 0.4,
    "two_parts": 1.2,
    "comma": -2.0,
    "question": -1.1,
    "colon": 0.6,
    "left_brief": -0.3,
    "left_long": 0.5,
    "right_brief": -2.0,
    "news_opening": 2.3,
    "quote_opening": 0.2,
    "cohesion": -1.6,
    "cohesion_start": -1.5,
    "covered_right": 0.8,
    "own_title": -4.1,
    "covered_left": -1.9,
    "unknown_left": 0.9,
}
#: The same where titles follow their text.
WEIGHTS_LAST: Mapping[str, float] = {
    "unlike_page": 0.0,
    "marked": 8.0,
    "unmarked_among_marked": -4.0,
    "bold": -5.0,
    "bylined": 8.0,
    "lead": 10.0,
    "left_closed": 0.8,
    "parted": 5.0,
    "short": 0.8,
    "bias": -0.8,
    "numbered": -1.9,
    "column_tag": 4.2,
    "kicker_form": 0.4,
    "subhead_form": 2.5,
    "two": 0.8,
    "more": -0.6,
    "brief": -1.4,
    "long": 0.8,
    "two_parts": 0.5,
    "comma": -1.8,
    "question": -2.5,
    "colon": -2.2,
    "left_brief": 1.0,
    "left_long": -1.3,
    "right_brief": -1.6,
    "news_opening": 1.3,
    "quote_opening": -0.2,
    "cohesion": -1.4,
    "cohesion_start": -0.8,
    "covered_right": -6.7,
    "own_title": 0.0,
    "covered_left": 4.4,
    "unknown_left": -1.1,
}


def features(boundary: Boundary, lexicon: Lexicon) -> dict[str, float]:
    """The evidence at one boundary, each about 0 to 1; what each rests on stands in its helper."""
    return {
        "bias": 1.0,
        **_mark_features(boundary),
        **_title_features([head.text for head in boundary.heads]),
        **_text_features(boundary),
        **_word_features(boundary, lexicon),
    }


def _mark_features(boundary: Boundary) -> dict[str, float]:
    """Marks of the delivery: # for headlines, ** for crossheads."""
    marks = [head.mark for head in boundary.heads]
    marked = any(mark.startswith("#") for mark in marks)
    return {
        "marked": float(marked),
        "unmarked_among_marked": float(boundary.page_marked and not marked),
        "bold": float(set(marks) == {"**"}),
    }


def _title_features(texts: Sequence[str]) -> dict[str, float]:
    """The titles' form: numbers, ornaments, column tags, dashes, parts, length, how many lines."""
    longest = max(map(width, texts))
    return {
        "numbered": float(any(is_numbered(t) or is_framed(t) for t in texts)),
        "column_tag": float(any(map(find_column_tag, texts))),
        "kicker_form": float(len(texts) > 1 and is_kicker_form(texts[0])),
        "subhead_form": float(len(texts) > 1 and any(map(is_subhead_form, texts[1:]))),
        "two": float(len(texts) == 2),
        "more": float(len(texts) > 2),
        "short": float(longest < 6),
        "brief": float(6 <= longest < 9),
        "long": float(longest >= 13),
        "two_parts": float(any(" " in fold(t).strip() for t in texts)),
        "comma": float(any("," in fold(t) for t in texts)),
        "question": float(any(fold(t).endswith(("?", "!")) for t in texts)),
        "colon": float(any(":" in fold(t) for t in texts)),
    }


def _text_features(boundary: Boundary) -> dict[str, float]:
    """What stands around: lead-ins and bylines below, an end or only a few lines above."""
    left, right = boundary.left, boundary.right
    opening = fold(right[0].text[:40]) if right else ""
    lead = is_led(right)
    size = sum(len(b.text) for b in left[-MANY:])
    return {
        "lead": float(lead),
        "unlike_page": 0.0 if lead or boundary.bylined else max(0.0, 2 * boundary.led_share - 1),
        "bylined": float(boundary.bylined),
        "left_closed": float(is_closed(left)),
        "parted": float(_is_parted(boundary)),
        "left_brief": float(size < 120),
        "left_long": min(1.0, size / 2000),
        "right_brief": float(sum(len(b.text) for b in right[:SOME]) < 80),
        "news_opening": float(bool(_NEWS_OPENING.search(opening))),
        "quote_opening": float(opening.startswith(("“", '"'))),
    }


def _word_features(boundary: Boundary, lexicon: Lexicon) -> dict[str, float]:
    """Shared words: of the texts on both sides, and of the titles with either side."""
    start = "".join(block.text for block in boundary.left[:SOME])
    left = "".join(block.text for block in boundary.left[-MANY:])
    right = "".join(block.text for block in boundary.right[:SOME])
    title = "\n".join(head.text for head in boundary.heads)
    return {
        "cohesion": min(1.0, 4 * lexicon.shared(left, right)),
        "cohesion_start": min(1.0, 4 * lexicon.shared(start[:REACH], right)),
        "covered_right": lexicon.covered(title, right[:REACH]),
        "own_title": lexicon.covered(boundary.title, right[:REACH]),
        "covered_left": lexicon.covered(title, left),
        "unknown_left": float(lexicon.covered(title, left) < 0.1),
    }


def score(boundary: Boundary, lexicon: Lexicon) -> float:
    """Log-odds that a new article begins here."""
    weights = WEIGHTS_LAST if boundary.titles_last else WEIGHTS
    return sum(weights[name] * value for name, value in features(boundary, lexicon).items())


def is_led(blocks: Sequence[Block]) -> bool:
    """Whether the text opens with a lead-in (本报讯)."""
    return bool(blocks) and find_lead(blocks[0].text) is not None


def _is_parted(boundary: Boundary) -> bool:
    """Whether lines that are no article's, a colophon say, stood above the title."""
    if not boundary.left:
        return False
    head, last = boundary.heads[0], boundary.left[-1]
    return head.lines[0] - last.lines[-1] > head.gap + 1


def is_closed(blocks: Sequence[Block]) -> bool:
    """Whether the article before has its end: names at the end, a jump line."""
    if not blocks:
        return False
    text = blocks[-1].text
    return bool(find_signature(text) or find_photo_credit(text) or find_jump_to(text[-30:]))
