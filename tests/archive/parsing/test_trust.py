"""How likely an article is right, and why an editor should look at it."""

from __future__ import annotations

import re

import pytest

from archive.parsing.assemble import Assembly, Draft
from archive.parsing.blocks import Kind
from archive.parsing.cohesion import Lexicon
from archive.parsing.trust import NAMED_BELOW, find_reasons, find_trust, trust_rows
from tests.archive.parsing.typesetting import CLINIC, PARK, block

UNSURE = NAMED_BELOW - 2


def draft(**more: float) -> Draft:
    heads = [block("城西公园开放", Kind.HEAD, "#")]
    return Draft(heads, body=[block(text) for text in PARK], **more)  # type: ignore[arg-type]


def assembly(drafts: list[Draft]) -> Assembly:
    return Assembly(drafts, [], False, Lexicon.of([*PARK, *CLINIC]))


def test_every_draft_has_its_trust_between_0_and_1() -> None:
    drafts = [draft(), draft(start=UNSURE), Draft(), Draft(body=[block(CLINIC[0])], genre="photo")]
    found = find_trust(drafts, assembly(drafts), 0.0)
    assert len(found) == len(drafts)
    assert all(0 <= p <= 1 for t in found for p in (t.headline, t.body, t.whole))
    assert len({len(row) for row in trust_rows(drafts, assembly(drafts), 0.0)}) == 1


def test_no_drafts_no_trust() -> None:
    assert find_trust([], assembly([]), 0.0) == []


@pytest.mark.parametrize("name", ["start", "end", "inner"])
def test_a_doubtful_decision_lowers_the_trust(name: str) -> None:
    sure, unsure = [draft()], [draft(**{name: 0.1})]
    (before,) = find_trust(sure, assembly(sure), 0.0)
    (after,) = find_trust(unsure, assembly(unsure), 0.0)
    assert after.whole < before.whole


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"start": UNSURE}, "上一篇"),
        ({"end": UNSURE}, "下一篇"),
        ({"inner": UNSURE}, "另一篇"),
        ({"head_sure": UNSURE}, "引题"),
    ],
    ids=["begins", "ends", "crosshead", "parts of the head"],
)
def test_a_doubtful_decision_is_the_reason(more: dict[str, float], words: str) -> None:
    (reason,) = find_reasons(draft(**more))
    assert re.search(words, reason)
    assert reason.endswith("请核对。")


def test_what_is_sure_has_no_reason() -> None:
    assert find_reasons(draft()) == []


def test_the_least_sure_come_first_and_no_more_than_two() -> None:
    reasons = find_reasons(draft(start=2.0, end=0.5, inner=1.0, head_sure=1.5))
    assert len(reasons) == 2
    assert "下一篇" in reasons[0]
    assert "另一篇" in reasons[1]


def test_a_doubtful_crosshead_is_quoted() -> None:
    doubtful = draft(inner=UNSURE)
    doubtful.doubtful = "湖水清了又清"
    assert "“湖水清了又清”" in find_reasons(doubtful)[0]


def test_an_untitled_draft_may_go_on_with_the_one_above() -> None:
    assert "后文" in find_reasons(Draft(body=[block(PARK[0])], start=UNSURE))[0]
