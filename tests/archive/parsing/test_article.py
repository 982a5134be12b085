"""Pieces of a body into whole paragraphs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.parsing.article import join_body
from archive.parsing.blocks import Block, Kind
from tests.archive.parsing.typesetting import block


def piece(text: str, goes_on: bool = False, kind: Kind = Kind.BODY) -> Block:
    return replace(block(text, kind), goes_on=goes_on)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([piece("公园开放。"), piece("湖水清了。")], ("公园开放。", "湖水清了。")),
        ([piece("公园开"), piece("放了。", True)], ("公园开放了。",)),
        ([piece("公园"), piece("开", True), piece("放了。", True)], ("公园开放了。",)),
        ([piece("公园开", True), piece("放了。", True)], ("公园开放了。",)),
        (
            [piece("先看步道", kind=Kind.HEAD), piece("公园开放。", True)],
            ("先看步道", "公园开放。"),
        ),
        (
            [piece("公园开放"), piece("先看步道", True, Kind.HEAD)],
            ("公园开放", "先看步道"),
        ),
        ([piece("公园开放。"), piece("（下转第3版）", True)], ("公园开放。", "（下转第3版）")),
        ([piece("公园开放以后"), piece("（下转第3版）")], ("公园开放以后（下转第3版）",)),
        ([piece("共有 BIM"), piece("model 三个。", True)], ("共有BIM model三个。",)),
        ([], ()),
    ],
    ids=[
        "two paragraphs",
        "cut once",
        "cut twice",
        "goes on from nothing",
        "below a crosshead",
        "a crosshead",
        "jump line after a stop",
        "jump line inside a sentence",
        "Latin",
        "nothing",
    ],
)
def test_pieces_are_joined_where_they_go_on(pieces: list[Block], expected: tuple[str, ...]) -> None:
    assert join_body(pieces) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [("公园开放。", ("公园开放。", "湖水清了。")), ("公园开放以后", ("公园开放以后湖水清了。",))],
    ids=["a closed sentence", "an open one"],
)
def test_over_lines_that_are_gone_only_an_open_sentence_goes_on(
    before: str, expected: tuple[str, ...]
) -> None:
    """A photo's caption stood between the two."""
    first = block(before, line=1)
    rest = replace(block("湖水清了。", line=5), goes_on=True)
    assert join_body([first, rest]) == expected
