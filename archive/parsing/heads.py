"""A group of title lines into kicker (引题), headline (主题) and subhead (副题), and what is none.

A classifier weighs each line; the parts stand in their order, and a line at the group's edge may
be a crosshead or a paragraph of the text beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import getitem

import numpy as np

from archive.parsing.assemble import Assembly, Draft
from archive.parsing.blocks import SURE, Block, is_numbered, mark_rank
from archive.parsing.byline import is_bare_name
from archive.parsing.cohesion import Lexicon
from archive.parsing.headline import find_column_tag, is_kicker_form, is_subhead_form
from archive.parsing.learned import trees
from archive.parsing.ngrams import weigh
from archive.parsing.text import ends_sentence, fold, width

#: Longer groups are no heads; their middle lines count as one headline.
MOST = 6
#: A text with more articles is no page; its heads are not weighed.
MOST_ARTICLES = 1000
#: Characters of the body that titles are compared with.
REACH = 1200
#: The models that weigh a line's words.
MODELS = ("main", "title", "headish", "opening")
KICKER, HEADLINE, SUBHEAD, NONE = range(4)


#: Title lines with the text of their article.
Group = tuple[Sequence[Block], str]

_PARTS = {0: "kicker", 1: "headline", 2: "subhead"}


def part_heads(drafts: Sequence[Draft], assembly: Assembly) -> None:
    """Give every title line its part; lines that are no heads go to the text beside them."""
    last = assembly.titles_last
    top = max((mark_rank(head.mark) for draft in drafts for head in draft.heads), default=0)
    asked = len(drafts) <= MOST_ARTICLES
    # Where titles follow their text, what one draft is given back decides about the next.
    rounds = [[i] for i in range(len(drafts))] if last else [[*range(len(drafts))]]
    for together in rounds:
        for i in together:
            _take_names(drafts[i])
        titled = [i for i in together if drafts[i].heads]
        groups = [(_own_heads(drafts[i], last), drafts[i].text[:REACH]) for i in titled]
        found = find_all_parts(groups, last, assembly.lexicon, top, asked)
        for i, (labels, sure) in zip(titled, found, strict=True):
            drafts[i].head_sure = sure
            _place(drafts, i, last, labels)


def _own_heads(draft: Draft, last: bool) -> list[Block]:
    return draft.heads[-MOST:] if last else draft.heads[:MOST]


def _place(drafts: Sequence[Draft], i: int, last: bool, labels: Sequence[int]) -> None:
    """A draft's lines where their labels tell: in its head, or in the text beside it."""
    draft = drafts[i]
    spare = draft.heads[:-MOST] if last else draft.heads[MOST:]
    heads = _own_heads(draft, last)
    inside = [at for at, label in enumerate(labels) if label != NONE]
    start, end = inside[0], inside[-1] + 1
    draft.heads = [replace(heads[at], part=_PARTS[labels[at]]) for at in range(start, end)]
    above, below = heads[:start], heads[end:]
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
    if draft.heads and len(draft.body) > 1 and is_bare_name(draft.body[0].text):
        draft.bylines.append(draft.body.pop(0))


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


def find_parts(
    heads: Sequence[Block],
    body: str,
    last: bool,
    lexicon: Lexicon,
    page_mark: int,
    asked: bool = True,
) -> tuple[list[int], float]:
    """The part of each of one to six title lines, and by how much the choice is the likeliest.

    ``body`` is the article's text; where the classifier is not ``asked`` the first line is the
    headline. One line is the headline; lines at the edges may be none of
    the head, those between may not.
    """
    return find_all_parts([(heads, body)], last, lexicon, page_mark, asked)[0]


def find_all_parts(
    groups: Sequence[Group], last: bool, lexicon: Lexicon, page_mark: int, asked: bool = True
) -> list[tuple[list[int], float]]:
    """As ``find_parts`` for each group of a page, given with the text of its article."""
    several = [group for group in groups if asked and len(group[0]) > 1]
    texts = [head.text for heads, _ in several for head in heads]
    lexicon.read_titles(texts)
    for name in MODELS:
        weigh(name, texts)
    rows = [row for heads, body in several for row in _rows(heads, body, last, lexicon, page_mark)]
    odds = trees("heads").log_probabilities(np.array(rows, np.float64)).tolist() if rows else []
    out: list[tuple[list[int], float]] = []
    for heads, _ in groups:
        if len(heads) == 1:
            out.append(([HEADLINE], SURE))
        elif not asked:
            out.append(([HEADLINE] + [SUBHEAD] * (len(heads) - 1), 0.0))
        else:
            out.append(_likeliest(heads, odds[: len(heads)]))
            del odds[: len(heads)]
    return out


def _likeliest(heads: Sequence[Block], odds: Sequence[list[float]]) -> tuple[list[int], float]:
    """The likeliest labels of a group, and by how much they are, from each line's odds."""
    for row, head in zip(odds, heads, strict=True):
        if head.is_marked_title or is_subhead_form(head.text):
            row[NONE] -= SURE
        elif fold(head.text).rstrip().endswith("。"):
            row[NONE] += SURE
    ranked = sorted((sum(map(getitem, odds, labels)), labels) for labels in _labellings(odds))
    (best, labels), second = ranked[-1], ranked[-2][0]
    return labels, min(SURE, best - second)


def _labellings(odds: Sequence[Sequence[float]]) -> Iterator[list[int]]:
    """All labellings with one headline and nothing foreign between the parts of the head."""
    count = len(odds)
    minor = [KICKER if row[KICKER] > row[SUBHEAD] else SUBHEAD for row in odds]
    for start in range(count):
        for end in range(start + 1, count + 1):
            for main in range(start, end):
                inner = [*minor[start:main], HEADLINE, *minor[main + 1 : end]]
                yield [NONE] * start + inner + [NONE] * (count - end)


def head_features(
    heads: Sequence[Block], i: int, body: str, last: bool, lexicon: Lexicon, page_mark: int
) -> list[float]:
    """The numbers of one line of a group of titles, and of its neighbours."""
    return _rows(heads, body, last, lexicon, page_mark)[i]


def _rows(
    heads: Sequence[Block], body: str, last: bool, lexicon: Lexicon, page_mark: int
) -> list[list[float]]:
    """The numbers of every line of a group."""
    count, outside = len(heads), [-1.0] * LINE
    widest = max(width(head.text) for head in heads)
    rank = max(mark_rank(head.mark) for head in heads)
    lines = [outside, *(_line_numbers(head, body, lexicon) for head in heads), outside]
    return [
        [
            *(float(count), float(i), float(count - 1 - i), float(last)),
            *(widest, rank, float(page_mark)),
            *lines[i],
            *lines[i + 1],
            *lines[i + 2],
        ]
        for i in range(count)
    ]


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
        *(weigh(name, [text])[0] for name in MODELS),
        lexicon.covered(text, body),
    ]


LINE = 22
