"""A group of title lines into kicker (引题), headline (主题) and subhead (副题).

>>> split_titles([Title("城东新区——"), Title("绿道连成网"), Title("——一座城的慢生活")])
Heads(kicker='城东新区——', headline='绿道连成网', subhead='——一座城的慢生活')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.parsing.text import HAN, fold, tidy_title, width

_DASH_START = re.compile(r"^\s*(?:——|—|–|--+|- )")
_DASH_END = re.compile(r"(?:——|—|--+|:|…)\s*$")
#: Who attends and speaks stands in the line below the headline.
_ATTENDS = re.compile(
    rf"^[{HAN}\s、]{{4,40}}(?:讲话|出席|主持|参加|致辞|致词|作报告|列席|陪同|宣布开幕|讲话并[{HAN}]{{2,8}})$"
)
_COLUMN_TAG = re.compile(r"[((【\[]([^()()【】\[\]]{2,16})[))】\]]\s*$")
_SAYS = re.compile(r"(?:强调|指出|要求|表示|会见|考察时)$")


@dataclass(frozen=True, slots=True)
class Title:
    """One title line and the rank its mark gives it (1 for #, 2 for ##, 9 for none)."""

    text: str
    rank: int = 9


@dataclass(frozen=True, slots=True)
class Heads:
    """The three lines above an article."""

    kicker: str = ""
    headline: str = ""
    subhead: str = ""


def split_titles(titles: Sequence[Title]) -> Heads:
    """Tell the parts of a head; rests on marks, dashes and, without them, on their order."""
    if not titles:
        return Heads()
    main = _main_index(titles)
    texts = [tidy_title(title.text) for title in titles]
    return Heads(" ".join(texts[:main]), texts[main], " ".join(texts[main + 1 :]))


def _main_index(titles: Sequence[Title]) -> int:
    ranks = [title.rank for title in titles]
    best = min(ranks)
    marked = [i for i, rank in enumerate(ranks) if rank == best]
    if best < 9 and len(marked) == 1:
        return marked[0]
    return _main_by_words([title.text for title in titles], marked)


def _main_by_words(texts: Sequence[str], among: Sequence[int]) -> int:
    for i in among[1:]:
        if _DASH_START.match(texts[i]):
            return i - 1
    for i in among[:-1]:
        if is_kicker_form(texts[i]):
            return i + 1
    if len(among) >= 2 and is_subhead_form(texts[among[-1]]):
        return among[-2]
    return among[1] if len(among) >= 2 else among[0]


def is_kicker_form(text: str) -> bool:
    """A line that leads on to the next: it ends in a dash or colon, or in 强调."""
    folded = fold(text).strip()
    return bool(_DASH_END.search(folded) or _SAYS.search(folded))


def is_subhead_form(text: str) -> bool:
    """A line that adds to the one above: it opens with a dash, or tells who attended."""
    folded = fold(text).strip()
    return bool(_DASH_START.match(folded) or _ATTENDS.match(folded))


def find_column_tag(text: str) -> str:
    """The column's name that a headline carries at its end in parentheses, or ""."""
    found = _COLUMN_TAG.search(fold(text))
    return found[1] if found and width(text) > width(found[0]) + 2 else ""
