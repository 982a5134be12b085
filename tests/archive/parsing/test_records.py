"""Records are frozen and say themselves in JSON."""

from __future__ import annotations

import dataclasses
import json

import pytest

from archive.parsing.records import (
    ArticleRecord,
    Credit,
    FieldValue,
    FurnitureRecord,
    IssueRecord,
    PageRecord,
    UnplacedRecord,
)

PAGE = PageRecord(
    issue=IssueRecord(page=FieldValue("A03", 0.95, "A03")),
    articles=(
        ArticleRecord(
            headline="城西公园开放", credits=(Credit("王小雨", "记者"),), lines=((1, 2),)
        ),
    ),
    furniture=(FurnitureRecord("colophon", "责编:周平", ((4, 4),)),),
    unplaced=(UnplacedRecord("88%", ((5, 5),)),),
    first_line=1,
    text="",
)


def test_json_of_a_page() -> None:
    told = json.loads(json.dumps(PAGE.as_json(), ensure_ascii=False))
    assert told["issue"]["page"] == {"value": "A03", "confidence": 0.95, "evidence": "A03"}
    assert told["issue"]["date"] == {"value": None, "confidence": 0.0, "evidence": ""}
    assert told["articles"][0]["credits"] == [{"name": "王小雨", "role": "记者"}]
    assert told["articles"][0]["lines"] == [[1, 2]]
    assert told["furniture"] == [{"kind": "colophon", "text": "责编:周平", "lines": [[4, 4]]}]
    assert told["unplaced"] == [{"text": "88%", "lines": [[5, 5]]}]


@pytest.mark.parametrize("record", [PAGE, PAGE.issue, PAGE.articles[0], PAGE.furniture[0]])
def test_records_are_frozen(record: object) -> None:
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        record.text = "x"  # type: ignore[attr-defined]
