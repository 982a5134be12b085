"""A reader's tree in, what an engine looks up out: strings folded, plain runs cut into words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search import analysis
from search.language.nodes import (
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


@dataclass(frozen=True)
class Resolved:
    """A query ready to be looked up: its strings are folded and its plain runs cut.

    `match` has no Term any more and its strings are folded; `words` are the jieba words to rank
    by, `runs` the whole plain runs that earn a bonus, `strings` and `patterns` what a snippet
    should show.
    """

    match: Node | None
    words: tuple[str, ...]
    runs: tuple[str, ...]
    strings: tuple[str, ...]
    patterns: tuple[Wildcard | Near, ...] = ()


def resolve(tree: Node | None) -> Resolved:
    """Fold and cut a reader's query.

    Punctuation alone is passed over, unless there is nothing else: then it is looked for. In the
    result a named field (In) stands around single leaves only.
    """
    if tree is None:
        return Resolved(None, (), (), ())
    wanted = _wanted(tree)
    texts = (leaf.text for leaf in wanted if isinstance(leaf, Term | Phrase))
    runs = tuple(filter(None, dict.fromkeys(map(analysis.fold, texts))))
    parts = dict.fromkeys(part for leaf in wanted for part in _parts(leaf))
    words = dict.fromkeys(word for part in parts for word in analysis.words(part))
    match = _match(tree, "", keep_punctuation=False) or _match(tree, "", keep_punctuation=True)
    leaves = _wanted(match) if match else []
    strings = dict.fromkeys([*runs, *(leaf.text for leaf in leaves if isinstance(leaf, Phrase))])
    patterns = dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Wildcard | Near))
    return Resolved(match, tuple(words), runs, tuple(strings), tuple(patterns))


def _wanted(node: Node) -> list[Leaf]:
    """Return what makes an article fit, not what keeps it out."""
    match node:
        case Term() | Phrase() | Wildcard() | Near():
            return [node]
        case In():
            return _wanted(node.node)
        case And() | Or():
            return [leaf for child in node.nodes for leaf in _wanted(child)]
        case _:
            return []


def _parts(leaf: Leaf) -> list[str]:
    """Return the folded strings of a leaf whose words an article is ranked by."""
    match leaf:
        case Near():
            return [*map(analysis.fold, leaf.strings)]
        case Wildcard():
            return re.split(r"[*?]+", analysis.fold(leaf.text))
        case _:
            return [analysis.fold(leaf.text)]


def _match(node: Node, field: str, *, keep_punctuation: bool) -> Node | None:
    """Return `node` folded and cut, or None where it asks for nothing."""
    match node:
        case Term() | Phrase() | Wildcard() | Near():
            return _join(And, [_in(field, leaf) for leaf in _leaves(node, keep_punctuation)])
        case In():
            return _match(node.node, node.field, keep_punctuation=keep_punctuation)
        case And() | Or():
            children = (_match(n, field, keep_punctuation=keep_punctuation) for n in node.nodes)
            return _join(type(node), [child for child in children if child is not None])
        case Not():
            child = _match(node.node, field, keep_punctuation=keep_punctuation)
            return None if child is None else Not(child)
        case OneOf() | Between():
            return node


def _leaves(node: Leaf, keep_punctuation: bool) -> list[Node]:
    """Return the strings and patterns, folded, that a leaf asks for."""
    match node:
        case Near():
            strings = tuple(filter(None, map(analysis.fold, node.strings)))
            return [Near(strings, node.distance)] if len(strings) > 1 else [*map(Phrase, strings)]
        case Wildcard():
            return _read_pattern(analysis.fold(node.text))
        case Phrase():
            return [*map(Phrase, filter(None, [analysis.fold(node.text)]))]
        case Term():
            folded = analysis.fold(node.text)
            pieces = analysis.plain_pieces(folded)
            if not pieces and keep_punctuation and folded:
                pieces = (folded,)
            return [*map(Phrase, pieces)]


def _read_pattern(folded: str) -> list[Node]:
    """Return a pattern without the stars at its ends: a string is found inside longer ones too."""
    text = re.sub(r"\*+", "*", folded).strip("*")
    if not text.strip("?*"):
        return []
    return [Wildcard(text) if set(text) & set("?*") else Phrase(text)]


def _in(field: str, node: Node) -> Node:
    return In(field, node) if field else node


def _join(kind: type[And] | type[Or], nodes: list[Node]) -> Node | None:
    """Return the nodes as one, or None where there is none."""
    if len(nodes) > 1:
        return kind(tuple(nodes))
    return nodes[0] if nodes else None
