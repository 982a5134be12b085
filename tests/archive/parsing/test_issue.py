"""The issue's data: masthead, folio, and what is worked out without them."""

from __future__ import annotations

import pytest

from archive.parsing import KnownNewspaper, parse_page
from archive.parsing.records import IssueRecord

BODY = "园里种着两百棵银杏,还有一条两公里长的步道,孩子们跑过石桥,老人在湖边的长椅上聊天。"


def issue_of(*lines: str, body: str = BODY, known: tuple[KnownNewspaper, ...] = ()) -> IssueRecord:
    text = "\n\n".join([*lines, "# 城西公园开放", f"本报讯(记者 王小雨){body}"])
    return parse_page(text, known=known).issue


@pytest.mark.parametrize(
    ("lines", "newspaper", "city"),
    [
        (["青石日报"], "青石日报", None),
        (["烟台晚报 烟台晚报社出版"], "烟台晚报", "烟台"),
        (["中共潍坊市委主办", "WEIFANG DAILY 第9462期"], "潍坊日报", "潍坊"),
        (["泰安岱麓新报社出版", "岱麓新报"], "岱麓新报", "泰安"),
        (["曲阜日报", "CN 37-0999"], "曲阜日报", "济宁"),
        (["11 要闻 2024年3月6日 星期三 德州日报"], "德州日报", "德州"),
        ([], None, None),
    ],
)
def test_newspaper_and_city(lines: list[str], newspaper: str | None, city: str | None) -> None:
    issue = issue_of(*lines)
    assert (issue.newspaper.value, issue.city.value) == (newspaper, city)


def test_all_of_a_masthead() -> None:
    issue = issue_of(
        "中共青石市委机关报",
        "2024年3月6日 星期三 国内统一连续出版物号 CN 37-0999 第35期 总第9462期 今日十二版",
        "青石日报",
    )
    assert issue.cn.value == "37-0999"
    assert issue.issue_number.value == 9462
    assert issue.pages_announced.value == 12
    assert issue.date.value == "2024-03-06"
    assert (issue.page.value, issue.page_label.value) == ("1", None)
    assert issue.page.confidence < 0.9 < issue.date.confidence
    assert "9462" in issue.issue_number.evidence


def test_a_weekday_that_disagrees_is_told() -> None:
    issue = issue_of("青石日报", "2024年3月6日", "星期五")
    assert issue.date.confidence < 0.9
    assert issue.warnings == ("报头的日期与星期不符：印作星期五，2024年3月6日是星期三，请核对。",)


@pytest.mark.parametrize(
    "line",
    ["2024年3月6日 第35期 CN 37-0999", "岱麓早读 2024年3月6日", "2024年3月6日 岱 麓 新 报"],
    ids=["by number", "by alias", "by spaced name"],
)
def test_known_newspapers_are_recognised(line: str) -> None:
    known = KnownNewspaper("岱麓新报", ("岱麓早读",), "37-0999", "泰安")
    issue = issue_of(line, known=(KnownNewspaper("别家报", (), "37-0998", "济南"), known))
    assert (issue.newspaper.value, issue.city.value) == ("岱麓新报", "泰安")
    assert issue.newspaper.confidence >= 0.95


@pytest.mark.parametrize(
    ("line", "page"),
    [("国内统一刊号 CN37-9911", "1"), ("第900期 今日四版", "1"), ("第900期", None)],
    ids=["CN number", "pages announced", "neither"],
)
def test_masthead_tells_the_first_page(line: str, page: str | None) -> None:
    issue = issue_of("泰安日报社出版", "2025年4月18日 星期五", line)
    assert issue.page.value == page


def test_a_page_without_masthead_is_dated_by_its_reports() -> None:
    issue = issue_of(body=f"2024年3月4日开园,3月5日迎来首批游客,活动持续到3月20日。{BODY}")
    assert issue.newspaper.value is None
    assert issue.date.value == "2024-03-06"
    assert issue.date.confidence < 0.9
    assert "3月5日" in issue.date.evidence


def test_the_forecast_tells_the_day() -> None:
    text = f"# 城西公园开放\n\n2024年动工的公园开放了。{BODY}\n\n3月6日 晴 南风3级 3℃-14℃"
    date = parse_page(text).issue.date
    assert date.value == "2024-03-06"
    assert date.confidence < 0.9
    assert date.evidence.startswith("天气预报“3月6日”")


def test_without_a_year_there_is_no_date() -> None:
    assert issue_of(body=f"3月5日迎来首批游客。{BODY}").date.value is None


def test_a_city_by_the_counties_named() -> None:
    body = "莘县、高唐县、冠县先后开工,莘县的路修得最快,高唐县随后跟上,冠县也在准备。"
    issue = issue_of(body=body * 2)
    assert issue.city.value == "聊城"
    assert issue.city.confidence < 0.9


def test_papers_named_in_articles_are_not_the_papers_own() -> None:
    assert issue_of(body=f"据《人民日报》报道,{BODY}").newspaper.value is None


def test_an_edition_is_read() -> None:
    assert issue_of("青石晚报", "2024年3月6日 星期三 城市版").edition.value == "城市版"
