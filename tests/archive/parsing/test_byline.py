"""Bylines, lead-ins, signatures and photo credits."""

from __future__ import annotations

import pytest

from archive.parsing.byline import (
    Lead,
    find_lead,
    find_photo_credit,
    find_signature,
    is_bare_name,
    is_byline_line,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("■ 本报记者 王小雨", True),
        ("□ 记者 王小雨 通讯员 李山 报道", True),
        ("本报实习生 陈青", True),
        ("（记者 王小雨）", True),
        ("■ 陈青", True),
        ("文/陈青", True),
        ("陈青", False),
        ("记者走进城西公园", False),
        ("记者调查", False),
        ("编辑 陈青", False),
        ("记者张三李四", True),
        ("◎ 王小雨", True),
        ("本报记者 王小雨在城西公园看到，孩子们跑过石桥", False),
        ("", False),
    ],
)
def test_byline_lines(line: str, expected: bool) -> None:
    assert is_byline_line(line) is expected


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("本报讯（记者 王小雨）昨日", Lead("本报讯（记者 王小雨）", names="记者 王小雨")),
        ("本报讯 (陈青) 昨日", Lead("本报讯 (陈青) ", names="陈青")),
        ("又讯 (记者 陈青)昨日", Lead("又讯 (记者 陈青)", names="记者 陈青")),
        ("本报青石讯 昨日", Lead("本报青石讯 ", place="青石")),
        (
            "新华社成都3月5日电（记者 陈青）昨日",
            Lead("新华社成都3月5日电（记者 陈青）", "新华社", "成都", "3月5日", "记者 陈青"),
        ),
        ("据新华社长沙3月5日电 昨日", Lead("据新华社长沙3月5日电 ", "新华社", "长沙", "3月5日")),
        (
            "本报北京3月5日电  （陈青）昨日",
            Lead("本报北京3月5日电  （陈青）", "", "北京", "3月5日", "陈青"),
        ),
        ("本报讯 （见图）昨日", Lead("本报讯 （见图）")),
        (
            "本报刚果（金）布卡武7月25日电（记者 陈青）",
            Lead(
                "本报刚果（金）布卡武7月25日电（记者 陈青）",
                place="刚果(金)布卡武",
                day="7月25日",
                names="记者 陈青",
            ),
        ),
        ("青石融媒讯（记者 陈青）", Lead("青石融媒讯（记者 陈青）", names="记者 陈青")),
        ("【本报讯】（记者 陈青）", Lead("【本报讯】（记者 陈青）", names="记者 陈青")),
        ("本报讯 记者陈青报道：昨日", Lead("本报讯 记者陈青报道：", names="记者陈青")),
        ("本报讯 记者 陈青 昨日", Lead("本报讯 记者 陈青", names="记者 陈青")),
        ("通讯员陈青报道：昨日", Lead("通讯员陈青报道：", names="通讯员陈青")),
    ],
)
def test_lead_ins(text: str, lead: Lead) -> None:
    assert find_lead(text) == lead


@pytest.mark.parametrize(
    "text",
    [
        "本报推出电子版",
        "上半年全社会用电量增长",
        "新华社长篇通讯：湖边的人",
        "（记者 王小雨）",
        "青石供销社电商开业",
        "本报电视频道开播",
        "通讯员来到公园",
        "昨日，本报讯息中心",
        "",
        "公园开放。本报讯",
    ],
)
def test_no_lead_in(text: str) -> None:
    assert find_lead(text) is None


def test_a_lead_without_its_opening_words() -> None:
    lead = find_lead("（记者 王小雨 通讯员 李山）3月5日，公园开放。")
    assert lead is not None
    assert lead.names == "记者 王小雨 通讯员 李山"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("大家都说好。”记者 王小雨", "记者 王小雨"),
        ("公园开放。（记者 王小雨 通讯员 李山）", "记者 王小雨 通讯员 李山"),
        ("公园开放。（王小雨、陈青）", "王小雨、陈青"),
        ("公园开放。 本报记者 王小雨 报道", "本报记者 王小雨 报道"),
        ("公园开放（记者王小雨）", "记者王小雨"),
        ("公园开放。（记者 王小雨 文/图）", "记者 王小雨 文/图"),
        ("公园开放。（阿依古丽·吐尔逊）", "阿依古丽·吐尔逊"),
        ("公园开放。（湖边公园）", ""),
        ("公园开放。（作者单位：青石一中）", ""),
        ("公园开放。", ""),
        ("", ""),
    ],
)
def test_signatures(text: str, names: str) -> None:
    assert find_signature(text) == names


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("图为公园一角。 王小雨 摄", "王小雨 摄"),
        ("图为公园一角。本报记者 王小雨摄", "本报记者 王小雨摄"),
        ("图为公园一角。（记者 王小雨 摄影报道）", "记者 王小雨 摄影报道"),
        ("图为公园一角。新华社发（王小雨摄）", "王小雨摄"),
        ("图为公园一角。摄影：王小雨", "摄影：王小雨"),
        ("图为公园一角。□王小雨 摄", "王小雨 摄"),
        ("图为公园一角。（图片由市气象局提供）", ""),
        ("市民在园中拍摄", ""),
        ("公园开放。", ""),
    ],
)
def test_photo_credits(text: str, credit: str) -> None:
    assert find_photo_credit(text) == credit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王小雨", True),
        ("陈 青", True),
        ("春风里", False),
        ("王", False),
        ("王家村的五月天", False),
    ],
)
def test_bare_names(text: str, expected: bool) -> None:
    assert is_bare_name(text) is expected
