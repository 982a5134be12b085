"""The newspaper's name."""

from __future__ import annotations

import pytest

from archive.parsing.newspaper import read_newspaper
from archive.parsing.records import NOT_TOLD, FieldValue, KnownNewspaper

TAISHAN = KnownNewspaper("岱麓新报", ("岱麓早读",), "37-0998", "泰安")
OTHER = KnownNewspaper("青石日报", (), "37-0997", "青石")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["青石日报"], "青石日报"),
        (["中共青石市委机关报青石日报社出版"], "青石日报"),
        (["青", "石", "日", "报"], "青石日报"),
        (["青石报业集团主办", "2024年3月6日"], None),
        (["中共青石市委主办", "QINGSHI DAILY"], "青石日报"),
        (["南青石区报", "2024年3月6日"], "南青石区报"),
        (["天气预报", "2024年3月6日"], None),
        (["青石日报", "岱麓新报社出版", "青石日报"], "青石日报"),
        ([], None),
    ],
    ids=[
        "alone",
        "run together",
        "letters",
        "group",
        "party",
        "unusual",
        "another word",
        "the commonest",
        "nothing",
    ],
)
def test_names_by_convention(lines: list[str], name: str | None) -> None:
    assert read_newspaper(lines, NOT_TOLD, ())[1].value == name


@pytest.mark.parametrize(
    ("lines", "cn", "paper"),
    [
        (["2024年3月6日"], "37-0998", TAISHAN),
        (["岱 麓 早 读"], None, TAISHAN),
        (["青石日报"], None, OTHER),
        (["别家日报"], None, None),
    ],
    ids=["number", "alias", "name", "unknown"],
)
def test_known_newspapers(lines: list[str], cn: str | None, paper: KnownNewspaper | None) -> None:
    told = FieldValue(cn, 0.98, "CN") if cn else NOT_TOLD
    assert read_newspaper(lines, told, (OTHER, TAISHAN))[0] == paper


def test_number_and_name_that_disagree() -> None:
    told = FieldValue("37-0998", 0.98, "CN")
    paper, name, notes = read_newspaper(["青石日报"], told, (OTHER, TAISHAN))
    assert paper == TAISHAN
    assert name.confidence < 0.9
    assert notes == ("报头的刊号属于《岱麓新报》，报名却是《青石日报》，请核对。",)
