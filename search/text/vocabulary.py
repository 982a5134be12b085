"""The words that every archive adds to jieba's: places of the gazetteer, press terms, offices."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from archive.parsing.gazetteer import places
from search.text.folding import fold

TERMS = Path(__file__).with_name("terms.tsv")


@cache
def built_in_words() -> frozenset[str]:
    """Return the words, folded: full names of all places, short ones of provinces and cities.

    A county's short name is often an ordinary word, or cuts one in two (上高 in 以上高度).
    """
    full = {place.name for place in places()}
    short = {place.short for place in places() if place.level != "county"}
    return frozenset(fold(name) for name in full | short | terms().keys() if len(name) > 1)


@cache
def terms() -> dict[str, str]:
    """Return word → kind (`press`, `office`) of the project's own list."""
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(pairs)
