"""Jump lines (下转、上接) into page labels.

>>> find_jump_to("……取得实效。(下转第三版)")
'3'
>>> find_jump_from("(上接A01版)")
'A01'
"""

from __future__ import annotations

import re

from archive.parsing.dates import parse_number
from archive.parsing.text import fold

_LABEL = r"第?\s?(?P<label>[A-Z]?\s?\d{1,2}|[一二三四五六七八九十]{1,3})\s?版"
_TO = re.compile(rf"(?:(?:下转|紧转)\s?|[(\[【]\s?转\s?){_LABEL}")
_FROM = re.compile(rf"(?:(?:上接|紧接)\s?|[(\[【]\s?接\s?){_LABEL}")
_VERB = r"(?:下转|紧转|转|上接|紧接|接)\s?"
_BARE = _LABEL.replace("?P<label>", "?:")
_ALONE = re.compile(
    rf"^[▶>▲◆■·…—\s-]*(?:[(\[【]\s?{_VERB}{_BARE}[^。()]{{0,12}}[)\]】]|{_VERB}{_BARE})[\s◀<▶>]*$"
)


def find_jump_to(text: str) -> str:
    """The label of the page where the article goes on, or ""."""
    return _find(_TO, text)


def find_jump_from(text: str) -> str:
    """The label of the page where the article began, or ""."""
    return _find(_FROM, text)


def is_jump_line(text: str) -> bool:
    """Whether the line is a jump line and nothing else."""
    return bool(_ALONE.match(fold(text).strip()))


def _find(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(fold(text))
    return normalize_label(found["label"]) if found else ""


def normalize_label(label: str) -> str:
    """A page label as readers say it: 三 is 3, 08 is 8, "A 03" is A03."""
    label = fold(label).replace(" ", "")
    number = parse_number(label)
    return label if number is None else str(number)
