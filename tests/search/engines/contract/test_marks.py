"""Extracts of what an engine finds show why it was found, and mark nothing else."""

from __future__ import annotations

import re
from html import unescape

import pytest

from search import analysis
from search.engines.base import Document, SearchRequest, Store
from search.marks import Wanted, find_wanted, make_unit
from search.matching import spans
from search.query import And, In, Near, Node, Not, Or, Phrase, Term, Wildcard
from search.snippets import Unit, extracts, mark
from tests.search.engines.contract.scan import Scan

QUERIES: dict[str, Node] = {
    "word": Term("水渠"),
    "run": Term("修缮水渠"),
    "words": And((Term("茶农"), Term("LED灯"))),
    "either": Or((Phrase("停水"), Phrase("小麦"))),
    "without": And((Term("水渠"), Not(Term("修缮")))),
    "one character": Phrase("桥"),
    "signs": Phrase("。”"),
    "traditional": Phrase("與會"),
    "full width": Term("abc读书会第12期"),
    "folds to several": Phrase("m2"),
    "markup": Phrase("<em>&amp;"),
    "over and over": Phrase("安安"),
    "spaces": Phrase("空格在"),
    "emoji": Phrase("🌉通"),
    "pattern": Wildcard("市?府*路灯"),
    "open pattern": Wildcard("??公司"),
    "near": Near(("修", "渠"), 4),
    "near, the same twice": Near(("哈哈", "哈"), 1),
    "field": In("title", Phrase("渡口")),
    "field and text": And((In("title", Term("渡口")), Term("居民"))),
}
_MARK = re.compile("<em>(.*?)</em>", re.DOTALL)
#: Hits of each query that are looked at, first and last.
SHOWN = 25


def make_units(document: Document, wanted: tuple[Wanted, ...]) -> list[Unit]:
    """The article's units with their hits; titles come before the text, as printed."""
    names = {unit: name for name, units in document.fields.items() for unit in units}
    return [make_unit(unit, wanted, names.get(unit, "")) for unit in document.units]


def nodes_of(wanted: tuple[Wanted, ...]) -> list[Phrase | Wildcard]:
    """What a mark may stand for: of strings that are near each other, each by itself."""
    found: list[Phrase | Wildcard] = []
    for each in wanted:
        if isinstance(each.node, Near):
            found.extend(map(Phrase, each.node.strings))
        else:
            found.append(each.node)
    return found


def is_explained(text: str, nodes: list[Phrase | Wildcard]) -> bool:
    """Whether every character of a marked text is part of something that was searched for."""
    folded, offsets = analysis.fold_with_offsets(text)
    places = (p for node in nodes for start, end in spans(node, folded) for p in range(start, end))
    return {offsets[place] for place in places} == set(offsets) != set()


def shown(store: Store, scan: Scan, tree: Node) -> list[Document]:
    hits = store.run(SearchRequest(tree, limit=None)).hits
    assert hits
    return [scan.readings[hit.article_id].document for hit in (*hits[:SHOWN], *hits[-SHOWN:])]


@pytest.mark.parametrize("name", QUERIES)
def test_extracts_show_what_was_searched_for(store: Store, scan: Scan, name: str) -> None:
    wanted = find_wanted(QUERIES[name])
    nodes = nodes_of(wanted)
    for document in shown(store, scan, QUERIES[name]):
        parts = extracts(make_units(document, wanted), analysis.cut)
        assert 1 <= len(parts) <= 3
        for part in parts:
            marks = [unescape(found) for found in _MARK.findall(part)]
            assert marks
            assert all(is_explained(text, nodes) for text in marks), (marks, nodes)
            plain = unescape(re.sub("</?em>", "", part)).strip("…")
            assert any(plain in unit for unit in document.units)


@pytest.mark.parametrize("name", QUERIES)
def test_an_article_has_the_same_marks(store: Store, scan: Scan, name: str) -> None:
    wanted = find_wanted(QUERIES[name])
    for document in shown(store, scan, QUERIES[name]):
        units = make_units(document, wanted)
        marked = [mark(unit) for unit in units]
        assert [unescape(re.sub("</?em>", "", text)) for text in marked] == list(document.units)
        whole = {text for part in marked for text in _MARK.findall(part)}
        for part in extracts(units, analysis.cut):
            assert set(_MARK.findall(part)) <= whole
