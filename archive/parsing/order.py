"""Whether a page's titles stand before their text or after it, as some text layers have them.

A page does the one or the other throughout; the classifier weighs how the page opens and closes,
which side repeats the titles' words, and where lead-ins stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import fmean

import numpy as np

from archive.parsing.blocks import Block, Kind, is_data
from archive.parsing.byline import find_lead
from archive.parsing.cohesion import Lexicon
from archive.parsing.learned import trees
from archive.parsing.ngrams import weigh

#: Characters on either side that a title is compared with, and titles that are looked at.
REACH, MOST = 350, 40
_KINDS = {Kind.HEAD: 0.0, Kind.BYLINE: 1.0, Kind.BODY: 2.0}
Run = tuple[bool, list[Block]]


def titles_stand_last(blocks: Sequence[Block], lexicon: Lexicon) -> bool:
    """Whether titles follow their text on this page."""
    content = [block for block in blocks if not is_data(block.text)]
    if not is_open_order(content):
        return False
    row = np.array([order_features(content, lexicon)], np.float64)
    return bool(trees("order").raw(row)[0, 0] > 0)


def is_open_order(content: Sequence[Block]) -> bool:
    """Whether the page has both titles and text; titles that carry a mark stand first."""
    kinds = {block.kind for block in content}
    marked = any(block.is_marked_title for block in content)
    return {Kind.HEAD, Kind.BODY} <= kinds and not marked


def order_features(content: Sequence[Block], lexicon: Lexicon) -> list[float]:
    """The numbers of a page that tell on which side of their text its titles stand."""
    runs: list[Run] = [
        (is_head, list(group)) for is_head, group in groupby(content, lambda b: b.kind is Kind.HEAD)
    ]
    places = [i for i, (is_head, _) in enumerate(runs) if is_head][:MOST]
    lexicon.read_titles([_titles(run) for run in runs if run[0]][: MOST + 2])
    inner = _inner(runs)
    looked_at = sorted({*places, *inner})
    below = {i: _side(runs, i + 1, lexicon, i) for i in looked_at if i + 1 < len(runs)}
    above = {i: _side(runs, i - 1, lexicon, i) for i in looked_at if i}
    after, before = ([side[i] for i in places if i in side] for side in (below, above))
    pairs = [(below[i], above[i]) for i in inner]
    return [
        *(_KINDS[content[at].kind] for at in (0, min(1, len(content) - 1), -1)),
        0.0 if runs[0][0] else float(_size(runs[0][1])),
        0.0 if runs[-1][0] else float(_size(runs[-1][1])),
        float(len(places)),
        fmean(after) if after else -1.0,
        fmean(before) if before else -1.0,
        fmean(float(a > b) for a, b in pairs) if pairs else 0.5,
        *_leads(runs),
        *_edges(runs),
        fmean(len(runs[i][1]) for i in places),
    ]


def _inner(runs: Sequence[Run]) -> list[int]:
    return [i for i in range(1, len(runs) - 1) if runs[i][0]][:MOST]


def _size(blocks: Sequence[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _side(runs: Sequence[Run], at: int, lexicon: Lexicon, titles: int) -> float:
    """How much of the titles the text on one side repeats."""
    text = "".join(block.text for block in runs[at][1])
    near = text[:REACH] if at > titles else text[-REACH:]
    return lexicon.covered(_titles(runs[titles]), near)


def _titles(run: Run) -> str:
    return "\n".join(block.text for block in run[1])


def _leads(runs: Sequence[Run]) -> list[float]:
    """Lead-ins and bylines: at the page's top, below titles, and elsewhere amid text."""
    texts = [blocks for is_head, blocks in runs if not is_head]
    below = [_is_led(after) for (above, _), (_, after) in pairwise(runs) if above]
    inside = sum(bool(find_lead(b.text)) for blocks in texts for b in blocks[1:])
    return [
        float(not runs[0][0] and _is_led(runs[0][1])),
        fmean(below) if below else 0.0,
        float(inside),
    ]


def _is_led(blocks: Sequence[Block]) -> float:
    return float(blocks[0].kind is Kind.BYLINE or find_lead(blocks[0].text) is not None)


def _edges(runs: Sequence[Run]) -> list[float]:
    """How the first and last texts of the page open and close, against those between."""
    texts = [blocks for is_head, blocks in runs if not is_head][: MOST + 1]
    opening = weigh("opening", [blocks[0].text for blocks in texts])
    closing = weigh("closing", [blocks[-1].text for blocks in texts])
    return [opening[0], fmean(opening), closing[-1], fmean(closing), closing[0]]
