"""Where the masthead (报头) at the top of a page ends, line by line.

>>> mark_top(["青石日报", "知青石 看天下", "2024年3月6日", "城西公园开放"])
['masthead', 'masthead', 'masthead']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.parsing.folio import (
    Weight,
    is_masthead_line,
    is_page_list,
    is_page_name,
    is_plain_date,
    read_page,
    read_page_label,
    weigh,
)
from archive.parsing.parts import read_parts
from archive.parsing.small_print import (
    is_code_line,
    is_colophon_line,
    is_contact_line,
    is_rule,
    is_weather_line,
)
from archive.parsing.text import ends_sentence, split_mark, width

#: A masthead with its ears (报眼) is not longer than this.
TOP_LINES = 32
#: Weak lines (a page's name, single letters of the paper's) above the first sure one.
LEADING = 8
#: Slogans between two lines of a masthead.
SLOGANS, SLOGAN_WIDTH = 2, 12.0
#: Below this many lines from its end the foot of the page begins.
EDGE = 3
#: Lines of one masthead on either side of its surest.
REACH = 10
MOST_LETTERS = 120
#: Blank lines between two lines of one folio.
BLANKS = 2
_DATED_GATE = re.compile(r"[\d〇○零]\s{0,2}[年./-]")
_SEED_GATE = re.compile(r"[期版]|报.*\d|\d.*报|\d{2}\s?[-—–－]{1,2}\s?\d{4}|[A-Z]\d")
_WITH_DATE = frozenset({"label", "number", "pages"})
_OF_FOLIO = frozenset({"label", "paper", "number", "pages", "cn"})
_TOGETHER = frozenset(
    {"date", "weekday", "paper", "label", "number", "pages", "lunar", "publisher"}
)
#: What the masthead of page one prints, where no page's name stands.
_FIRST_PAGE = frozenset({"cn", "pages", "publisher"})


def mark_top(texts: Sequence[str]) -> list[str]:
    """The kinds of the lines from the first to the masthead's last; "" is a drawn line.

    A masthead reaches to its last certain line; weak lines and slogans may stand between.
    """
    last = _last_certain(texts[:TOP_LINES])
    end = last + 1
    while last >= 0 and end < len(texts) and _trails(texts[:end], texts[end]):
        end += 1
    return [_kind(text) for text in texts[:end]]


def mark_amid(texts: Sequence[str], free: Sequence[bool]) -> list[int]:
    """Where mastheads stand elsewhere: at the page's foot, or between articles in drawing order.

    Rests on one line with parts that no article prints together; what stands beside it and is
    of such parts only belongs to it.
    """
    found: set[int] = set()
    for i, text in enumerate(texts):
        if free[i] and i not in found and _is_seed(text, edge=i >= len(texts) - EDGE):
            found |= {*_grow(texts, free, i, -1), *_grow(texts, free, i, 1)}
    return sorted({*found, *_foot(texts, free)})


def _grow(texts: Sequence[str], free: Sequence[bool], seed: int, step: int) -> Iterator[int]:
    """The lines from the surest one on, in one direction, that are of its masthead."""
    dated = "date" in _kinds(texts[seed])
    i = seed
    while 0 <= i < len(texts) and abs(i - seed) <= REACH and free[i]:
        slogan = _may_be_slogan(texts[i]) and _goes_on(texts, free, i + step)
        if i != seed and not slogan and not _grows(texts[i], dated=dated):
            return
        yield i
        i += step


def _goes_on(texts: Sequence[str], free: Sequence[bool], i: int) -> bool:
    """Whether the masthead goes on beyond a slogan: with a certain line that is no mere date."""
    inside = 0 <= i < len(texts) and free[i]
    return inside and weigh(texts[i]) is Weight.STRONG and not is_plain_date(texts[i])


def _foot(texts: Sequence[str], free: Sequence[bool]) -> list[int]:
    """The lines of a folio in pieces below the last article."""
    first = len(texts)
    while first > max(0, len(texts) - REACH) and free[first - 1]:
        text = texts[first - 1]
        if weigh(text) is Weight.NONE and not _is_small_print(text):
            break
        first -= 1
    lines = range(first, len(texts))
    kinds = {kind for i in lines for kind in _kinds(texts[i])}
    # A notice is signed with publisher and date.
    if first == 0 or "date" not in kinds or not kinds & _OF_FOLIO:
        return []
    certain = [i for i in lines if weigh(texts[i]) is Weight.STRONG or _kinds(texts[i]) & _OF_FOLIO]
    near = range(max(first, certain[0] - 1), min(len(texts), certain[-1] + 2))
    return [i for i in near if not _is_small_print(texts[i])]


def find_folios(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The folios of a file in pieces: the index of each one's first line, and its page.

    Rests on a dated line with the weekday or the paper and, beside it, a page's number; blank
    lines may part them.
    """
    end = 0
    for i, line in enumerate(lines):
        if i < end or not _is_dated(line):
            continue
        block = _block(lines, i, end)
        end = block[-1] + 1
        label = read_page([lines[j] for j in block])
        # The date that signs a notice may stand beside a number, hardly beside a page's name.
        if label and (label.name or not is_plain_date(line)):
            yield block[0], label.page


def _is_dated(text: str) -> bool:
    if len(text) > MOST_LETTERS or not _DATED_GATE.search(text) or not is_masthead_line(text):
        return False
    return "date" in _kinds(text)


def _block(lines: Sequence[str], i: int, least: int) -> list[int]:
    """The lines around the dated one that are of masthead parts, blank ones left out."""
    block = [i]
    for step in (-1, 1):
        j, blanks = i + step, 0
        while least <= j < len(lines) and abs(j - i) <= REACH and blanks <= BLANKS:
            blanks = 0 if lines[j].strip() else blanks + 1
            if lines[j].strip():
                if not _joins_block(lines[j]) or (step > 0 and "\f" in lines[j]):
                    break
                block.append(j)
            if "\f" in lines[j]:
                break
            j += step
    return sorted(block)


def _joins_block(text: str) -> bool:
    """An editors' line closes the page before as often as it opens the next: it stays out."""
    return weigh(text) is not Weight.NONE and not (is_plain_date(text) or is_colophon_line(text))


def _is_seed(text: str, *, edge: bool) -> bool:
    if len(text) > MOST_LETTERS or "。" in text or not _SEED_GATE.search(text):
        return False
    if not is_masthead_line(text):
        return False
    kinds = _kinds(text)
    if "cn" in kinds or ("date" in kinds and kinds & _WITH_DATE):
        return True
    return len(kinds & _TOGETHER) >= 3 or (edge and "label" in kinds)


def _grows(text: str, *, dated: bool) -> bool:
    """Whether the line beside a sure one is of masthead parts only; a notice's date is not."""
    if dated and is_plain_date(text):
        return False
    weight = weigh(text)
    return weight is Weight.STRONG or (
        weight is Weight.WEAK and (bool(_kinds(text)) or is_page_name(text))
    )


def _kinds(text: str) -> set[str]:
    return {kind for kind, _ in read_parts(text) if kind}


def _last_certain(texts: Sequence[str]) -> int:
    last, slogans = -1, 0
    for i, text in enumerate(texts):
        weight = weigh(text)
        if weight is Weight.STRONG:
            last, slogans = i, 0
        elif _is_small_print(text) or (weight is Weight.WEAK and (last >= 0 or i < LEADING)):
            slogans = 0
        elif last >= 0 and slogans < SLOGANS and _may_be_slogan(text):
            slogans += 1
        else:
            break
    return last


def _is_small_print(text: str) -> bool:
    tests = is_rule, is_colophon_line, is_contact_line, is_weather_line, is_code_line
    return any(test(text) for test in tests)


def _may_be_slogan(text: str) -> bool:
    mark, bare = split_mark(text)
    return not mark and width(bare) <= SLOGAN_WIDTH and not ends_sentence(bare)


def _trails(masthead: Sequence[str], text: str) -> bool:
    """Whether the line below the last certain one still belongs to the masthead."""
    if weigh(text) is not Weight.WEAK:
        return is_code_line(text)
    parts = read_parts(text)
    if any(kind for kind, _ in parts):
        return True
    kinds = {kind for line in masthead for kind in _kinds(line)}
    labels = list(filter(None, map(read_page_label, masthead)))
    if is_page_name(text):
        nameless = not any(label.name for label in labels)
        return nameless and not any(map(is_page_name, masthead)) and not kinds & _FIRST_PAGE
    return not labels and all(word.isdigit() for _, word in parts) and not kinds & _FIRST_PAGE


def _kind(text: str) -> str:
    if is_rule(text):
        return ""
    if is_colophon_line(text) and weigh(text) is not Weight.STRONG:
        return "colophon"
    if is_weather_line(text):
        return "weather"
    return "teaser" if is_page_list(text) else "masthead"
