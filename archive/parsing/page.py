"""A file's text into page records: decode, split, take furniture, assemble, read the fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from archive.parsing.article import build_article, complete_dateline
from archive.parsing.assemble import Assembly, Draft, assemble
from archive.parsing.blocks import Block, read_lines
from archive.parsing.encoding import (
    MAX_BYTES,
    decode,
    normalize_newlines,
    refuse_fragments,
)
from archive.parsing.errors import EmptyTextError, TooLargeError
from archive.parsing.furniture import Piece, split_furniture
from archive.parsing.heads import part_heads
from archive.parsing.issue import read_issue
from archive.parsing.labels import assign_labels
from archive.parsing.mend import mend
from archive.parsing.records import (
    FurnitureRecord,
    KnownNewspaper,
    PageRecord,
    UnplacedRecord,
)
from archive.parsing.sources import read_sheet
from archive.parsing.split import split_pages
from archive.parsing.tagging import make_blocks
from archive.parsing.text import to_ranges
from archive.parsing.trust import find_trust

#: Of the issue, the fields that every page of a file shares.
_SHARED = ("newspaper", "city", "date", "edition", "issue_number", "cn", "pages_announced")


def parse_document(
    data: bytes | str, *, known: Sequence[KnownNewspaper] = (), limit: int = MAX_BYTES
) -> tuple[PageRecord, ...]:
    """The pages of a file, in order; raises ParseError where it is no readable text."""
    text = _read(data, limit)
    pages: list[PageRecord] = []
    for first_line, part in split_pages(text):
        page = _parse_text(part, first_line, known)
        pages.append(_inherit(page, pages[0]) if pages else page)
    return tuple(pages)


def parse_page(
    data: bytes | str, *, known: Sequence[KnownNewspaper] = (), limit: int = MAX_BYTES
) -> PageRecord:
    """The whole input as one page; raises ParseError where it is no readable text."""
    return _parse_text(_read(data, limit), 1, known)


def _read(data: bytes | str, limit: int) -> str:
    if isinstance(data, bytes):
        return decode(data, limit=limit).text
    text = normalize_newlines(data).removeprefix("\ufeff")
    if not text.strip():
        raise EmptyTextError("文件里只有空白，没有可以识别的文字。")
    if len(text) > limit:
        raise TooLargeError(f"文本过长：{len(text):,} 字，上限为 {limit:,}。")
    refuse_fragments(text)
    return text


@dataclass(frozen=True, slots=True)
class Reading:
    """A page whose lines have found their places: furniture, drafts of articles, what is left."""

    pieces: tuple[Piece, ...]
    drafts: list[Draft]
    stray: list[Block]
    assembly: Assembly
    measure: float


def read_page(text: str) -> Reading:
    """The lines of a page put where they belong."""
    pieces, rest = split_furniture(read_lines(text))
    sheet = read_sheet(rest)
    assembly = assemble(make_blocks(sheet), sheet.measures)
    drafts, stray = mend(assembly)
    assign_labels(drafts, assembly.lexicon)
    part_heads(drafts, assembly)
    return Reading(pieces, drafts, stray, assembly, median(sheet.measures or (0.0,)))


def _parse_text(text: str, first_line: int, known: Sequence[KnownNewspaper]) -> PageRecord:
    reading = read_page(text)
    pieces = reading.pieces
    trust = find_trust(reading.drafts, reading.assembly, reading.measure)
    articles = tuple(map(build_article, reading.drafts, trust))
    issue = read_issue(
        _texts(pieces, "masthead"), articles, known, weather=_texts(pieces, "weather")
    )
    year = int(str(issue.date.value)[:4]) if issue.date.value else None
    if year:
        articles = tuple(complete_dateline(article, year) for article in articles)
    return PageRecord(
        issue=issue,
        articles=articles,
        furniture=tuple(map(_furniture, (p for p in pieces if p.kind != "rule"))),
        unplaced=(
            *map(_rule, (p for p in pieces if p.kind == "rule")),
            *map(_unplaced, reading.stray),
        ),
        first_line=first_line,
        text=text,
    )


def _texts(pieces: Sequence[Piece], kind: str) -> list[str]:
    return [line.text for piece in pieces if piece.kind == kind for line in piece.lines]


def _furniture(piece: Piece) -> FurnitureRecord:
    return FurnitureRecord(piece.kind, piece.text, to_ranges(line.number for line in piece.lines))


def _rule(piece: Piece) -> UnplacedRecord:
    return UnplacedRecord(piece.text, to_ranges(line.number for line in piece.lines))


def _unplaced(block: Block) -> UnplacedRecord:
    return UnplacedRecord(block.text, to_ranges(block.lines))


def _inherit(page: PageRecord, first: PageRecord) -> PageRecord:
    """Later pages of one file share the first page's masthead where they print none."""
    own, shared = page.issue, first.issue
    taken = {
        name: replace(getattr(shared, name), confidence=0.9 * getattr(shared, name).confidence)
        for name in _SHARED
        if getattr(own, name).confidence < 0.9 and getattr(shared, name).confidence >= 0.9
    }
    return replace(page, issue=replace(own, **taken)) if taken else page
