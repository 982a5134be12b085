"""Printed text in, what search compares out: folded text, jieba words, characters, positions.

`fold("《春耕》 ＡＢ臺灣")` is `《春耕》ab台湾`: index, query and snippets all go through this one
function, so what one of them calls the same, the others do too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from search import segmentation
from search.segmentation import cut as cut

#: Raise it whenever folding, cutting or the index's fields change: an older index is built anew.
SCHEMA_VERSION = 4
#: Positions left free between two units, so that nothing runs on from one into the next.
GAP = 1
DIGEST_SIZE = 16

#: Han characters with their punctuation, kana and compatibility forms.
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\U00020000-\U0003ffff"
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
_SPACES = re.compile(" {2,}")
_SPACE_AT_CHINESE = re.compile(f"(?<=[{_CHINESE}]) | (?=[{_CHINESE}])")


@cache
def _simplified() -> dict[int, str]:
    """Return traditional character → simplified one, from OpenCC's table (Apache 2.0)."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}


class _FoldTable(dict[int, str]):
    """Code point → folded characters, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFKC", chr(code)).casefold()
        char = char.translate(_simplified())
        self[code] = "".join(" " if c.isspace() else c for c in char)
        return self[code]


_fold_table = _FoldTable()


def fold(text: str) -> str:
    """Return `text` as search compares it; a part of `text` folds to a part of the result.

    >>> fold("Ｃ919 客機 “首飛”")
    'c919客机“首飞”'
    """
    folded = _SPACES.sub(" ", text.translate(_fold_table))
    return _SPACE_AT_CHINESE.sub("", folded).strip(" ")


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)` and, for each of its characters, where in `text` it was printed."""
    folded = fold(text)
    # A character never folds to nothing: of the same length as before, each has become one.
    if len(folded) == len(text) == len(text.translate(_fold_table)):
        return folded, list(range(len(text)))
    chars: list[str] = []
    offsets: list[int] = []
    space = -1  # where the run of spaces at hand began
    for offset, code in enumerate(map(ord, text)):
        for char in _fold_table[code]:
            if char == " ":
                space = offset if space < 0 else space
                continue
            if space >= 0 and chars and not _IS_CHINESE.search(chars[-1] + char):
                chars.append(" ")
                offsets.append(space)
            space = -1
            chars.append(char)
            offsets.append(offset)
    return "".join(chars), offsets


def preload() -> None:
    """Load the dictionary and the character tables now rather than at the first query."""
    segmentation.preload()
    _simplified()


def is_word(token: str) -> bool:
    """Tell a word or number from punctuation."""
    return any(char.isalnum() for char in token)


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
