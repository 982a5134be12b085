"""Where the masthead (报头) at the top of a page ends, line by line.

>>> mark_top(["青石日报", "知青石 看天下", "2024年3月6日", "城西公园开放"])
['masthead', 'masthead', 'masthead']
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.parsing.folio import Weight, is_page_list, is_page_name, read_page_label, weigh
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
    kinds = {kind for line in masthead for kind, _ in read_parts(line)}
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
