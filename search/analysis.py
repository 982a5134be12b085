"""Folded text in, what an engine is given out: words, characters, positions, digests.

Index, query and snippets all fold and cut the same way (search.text).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import blake2b

from search.text import folding, segmentation
from search.text.folding import fold as fold
from search.text.folding import fold_with_offsets as fold_with_offsets
from search.text.segmentation import cut as cut

#: Raise it whenever folding, cutting or the index's fields change: an older index is built anew.
SCHEMA_VERSION = 4
#: Positions left free between two units, so that nothing runs on from one into the next.
GAP = 1
DIGEST_SIZE = 16


def preload() -> None:
    """Load the dictionary and the character tables now rather than at the first query."""
    segmentation.preload()
    folding.simplified()


def is_word(token: str) -> bool:
    """Tell a word or number from punctuation."""
    return token.isalnum() or any(map(str.isalnum, token))  # most are out at once


def words(folded: str) -> list[str]:
    """Return the jieba words of a folded text without punctuation, in order.

    >>> words("春耕,夏耘")
    ['春耕', '夏耘']
    """
    return [token for token in cut(folded) if is_word(token)]


def plain_pieces(folded: str) -> tuple[str, ...]:
    """Return the strings that an article must contain to answer the plain run `folded`.

    Every piece is a part of the run, so an article that contains the run contains them all.
    Single characters that touch are one piece: apart they would say nothing.
    """
    pieces: list[str] = []
    glue = False  # whether the piece before is single characters that touch this token
    for token in cut(folded):
        if not is_word(token):
            glue = False
        elif len(token) > 1:
            pieces.append(token)
            glue = False
        elif glue:
            pieces[-1] += token
        else:
            pieces.append(token)
            glue = True
    return tuple(dict.fromkeys(pieces))


def word_positions(units: Iterable[str]) -> dict[str, list[int]]:
    """Return each word of the folded units with its positions 0, 1, 2…, a gap between units."""
    found: dict[str, list[int]] = {}
    position = 0
    for unit in units:
        for word in words(unit):
            found.setdefault(word, []).append(position)
            position += 1
        position += GAP
    return found


def bigram_positions(units: Iterable[str]) -> dict[str, list[int]]:
    """Return each pair of neighbouring characters with the positions at which it starts."""
    found: dict[str, list[int]] = {}
    start = 0
    for unit in units:
        for offset in range(len(unit) - 1):
            found.setdefault(unit[offset : offset + 2], []).append(start + offset)
        start += len(unit) + GAP
    return found


def characters(units: Iterable[str]) -> set[str]:
    """Return the single characters of the folded units."""
    return set().union(*units)


def content_digest(texts: Sequence[str], facets: Mapping[str, Sequence[str]], day: date) -> bytes:
    """Return what tells one indexed state of an article from another.

    `texts` are its column, kicker, headline, subhead, byline and body, as stored; `facets` the
    values of every facet, the names credited among them.
    """
    values = ("\x1f".join([name, *sorted(facets[name])]) for name in sorted(facets))
    joined = "\x00".join([str(SCHEMA_VERSION), *texts, *values, day.isoformat()])
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=DIGEST_SIZE).digest()
