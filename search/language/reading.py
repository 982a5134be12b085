"""A tree of conditions in, the query that states it out: what a page tells by `读作：`.

`And(Term(春耕), Not(In(title, Term(水稻))))` → `春耕 -标题:水稻`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from search.language.days import write_days
from search.language.nodes import (
    MAX_DEPTH,
    And,
    Between,
    In,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from search.language.tokens import (
    FIELDS,
    OPERATORS,
    PAGE_KINDS,
    QUOTES,
    SEPARATOR,
    Kind,
    Token,
    goes_on_from_days,
    scan,
)

#: Field → its Chinese name: the first of those that FIELDS has for it.
_NAMES = {field: name for name, field in reversed(FIELDS.items())}
_NAMES |= {"front": "版", "year": "日期", "month": "日期", "day": "日期"}
_PAGES = {kind: word for word, kind in reversed(PAGE_KINDS.items())}
#: Quotation marks in the order in which they are preferred.
_MARKS = ("“”", "「」", "『』", '""')


def render(node: Node) -> str:
    """Return the query, with Chinese names and signs, that `search.query.parse` reads as `node`.

    A tree that no query states (a Term with spaces in it) is written as near to it as can be.
    """
    if isinstance(node, Term) and node.text in OPERATORS:
        return node.text
    return _write(node, "", clear=_depth(node) <= MAX_DEPTH)


def _depth(node: Node) -> int:
    """Return how deep brackets stand in brackets when every alternative has its own."""
    match node:
        case And() | Or():
            return max((_depth(n) + isinstance(n, And | Or) for n in node.nodes), default=0)
        case Not() | In():
            return _depth(node.node) + isinstance(node.node, And | Or)
        case _:
            return 0


def _write(node: Node, before: str, *, clear: bool) -> str:
    """Return `before` (a minus, a field's name) and `node`; `clear` puts all OR in brackets."""
    match node:
        case Term() | Wildcard():
            return before + _plain_or_quoted(before, node.text)
        case Phrase():
            return before + _quote(node.text)
        case Near():
            return f"{before}{_quote(' '.join(node.strings))}~{node.distance}"
        case In():
            return _write(node.node, f"{before}{_NAMES[node.field]}:", clear=clear)
        case Not(node=Not(node=inner)):
            return _write(inner, before, clear=clear)
        case Not():
            return _write(node.node, f"{before}-", clear=clear)
        case OneOf():
            return _write_facet(node, f"{before}{_NAMES[node.name]}:")
        case Between():
            return f"{before}日期:{write_days(node.first, node.last)}"
        case And() | Or():
            joined = _join(node, clear=clear)
            return f"{before}({joined})" if before else joined


def _join(node: And | Or, *, clear: bool) -> str:
    """Return the conditions of `node` one after the other."""
    bracketed = isinstance(node, Or) or clear
    parts = [_write(child, "", clear=clear) for child in node.nodes]
    pairs = zip(node.nodes, parts, strict=True)
    parts = [f"({part})" if bracketed and isinstance(n, And | Or) else part for n, part in pairs]
    if isinstance(node, Or):
        return " 或 ".join(parts)
    return "".join(_spaced(parts))


def _spaced(parts: Sequence[str]) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            # a word such as 至 would continue the days before it, ~10 strings
            rest = " ".join(parts[number : number + 2])
            yield " 且 " if goes_on_from_days(rest) else " "
        yield part


def _write_facet(node: OneOf, before: str) -> str:
    """Return the values of a facet: one may be quoted, several stand side by side."""
    values = [_PAGES.get(v, v) if node.name == "front" else v for v in node.values]
    joined = "、".join(values)
    if len(values) > 1:
        return before + (joined if _is_plain(before, joined) else f"、{joined}")
    return before + (
        _quote(joined) if SEPARATOR.search(joined) else _plain_or_quoted(before, joined)
    )


def _plain_or_quoted(before: str, text: str) -> str:
    return text if _is_plain(before, text) else _quote(text)


def _is_plain(before: str, text: str) -> bool:
    """Tell whether `text` after `before` is read as one plain run."""
    return [*scan(before + text)][-1:] == [Token(Kind.TERM, text)]


def _quote(text: str) -> str:
    """Return `text` between quotation marks of which it has no closing one."""
    fitting = (marks for marks in _MARKS if not set(text) & set(QUOTES[marks[0]]))
    marks = next(fitting, _MARKS[0])
    return f"{marks[0]}{text}{marks[1]}"
