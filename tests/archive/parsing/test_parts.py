"""The parts of masthead lines."""

from __future__ import annotations

import pytest

from archive.parsing.parts import CN, NUMBER, PAGES, plain, read_parts, runs_on


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("CN 37-0067", ("37", "0067")),
        ("国内统一刊号:CN37- 0067", ("37", "0067")),
        ("统一刊号 37－0067", ("37", "0067")),
        ("ISSN 1672-0067", None),
    ],
)
def test_cn_numbers(line: str, found: tuple[str, str] | None) -> None:
    match = CN.search(line)
    assert (match.groups() if match else None) == found


def test_issue_numbers_and_pages() -> None:
    assert [m["n"] for m in NUMBER.finditer("第35期 总第9462期")] == ["35", "9462"]
    assert NUMBER.search("第三期") is None
    assert [next(filter(None, m.groups())) for m in PAGES.finditer("今日8版 本期十二版 共4版")] == [
        "8",
        "十二",
        "4",
    ]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("中共青石市委机关报青石日报社出版2024年3月6日星期三", "publisher publisher date weekday"),
        ("农历甲辰年正月廿六 二月初五惊蛰", "lunar moon"),
        ("责编 张文青 美编 李思远 A03", "editors label"),
        ("新闻热线:0531-0000000 www.example.cn", "contact address"),
        ("March 6, 2024 QINGSHI DAILY", "date english"),
        ("邮发代号17-9 零售价1.5元 城市版", "address beside edition"),
        ("扫码下载青石客户端", "qr"),
        ("城西公园开放", ""),
    ],
)
def test_the_parts_of_lines(line: str, kinds: str) -> None:
    assert " ".join(kind for kind, _ in read_parts(line) if kind) == kinds


def test_other_words_are_kept() -> None:
    assert read_parts("03·要闻 青石日报") == (("", "03"), ("", "要闻"), ("paper", "青石日报"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("青石日报记者走进田间", True),
        ("我市今日9版图书首发", False),
        ("昨日2024年3月6日", True),
        ("青石日报 要闻", False),
        ("城西公园", False),
    ],
)
def test_parts_within_a_sentence(line: str, expected: bool) -> None:
    assert runs_on(line) is expected


def test_letterspaced_words_are_closed_up() -> None:
    assert plain("## **青 石 日 报**　第３版") == "青石日报 第3版"
