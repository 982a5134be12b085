"""The forms by which a title line tells its part: kicker (引题), subhead (副题), column tag.

>>> is_subhead_form("——一座城的慢生活"), is_kicker_form("城东新区——")
(True, True)
"""

from __future__ import annotations

import re

from archive.parsing.text import BLANK, HAN, fold, width

_DASH_START = re.compile(r"^\s*(?:——|—|–|--+|- )")
_DASH_END = re.compile(r"(?:——|—|--+|:|…)\s*$")
#: Who attends and speaks stands in the line below the headline.
_ATTENDS = re.compile(
    rf"^[{HAN}\s、]{{4,40}}(?:讲话|出席|主持|参加|致辞|致词|作报告|列席|陪同|宣布开幕|讲话并[{HAN}]{{2,8}})$"
)
_COLUMN_TAG = re.compile(r"[((【\[]([^()()【】\[\]]{2,16})[))】\]]\s*$")
_CLOSERS = (")", "】", "]", "）", "］")
_SAYS = re.compile(r"(?:强调|指出|要求|表示|会见|考察时)$")


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
    if not text.rstrip(BLANK).endswith(_CLOSERS):
        return ""
    found = _COLUMN_TAG.search(fold(text))
    return found[1] if found and width(text) > width(found[0]) + 2 else ""
