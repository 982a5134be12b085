"""The n-gram models: how articles open and close, what titles and seams of lines read like."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archive.parsing.learned import closing_buckets, opening_buckets, seam_buckets, title_buckets
from bench.corpus import Item
from bench.truth import is_crosshead_form
from bench.weights import Arrays, fit_grams

Sample = tuple[Sequence[int], int]
#: Pieces of a title where a line may end.
TITLE_PIECE = 7


def fit_texts(items: Sequence[Item], seed: int) -> Arrays:
    """All n-gram models, learned from these items."""
    rng = random.Random(seed)
    out: Arrays = {}
    for name, draw, c in (
        ("opening", _openings, 1.0),
        ("closing", _closings, 1.0),
        ("title", _titles, 1.0),
        ("headish", _headish, 2.0),
        ("seam", _seams, 2.0),
        ("main", _mains, 1.0),
    ):
        samples = [sample for item in items for sample in draw(item, rng)]
        rng.shuffle(samples)
        grams, marks = zip(*samples, strict=True)
        out |= fit_grams(name, grams, marks, c)
    return out


def _paragraphs(item: Item) -> list[str]:
    return [text for text in item.paragraphs if not is_crosshead_form(text)]


def _openings(item: Item, rng: random.Random) -> Iterator[Sample]:
    for i, text in enumerate(_paragraphs(item)):
        yield opening_buckets(text), int(i == 0)


def _closings(item: Item, rng: random.Random) -> Iterator[Sample]:
    texts = _paragraphs(item)
    for i, text in enumerate(texts):
        yield closing_buckets(text), int(i == len(texts) - 1)


def _heads(item: Item) -> Iterable[str]:
    return filter(None, (item.kicker, item.headline, item.subhead))


def _crossheads(item: Item) -> Iterable[str]:
    inner = item.paragraphs[1:-1]
    return (text for text in inner if is_crosshead_form(text))


def _titles(item: Item, rng: random.Random) -> Iterator[Sample]:
    yield title_buckets(item.headline), 1
    for text in _crossheads(item):
        yield title_buckets(text), 0


def _mains(item: Item, rng: random.Random) -> Iterator[Sample]:
    yield title_buckets(item.headline), 1
    for text in filter(None, (item.kicker, item.subhead)):
        yield title_buckets(text), 0


def _pieces(text: str, rng: random.Random) -> Iterator[str]:
    yield text
    if len(text) > 2 * TITLE_PIECE:
        at = rng.randint(TITLE_PIECE, len(text) - 3)
        yield text[:at]
        yield text[at:]


def _headish(item: Item, rng: random.Random) -> Iterator[Sample]:
    for text in (*_heads(item), *_crossheads(item)):
        for piece in _pieces(text, rng):
            yield title_buckets(piece), 1
    for text in _paragraphs(item)[:8]:
        at = rng.randrange(max(1, len(text) - 8))
        yield title_buckets(text[at : at + rng.randint(5, 26)]), 0
        yield title_buckets(text[-rng.randint(5, 26) :]), 0
        yield title_buckets(text[: rng.randint(8, 26)]), 0


def _seams(item: Item, rng: random.Random) -> Iterator[Sample]:
    for text in item.paragraphs:
        for _ in range(min(3, len(text) // 30)):
            at = rng.randint(4, len(text) - 4)
            yield seam_buckets(text[:at], text[at:]), 1
    heads = [*_heads(item), *item.paragraphs]
    for before, after in pairwise(heads):
        yield seam_buckets(before, after), 0
