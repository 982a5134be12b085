"""Blocks into drafts: repeats, segments, crossheads taken in."""

from __future__ import annotations

import pytest

from archive.parsing.assemble import REPEAT, assemble, make_segments, merge, split_repeats
from archive.parsing.blocks import SURE, Block, Kind
from archive.parsing.boundary import Segment
from tests.archive.parsing.typesetting import CLINIC, PARK, block, blocks

HEAD, BODY, BYLINE = Kind.HEAD, Kind.BODY, Kind.BYLINE


def texts(found: list[Block]) -> list[str]:
    return [b.text for b in found]


def told(segments: list[Segment]) -> list[tuple[list[str], list[str], list[str]]]:
    return [(texts(s.heads), texts(s.bylines), texts(s.body)) for s in segments]


def test_a_paragraph_read_again_is_kept_once() -> None:
    unique, repeats = split_repeats(blocks((PARK[0], BODY), (PARK[1], BODY), (PARK[0], BODY)))
    assert texts(unique) == [PARK[0], PARK[1]]
    assert [b.lines for b in repeats] == [(3,)]


def test_short_lines_may_stand_twice() -> None:
    twice = blocks(("公" * (REPEAT - 1), BODY), ("公" * (REPEAT - 1), BODY))
    assert split_repeats(twice) == (twice, [])


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (False, [(["甲"], [], ["一。", "二。"]), (["乙"], [], ["三。"]), (["丙"], [], [])]),
        (True, [(["甲"], [], []), (["乙"], [], ["一。", "二。"]), (["丙"], [], ["三。"])]),
    ],
    ids=["titles first", "titles last"],
)
def test_segments_are_parted_at_titles(
    last: bool, expected: list[tuple[list[str], list[str], list[str]]]
) -> None:
    page = blocks(
        ("甲", HEAD), ("一。", BODY), ("二。", BODY), ("乙", HEAD), ("三。", BODY), ("丙", HEAD)
    )
    assert told(make_segments(page, last)) == expected


@pytest.mark.parametrize("last", [False, True], ids=["titles first", "titles last"])
def test_a_lead_in_amid_text_parts_it(last: bool) -> None:
    page = blocks((PARK[0], BODY), (PARK[1], BODY), (CLINIC[0], BODY))
    assert [len(s.body) for s in make_segments(page, last)] == [2, 1]


def test_a_byline_parts_text_where_it_has_a_role_and_text_follows() -> None:
    led = blocks(("一。", BODY), ("本报记者 王小雨", BYLINE), ("二。", BODY))
    signed = blocks(("一。", BODY), ("本报记者 王小雨", BYLINE))
    nameless = blocks(("一。", BODY), ("王小雨", BYLINE), ("二。", BODY))
    assert len(make_segments(led, False)) == 2
    assert len(make_segments(signed, False)) == 1
    assert len(make_segments(nameless, False)) == 1


def test_titles_one_below_the_other_stay_together() -> None:
    page = blocks(("甲", HEAD), ("乙", HEAD), ("一。", BODY))
    assert told(make_segments(page, False)) == [(["甲", "乙"], [], ["一。"])]


def segments() -> list[Segment]:
    return [
        Segment([block(title, HEAD)], [], [block(text)])
        for title, text in (("甲", "一。"), ("乙", "二。"), ("丙", "三。"))
    ]


@pytest.mark.parametrize(
    ("last", "heads", "bodies"),
    [
        (False, [["甲"], ["丙"]], [["一。", "乙", "二。"], ["三。"]]),
        (True, [["乙"], ["丙"]], [["一。", "甲", "二。"], ["三。"]]),
    ],
    ids=["titles first", "titles last"],
)
def test_a_crosshead_becomes_a_paragraph(
    last: bool, heads: list[list[str]], bodies: list[list[str]]
) -> None:
    drafts = merge(segments(), [SURE, -2.0, 3.0], last)
    assert [texts(draft.heads) for draft in drafts] == heads
    assert [texts(draft.body) for draft in drafts] == bodies


def test_how_sure_a_draft_is_stays_with_it() -> None:
    first, second = merge(segments(), [SURE, -2.0, 3.0], False)
    assert (first.start, first.end, second.start, second.end) == (SURE, 3.0, 3.0, SURE)
    assert (first.inner, first.inners, first.doubtful) == (2.0, 1, "乙")
    assert (second.inner, second.inners, second.doubtful) == (SURE, 0, "")


def test_the_least_sure_crosshead_is_named() -> None:
    (draft,) = merge(segments(), [SURE, -3.0, -1.0], False)
    assert (draft.inner, draft.inners, draft.doubtful) == (1.0, 2, "丙")


def test_every_block_finds_a_place() -> None:
    page = blocks(
        ("城西公园开放", HEAD, "#"),
        *[(text, BODY) for text in PARK],
        (PARK[1], BODY),
        ("夜里看病不再跑远路", HEAD, "#"),
        *[(text, BODY) for text in CLINIC],
    )
    found = assemble(page)
    placed = [b for d in found.drafts for b in [*d.heads, *d.bylines, *d.body]]
    numbers = sorted(b.lines for b in [*placed, *found.unplaced])
    assert numbers == [b.lines for b in page]
    assert texts(found.unplaced) == [PARK[1]]


def test_nothing_gives_no_drafts() -> None:
    assert assemble([]).drafts == []
