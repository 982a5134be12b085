"""Readers' trees into what engines look up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import analysis
from search.engines.base import Document
from search.language.resolving import Resolved, resolve
from search.matching import matches
from search.query import (
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
    parse,
)
from tests.search.queries import typed

CITY = OneOf("city", ("370900",))
DAYS = Between(date(2022, 1, 1), None)
WHEAT, HARVEST = Phrase("小麦"), Phrase("收割")


@pytest.mark.parametrize(
    ("tree", "match"),
    [
        pytest.param(None, None, id="nothing"),
        pytest.param(Term("小麦收割"), And((WHEAT, HARVEST)), id="a run is cut"),
        pytest.param(Term("小麥，收割！"), And((WHEAT, HARVEST)), id="folded, no punctuation"),
        pytest.param(Phrase("小麥，收割！"), Phrase("小麦,收割!"), id="a string keeps its marks"),
        pytest.param(Term("！"), Phrase("!"), id="punctuation is all there is"),
        pytest.param(Not(Term("！")), Not(Phrase("!")), id="punctuation not to be there"),
        pytest.param(And((Term("！"), Term("小麦"))), WHEAT, id="punctuation beside a word"),
        pytest.param(And((Term("！"), CITY)), CITY, id="punctuation beside a filter"),
        pytest.param(Or((Term("小麦"), Term("……"))), WHEAT, id="punctuation or a word"),
        pytest.param(Or((Term("小麦"), Term("收割"))), Or((WHEAT, HARVEST)), id="alternatives"),
        pytest.param(Not(Term("小麦")), Not(WHEAT), id="negation"),
        pytest.param(Wildcard("小麥*收割"), Wildcard("小麦*收割"), id="pattern folded"),
        pytest.param(Wildcard("**Ａ*?*"), Wildcard("a*?"), id="stars at the ends say nothing"),
        pytest.param(Wildcard("小麦*"), WHEAT, id="only a star at the end"),
        pytest.param(Wildcard("?小麦"), Wildcard("?小麦"), id="a question mark at the end does"),
        pytest.param(Wildcard("*?*"), None, id="nothing but wildcards"),
        pytest.param(Near(("小麥", "Ａ"), 3), Near(("小麦", "a"), 3), id="proximity folded"),
        pytest.param(Near(("小麦", " "), 3), WHEAT, id="one string left"),
        pytest.param(In("title", Term("小麦")), In("title", WHEAT), id="field"),
        pytest.param(
            In("title", Term("小麦收割")),
            And((In("title", WHEAT), In("title", HARVEST))),
            id="field around each piece",
        ),
        pytest.param(
            In("title", Or((Phrase("小麦"), Not(Phrase("收割"))))),
            Or((In("title", WHEAT), Not(In("title", HARVEST)))),
            id="field around a group",
        ),
        pytest.param(
            In("title", And((Phrase("小麦"), In("author", Phrase("收割")), CITY))),
            And((In("title", WHEAT), In("author", HARVEST), CITY)),
            id="the inner field wins",
        ),
        pytest.param(And((CITY, DAYS)), And((CITY, DAYS)), id="facets and days stay"),
    ],
)
def test_what_is_looked_up(tree: Node | None, match: Node | None) -> None:
    assert resolve(tree).match == match


@pytest.mark.parametrize(
    ("tree", "words", "runs"),
    [
        pytest.param(Term("小麦收割"), ("小麦", "收割"), ("小麦收割",), id="run"),
        pytest.param(Phrase("小麥，收割"), ("小麦", "收割"), ("小麦,收割",), id="string"),
        pytest.param(Wildcard("小麦*"), ("小麦",), (), id="pattern"),
        pytest.param(Wildcard("小麦?收割"), ("小麦", "收割"), (), id="parts of a pattern"),
        pytest.param(Near(("小麦", "收割"), 5), ("小麦", "收割"), (), id="proximity"),
        pytest.param(In("title", Term("小麦")), ("小麦",), ("小麦",), id="field"),
        pytest.param(Or((Term("小麦"), Not(Term("收割")))), ("小麦",), ("小麦",), id="not wanted"),
        pytest.param(And((Term("小麦"), Term("小麥"))), ("小麦",), ("小麦",), id="each once"),
        pytest.param(And((CITY, DAYS)), (), (), id="no text"),
    ],
)
def test_what_is_ranked_by(tree: Node, words: tuple[str, ...], runs: tuple[str, ...]) -> None:
    resolved = resolve(tree)
    assert (resolved.words, resolved.runs) == (words, runs)


@pytest.mark.parametrize(
    ("tree", "strings", "patterns"),
    [
        pytest.param(Term("小麦收割"), ("小麦收割", "小麦", "收割"), (), id="run and its pieces"),
        pytest.param(Wildcard("小麦*"), ("小麦",), (), id="star at the end"),
        pytest.param(Wildcard("小?"), (), (Wildcard("小?"),), id="pattern"),
        pytest.param(Near(("小麥", "a"), 5), (), (Near(("小麦", "a"), 5),), id="proximity"),
        pytest.param(And((Term("小麦"), Not(Term("收割")))), ("小麦",), (), id="not wanted"),
    ],
)
def test_what_is_shown(
    tree: Node, strings: tuple[str, ...], patterns: tuple[Wildcard | Near, ...]
) -> None:
    resolved = resolve(tree)
    assert (resolved.strings, resolved.patterns) == (strings, patterns)


def test_nothing_resolves_to_nothing() -> None:
    assert resolve(None) == Resolved(None, (), (), ())


@given(typed())
def test_a_resolved_tree_holds_folded_leaves_only(text: str) -> None:
    match = resolve(parse(text).tree).match
    for leaf, fields in _leaves(match, 0) if match else []:
        assert fields <= 1
        texts = leaf.strings if isinstance(leaf, Near) else (leaf.text,)
        assert not isinstance(leaf, Term)
        assert all(part and analysis.fold(part) == part for part in texts)


_plain = st.text(alphabet="小麦收割臺灣aＢ1２ 　?？*＊，。！…%", max_size=30)


@given(_plain, _plain, _plain)
def test_what_contains_a_plain_query_as_typed_is_never_missed(
    before: str, text: str, after: str
) -> None:
    match = resolve(parse(text).tree).match
    document = Document(1, (before + text + after,), {}, {}, date(2024, 5, 15), b"")
    assert matches(match, document)


def _leaves(node: Node, fields: int) -> list[tuple[Leaf, int]]:
    """Return the leaves, each with the number of fields that stand directly around it."""
    match node:
        case And() | Or():
            assert not fields, "a field stands around a leaf only"
            return [pair for child in node.nodes for pair in _leaves(child, 0)]
        case Not():
            assert not fields, "a field stands around a leaf only"
            return _leaves(node.node, 0)
        case In():
            return _leaves(node.node, fields + 1)
        case OneOf() | Between():
            return []
        case _:
            return [(node, fields)]
