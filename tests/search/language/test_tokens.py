"""Queries into tokens."""

from __future__ import annotations

import pytest
from hypothesis import given

from search.language.tokens import (
    FIELDS,
    Kind,
    Token,
    find_pattern,
    goes_on_from_days,
    scan,
    split_values,
)
from tests.search.queries import typed


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(
            "标题:“春耕” -水稻",
            [
                Token(Kind.FIELD, "title"),
                Token(Kind.PHRASE, "春耕"),
                Token(Kind.NOT),
                Token(Kind.TERM, "水稻"),
            ],
            id="field, string, minus",
        ),
        pytest.param(
            "（甲｜乙）",
            [
                Token(Kind.OPEN),
                Token(Kind.TERM, "甲"),
                Token(Kind.OR),
                Token(Kind.TERM, "乙"),
                Token(Kind.CLOSE),
            ],
            id="full-width signs",
        ),
        pytest.param(
            '"甲 乙"~3丙',
            [Token(Kind.NEAR, "甲 乙", 3), Token(Kind.TERM, "丙")],
            id="word after a distance",
        ),
        pytest.param(
            '"甲 乙" ~3',
            [Token(Kind.NEAR, "甲 乙", 3, loose=True)],
            id="distance apart",
        ),
        pytest.param(
            "“甲 「乙",
            [
                Token(Kind.UNBALANCED),
                Token(Kind.TERM, "甲"),
                Token(Kind.UNBALANCED),
                Token(Kind.TERM, "乙"),
            ],
            id="marks without partner",
        ),
        pytest.param(
            "“甲 “乙”",
            [Token(Kind.PHRASE, "甲 “乙")],
            id="an opening mark inside a string",
        ),
        pytest.param("甲”乙", [Token(Kind.TERM, "甲”乙")], id="closing mark inside a word"),
        pytest.param("- 甲", [Token(Kind.LONE_MINUS), Token(Kind.TERM, "甲")], id="lone minus"),
        pytest.param("“ ”", [Token(Kind.EMPTY)], id="nothing quoted"),
        pytest.param(
            "日期:>2021 至",
            [Token(Kind.FIELD, "date"), Token(Kind.TERM, ">2021"), Token(Kind.TERM, "至")],
            id="至 before no day",
        ),
        pytest.param(
            "日期:-2021",
            [Token(Kind.FIELD, "date"), Token(Kind.NOT), Token(Kind.TERM, "2021")],
            id="minus before days",
        ),
        pytest.param(
            "日期:(2021)",
            [
                Token(Kind.FIELD, "date"),
                Token(Kind.OPEN),
                Token(Kind.TERM, "2021"),
                Token(Kind.CLOSE),
            ],
            id="days in brackets",
        ),
    ],
)
def test_scan(text: str, tokens: list[Token]) -> None:
    assert [*scan(text)] == tokens


@pytest.mark.parametrize("name", FIELDS)
def test_every_name_of_a_field(name: str) -> None:
    expected = [Token(Kind.FIELD, FIELDS[name]), Token(Kind.TERM, "甲")]
    assert [*scan(f"{name}:甲")] == expected
    assert [*scan(f"{name.upper()}：甲")] == expected


@given(typed())
def test_no_more_is_read_than_is_typed(text: str) -> None:
    tokens = [*scan(text)]
    assert len(tokens) <= len(text)
    written = "".join(t.text for t in tokens if t.kind != Kind.FIELD)
    assert len(written) <= len(text)


@pytest.mark.parametrize(
    ("word", "pattern"),
    [
        pytest.param("春耕", "", id="plain"),
        pytest.param("春*", "春*", id="star"),
        pytest.param("春＊﹡耕", "春*耕", id="full-width stars in a row"),
        pytest.param("春？耕", "春?耕", id="question mark inside"),
        pytest.param("春耕？", "", id="question mark at the end"),
        pytest.param("春耕？”！", "", id="question mark before other marks"),
        pytest.param("春耕?", "春耕?", id="half-width question mark at the end"),
        pytest.param("春?耕？", "春?耕", id="pattern in a question"),
        pytest.param("《?》", "《?》", id="other marks stay"),
        pytest.param("？？", "", id="nothing but full-width question marks"),
        pytest.param("??", "??", id="nothing but wildcards"),
    ],
)
def test_find_pattern(word: str, pattern: str) -> None:
    assert find_pattern(word) == pattern


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("菏泽", ("菏泽",), id="one"),
        pytest.param("甲、乙，丙,丁；戊", ("甲", "乙", "丙", "丁", "戊"), id="every separator"),
        pytest.param("甲、、甲、", ("甲",), id="each once, none empty"),
        pytest.param("、", (), id="none"),
    ],
)
def test_split_values(text: str, values: tuple[str, ...]) -> None:
    assert split_values(text) == values


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        pytest.param("至2022", True, id="至 before a day"),
        pytest.param(".. 2022", True, id="dots"),
        pytest.param("- 2022", True, id="hyphen between spaces"),
        pytest.param("至上周", True, id="word for days"),
        pytest.param("~10", True, id="distance of strings"),
        pytest.param("-2022", False, id="minus"),
        pytest.param("到访", False, id="word"),
        pytest.param("2022", False, id="no sign"),
    ],
)
def test_goes_on_from_days(text: str, goes_on: bool) -> None:
    assert goes_on_from_days(text) is goes_on
