"""What a reader types in, a tree of conditions out; every text has a reading, none is an error.

`春耕 "小麦 玉米" -水稻` → `And(Term(春耕), Phrase(小麦 玉米), Not(Term(水稻)))`.
docs/query-language.md tells readers the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

#: Characters that a `*` inside a pattern stands for at most.
STAR = 20
#: Fields of text that a query can name; without a name all units are searched.
TEXT_FIELDS = ("title", "author", "column")
MAX_LENGTH = 500
MAX_TERMS = 32
#: Brackets within brackets beyond this are read as if they were not there.
MAX_DEPTH = 16
#: Opening quotation mark → the marks that close it.
QUOTES = {'"': '"＂', "＂": '"＂', "“": '”"', "”": '”"', "「": "」", "『": "』"}


@dataclass(frozen=True)
class Term:
    """A plain run of text: all its words must be there."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """A quoted string: it must be there exactly."""

    text: str


@dataclass(frozen=True)
class Wildcard:
    """A pattern: `?` stands for one character, `*` for up to STAR of them, inside one unit."""

    text: str


@dataclass(frozen=True)
class Near:
    """Strings inside one unit with at most `distance` characters between neighbours.

    In any order; they do not overlap.
    """

    strings: tuple[str, ...]
    distance: int


@dataclass(frozen=True)
class In:
    """What `node` asks for, looked for in the units of one field (TEXT_FIELDS) alone."""

    field: str
    node: Node


@dataclass(frozen=True)
class And:
    """All of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Any of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Everything else."""

    node: Node


@dataclass(frozen=True)
class OneOf:
    """A facet has one of these values: set by filters, or typed with its name (`城市:菏泽`).

    As typed the values are names; the service puts the facet's own values in their place.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """Printed on one of these days, both ends included: set by filters, or typed (`日期:`)."""

    first: date | None
    last: date | None


Node = Term | Phrase | Wildcard | Near | In | And | Or | Not | OneOf | Between


class Notice(StrEnum):
    """What was read otherwise than typed."""

    TOO_LONG = "too_long"
    TOO_MANY_TERMS = "too_many_terms"
    TOO_DEEP = "too_deep"
    UNBALANCED_QUOTE = "unbalanced_quote"


@dataclass(frozen=True)
class ParsedQuery:
    """The conditions, or None where nothing was asked for, and what the reader should know."""

    tree: Node | None
    notices: tuple[Notice, ...] = ()


class Kind(StrEnum):
    """Sorts of tokens."""

    TERM = "term"
    PHRASE = "phrase"
    NOT = "not"
    OR = "or"
    OPEN = "("
    CLOSE = ")"
    UNBALANCED = "unbalanced"


class Token(NamedTuple):
    """One token of a query."""

    kind: Kind
    text: str = ""


@dataclass
class _Group:
    """What stands between two brackets so far: conditions, each a list of alternatives."""

    clauses: list[list[Node]] = field(default_factory=list)
    alternative: bool = False
    negated: bool = False

    def add(self, node: Node) -> None:
        node = Not(node) if self.negated else node
        if self.alternative and self.clauses:
            self.clauses[-1].append(node)
        else:
            self.clauses.append([node])
        self.alternative = self.negated = False

    def close(self) -> Node | None:
        nodes = tuple(c[0] if len(c) == 1 else Or(tuple(c)) for c in self.clauses)
        if not nodes:
            return None
        return nodes[0] if len(nodes) == 1 else And(nodes)


def parse(text: str) -> ParsedQuery:
    """Return the conditions that `text` states; an empty or meaningless one states none."""
    notices = [Notice.TOO_LONG] if len(text) > MAX_LENGTH else []
    groups = [_Group()]
    too_deep = terms = 0
    for kind, value in scan(text[:MAX_LENGTH]):
        match kind:
            case Kind.TERM | Kind.PHRASE:
                terms += 1
                if terms > MAX_TERMS:
                    notices.append(Notice.TOO_MANY_TERMS)
                    break
                groups[-1].add(Term(value) if kind == Kind.TERM else Phrase(value))
            case Kind.NOT:
                groups[-1].negated = True
            case Kind.OR:
                groups[-1].alternative = True
            case Kind.OPEN if len(groups) > MAX_DEPTH:
                too_deep += 1
                notices.append(Notice.TOO_DEEP)
            case Kind.OPEN:
                groups.append(_Group())
            case Kind.CLOSE if too_deep:
                too_deep -= 1
            case Kind.CLOSE:
                _close(groups)
            case Kind.UNBALANCED:
                notices.append(Notice.UNBALANCED_QUOTE)
    while len(groups) > 1:
        _close(groups)
    return ParsedQuery(groups[0].close(), tuple(dict.fromkeys(notices)))


def _close(groups: list[_Group]) -> None:
    """Put the innermost group into the one around it; a bracket too many is passed over."""
    if len(groups) == 1:
        return
    node = groups.pop().close()
    if node is None:
        groups[-1].alternative = groups[-1].negated = False
    else:
        groups[-1].add(node)


def scan(text: str) -> Iterator[Token]:
    """Yield the tokens of a query; a lone quotation mark is passed over and reported."""
    position = 0
    while position < len(text):
        char = unicodedata.normalize("NFKC", text[position])
        if text[position] in QUOTES:
            end = _find_closing(text, position)
            if end < 0:
                yield Token(Kind.UNBALANCED)
            elif content := text[position + 1 : end].strip():
                yield Token(Kind.PHRASE, content)
            position = max(position, end) + 1
        elif char in ("(", ")", "|"):
            yield Token(Kind.OR if char == "|" else Kind(char))
            position += 1
        elif char == "-":
            position += 1
            if _starts_operand(text[position : position + 1]):
                yield Token(Kind.NOT)
        elif text[position].isspace():
            position += 1
        else:
            end = _find_word_end(text, position)
            yield from _read_word(text[position:end])
            position = end


def _starts_operand(char: str) -> bool:
    """Tell whether what follows a minus sign is something to keep out."""
    return bool(char.strip()) and unicodedata.normalize("NFKC", char) not in "-)|"


def _find_closing(text: str, opening: int) -> int:
    """Return where the quotation opened at `opening` ends, or -1."""
    ends = (text.find(mark, opening + 1) for mark in QUOTES[text[opening]])
    return min((end for end in ends if end >= 0), default=-1)


def _find_word_end(text: str, start: int) -> int:
    """Return where the plain run that begins at `start` ends."""
    for position in range(start, len(text)):
        char = text[position]
        if char.isspace() or char in QUOTES or unicodedata.normalize("NFKC", char) in "()|":
            return position
    return len(text)


def _read_word(word: str) -> Iterator[Token]:
    """Yield the operator that `word` is, nothing for AND, else the word itself."""
    match unicodedata.normalize("NFKC", word):
        case "OR":
            yield Token(Kind.OR)
        case "NOT":
            yield Token(Kind.NOT)
        case "AND":
            return
        case _:
            yield Token(Kind.TERM, word)
