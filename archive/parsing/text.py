"""Widths, spaces, marks and line joins of Chinese newspaper text.

>>> join_lines(("织密织牢最有效的", "防护网络。"))
'织密织牢最有效的防护网络。'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from operator import add

import numpy as np

from archive.parsing.records import Lines

#: Full-width ASCII and the ideographic space, one character for one, so that offsets stay.
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20}
_FOLD |= {0x2003: 0x20, ord("﹕"): ord(":"), ord("∶"): ord(":"), 0x200B: 0x20, 0xFEFF: 0x20}
_HALF = {chr(full): chr(half) for full, half in _FOLD.items()}
#: Looking for the few characters that change is many times faster than ``str.translate``.
_FULL = re.compile("[\uff01-\uff5e\u3000\xa0\u2002\u2003﹕∶\u200b\ufeff]")
#: All white space, and what ``fold`` makes a space.
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\ufeff"

HAN = "\u3400-\u9fff\u3007"
_STOPS = frozenset("。!?…⋯！？")
_LIST_STOPS = frozenset(":;：；﹕∶")
_LIST_CLOSERS = "\"'”’』」)】＂＇）"
_CLOSERS = _LIST_CLOSERS + "》"
_CLOSED_ENDS = frozenset(")]】）］")
#: A jump line, or names in parentheses, close a text as well as a full stop does.
_CLOSED_OTHERWISE = re.compile(
    r"[(\[【](?:下转|上接|紧转|紧接|转|接)[^()]{1,14}[)\]】]$|版[)\]】]$"
)
_LIST_MARK = re.compile(r"^(?:[-*+•·●○◎▪◇◆★☆▲△] ?|\d{1,2}[.、)](?!\d)|[①-⑳]|\(\d{1,2}\))")
_LONGEST_MARK = 8
_MARKS = re.compile(r"^\s*(?P<mark>#{1,6}|[■□◆◇▲△●○★☆▶►◀◄※]+)\s*")
_MARKING = frozenset("#■□◆◇▲△●○★☆▶►◀◄※")
_BOLD = re.compile(r"\*\*|__")
# A space first, what stands before it afterwards: the scan stops at spaces only.
_SPACED_HAN = re.compile(
    rf"[ \t\u3000](?<=[{HAN}，。、；：！？][ \t\u3000])[ \t\u3000]*(?=[{HAN}])"
)
_SPACED_DIGIT = re.compile(
    rf"[ \t\u3000](?:(?<=[{HAN}，。、；：（(,][ \t\u3000])[ \t\u3000]*(?=[0-9A-Za-z])"
    rf"|(?<=[0-9A-Za-z%％][ \t\u3000])[ \t\u3000]*(?=[{HAN}]))"
)
_SPACES = re.compile(r"[ \t\u3000]+")
_HAN_RUN = re.compile(rf"[{HAN}]+")
_WIDE = 0x2000
_NARROW = re.compile("[\0-\u1fff]+")
_NOTHING = re.compile(r"[\s#*■□]+")
#: Texts up to this length are met again and again; longer ones are not kept.
_KEPT_LENGTH, _KEPT = 240, 4096


def fold(text: str) -> str:
    """Half-width forms for recognition only; every character keeps its place.

    >>> fold("（记者　王某）ＡＢ")
    '(记者 王某)AB'
    """
    return _fold_kept(text) if len(text) <= _KEPT_LENGTH else _fold(text)


def _fold(text: str) -> str:
    for full in set(_FULL.findall(text)):
        text = text.replace(full, _HALF[full])
    return text


_fold_kept = lru_cache(_KEPT)(_fold)


def width(text: str) -> float:
    """Printed width in ems: a Chinese character is 1, an ASCII letter a half."""
    return _width_kept(text) if len(text) <= _KEPT_LENGTH else _width(text)


def _width(text: str) -> float:
    text = text.strip()
    return 0.5 * (len(text) + len(_NARROW.sub("", text)))


_width_kept = lru_cache(_KEPT)(_width)


def widths(texts: Sequence[str]) -> list[float]:
    """The ``width`` of every text; of many at once it costs a fraction."""
    bare = list(map(str.strip, texts))
    codes = np.frombuffer("".join(bare).encode("utf-32-le", "surrogatepass"), "<u4")
    ends = np.cumsum([0, *map(len, bare)])
    wide = np.concatenate(([0], np.cumsum(codes >= _WIDE)))[ends]
    out: list[float] = (0.5 * np.diff(ends + wide)).tolist()
    return out


def squeeze(text: str) -> str:
    """The text without any white space or marks, for comparing what was read twice."""
    return _NOTHING.sub("", fold(text))


def ends_sentence(text: str) -> bool:
    """Whether the text closes a sentence; rests on the final punctuation mark."""
    if _is_han(text[-1:]):
        return False
    return text.rstrip(BLANK).rstrip(_CLOSERS)[-1:] in _STOPS


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def is_finished(text: str) -> bool:
    """Whether a paragraph may end here: a closed sentence, or a colon before a list."""
    if _is_han(text[-1:]):
        return False
    tail = text.rstrip(BLANK)[-30:]
    if tail.rstrip(_CLOSERS)[-1:] in _STOPS or tail.rstrip(_LIST_CLOSERS)[-1:] in _LIST_STOPS:
        return True
    return tail[-1:] in _CLOSED_ENDS and bool(_CLOSED_OTHERWISE.search(fold(tail)))


def is_list_item(text: str) -> bool:
    """Whether the line opens with a list mark (- ● 1. ①)."""
    start = text.lstrip(BLANK)[:_LONGEST_MARK]
    return not _is_han(start[:1]) and bool(_LIST_MARK.match(fold(start)))


def split_mark(text: str) -> tuple[str, str]:
    """The leading mark and the text without it and without bold signs.

    >>> split_mark("## **城区供暖** ")
    ('##', '城区供暖')
    """
    plain = text.strip()
    if plain[:1] not in _MARKING and "**" not in plain and "__" not in plain:
        return "", plain
    found = _MARKS.match(text)
    mark, rest = (found["mark"], text[found.end() :]) if found else ("", text)
    stripped = rest.strip()
    bare = _BOLD.sub("", stripped).strip() if "**" in rest or "__" in rest else stripped
    if not mark and stripped.startswith("**") and stripped.endswith("**"):
        mark = "**"
    return (mark, bare) if bare else ("", plain)


def join_lines(lines: Iterable[str]) -> str:
    """Join the lines of one paragraph; a space stays only between two Latin words."""
    out = ""
    for line in lines:
        piece = line.strip()
        gap = " " if out and piece and out[-1].isascii() and piece[0].isascii() else ""
        joins_words = gap and out[-1].isalpha() and piece[0].isalpha()
        out += (gap if joins_words else "") + piece
    return out


def join_title(lines: Sequence[str]) -> str:
    """Join the lines of one title: a line that breaks off early ends a part of it.

    >>> join_title(("老街亮灯", "夜里逛集的人多了"))
    '老街亮灯 夜里逛集的人多了'
    >>> join_title(("老街亮灯夜里逛集的", "人多了"))
    '老街亮灯夜里逛集的人多了'
    """
    longest = max(map(width, lines), default=0.0)
    broken = any(width(line) <= longest - 1 for line in lines[:-1])
    return " ".join(line.strip() for line in lines) if broken else join_lines(lines)


def tidy_body(text: str) -> str:
    """Drop the spaces that OCR and text layers put inside a sentence.

    A lead-in with its names keeps its spaces, and so does a signature at the end.
    """
    if not _SPACES.search(text):
        return text
    head, body, tail = _protect(text)
    if not _SPACES.search(body):
        return text
    body = _SPACED_HAN.sub("", body)
    return head + _SPACED_DIGIT.sub("", body) + tail


_PROTECTED_HEAD = re.compile(r"^[^。]{0,40}?(?:讯|电)\s*(?:[（(][^（()）]{1,80}[）)])?\s*")
_PROTECTED_TAIL = re.compile(
    r"(?<=[。！？”!?])\s*(?:[（(]?(?:本报)?(?:记者|通讯员|实习生|摄影)[^。]{1,40}"
    r"|[^。]{2,20}(?:摄|摄影|供图)[）)]?)$"
)


def _protect(text: str) -> tuple[str, str, str]:
    head = _PROTECTED_HEAD.match(text)
    start = head.end() if head else 0
    tail = _PROTECTED_TAIL.search(text, max(start, len(text) - 60))
    end = tail.start() if tail else len(text)
    return text[:start], text[start:end], text[end:]


def tidy_title(text: str) -> str:
    """A headline's parts stay apart by one space; other spaces go from its ends only."""
    return _SPACES.sub(" ", text.strip())


def to_ranges(numbers: Iterable[int]) -> Lines:
    """Line numbers as closed ranges.

    >>> to_ranges([3, 4, 5, 9])
    ((3, 5), (9, 9))
    """
    ranges: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


def bigrams(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters: the cheapest words of a language without spaces."""
    return set(chain.from_iterable(map(add, run, run[1:]) for run in _HAN_RUN.findall(text)))
