"""The small interface between search and its engines, and how a query is cut for any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search import analysis
from search.query import And, Between, Node, Not, OneOf, Or, Phrase, Term


class SearchUnavailable(Exception):  # noqa: N818  # a state, as readers see it
    """Nothing can be searched now; `message` tells a reader what, why and what now."""

    message: str | Promise = _("检索暂时不可用，请稍后再试。")

    def __str__(self) -> str:
        return f"{self.message} {' '.join(map(str, self.args))}".strip()


class IndexMissing(SearchUnavailable):
    """There is no index."""

    message = _("检索索引还没有建立，管理员建好后即可检索。")


class IndexStale(SearchUnavailable):
    """The index was built by another version of the program."""

    message = _("检索索引与程序版本不符，正在等待重建，请稍后再试。")


class IndexCorrupt(SearchUnavailable):
    """The index cannot be read."""

    message = _("检索索引已损坏，正在等待重建，请稍后再试。")


class IndexLocked(SearchUnavailable):
    """Another process has been writing the index for too long."""

    message = _("检索索引正被另一个进程写入，请稍后再试。")


class IndexUnwritable(SearchUnavailable):
    """The disk is full, or the folder may not be written."""

    message = _("检索索引无法写入：磁盘已满，或没有写入权限。")


class Order(StrEnum):
    """Orders of hits; equal ones stand newest first, then by article."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class SearchRequest:
    """What is searched.

    `filters` maps facet names (`city`, `newspaper`, `topic`, `year`, `month`) to accepted values:
    one of them must fit (OR), for every facet (AND). `excluded` articles are neither found nor
    counted. `limit` None takes all hits. A facet counts
    what its own filter leaves out too, so that another value may be chosen beside it, unless
    `facets_of_hits` is set.
    """

    tree: Node | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dates: Between | None = None
    order: Order = Order.RELEVANCE
    offset: int = 0
    limit: int | None = 20
    facets: tuple[str, ...] = ()
    facets_of_hits: bool = False
    excluded: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Document:
    """What is indexed of one article; `units` are its printed lines and paragraphs."""

    article_id: int
    units: tuple[str, ...]
    heads: tuple[str, ...]
    newspaper: str
    city: str
    topics: tuple[str, ...]
    date: date
    digest: bytes


@dataclass(frozen=True)
class Hit:
    """One article found."""

    article_id: int
    score: float


@dataclass(frozen=True)
class SearchHits:
    """The hits of one page, how many there are in all (exactly), and the facets' counts."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Engine(Protocol):
    """What answers a request; raises SearchUnavailable when it cannot."""

    def run(self, request: SearchRequest) -> SearchHits:
        """Return the hits of `request`."""


@dataclass(frozen=True)
class Resolved:
    """A query ready to be looked up: its strings are folded and its plain runs cut.

    `match` has no Term any more and its Phrases are folded; `words` are the jieba words to rank
    by, `runs` the whole plain runs that earn a bonus, `strings` what a snippet should show.
    """

    match: Node | None
    words: tuple[str, ...]
    runs: tuple[str, ...]
    strings: tuple[str, ...]


def resolve(tree: Node | None) -> Resolved:
    """Fold and cut a reader's query.

    Punctuation alone is passed over, unless there is nothing else: then it is looked for.
    """
    if tree is None:
        return Resolved(None, (), (), ())
    runs = tuple(analysis.fold(leaf.text) for leaf in _wanted(tree))
    words = dict.fromkeys(word for run in runs for word in analysis.words(run))
    match = _match(tree, keep_punctuation=False) or _match(tree, keep_punctuation=True)
    strings = dict.fromkeys(leaf.text for leaf in _wanted(match) if leaf.text) if match else ()
    whole = tuple(run for run in dict.fromkeys(runs) if run)
    return Resolved(match, tuple(words), whole, (*whole, *(s for s in strings if s not in whole)))


def _wanted(node: Node) -> list[Term | Phrase]:
    """Return the strings that make an article fit, not those that keep it out."""
    match node:
        case Term() | Phrase():
            return [node]
        case And() | Or():
            return [leaf for child in node.nodes for leaf in _wanted(child)]
        case _:
            return []


def _match(node: Node, *, keep_punctuation: bool) -> Node | None:
    """Return `node` folded and cut, or None where it asks for nothing."""
    match node:
        case Term():
            folded = analysis.fold(node.text)
            pieces = analysis.plain_pieces(folded)
            if not pieces and keep_punctuation and folded:
                pieces = (folded,)
            return _join(And, [Phrase(piece) for piece in pieces])
        case Phrase():
            folded = analysis.fold(node.text)
            return Phrase(folded) if folded else None
        case And() | Or():
            children = (_match(n, keep_punctuation=keep_punctuation) for n in node.nodes)
            return _join(type(node), [child for child in children if child is not None])
        case Not():
            child = _match(node.node, keep_punctuation=keep_punctuation)
            return None if child is None else Not(child)
        case OneOf() | Between():
            return node


def _join(kind: type[And] | type[Or], nodes: list[Node] | list[Phrase]) -> Node | None:
    """Return the nodes as one, or None where there is none."""
    if len(nodes) > 1:
        return kind(tuple(nodes))
    return nodes[0] if nodes else None
