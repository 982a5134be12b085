"""A reader's query in, what of a printed unit answers it out: the hits that pages mark.

`标题:小麦` marks 小麦 in headlines alone; `"甲 乙"~10` marks the two where they stand near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.models import Article
from search.analysis import fold, fold_with_offsets, is_word
from search.language.resolving import resolve
from search.matching import spans
from search.query import And, In, Near, Node, Or, Phrase, Term, Wildcard
from search.snippets import Span, Unit

Leaf = Term | Phrase | Wildcard | Near


@dataclass(frozen=True)
class Wanted:
    """Something to mark, in the units of one field or (empty) in all; its strings are folded."""

    field: str
    node: Phrase | Wildcard | Near


def find_wanted(tree: Node | None) -> tuple[Wanted, ...]:
    """Return what a query asks for: not what it keeps out, nor its conditions on facets."""
    whole = resolve(tree)
    # What the whole query passes over (lone punctuation) is not to be marked either.
    kept: set[object] = {leaf for _, leaf in _leaves(whole.match, "")}
    kept.update(Phrase(run) for run in whole.runs if is_word(run))
    found: dict[Wanted, None] = {}
    for field, leaf in _leaves(tree, ""):
        own = resolve(leaf)
        nodes = [*map(Phrase, own.strings), *own.patterns]
        found.update(dict.fromkeys(Wanted(field, node) for node in nodes if node in kept))
    return tuple(found)


def _leaves(node: Node | None, field: str) -> Iterator[tuple[str, Leaf]]:
    """Yield what makes an article fit, with the field that it is looked for in."""
    match node:
        case Term() | Phrase() | Wildcard() | Near():
            yield field, node
        case In():
            yield from _leaves(node.node, node.field)
        case And() | Or():
            for child in node.nodes:
                yield from _leaves(child, field)


def make_unit(text: str, wanted: Sequence[Wanted], field: str = "") -> Unit:
    """Return the printed unit, of the field named, with its hits."""
    folded = fold(text)
    hits = [
        (start, end, node)
        for each in wanted
        if each.field in ("", field)
        for node in [each.node]
        if not isinstance(node, Phrase) or node.text in folded  # most units have nothing
        for start, end in spans(node, folded)
    ]
    if not hits:
        return Unit(text)
    _, offsets = fold_with_offsets(text)
    return Unit(text, [s for hit in hits for s in _printed(*hit, folded, offsets)])


def make_units(article: Article, wanted: Sequence[Wanted]) -> list[Unit]:
    """Return the article's units, those of `Article.text_units()`, with their hits."""
    texts = [
        ("column", article.column),
        ("title", article.kicker),
        ("title", article.headline),
        ("title", article.subhead),
        ("author", article.byline),
        ("", article.body),
    ]
    units = [(name, unit) for name, text in texts for unit in text.split("\n") if unit.strip()]
    return [make_unit(unit, wanted, name) for name, unit in units]


def _printed(
    start: int, end: int, node: Phrase | Wildcard | Near, folded: str, offsets: Sequence[int]
) -> Iterator[Span]:
    """Yield where a hit stands in print: of strings near each other, the strings alone."""
    if not isinstance(node, Near):
        yield Span(offsets[start], offsets[end - 1] + 1, str(node.text))
        return
    for string in node.strings:
        for left, right in spans(Phrase(string), folded[start:end]):
            first, last = offsets[start + left], offsets[start + right - 1] + 1
            yield Span(first, last, string)
