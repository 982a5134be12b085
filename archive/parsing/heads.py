"""A group of title lines into kicker (引题), headline (主题) and subhead (副题), and what is none.

A classifier weighs each line; the parts stand in their order, and a line at the group's edge may
be a crosshead or a paragraph of the text beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from archive.parsing.assemble import Assembly, Draft
from archive.parsing.blocks import Block, is_numbered
from archive.parsing.byline import is_bare_name
from archive.parsing.cohesion import Lexicon
from archive.parsing.headline import find_column_tag, is_kicker_form, is_subhead_form
from archive.parsing.learned import Matrix, grams, opening_buckets, title_buckets, trees
from archive.parsing.text import ends_sentence, fold, width

#: Longer groups are no heads; their middle lines count as one headline.
MOST = 6
#: Characters of the body that titles are compared with.
REACH = 1200
KICKER, HEADLINE, SUBHEAD, NONE = range(4)
_MARKS = {"": 0, "**": 1, "#": 5, "##": 4, "###": 3}


_PARTS = {0: "kicker", 1: "headline", 2: "subhead"}


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a group is cut: lines before it, kickers, headline, subheads, lines after it."""

    start: int
    main: int
    subhead_end: int

    def label(self, i: int) -> int:
        """The part that line i belongs to."""
        if not self.start <= i < self.subhead_end:
            return NONE
        if i < self.main:
            return KICKER
        return HEADLINE if i == self.main else SUBHEAD


def part_heads(drafts: Sequence[Draft], assembly: Assembly) -> None:
    """Give every title line its part; lines that are no heads go to the text beside them."""
    last = assembly.titles_last
    ranks = [mark_rank(head.mark) for draft in drafts for head in draft.heads]
    for i, draft in enumerate(drafts):
        _take_names(draft)
        if not draft.heads:
            continue
        spare = draft.heads[:-MOST] if last else draft.heads[MOST:]
        heads = draft.heads[-MOST:] if last else draft.heads[:MOST]
        body = draft.text[:REACH]
        parting = find_parting(heads, body, last, assembly.lexicon, max(ranks))
        draft.heads = [
            replace(head, part=_PARTS[parting.label(at)])
            for at, head in enumerate(heads)
            if parting.start <= at < parting.subhead_end
        ]
        above, below = heads[: parting.start], heads[parting.subhead_end :]
        if last:
            draft.body += spare + above
            _put_first(drafts[i + 1] if i + 1 < len(drafts) else None, draft, below)
        else:
            _put_last(drafts[i - 1] if i else None, draft, above)
            draft.body[:0] = below + spare


def _take_names(draft: Draft) -> None:
    """An author's bare name below the headline is a byline."""
    names = [head for head in draft.heads[1:] if not head.mark and is_bare_name(head.text)]
    draft.heads = [head for head in draft.heads if head not in names]
    draft.bylines += names


def _put_first(after: Draft | None, own: Draft, lines: Sequence[Block]) -> None:
    """Lines below the last title belong to the next article, where there is one."""
    if after is None or after.genre:
        own.body += lines
    else:
        after.body[:0] = lines


def _put_last(before: Draft | None, own: Draft, lines: Sequence[Block]) -> None:
    """Lines above the first title belong to the article above, where there is one."""
    if before is None or before.genre:
        own.body[:0] = lines
    else:
        before.body += lines


def find_parting(
    heads: Sequence[Block], body: str, last: bool, lexicon: Lexicon, page_mark: int
) -> Parting:
    """The likeliest parting of one to seven title lines; ``body`` is the article's text."""
    if len(heads) == 1:
        return Parting(0, 0, 1)
    rows = [head_features(heads, i, body, last, lexicon, page_mark) for i in range(len(heads))]
    odds = trees("heads").log_probabilities(np.array(rows, np.float64))
    return max(_partings(len(heads)), key=lambda parting: _total(parting, odds))


def _partings(count: int) -> Iterator[Parting]:
    """All partings of so many lines; every one has a headline."""
    for start in range(count):
        for main in range(start, count):
            for subhead_end in range(main + 1, count + 1):
                yield Parting(start, main, subhead_end)


def _total(parting: Parting, odds: Matrix) -> float:
    return float(sum(odds[i, parting.label(i)] for i in range(len(odds))))


def mark_rank(mark: str) -> int:
    """How much a mark raises a line: 5 for #, less for ## and so on, 0 for none."""
    return _MARKS.get(mark, 2)


def head_features(
    heads: Sequence[Block], i: int, body: str, last: bool, lexicon: Lexicon, page_mark: int
) -> list[float]:
    """The numbers of one line of a group of titles, and of its neighbours."""
    out = [
        float(len(heads)),
        float(i),
        float(len(heads) - 1 - i),
        float(last),
        max(width(head.text) for head in heads),
        max(mark_rank(head.mark) for head in heads),
        float(page_mark),
    ]
    for at in (i - 1, i, i + 1):
        out += _line_numbers(heads[at], body, lexicon) if 0 <= at < len(heads) else [-1.0] * LINE
    return out


def _line_numbers(head: Block, body: str, lexicon: Lexicon) -> list[float]:
    text = head.text
    folded = fold(text)
    return [
        width(text),
        max(map(width, head.parts)),
        len(head.lines),
        mark_rank(head.mark),
        head.gap,
        is_kicker_form(text),
        is_subhead_form(text),
        bool(find_column_tag(text)),
        is_numbered(text),
        ends_sentence(text),
        folded.count(","),
        len(text.split()) > 1,
        folded.count(":"),
        folded.count("?") + folded.count("!"),
        text.startswith(("“", "【", "《")),
        text.endswith(("”", "】", "》", "）", ")")),
        sum(char.isdigit() for char in text),
        grams("main").score(title_buckets(text)),
        grams("title").score(title_buckets(text)),
        grams("headish").score(title_buckets(text)),
        grams("opening").score(opening_buckets(text)),
        lexicon.covered(text, body),
    ]


LINE = 22
