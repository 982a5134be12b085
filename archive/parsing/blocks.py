"""Lines and blocks of a page: what is handed from the reading of lines to the making of articles.

A block is a title, a byline, a paragraph or a piece of one; ``tagging`` makes them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from archive.parsing.text import BLANK, HAN, fold, split_mark

_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、])"
)
_DATA = re.compile(r"^[\d.,%‰+\-:/\s年月日时万亿元人次个]+$")
#: What closes sentences and words, but no figures.
_NO_DATA_END = re.compile(rf"[。！？…”；]|(?![年月日时万亿元人次个分])[{HAN}]")
_TIME_NOTE = re.compile(r"^(?:截至|截止|数据截至)[\d年月日时分\s]+$")
#: A notice is signed with a full date.
_SIGNED_DATE = re.compile(
    r"(?:\d{4}|[一二〇○零][一二三四五六七八九〇○零]{3})年[^年月]{1,3}月[^月日]{1,3}日$"
)
_CROSSHEAD_FRAME = re.compile(r"^[…·.—\s]*[◀▶►◄〉〈》]|[◀▶►◄][…·.\s]*$")
_CAPTION_START = re.compile(r"^(?:[▲▼△]|图为|上图|下图|左图|右图|图[①-⑩一二三四]|图\d)")

_RANKS = {"": 0, "**": 1, "#": 5, "##": 4, "###": 3}
#: What is beyond doubt, in log-odds.
SURE = 9.0


class Kind(Enum):
    """What a block is on its own; an article's headline and a crosshead are both HEAD."""

    HEAD = "head"
    BODY = "body"
    BYLINE = "byline"


class Line(NamedTuple):
    """One line that is not blank; ``gap`` counts the blank lines above it."""

    number: int
    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a piece of one, without its mark (#, ■).

    ``goes_on``: it is the rest of the paragraph before it; ``narrow``: lines of a narrow column;
    ``part``: which part of its article's head it is, once that is decided;
    ``sure``: by how much, in log-odds, its kind is likelier than the next.
    """

    text: str
    mark: str
    lines: tuple[int, ...]
    gap: int
    narrow: bool = False
    parts: tuple[str, ...] = ()
    kind: Kind = Kind.BODY
    goes_on: bool = False
    part: str = ""
    sure: float = SURE

    @property
    def is_marked_title(self) -> bool:
        """Whether the delivery itself marks the block as a heading."""
        return self.mark.startswith("#")


def read_lines(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, numbered from 1 as ``split("\\n")`` counts them."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            gap += 1
            continue
        lines.append(Line(number, raw.rstrip(), gap))
        gap = 0
    return tuple(lines)


def make_block(
    lines: Sequence[Line],
    text: str,
    *,
    narrow: bool = False,
    kind: Kind = Kind.BODY,
    goes_on: bool = False,
    sure: float = SURE,
    parts: Sequence[str] | None = None,
) -> Block:
    """A block of these lines; the mark is taken off its text, and off its ``parts``, the lines."""
    mark, bare = split_mark(text)
    numbers = tuple(line.number for line in lines)
    bares = parts or [split_mark(line.text)[1] for line in lines]
    return Block(bare, mark, numbers, lines[0].gap, narrow, tuple(bares), kind, goes_on, sure=sure)


def is_data(text: str) -> bool:
    """Figures, a point in time or a date that signs, alone as in graphics and notices."""
    if _NO_DATA_END.match(text[-1:]):
        return False
    folded = fold(text).strip()
    return bool(
        _DATA.match(folded)
        or _TIME_NOTE.match(folded)
        or (folded.endswith("日") and _SIGNED_DATE.search(folded))
    )


def is_time_note(text: str) -> bool:
    """A point in time alone (截至3月5日12时), as graphics print it below their title."""
    return bool(_TIME_NOTE.match(fold(text).strip()))


def is_signed(text: str) -> bool:
    """Whether a full date closes the text, as it does a notice."""
    folded = fold(text).strip()
    return folded.endswith("日") and bool(_SIGNED_DATE.search(folded))


def looks_like_caption(text: str) -> bool:
    """Whether the line opens as a photo's caption does (图为, ▲)."""
    return bool(_CAPTION_START.match(text.lstrip(BLANK)))


def mark_rank(mark: str) -> int:
    """How much a mark raises a line: 5 for #, less for ## and so on, 0 for none."""
    return _RANKS.get(mark, 2)


def is_numbered(text: str) -> bool:
    """Whether a heading carries a number (一、 (二) 3.), as crossheads do."""
    return bool(_NUMBERED.match(fold(text).strip()))


def is_framed(text: str) -> bool:
    """Whether a heading stands between ornaments, as crossheads do."""
    return bool(_CROSSHEAD_FRAME.search(text))
