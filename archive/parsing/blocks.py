"""Lines and blocks of a page, and what each block looks like on its own.

A block is a paragraph or a piece of one; ``classify`` says for every block whether it looks like
a title, a byline or body text. What it is for the page is decided later, in ``assemble``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from archive.parsing.byline import find_lead, has_role, is_byline_line
from archive.parsing.jump import is_jump_line
from archive.parsing.text import ends_sentence, fold, is_finished, is_list_item, split_mark, width

TITLE_WIDTH = 42.0
#: A block this short that closes a sentence is the rest of one.
FRAGMENT = 8.0
#: Titles known by their line breaks may be longer.
APART_WIDTH = 64.0
#: A title of two clauses is not longer than this.
WITH_COMMA = 30.0
_NUMBERED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[.、])"
)
_DATA = re.compile(r"^[\d.,%‰+\-:/\s年月日时万亿元人次个]+$")
_TIME_NOTE = re.compile(r"^(?:截至|截止|数据截至)[\d年月日时分\s]+$")
#: A notice is signed with a full date.
_SIGNED_DATE = re.compile(
    r"(?:\d{4}|[一二〇○零][一二三四五六七八九〇○零]{3})年[^年月]{1,3}月[^月日]{1,3}日$"
)
_TITLE_STOP = re.compile(r"[。;,:]$")
_DASH = re.compile(r"^\s*(?:——|—|--+)")
#: Words that lead on to the next and so never end a title.
_OPEN_END = re.compile(
    r"(?:[和与及或的在对将把为从被要是向以而并但使让其这该由据到]|以及|一系|进一|包括)$"
)
#: Words that point back at what was said, so that no title opens with them.
_POINTS_BACK = re.compile(
    r"^(?:该[县市区镇村乡校院局所企公项]|此外|据悉|据了解|据介绍|据统计|据[\u4e00-\u9fff]{2,6}介绍|与此同时|同时,|目前,|为此|随后"
    r"|近日,|日前,|当天|当日,|[他她](?:们|说|告诉|表示|还|又|在)|随着)"
)
#: A remark in parentheses that closes an article: who compiled it, where it was taken from.
_NOTE = re.compile(
    r"^\([^()]*(?:记者|摘编|原题|作者|原载|综合|报道|来源|转载|编译|整理)[^()]*\)$|^(?:数据|资料|图片)?来源:"
)
_CROSSHEAD_FRAME = re.compile(r"^[…·.—\s]*[◀▶►◄〉〈》]|[◀▶►◄][…·.\s]*$")


class Kind(Enum):
    """What a block looks like."""

    HEAD = "head"
    BODY = "body"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank; ``gap`` counts the blank lines above it."""

    number: int
    text: str
    gap: int


@dataclass(frozen=True, slots=True)
class Shape:
    """How hard-wrapped lines fill their column: the first set in, the last reaching its edge.

    ``apart``: the lines do not fit the column, as a title's do not; ``flush``: the first line
    fills it, so that no paragraph begins there.
    """

    indented: bool
    full: bool
    count: int
    apart: bool = False
    flush: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a piece of one, without its mark (#, ■)."""

    text: str
    mark: str
    lines: tuple[int, ...]
    gap: int
    narrow: bool = False
    shape: Shape | None = None
    parts: tuple[str, ...] = ()
    kind: Kind = Kind.BODY

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
    lines: Sequence[Line], text: str, *, narrow: bool = False, shape: Shape | None = None
) -> Block:
    """A block of these lines; the mark is taken off its text."""
    mark, bare = split_mark(text)
    numbers = tuple(line.number for line in lines)
    parts = tuple(split_mark(line.text)[1] for line in lines)
    return Block(bare, mark, numbers, lines[0].gap, narrow, shape, parts)


def classify(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give every block its kind, looking at the block before and after it."""
    out: list[Block] = []
    for i, block in enumerate(blocks):
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        kind = _kind(block, out[-1] if out else None, following)
        out.append(replace(block, kind=kind))
    return tuple(out)


def _kind(block: Block, before: Block | None, after: Block | None) -> Kind:
    if block.is_marked_title and width(block.text) <= 2 * TITLE_WIDTH:
        return Kind.HEAD
    if is_byline_line(f"{block.mark} {block.text}") and _may_be_byline(block, before):
        return Kind.BYLINE
    if before and _continues(before, block) and not _opens_news(block, after):
        return Kind.BODY
    if _is_dashed_subhead(block, before, after):
        return Kind.HEAD
    if not looks_like_title(block):
        return Kind.BODY
    dashed = before is not None and before.kind is Kind.HEAD and _DASH.match(block.text)
    return Kind.HEAD if dashed or not _is_cut(block, after) else Kind.BODY


def _may_be_byline(block: Block, before: Block | None) -> bool:
    if before is None or before.kind is not Kind.BODY or is_finished(before.text):
        return True
    return bool(block.mark) and has_role(block.text)


def _continues(before: Block, block: Block) -> bool:
    """A byline is followed by text, and an unfinished paragraph by its rest."""
    if before.kind is Kind.BYLINE:
        return not _DASH.match(block.text)
    if before.kind is not Kind.BODY or block.mark == "**":
        return False
    stops = is_finished(before.text) or before.mark == "**" or is_jump_line(before.text)
    if stops or is_list_item(before.text) or looks_like_note(before):
        return False
    if before.shape is None or block.shape is None:
        return True
    return before.shape.full and not (block.shape.apart and not ends_sentence(block.text))


def _opens_news(block: Block, after: Block | None) -> bool:
    """A line that looks like a title and stands above a byline or lead-in is one."""
    if after is None or not looks_like_title(block):
        return False
    marked = bool(after.mark) and is_byline_line(f"{after.mark} {after.text}")
    return (marked and has_role(after.text)) or find_lead(after.text) is not None


def _is_cut(block: Block, after: Block | None) -> bool:
    """Whether the block is the beginning of a paragraph that a column break cut.

    Rests on its lines reaching the column's edge and on the next block's not being set in; where
    line ends are not known, on a next block that is only the end of a sentence.
    """
    if after is None or find_lead(after.text) or looks_like_note(after):
        return False
    if is_byline_line(f"{after.mark} {after.text}") and has_role(after.text):
        return False
    if block.shape and after.shape:
        cut = block.shape.full and not block.shape.apart
        goes_on = after.shape.full or ends_sentence(after.text)
        return cut and goes_on and not after.shape.indented and not after.shape.apart
    return width(after.text) <= FRAGMENT and ends_sentence(after.text)


def _is_dashed_subhead(block: Block, before: Block | None, after: Block | None) -> bool:
    """A single line after "- " below a headline is a subhead, not a list."""
    if before is None or before.kind is not Kind.HEAD or not block.text.startswith(("- ", "– ")):
        return False
    return width(block.text) <= TITLE_WIDTH and not (after and is_list_item(after.text))


def is_time_note(text: str) -> bool:
    """A point in time alone (截至3月5日12时), as graphics print it below their title."""
    return bool(_TIME_NOTE.match(fold(text).strip()))


def is_signed(text: str) -> bool:
    """Whether a full date closes the text, as it does a notice."""
    return bool(_SIGNED_DATE.search(fold(text).strip()))


def looks_like_note(block: Block) -> bool:
    """Figures or a point in time alone, as information graphics print them."""
    text = fold(block.text).strip()
    return bool(_DATA.match(text)) or is_time_note(text) or is_signed(text)


def looks_like_title(block: Block) -> bool:
    """Whether the block may be a title by itself: short, without the stops of a sentence."""
    text = fold(block.text).strip()
    most = APART_WIDTH if block.shape and block.shape.apart else TITLE_WIDTH
    if block.narrow or not 1.5 <= width(text) <= most:
        return False
    if "。" in text or _TITLE_STOP.search(text) or _OPEN_END.search(text):
        return False
    if _POINTS_BACK.match(text) or _NOTE.match(text):
        return False
    if text.count(",") > (2 if most > TITLE_WIDTH or text.endswith("—") else 1) or (
        "," in text and width(text) > WITH_COMMA and most < APART_WIDTH
    ):
        return False
    if ends_sentence(text) and not text.endswith(("?", "!", "”", '"', "」", ")")):
        return False
    if looks_like_note(block) or is_jump_line(text) or find_lead(block.text):
        return False
    return not (is_list_item(block.text) and not _DASH.match(block.text))


def is_numbered(text: str) -> bool:
    """Whether a heading carries a number (一、 (二) 3.), as crossheads do."""
    return bool(_NUMBERED.match(fold(text).strip()))


def is_framed(text: str) -> bool:
    """Whether a heading stands between ornaments, as crossheads do."""
    return bool(_CROSSHEAD_FRAME.search(text))
