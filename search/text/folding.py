"""Printed text in, text as search compares it out: width, case, script, white space.

`fold("《春耕》 ＡＢ臺灣")` is `《春耕》ab台湾`: index, query and snippets all go through this one
function, so what one of them calls the same, the others do too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

#: Han characters with their punctuation, kana and compatibility forms.
_CHINESE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\U00020000-\U0003ffff"
_IS_CHINESE = re.compile(f"[{_CHINESE}]")
_SPACES = re.compile(" {2,}")
_SPACE_AT_CHINESE = re.compile(f"(?<=[{_CHINESE}]) | (?=[{_CHINESE}])")


@cache
def simplified() -> dict[int, str]:
    """Return traditional character → simplified one, from OpenCC's table (Apache 2.0)."""
    table = files("opencc").joinpath("dictionary/TSCharacters.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}


class _FoldTable(dict[int, str]):
    """Code point → folded characters, filled as characters turn up."""

    def __missing__(self, code: int) -> str:
        char = unicodedata.normalize("NFKC", chr(code)).casefold()
        char = char.translate(simplified())
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
