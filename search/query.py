"""What a reader types in, a tree of conditions out; every text has a reading, none is an error.

`春耕 "小麦 玉米" -标题:水稻` → `And(Term(春耕), Phrase(小麦 玉米), Not(In(title, Term(水稻))))`.
docs/query-language.md tells readers the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from search.language.days import parse_days
from search.language.nodes import (
    MAX_DEPTH,
    STAR,
    TEXT_FIELDS,
    And,
    Between,
    In,
    Leaf,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from search.language.reading import render
from search.language.tokens import (
    PAGE_KINDS,
    Kind,
    Token,
    find_pattern,
    plain_name,
    scan,
    split_values,
)

__all__ = [
    "MAX_LENGTH", "MAX_TERMS", "STAR", "TEXT_FIELDS", "And", "Between", "In", "Leaf", "Near",
    "Node", "Not", "Notice", "OneOf", "Or", "ParsedQuery", "Phrase", "Term", "Wildcard",
    "parse", "render",
]  # fmt: skip

#: Characters of text that a query asks for at most, and words, strings, patterns and values.
MAX_LENGTH = 500
MAX_TERMS = 32
#: No more of what is typed is looked at, signs and brackets included.
MAX_TYPED = 10 * MAX_LENGTH
#: Strings of one proximity, and the distance between neighbours.
MAX_STRINGS = 4
MAX_DISTANCE = 500
#: Operators that are looked for when nothing else is typed: one character is a query too.
_SEARCHABLE = frozenset("或且非")
#: Far from any today: days that are others on it move with today.
_ANOTHER_DAY = date(1900, 1, 1)


class Notice(StrEnum):
    """What was read otherwise than typed (search.notices tells it in words)."""

    TOO_LONG = "too_long"
    TOO_MANY_TERMS = "too_many_terms"
    TOO_DEEP = "too_deep"
    TOO_MANY_STRINGS = "too_many_strings"
    TOO_FAR = "too_far"
    LOOSE_DISTANCE = "loose_distance"
    UNBALANCED_QUOTE = "unbalanced_quote"
    UNBALANCED_BRACKET = "unbalanced_bracket"
    EMPTY_BRACKETS = "empty_brackets"
    EMPTY_FIELD = "empty_field"
    DANGLING_OPERATOR = "dangling_operator"
    ONLY_WILDCARDS = "only_wildcards"
    UNKNOWN_DATE = "unknown_date"
    TURNED_DATES = "turned_dates"


@dataclass(frozen=True)
class ParsedQuery:
    """The conditions, or None where nothing was asked for, and what the reader should know."""

    tree: Node | None
    notices: tuple[Notice, ...] = ()
    #: Whether days in it move with today (日期:上周).
    relative: bool = False

    @property
    def repaired(self) -> bool:
        """Whether something was read otherwise than typed."""
        return bool(self.notices)

    @property
    def worth_telling(self) -> bool:
        """Whether a page should tell the reading: it is not what was typed."""
        return self.repaired or self.relative

    @property
    def reading(self) -> str:
        """The query as it was read, as `parse` reads it again; empty where nothing is asked for."""
        return render(self.tree) if self.tree else ""


@dataclass
class _Group:
    """What stands between two brackets so far: conditions, each a list of alternatives."""

    #: The field named before the bracket, and one named just now.
    outer: str = ""
    named: str = ""
    joint: Kind | None = None
    negated: bool = False
    #: Whether anything stood here, be it passed over.
    used: bool = False
    clauses: list[list[Node]] = field(default_factory=list)

    def add(self, node: Node) -> None:
        if self.negated:
            node = node.node if isinstance(node, Not) else Not(node)
        if self.joint == Kind.OR:
            self.clauses[-1].append(node)
        else:
            self.clauses.append([node])
        self.drop()

    def drop(self) -> None:
        """Forget the signs that wait for an operand."""
        self.named, self.joint, self.negated, self.used = "", None, False, True

    def close(self) -> Node | None:
        return _join(And, [node for clause in self.clauses if (node := _join(Or, clause))])


def parse(text: str, today: date | None = None) -> ParsedQuery:
    """Return the conditions that `text` states; an empty or meaningless one states none.

    `today` (the server's own day) is where 日期:上周 is seen from.
    """
    if text.strip() in _SEARCHABLE:
        return ParsedQuery(Term(text.strip()))
    reader = _Reader(today or date.today())
    if len(text) > MAX_TYPED:
        reader.tell(Notice.TOO_LONG)
    for token in scan(text[:MAX_TYPED]):
        reader.read(token)
        if reader.full:
            break
    return reader.finish()


class _Reader:
    """Reads token by token; keeps what is open, what it told, and how much was asked for."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.groups = [_Group()]
        self.notices: dict[Notice, None] = {}
        self.terms = 0
        self.room = MAX_LENGTH
        self.too_deep = 0
        self.relative = False
        #: Whether a limit is reached: the rest is left unread.
        self.full = False

    def tell(self, notice: Notice) -> None:
        self.notices[notice] = None

    def read(self, token: Token) -> None:
        """Take one token in."""
        group = self.groups[-1]
        match token.kind:
            case Kind.TERM | Kind.PHRASE | Kind.NEAR:
                self._read_leaf(token)
            case Kind.FIELD:
                if group.named:
                    self.tell(Notice.EMPTY_FIELD)
                group.named = token.text
            case Kind.NOT:
                if group.negated:
                    self.tell(Notice.DANGLING_OPERATOR)
                group.negated = True
            case Kind.OR | Kind.AND:
                self._read_joint(token.kind)
            case Kind.OPEN:
                self._open()
            case Kind.CLOSE:
                self._close()
            case Kind.UNBALANCED:
                self.tell(Notice.UNBALANCED_QUOTE)
            case Kind.EMPTY:
                self.tell(Notice.EMPTY_BRACKETS)
                group.drop()
            case Kind.LONE_MINUS:
                self.tell(Notice.DANGLING_OPERATOR)

    def finish(self) -> ParsedQuery:
        """Close what is open and return the query."""
        if (len(self.groups) > 1 or self.too_deep) and not self.full:
            self.tell(Notice.UNBALANCED_BRACKET)
        while len(self.groups) > 1:
            self._close()
        self._look_for_operands(self.groups[0])
        return ParsedQuery(self.groups[0].close(), tuple(self.notices), self.relative)

    def _read_joint(self, kind: Kind) -> None:
        group = self.groups[-1]
        if group.named:
            self.tell(Notice.EMPTY_FIELD)
            group.named = ""
        if not group.clauses or group.joint or group.negated:
            self.tell(Notice.DANGLING_OPERATOR)
        if group.clauses and group.joint != Kind.OR:
            group.joint = kind

    def _open(self) -> None:
        group = self.groups[-1]
        if len(self.groups) > MAX_DEPTH:
            self.too_deep += 1
            self.tell(Notice.TOO_DEEP)
        else:
            self.groups.append(_Group(outer=group.named or group.outer))
            group.named = ""

    def _close(self) -> None:
        """Put the innermost group into the one around it; a bracket too many is passed over."""
        if self.too_deep:
            self.too_deep -= 1
        elif len(self.groups) == 1:
            self.tell(Notice.UNBALANCED_BRACKET)
        else:
            group = self.groups.pop()
            self._look_for_operands(group)
            node = group.close()
            if node is None:
                self.groups[-1].drop()
            else:
                self.groups[-1].add(node)
            if not group.used and not self.full:
                self.tell(Notice.EMPTY_BRACKETS)

    def _look_for_operands(self, group: _Group) -> None:
        """Tell what still waits for something at the end of a group."""
        if self.full:
            return
        if group.joint or group.negated:
            self.tell(Notice.DANGLING_OPERATOR)
        if group.named:
            self.tell(Notice.EMPTY_FIELD)

    def _read_leaf(self, token: Token) -> None:
        """Take in a word, string, pattern or value, if there is still room."""
        group = self.groups[-1]
        name = group.named or group.outer
        if self.terms == MAX_TERMS:
            self.tell(Notice.TOO_MANY_TERMS)
            self.full = True
            return
        if token.loose:
            self.tell(Notice.LOOSE_DISTANCE)
        if name == "date" and (days := parse_days(token.text, self.today)):
            node: Node | None = Between(days.first, days.last)
            self.relative |= parse_days(token.text, _ANOTHER_DAY) != days
            if days.turned:
                self.tell(Notice.TURNED_DATES)
        elif text := self._fit(token.text):
            node = self._read_text(name, token._replace(text=text))
        else:
            return
        self.terms += 1
        if node is None:
            group.drop()
        else:
            group.add(node)

    def _fit(self, text: str) -> str:
        """Return `text` as far as there is room: only the first is cut, a later one left out."""
        if len(text) > self.room:
            self.tell(Notice.TOO_LONG)
            self.full = True
            return "" if self.terms else text[: self.room].strip()
        self.room -= len(text)
        return text

    def _read_text(self, name: str, token: Token) -> Node | None:
        """Return what is looked for in the field `name`; None where there is nothing."""
        if name == "date":
            self.tell(Notice.UNKNOWN_DATE)
            return Phrase(token.text)
        if name and name not in TEXT_FIELDS:
            return self._read_facet(name, token)
        leaf = self._read_near(token) if token.kind == Kind.NEAR else self._read_plain(token)
        return In(name, leaf) if name and leaf else leaf

    def _read_plain(self, token: Token) -> Leaf | None:
        if token.kind == Kind.PHRASE:
            return Phrase(token.text)
        pattern = find_pattern(token.text)
        if pattern and not pattern.strip("*?"):
            self.tell(Notice.ONLY_WILDCARDS)
            return None
        return Wildcard(pattern) if pattern else Term(token.text)

    def _read_near(self, token: Token) -> Leaf:
        strings = tuple(token.text.split())
        if len(strings) == 1:
            return Phrase(token.text)
        if len(strings) > MAX_STRINGS:
            self.tell(Notice.TOO_MANY_STRINGS)
        if token.distance > MAX_DISTANCE:
            self.tell(Notice.TOO_FAR)
        return Near(strings[:MAX_STRINGS], min(token.distance, MAX_DISTANCE))

    def _read_facet(self, name: str, token: Token) -> Node | None:
        """Return the values of a facet, as typed: `菏泽、聊城` are two unless quoted."""
        typed = split_values(token.text) if token.kind == Kind.TERM else (token.text,)
        if not typed:
            self.tell(Notice.EMPTY_FIELD)
        values = tuple(value for value in typed if value.strip("*?＊﹡？﹖"))
        if len(values) < len(typed):
            self.tell(Notice.ONLY_WILDCARDS)
        room = MAX_TERMS - self.terms
        if len(values) > room:
            self.tell(Notice.TOO_MANY_TERMS)
        values = values[:room]
        self.terms += max(len(values) - 1, 0)
        if not values:
            return None
        kinds = [PAGE_KINDS.get(plain_name(value), "") for value in values]
        if name == "page" and all(kinds):
            return OneOf("front", tuple(dict.fromkeys(kinds)))
        return OneOf(name, values)


def _join(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    """Return nodes as one: a kind within the same kind is the same; None where there is none."""
    flat: list[Node] = []
    for node in nodes:
        flat += node.nodes if isinstance(node, kind) else [node]
    if len(flat) > 1:
        return kind(tuple(flat))
    return flat[0] if flat else None
