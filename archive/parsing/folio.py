"""Lines of masthead (报头) and folio (报眉), told from the text of articles.

>>> read_page_label("第07版 乡村周刊")
PageLabel(page='7', label='第07版', name='乡村周刊')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from archive.parsing.dates import find_date, parse_number
from archive.parsing.jump import normalize_label
from archive.parsing.parts import ANY_PAPER, PAGE_NAME, Part, plain, read_parts, runs_on
from archive.parsing.text import HAN, fold, width

_LONGEST = 75
#: All of a masthead in one line.
_LONGEST_MASTHEAD = 130
#: Of these kinds one is enough to tell a masthead; the others tell it beside each other.
_SURE = frozenset({"cn", "date", "lunar", "pages", "number", "publisher", "address", "english"})
#: Other words beside the parts (page name, slogan) are few: in ems, by the number of parts.
_ROOM = {1: 8.0, 2: 14.0}
_MOST_ROOM = 20.0
#: A sentence names one or two such parts, a masthead that runs together more.
_RUN_TOGETHER = 4
_NAME_WORD = re.compile(rf"[{HAN}·]{{2,8}}")
_NUMBER_WORD = re.compile(r"\d{1,2}")
_SMALL_WORD = re.compile(rf"\d{{1,2}}|[{HAN}]{{1,2}}|[A-Z]{{2,12}}")
_LIST_LENGTH, _MAY_LABEL = 240, re.compile(r"版|[A-ZＡ-Ｚ]\s?\d")
_SURE_LABEL = re.compile(r"第.*版|[A-Z]\s?\d{2}")


class Weight(IntEnum):
    """How much a line tells that a masthead stands here; a weak line tells it beside others."""

    NONE = 0
    WEAK = 1
    STRONG = 2


@dataclass(frozen=True, slots=True)
class PageLabel:
    """Where the page stands in its issue: page "3" or "A03", the label as printed, its name."""

    page: str
    label: str
    name: str = ""


def weigh(text: str) -> Weight:
    """Whether only mastheads and folios print such a line; rests on its parts and the rest."""
    text = text.strip()
    return _weigh(text) if len(text) <= _LIST_LENGTH else Weight.NONE


@lru_cache(2048)
def _weigh(text: str) -> Weight:
    line = plain(text)
    if not line or "。" in line or "《" in line:
        return Weight.NONE
    parts = read_parts(text)
    kinds = {kind for kind, _ in parts if kind}
    if width(line) > (_LONGEST if len(kinds) < _RUN_TOGETHER else _LONGEST_MASTHEAD):
        return Weight.NONE
    words = [word for kind, word in parts if not kind]
    if runs_on(text) and len(kinds) < _RUN_TOGETHER:
        return Weight.NONE
    room = sum(map(width, words))
    # （2024年3月6日） below a headline says when a speech was held.
    bracketed = "date" in kinds and line.startswith("(") and line.endswith(")")
    if bracketed or (kinds == {"publisher"} and words):
        return Weight.NONE
    # 第12号 alone numbers decrees too.
    if kinds & _SURE and not (kinds == {"number"} and "号" in line):
        return Weight.STRONG if room <= _ROOM.get(len(kinds), _MOST_ROOM) else Weight.NONE
    small = all(map(_is_small, words))
    told = ("paper" in kinds and small) or ("label" in kinds and _tells_page(parts))
    named = "paper" in kinds and room <= _ROOM[1]
    return Weight.STRONG if told else Weight.WEAK if small or named else Weight.NONE


def is_masthead_line(text: str) -> bool:
    """A line that only mastheads and folios print; rests on press convention and its shortness."""
    return weigh(text) is Weight.STRONG


def is_page_name(text: str) -> bool:
    """Whether the line is a page's name (版名) and nothing else: 民生, 国内新闻."""
    return bool(PAGE_NAME.fullmatch(plain(text)))


def read_page_label(text: str) -> PageLabel | None:
    """The page label and name that the folio line prints, or None; a list of pages has none."""
    parts = read_parts(text)
    places = [i for i, (kind, _) in enumerate(parts) if kind == "label"] or _bare_numbers(parts)
    if len(places) != 1:
        return None
    label = re.sub(r"^版[次面]\s?:?\s?", "", parts[places[0]][1])
    page = normalize_label(re.split(r"[-—–~]", re.sub(r"[第版叠\s]", "", label))[0])
    number = parse_number(page.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    if number is None or not 1 <= number <= 200:
        return None
    return PageLabel(page, label, _page_name(parts, places[0]))


def is_page_list(text: str) -> bool:
    """Several pages with their names: 01版:要闻 02版:时政."""
    if len(text) > _LIST_LENGTH or not _MAY_LABEL.search(text):
        return False
    kinds = [kind for kind, _ in read_parts(text) if kind]
    return len(kinds) > 1 and set(kinds) == {"label"}


def is_folio_line(text: str) -> bool:
    """A line of page label alone, or with date or paper: 11 要闻 2023年…, A03 民生, 第2版 要闻."""
    line = plain(text)
    if width(line) > 60 or "。" in line or runs_on(text) or read_page_label(text) is None:
        return False
    parts = read_parts(text)
    dated = {kind for kind, _ in parts} & {"date", "paper"}
    room = sum(width(word) for kind, word in parts if not kind)
    return room <= _MOST_ROOM / 2 if dated else _tells_page(parts)


def is_plain_date(text: str) -> bool:
    """A date alone, as mastheads print it, but notices sign with it too."""
    folded = fold(text).strip()
    date = find_date(folded)
    return date is not None and width(folded) <= width(date.text) + 1


def read_page(lines: Sequence[str]) -> PageLabel | None:
    """The page label of a masthead's lines; label and name may stand on lines of their own."""
    labels = [(i, read_page_label(line)) for i, line in enumerate(lines)]
    found = [(i, label) for i, label in labels if label and not _may_be_day(lines, i)]
    told = [pair for pair in found if not pair[1].label.isdigit()] or found
    if not told:
        return None
    i, label = told[0]
    if label.name:
        return label
    around = [*lines[i + 1 : i + 2], *lines[max(0, i - 1) : i], *lines]
    name = next(filter(None, map(_name_alone, around)), "")
    return PageLabel(label.page, label.label, name)


def _name_alone(line: str) -> str:
    """The page's name where the line tells no other word: 民生, 版名:民生, 民生 责编:周平."""
    words = [word for kind, word in read_parts(line) if not kind]
    return words[0] if len(words) == 1 and PAGE_NAME.fullmatch(words[0]) else ""


def _may_be_day(lines: Sequence[str], i: int) -> bool:
    """A number alone is the day where a month stands in the lines without one."""
    if not plain(lines[i]).isdigit():
        return False
    return any(re.search(r"\d\s?月$", plain(line)) for line in lines)


def _is_small(word: str) -> bool:
    return any(p.fullmatch(word) for p in (_SMALL_WORD, PAGE_NAME, ANY_PAPER))


def _bare_numbers(parts: Sequence[Part]) -> list[int]:
    """A number without 版 is the page's at an edge of the line or beside the page's name."""
    own = [i for i, (kind, _) in enumerate(parts) if not kind]
    numbers = [i for i in own if _NUMBER_WORD.fullmatch(parts[i][1])]
    edges = [i for i in numbers if i in (0, len(parts) - 1)]
    return edges[:1] or [i for i in numbers if _page_name(parts, i)][:1]


def _page_name(parts: Sequence[Part], place: int) -> str:
    """The word beside the label; before others one that pages are called by."""
    words = [word for kind, word in parts if not kind]
    beside = [
        parts[i][1] for i in (place + 1, place - 1) if 0 <= i < len(parts) and not parts[i][0]
    ]
    known = filter(PAGE_NAME.fullmatch, [*beside, *words])
    return next(known, "") or next(filter(_NAME_WORD.fullmatch, beside), "")


def _tells_page(parts: Sequence[Part]) -> bool:
    """第3版 or A03 with one name at most; 3版 with a name that pages are called by."""
    words = [word for kind, word in parts if not kind and not word.isdigit()]
    labels = [word for kind, word in parts if kind == "label"]
    if len(labels) != 1 or len(words) > 1:
        return False
    if words and PAGE_NAME.fullmatch(words[0]):
        return True
    named = not words or _NAME_WORD.fullmatch(words[0])
    return bool(named and _SURE_LABEL.match(labels[0]))
