"""A parse's text laid over gold's: which stretch of which article each paragraph holds.

Both sides are normalised (`bench.gold.normalize`) and laid over one another by longest common
stretches, so a paragraph that was cut, joined or lies in another article is still found. A
stretch of gold is held once; what covers it again is a repeat. Long articles are laid first,
so that a copy of a paragraph counts as the repeat, not the article it was copied from; head
lines come after all bodies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.parsing.records import ArticleRecord
from bench.gold import GoldArticle, normalize

#: Characters that find a place in gold; what stands at no paragraph's edge needs more.
SEED, AMID = 8, 12
#: A whole paragraph may be so short a rest of one of gold's, or open with so short a one.
TAIL = 3
#: Of a paragraph, the share that must lie in gold for it to be gold's.
ENOUGH = 0.5
_GAP = "\0"
UnitKind = Literal["title", "head", "body", "loose", "extra"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A head line or paragraph of gold, and where it lies in the text of all of them.

    ``extra`` paragraphs may be left out; ``loose`` ones may stand anywhere in their article.
    """

    article: int
    kind: UnitKind
    start: int
    end: int

    @property
    def is_head(self) -> bool:
        """Whether it is a line above the body."""
        return self.kind in ("title", "head")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one gold unit in one parsed paragraph; ``unit`` is None for other text."""

    unit: Unit | None
    start: int
    size: int
    paragraph: int
    text: str

    @property
    def owner(self) -> int | None:
        """The gold article that this is of, None where it is none's."""
        return self.unit.article if self.unit else None


@dataclass(frozen=True, slots=True)
class Holding:
    """What a parsed article holds: kicker, headline and subhead; its paragraphs in order."""

    heads: tuple[Piece, ...]
    body: tuple[Piece, ...]

    def mass(self, article: int | None) -> int:
        """Characters of a gold article's body (None: text that is no article's)."""
        return sum(p.size for p in self.paragraphs if p.owner == article)

    @property
    def paragraphs(self) -> list[Piece]:
        """The body without the head lines that got into it."""
        return [p for p in self.body if not (p.unit and p.unit.is_head)]

    def has_head(self, article: int) -> bool:
        """Whether a head line of this gold article stands among the head lines."""
        return any(p.unit and p.unit.is_head and p.unit.article == article for p in self.heads)


class Alignment:
    """Gold's text with an index, and what of it is held by which parsed article."""

    def __init__(self, gold: Sequence[GoldArticle], parsed: Sequence[ArticleRecord]) -> None:
        self.units: list[Unit] = []
        self.text = _GAP
        for i, article in enumerate(gold):
            self._add_article(i, article)
        self._held = bytearray(len(self.text))
        self._unit_at = {n: unit for unit in self.units for n in range(unit.start, unit.end)}
        self._places = self._index()
        self._last = 0
        order = sorted(range(len(parsed)), key=lambda j: -len("".join(parsed[j].paragraphs)))
        bodies = {j: self._lay_all(parsed[j].paragraphs, heads=False) for j in order}
        heads = [self._lay_all((a.kicker, a.headline, a.subhead), heads=True) for a in parsed]
        self.holdings = [Holding(head, bodies[j]) for j, head in enumerate(heads)]

    def held(self, unit: Unit) -> float:
        """The share of a gold unit that some parsed article holds."""
        return sum(self._held[unit.start : unit.end]) / (unit.end - unit.start)

    def _add_article(self, i: int, article: GoldArticle) -> None:
        body: UnitKind = "loose" if article.order_uncertain else "body"
        kinds: dict[UnitKind, Sequence[str]] = {
            "title": article.headlines,
            "head": (article.kicker, article.subhead),
            body: article.paragraphs,
            "extra": article.optional,
        }
        for kind, texts in kinds.items():
            for plain in filter(None, map(normalize, texts)):
                start = len(self.text)
                self.units.append(Unit(i, kind, start, start + len(plain)))
                self.text += plain + _GAP

    def _index(self) -> dict[str, list[int]]:
        """Where each run of SEED characters lies, and each shorter end of a unit."""
        places: dict[str, list[int]] = defaultdict(list)
        for unit in self.units:
            whole = [unit.start] if unit.end - unit.start < SEED else []
            ends = range(max(unit.start + 1, unit.end - SEED + 1), unit.end - TAIL + 1)
            for n in [*range(unit.start, unit.end - SEED + 1), *whole, *ends]:
                places[self.text[n : min(n + SEED, unit.end)]].append(n)
        return places

    def _lay_all(self, texts: Sequence[str], heads: bool) -> tuple[Piece, ...]:
        self._last = 0
        laid = [self._lay(normalize(text), n, heads) for n, text in enumerate(texts)]
        return tuple(piece for pieces in laid for piece in pieces)

    def _lay(self, plain: str, paragraph: int, heads: bool) -> list[Piece]:
        """The gold pieces of one paragraph, or one piece of no article where they are few."""
        if not plain:
            return []
        pieces = list(self._tile(plain, paragraph, heads))
        fresh = [p for p in pieces if sum(self._held[p.start : p.start + p.size]) < p.size / 2]
        if sum(p.size for p in fresh) < ENOUGH * len(plain):
            return [Piece(None, 0, len(plain), paragraph, plain)]
        for piece in fresh:
            self._held[piece.start : piece.start + piece.size] = b"\1" * piece.size
        return list(_join_pieces(fresh))

    def _tile(self, plain: str, paragraph: int, heads: bool) -> Iterator[Piece]:
        at = 0
        while at < len(plain):
            start, size = self._longest(plain, at, heads)
            if size:
                text = plain[at : at + size]
                yield Piece(self._unit_at[start], start, size, paragraph, text)
                self._last = start + size
            at += size or 1

    def _longest(self, plain: str, at: int, heads: bool) -> tuple[int, int]:
        """The best place in gold for the text from ``at``, and how far it reaches (0: none)."""
        found = [*self._places.get(plain[at : at + SEED], ()), *self._next()]
        if at == 0:
            found += [n for size in range(TAIL, SEED) for n in self._places.get(plain[:size], ())]
        sized = [(n, self._reach(plain, at, n)) for n in found]
        sized = [(n, size) for n, size in sized if self._counts(n, size, at, len(plain))]
        if not sized:
            return 0, 0
        return max(sized, key=lambda s: (s[1], self._preference(s[0], s[1], at == 0, heads)))

    def _next(self) -> list[int]:
        """The place after the last piece, in its unit or at the start of the next."""
        return [n for n in (self._last, self._last + 1) if n in self._unit_at]

    def _reach(self, plain: str, at: int, n: int) -> int:
        size, end = 0, self._unit_at[n].end
        while n + size < end and at + size < len(plain) and plain[at + size] == self.text[n + size]:
            size += 1
        return size

    def _counts(self, n: int, size: int, at: int, total: int) -> bool:
        """Whether a stretch is long enough where it stands to be more than chance."""
        unit = self._unit_at[n]
        all_of_it = at == 0 and size == total
        edge = n == unit.start or n + size == unit.end
        whole = n == unit.start and n + size == unit.end
        opens = whole and at == 0 and size >= TAIL
        follows = n in self._next() and (whole or at + size == total)
        enough = SEED if edge or n in self._next() else AMID
        return size >= enough or opens or (size > 0 and (follows or (edge and all_of_it)))

    def _preference(self, n: int, size: int, opens: bool, heads: bool) -> tuple[int, ...]:
        """Of equal stretches: not held yet, right after the last, alike in place and kind."""
        unit = self._unit_at[n]
        alike = (unit.is_head == heads, (n == unit.start) == opens)
        return -sum(self._held[n : n + size]), n in self._next(), *alike, -abs(n - self._last)


def _join_pieces(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Stretches of one unit that a misread character parts are one."""
    run: Piece | None = None
    for piece in pieces:
        if run and run.unit is piece.unit and piece.start >= run.start:
            text = run.text + piece.text
            run = Piece(run.unit, run.start, run.size + piece.size, run.paragraph, text)
            continue
        if run:
            yield run
        run = piece
    if run:
        yield run
