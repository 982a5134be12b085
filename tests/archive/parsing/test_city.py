"""The city a page comes from."""

from __future__ import annotations

import pytest

from archive.parsing.city import name_disagrees, province_code, read_city
from archive.parsing.records import NOT_TOLD, ArticleRecord, FieldValue


def told(value: str | None) -> FieldValue:
    return FieldValue(value, 0.95, value or "") if value else NOT_TOLD


@pytest.mark.parametrize(
    ("masthead", "name", "cn", "city"),
    [
        ([], "锡林郭勒日报", None, "锡林郭勒"),
        ([], "恩施晚报", None, "恩施"),
        ([], "北京新报", None, "北京"),
        ([], "吉林农民报", None, None),
        ([], "海南商报", "46-0999", None),
        ([], "曲阜日报", "37-0999", "济宁"),
        (["德州报业传媒集团出版"], None, None, "德州"),
        (["主办:德州报业集团"], None, None, "德州"),
        (["中共德州市委主办"], "长河晨刊", None, "德州"),
        ([], None, None, None),
    ],
)
def test_by_paper_and_publisher(
    masthead: list[str], name: str | None, cn: str | None, city: str | None
) -> None:
    assert read_city(masthead, told(name), None, told(cn), ()).value == city


def test_by_the_counties_named() -> None:
    text = "莘县、高唐县、冠县先后开工,莘县的路修得最快,高唐县随后跟上,冠县也在准备。"
    found = read_city([], NOT_TOLD, None, NOT_TOLD, (ArticleRecord(paragraphs=(text,)),))
    assert found.value == "聊城"
    assert "莘县" in found.evidence
    assert found.confidence < 0.9


def test_a_number_of_another_province() -> None:
    assert name_disagrees(told("德州日报"), told("41-0999"))
    assert not name_disagrees(told("德州日报"), told("37-0999"))
    assert not name_disagrees(told("德州日报"), NOT_TOLD)
    assert province_code(told("37-0999")) == "37"
