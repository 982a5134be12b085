"""A query as typed in, its tokens out: words, quoted strings, names of fields, signs.

`标题:“春耕” -水稻` → field title, phrase 春耕, not, word 水稻. Signs may be full width.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

#: Opening quotation mark → the marks that close it.
QUOTES = {'"': '"＂', "＂": '"＂', "“": '”"', "「": "」", "『": "』"}
#: What a reader may call a field → what the program calls it.
FIELDS = {
    "标题": "title", "題目": "title", "標題": "title", "题目": "title",
    "title": "title", "headline": "title",
    "作者": "author", "署名": "author", "author": "author", "byline": "author",
    "栏目": "column", "欄目": "column", "column": "column",
    "城市": "city", "city": "city",
    "报纸": "newspaper", "報紙": "newspaper", "newspaper": "newspaper", "paper": "newspaper",
    "主题": "topic", "主題": "topic", "topic": "topic",
    "体裁": "genre", "體裁": "genre", "genre": "genre",
    "版": "page", "版次": "page", "page": "page",
    "日期": "date", "date": "date",
}  # fmt: skip
#: What `版:` may be followed by in place of a page's number → value of the facet `front`.
PAGE_KINDS = {
    "头版": "front", "頭版": "front", "首版": "front", "front": "front",
    "内页": "inner", "內頁": "inner", "inner": "inner",
}  # fmt: skip
#: What stands between the values of one field: `城市:菏泽、聊城`.
SEPARATOR = re.compile("[、,，;；]")
#: Without a number, `"甲 乙"~` allows so many characters between neighbours.
DISTANCE = 10

_SIGNS = str.maketrans("（﹙）﹚｜－﹣", "(())|--")
_PLAIN = rf"[^\s()（）﹙﹚|｜{''.join(QUOTES)}]"
_WORD = re.compile(f"{_PLAIN}+")
_FIELD = re.compile(r"(\w{1,16})[:：﹕]")
_TILDE = re.compile("[~～]([0-9０-９]*)")
#: The same after a space, where nothing touches it: no word is written so.
_LOOSE_TILDE = re.compile(rf"\s+[~～]\s*([0-9０-９]*)(?!{_PLAIN})")
#: A range of days goes on after a space: `2022-01 至 2022-03`.
_ON = r"\s+(?:(?:\.{2,}|．{2,}|…+|[~～〜至到—–]+)\s*|[-－]\s+)(?=[0-9０-９今本去昨前上])"
_GOES_ON = re.compile(_ON)
_DAYS = re.compile(
    rf"\s*((?![-－﹣])(?:[<>=＜＞＝≤≥]{{1,2}}\s*)?{_PLAIN}+"
    rf"(?:(?:{_ON}|(?<=[.．…~～〜至到—–])\s+(?=[0-9０-９])){_PLAIN}+)?)"
)
#: A full-width question mark at the end of a word is the newspaper's, not a pattern's.
_FULL_WIDTH_MARKS = "？﹖"
_PATTERN_SIGNS = str.maketrans("＊﹡？﹖", "**??")


class Kind(StrEnum):
    """Sorts of tokens."""

    TERM = "term"
    PHRASE = "phrase"
    NEAR = "near"
    FIELD = "field"
    NOT = "not"
    OR = "or"
    AND = "and"
    OPEN = "("
    CLOSE = ")"
    #: A quotation mark without its partner.
    UNBALANCED = "unbalanced"
    #: Quotation marks with nothing between them.
    EMPTY = "empty"
    #: A minus with nothing behind it.
    LONE_MINUS = "lone_minus"


class Token(NamedTuple):
    """One token of a query; a field's text is its name, `distance` belongs to a NEAR.

    `loose` tells that the distance stood apart from the strings: `"甲 乙" ~10`.
    """

    kind: Kind
    text: str = ""
    distance: int = 0
    loose: bool = False


#: Words that join or negate when they stand alone.
OPERATORS = {
    "OR": Kind.OR, "或": Kind.OR, "AND": Kind.AND, "且": Kind.AND, "NOT": Kind.NOT, "非": Kind.NOT,
}  # fmt: skip
_BRACKETS = {"(": Kind.OPEN, ")": Kind.CLOSE, "|": Kind.OR}


def scan(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, in time that grows with its length alone."""
    scanner = _Scanner(text)
    while scanner.position < len(text):
        yield from scanner.step()


class _Scanner:
    """A text and how far it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.touched = False  # whether a minus or a field's colon touches what comes next
        self.unclosed: set[str] = set()  # opening marks that nothing closes any more

    def step(self) -> Iterator[Token]:
        """Read on; yield what was found."""
        char = self.text[self.position]
        sign = char.translate(_SIGNS)
        touched, self.touched = self.touched, False
        if char.isspace():
            self.position += 1
        elif char in QUOTES:
            yield self._read_quoted(char)
        elif sign in _BRACKETS:
            self.position += 1
            yield Token(_BRACKETS[sign])
        elif sign == "-":
            self.position += 1
            self.touched = self._starts_operand()
            yield Token(Kind.NOT if self.touched else Kind.LONE_MINUS)
        elif name := self._read_field():
            self.touched = True
            yield Token(Kind.FIELD, name)
            if name == "date":
                yield from self._read_days()
        else:
            yield self._read_word(touched)

    def _read_quoted(self, mark: str) -> Token:
        """Read a string in quotation marks, and the distance behind it."""
        start = self.position + 1
        end = -1 if mark in self.unclosed else self._find_closing(mark, start)
        if end < 0:
            self.unclosed.add(mark)
            self.position = start
            return Token(Kind.UNBALANCED)
        self.position = end + 1
        content = self.text[start:end].strip()
        tilde, loose = _TILDE.match(self.text, self.position), False
        if not tilde and len(content.split()) > 1:
            tilde = _LOOSE_TILDE.match(self.text, self.position)
            loose = tilde is not None
        if tilde:
            self.position = tilde.end()
        if not content:
            return Token(Kind.EMPTY)
        if tilde:
            return Token(Kind.NEAR, content, int(tilde[1][:9] or DISTANCE), loose)
        return Token(Kind.PHRASE, content)

    def _find_closing(self, mark: str, start: int) -> int:
        found = re.compile(f"[{QUOTES[mark]}]").search(self.text, start)
        return found.start() if found else -1

    def _starts_operand(self) -> bool:
        """Tell whether what follows a minus is something to keep out."""
        char = self.text[self.position : self.position + 1]
        return bool(char.strip()) and char.translate(_SIGNS) not in "-)|"

    def _read_field(self) -> str:
        """Read the name of a field and its colon; return which field it is, or nothing."""
        found = _find_field(self.text, self.position)
        if not found:
            return ""
        name, self.position = found
        return name

    def _read_days(self) -> Iterator[Token]:
        """Read days, which may have spaces around the signs between them."""
        found = _DAYS.match(self.text, self.position)
        if not found or _find_field(self.text, found.start(1)):
            return
        if found[1] in OPERATORS and found.start(1) > self.position:
            return
        self.position, self.touched = found.end(), False
        yield Token(Kind.TERM, found[1])

    def _read_word(self, touched: bool) -> Token:
        """Read a plain run; an operator is one only when nothing touches it."""
        found = _WORD.match(self.text, self.position)
        word = found[0] if found else self.text[self.position]
        self.position += len(word)
        kind = OPERATORS.get(unicodedata.normalize("NFKC", word)) if len(word) <= 3 else None
        return Token(Kind.TERM, word) if touched or kind is None else Token(kind)


def _find_field(text: str, start: int) -> tuple[str, int] | None:
    """Return the field that is named at `start`, and where its colon ends."""
    found = _FIELD.match(text, start)
    name = FIELDS.get(plain_name(found[1])) if found else None
    return (name, found.end()) if found and name else None


def plain_name(text: str) -> str:
    """Return the name of a field or page as FIELDS and PAGE_KINDS have it: half width, small."""
    return unicodedata.normalize("NFKC", text).casefold()


def goes_on_from_days(text: str) -> bool:
    """Tell whether `text`, after a space, would be read as the end of a range of days before it.

    What would be read as the distance of strings before it (`~10`) is among that.
    """
    return bool(_GOES_ON.match(f" {text}") or _LOOSE_TILDE.match(f" {text}"))


def split_values(text: str) -> tuple[str, ...]:
    """Return the values that a plain run after the name of a facet states, each once."""
    values = (value.strip() for value in SEPARATOR.split(text))
    return tuple(dict.fromkeys(filter(None, values)))


def find_pattern(word: str) -> str:
    """Return the pattern that a plain run states, its signs half width; empty if it is plain.

    >>> find_pattern("张＊丰"), find_pattern("为什么?"), find_pattern("为什么？")
    ('张*丰', '为什么?', '')
    """
    end = len(word)
    while end and not (word[end - 1].isalnum() or word[end - 1] in "*＊﹡?"):
        end -= 1
    body = word[:end] if set(word[end:]) & set(_FULL_WIDTH_MARKS) else word
    pattern = re.sub(r"\*+", "*", body.translate(_PATTERN_SIGNS))
    return pattern if set(pattern) & set("*?") else ""
