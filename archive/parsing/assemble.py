"""Blocks of a page into drafts of articles, decided over the page as a whole.

Titles stand before their text or, in some text layers, after it; a page does the one or the
other throughout, so the order is found first and each boundary is judged in its light.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from archive.parsing.blocks import SURE, Block, Kind
from archive.parsing.boundary import Segment, judge, make_page
from archive.parsing.byline import find_lead, has_role
from archive.parsing.cohesion import Lexicon
from archive.parsing.order import titles_stand_last
from archive.parsing.text import squeeze

#: A paragraph shorter than this may well be printed twice on purpose.
REPEAT = 20


@dataclass(slots=True)
class Draft:
    """An article in the making: title lines, byline lines, pieces of body.

    How sure it is, in log-odds: that it begins here (``start``), that the next one does (``end``),
    that its crossheads are none of other articles (``inner``, the least sure is ``doubtful``).
    """

    heads: list[Block] = field(default_factory=list)
    bylines: list[Block] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)
    label: Block | None = None
    genre: str = ""
    start: float = SURE
    end: float = SURE
    inner: float = SURE
    inners: int = 0
    doubtful: str = ""
    head_sure: float = SURE
    warnings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of the body, unjoined."""
        return "".join(block.text for block in self.body)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The drafts of a page, the blocks without a place, and whether titles come last."""

    drafts: list[Draft]
    unplaced: list[Block]
    titles_last: bool
    lexicon: Lexicon


def assemble(blocks: Sequence[Block], measures: Sequence[float] = ()) -> Assembly:
    """Drafts in the order of the page; every block goes to a draft or to ``unplaced``."""
    unique, repeats = split_repeats(blocks)
    lexicon = Lexicon.of([b.text for b in unique if b.kind is Kind.BODY])
    last = titles_stand_last(unique, lexicon)
    segments = make_segments(unique, last)
    page = make_page(segments, lexicon, last, measures)
    return Assembly(merge(segments, judge(page), last), repeats, last, lexicon)


def make_segments(blocks: Sequence[Block], last: bool) -> list[Segment]:
    """The blocks parted at every place where an article may begin."""
    return _segments_last(blocks) if last else _segments_first(blocks)


def split_repeats(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """A paragraph that was read again is kept once; the repeats are handed back apart."""
    seen: set[str] = set()
    unique: list[Block] = []
    repeats: list[Block] = []
    for block in blocks:
        key = squeeze(block.text) if len(block.text) >= REPEAT else ""
        again = len(key) >= REPEAT and key in seen
        (repeats if again else unique).append(block)
        seen.add(key)
    return unique, repeats


def _segments_first(blocks: Sequence[Block]) -> list[Segment]:
    segments: list[Segment] = []
    for i, block in enumerate(blocks):
        following = blocks[i + 1].kind if i + 1 < len(blocks) else None
        current = segments[-1] if segments else None
        if current is None or _may_open(block, current, following):
            current = Segment()
            segments.append(current)
        _put(block, current)
    return segments


def _may_open(block: Block, current: Segment, following: Kind | None) -> bool:
    """A title, a byline with a role or a lead-in amid text may open an article."""
    if not current.body:
        return False
    if block.kind is Kind.BYLINE:
        return has_role(block.text) and following in (Kind.BODY, Kind.BYLINE)
    return block.kind is Kind.HEAD or _is_led(block)


def _is_led(block: Block) -> bool:
    """A lead-in with text after it; names alone in parentheses close an article."""
    lead = None if block.goes_on else find_lead(block.text)
    return lead is not None and len(block.text) > len(lead.text) + 1


def _put(block: Block, segment: Segment) -> None:
    if block.kind is Kind.BODY:
        segment.body.append(block)
    else:
        (segment.heads if block.kind is Kind.HEAD else segment.bylines).append(block)


def _segments_last(blocks: Sequence[Block]) -> list[Segment]:
    segments: list[Segment] = [Segment()]
    for block in blocks:
        current = segments[-1]
        led = bool(current.body) and _is_led(block)
        if block.kind is not Kind.HEAD and (current.heads or led):
            segments.append(Segment())
        _put(block, segments[-1])
    return segments


def merge(segments: Sequence[Segment], odds: Sequence[float], last: bool) -> list[Draft]:
    """Join the segments that a crosshead parts."""
    drafts: list[Draft] = []
    for segment, odd in zip(segments, odds, strict=True):
        if drafts and odd <= 0:
            _absorb(drafts[-1], segment, last, -odd)
            continue
        if drafts:
            drafts[-1].end = odd
        drafts.append(Draft(segment.heads, segment.bylines, segment.body, start=odd))
    return drafts


def _absorb(draft: Draft, segment: Segment, last: bool, sure: float) -> None:
    """The title between the two becomes a crosshead, a paragraph of the body."""
    crossheads = draft.heads if last else segment.heads
    draft.inners += 1
    if sure < draft.inner:
        draft.inner = sure
        draft.doubtful = crossheads[0].text if crossheads else ""
    draft.body += [replace(head, kind=Kind.HEAD) for head in crossheads] + segment.body
    draft.bylines += segment.bylines
    if last:
        draft.heads = segment.heads
