"""A query in, other spellings that the archive holds out: offered with their count, never added.

Traditional and simplified, full and half width, capitals are one already (folding.py) and need no
offer. What is offered: Chinese for pinyin (`heze`: 菏泽, `nongye fazhan`: 农业 发展), strings
that scanning has made of the typed one, and, where little is found, words that sound the same.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Protocol, TypeVar

from search.language.nodes import And, In, Node, Not, Or, Phrase, Term, Wildcard
from search.language.reading import render
from search.spelling.confusions import (
    AROUND,
    alternatives,
    held_strings,
    is_confusion,
    may_be_confused,
)
from search.spelling.spoken import Known, Reading, readings, spellings
from search.text.folding import fold
from search.text.pinyin import normalize_pinyin, syllables

#: Questions put to the archive for one query at most, and how long they may take in all.
MAX_QUESTIONS = 40
SECONDS = 0.3
#: Variants offered at most, and of one kind.
MOST = 6
MOST_OF_A_KIND = 4
#: Where more articles have a string just so, nothing that sounds the same is offered.
FEW = 3
#: Plain strings of a query that are looked at, and articles read for what they hold.
STRINGS = 3
READ = 8
ROUNDS = 3
#: Lengths of strings that may sound like another, and from which on the archive is searched.
SOUNDING = range(2, 13)
SHORTEST_HELD = 3
#: Lengths of words among them, and of initials.
WORD = range(2, 9)
INITIALS = range(2, 6)


Plain = Term | Phrase
T = TypeVar("T")


class Archive(Protocol):
    """What the archive is asked (sounding.py); each call may raise SearchUnavailable."""

    def count(self, node: Node) -> int:
        """Return how many articles fit, within what the reader has filtered.

        `node` is as a reader types it: names of fields are not resolved yet.
        """

    def units(self, node: Node, limit: int) -> Sequence[str]:
        """Return the printed lines and paragraphs of some articles that fit."""

    def said_like(self, spoken: Collection[str]) -> Sequence[Known]:
        """Return known names and words that are said so, the most frequent first."""

    def abbreviated(self, letters: str) -> Sequence[Known]:
        """Return known names and words whose syllables begin with these letters."""


class Kind(StrEnum):
    """Why a variant is offered."""

    PINYIN = "pinyin"
    CONFUSED = "confused"
    HOMOPHONE = "homophone"


@dataclass(frozen=True)
class Variant:
    """Another query, what of it is different, why it is offered, and how much it finds."""

    query: str
    label: str
    kind: Kind
    count: int


class _SpentError(Exception):
    """The questions or the time are used up."""


def find_variants(
    tree: Node | None, archive: Archive, *, seconds: float = SECONDS
) -> tuple[Variant, ...]:
    """Return variants of a reader's query that find something, with their counts.

    `tree` is the query as parsed. Asks the archive MAX_QUESTIONS times at most and ends after
    `seconds`, between two questions; what was found by then is returned.
    """
    if tree is None:
        return ()
    finder = _Finder(tree, archive, time.monotonic() + seconds)
    with suppress(_SpentError):
        finder.find()
    return tuple(finder.found.values())


class _Finder:
    """One search for variants: what was asked so far, what was found."""

    def __init__(self, tree: Node, archive: Archive, deadline: float) -> None:
        self.tree = tree
        self.archive = archive
        self.deadline = deadline
        self.questions = 0
        self.found: dict[str, Variant] = {}

    def find(self) -> None:
        """Look for each kind of variant in turn; raises _SpentError."""
        self._read_pinyin()
        for leaf in _first(_plain_leaves(self.tree)):
            if _is_chinese(leaf.text):
                self._find_others(leaf)

    def _ask(self) -> Archive:
        """Return the archive for one question more."""
        self.questions += 1
        if self.questions > MAX_QUESTIONS or time.monotonic() > self.deadline:
            raise _SpentError
        return self.archive

    def _read_pinyin(self) -> None:
        """Offer what Latin letters may stand for; words that stand alone may make one name."""
        alone = _is_plain(self.tree)
        leaves = [*_plain_leaves(self.tree)] if alone else [*_first(_plain_leaves(self.tree))]
        words = [normalize_pinyin(leaf.text) for leaf in leaves]
        if not any(words):
            return
        known = self._ask().said_like(spellings(words, spanning=alone))
        short = [word for word in (*words, "".join(words)) if len(word) in INITIALS]
        found = [self._ask().abbreviated(letters) for letters in _first(short)]
        abbreviated = [name for names in found for name in names]
        read = readings(words, known, abbreviated, spanning=alone)
        self._offer((self._read_as(leaves, each) for each in read), Kind.PINYIN)

    def _read_as(self, leaves: Sequence[Plain], reading: Reading) -> tuple[str, Node]:
        """Return what of the query is read otherwise, and the query read so."""
        label = " ".join(_label(piece.node) for piece in reading if piece.node)
        if _is_plain(self.tree):
            nodes = tuple(piece.node or leaves[piece.start] for piece in reading)
            return label, And(nodes) if len(nodes) > 1 else nodes[0]
        tree = self.tree
        for piece in reading:
            if piece.node:
                tree = _replace(tree, leaves[piece.start], piece.node)
        several = sum(piece.node is not None for piece in reading) > 1
        return render(tree) if several else label, tree

    def _find_others(self, leaf: Plain) -> None:
        """Offer what a string in Chinese may have been meant for, or misread as."""
        exactly = _replace(self.tree, leaf, Phrase(leaf.text))
        having = self._ask().count(exactly)
        if having <= FEW:
            self._find_homophones(leaf)
        if may_be_confused(fold(leaf.text)):
            self._find_confusions(leaf, absent=not having)

    def _find_homophones(self, leaf: Plain) -> None:
        """Offer what sounds the same and differs in one character: known words, strings held."""
        folded = fold(leaf.text)
        said = syllables(folded)
        if len(folded) not in SOUNDING or len(said) != len(folded):
            return
        known = self._ask().said_like(list(_spoken(said)))
        same = dict.fromkeys(_with_known_words(folded, said, known))
        if len(folded) >= SHORTEST_HELD and not set(folded) & set("?*"):
            nodes = tuple(Wildcard(f"{folded[:i]}?{folded[i + 1 :]}") for i in range(len(folded)))
            held = self._held(folded, nodes)
            same.update(dict.fromkeys(text for text in held if syllables(text) == said))
        self._offer(self._with(leaf, map(type(leaf), same)), Kind.HOMOPHONE)

    def _find_confusions(self, leaf: Plain, *, absent: bool) -> None:
        """Offer what the archive holds that is one edit away and misread."""
        folded = fold(leaf.text)
        held = self._held(folded, alternatives(folded))
        confused = [Phrase(text) for text in held if is_confusion(folded, text, absent=absent)]
        self._offer(self._with(leaf, confused), Kind.CONFUSED)

    def _held(self, folded: str, nodes: tuple[Node, ...]) -> dict[str, str]:
        """Return the strings that articles without `folded` hold in its place, and text around.

        What was seen is left out the next time, so that a frequent one does not hide a rare one.
        """
        seen: dict[str, str] = {}
        for _round in range(ROUNDS):
            without = (Not(Phrase(text)) for text in (folded, *seen))
            units = self._ask().units(And((Or(nodes), *without)), READ)
            known = len(seen)
            for unit in map(fold, units):
                for text, start in held_strings(unit, nodes):
                    if text != folded:
                        around = unit[max(0, start - AROUND) : start + len(text) + AROUND]
                        seen.setdefault(text, around)
            if len(seen) == known:
                break
        return seen

    def _with(self, leaf: Plain, others: Iterable[Plain]) -> Iterator[tuple[str, Node]]:
        """Yield the query with each of `others` in place of `leaf`."""
        for other in dict.fromkeys(others):
            yield other.text, _replace(self.tree, leaf, other)

    def _offer(self, others: Iterable[tuple[str, Node]], kind: Kind) -> None:
        """Count other queries, each with what is different in it; keep what finds something."""
        kept = 0
        for label, tree in others:
            if label in self.found:
                continue
            if count := self._ask().count(tree):
                self.found[label] = Variant(render(tree), label, kind, count)
                kept += 1
            if len(self.found) >= MOST:
                raise _SpentError
            if kept >= MOST_OF_A_KIND:
                return


def _first(items: Iterable[T]) -> Iterator[T]:
    """Yield the first few different ones."""
    return islice(dict.fromkeys(items), STRINGS)


def _label(node: Node) -> str:
    """Return what a reader sees of a name that stands for pinyin."""
    return node.text if isinstance(node, Term) else render(node)


def _plain_leaves(node: Node) -> Iterator[Plain]:
    """Yield the strings that make an article fit."""
    match node:
        case Term() | Phrase():
            yield node
        case In():
            yield from _plain_leaves(node.node)
        case And() | Or():
            for child in node.nodes:
                yield from _plain_leaves(child)


def _is_plain(node: Node) -> bool:
    """Tell whether nothing but words was typed."""
    return isinstance(node, Term) or (
        isinstance(node, And) and all(isinstance(child, Term) for child in node.nodes)
    )


def _replace(node: Node, old: Node, new: Node) -> Node:
    """Return the tree with `new` in place of `old`, but not where it keeps articles out."""
    if node == old:
        return new
    match node:
        case In():
            return In(node.field, _replace(node.node, old, new))
        case And() | Or():
            return type(node)(tuple(_replace(child, old, new) for child in node.nodes))
        case _:
            return node


def _with_known_words(folded: str, said: Sequence[str], known: Iterable[Known]) -> Iterator[str]:
    """Yield the string with known words in place of what sounds like them, the longest first."""
    for name in sorted(known, key=lambda name: -len(name.text)):
        word = fold(name.text)
        for start in range(len(folded) - len(word) + 1):
            end = start + len(word)
            if "".join(said[start:end]) == name.said and _differ_once(folded[start:end], word):
                yield folded[:start] + word + folded[end:]


def _spoken(said: Sequence[str]) -> Iterator[str]:
    """Yield the pinyin of each part of a string that may be a word."""
    parts = (said[i : i + length] for length in WORD for i in range(len(said) - length + 1))
    yield from dict.fromkeys("".join(part) for part in parts)


def _differ_once(one: str, other: str) -> bool:
    """Tell whether two strings of one length differ in one character."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _is_chinese(text: str) -> bool:
    """Tell whether a string has Chinese in it."""
    return any("\u3400" <= char <= "\u9fff" for char in text)
