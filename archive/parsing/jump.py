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

_NUMBER = r"(?:[A-Z]?\s?\d{1,2}|[一二三四五六七八九十]{1,3})"
#: 下转3、4版 goes on at 3; with its section's letter a page needs no 版.
_LABEL = (
    rf"第?\s?(?:(?P<label>{_NUMBER})(?:\s?[-—、]\s?{_NUMBER})?\s?版"
    r"|(?P<bare>[A-Z]\s?\d{1,2})(?![\w.]))"
)
_TO = re.compile(rf"(?:(?:下转|紧转|下接)\s?|[(\[【]\s?文?转\s?){_LABEL}")
_FROM = re.compile(rf"(?:(?:上接|紧接|上转)\s?|[(\[【]\s?文?接\s?){_LABEL}")
_VERB = r"文?(?:下转|紧转|下接|转|上接|紧接|上转|接)\s?"
_BARE = re.sub(r"\?P<\w+>", "?:", _LABEL)
_NOTE = r"[①-⑩⑴-⑽]?"
_ALONE = re.compile(
    rf"^[▶>▲◆■·…—\s-]*(?:[(\[【]\s?{_VERB}{_BARE}[^。()]{{0,12}}[)\]】]|{_VERB}{_BARE}){_NOTE}[\s◀<▶>]*$"
)


def find_jump_to(text: str) -> str:
    """The label of the page where the article goes on, or ""."""
    return _find(_TO, text)


def find_jump_from(text: str) -> str:
    """The label of the page where the article began, or ""."""
    return _find(_FROM, text)


def is_jump_line(text: str) -> bool:
    """Whether the line is a jump line and nothing else."""
    return ("转" in text or "接" in text) and bool(_ALONE.match(fold(text).strip()))


def _find(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(fold(text))
    return normalize_label(found["label"] or found["bare"]) if found else ""


def normalize_label(label: str) -> str:
    """A page label as readers say it: 三 is 3, 08 is 8, "A 03" is A03."""
    label = fold(label).replace(" ", "")
    number = parse_number(label)
    return label if number is None else str(number)
