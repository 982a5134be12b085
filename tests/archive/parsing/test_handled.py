"""Whole small pages: what mastheads and folios print, and the JSON that must come out."""

from __future__ import annotations

import pytest

from archive.parsing import KnownNewspaper, parse_page

HEAD, SECOND = "湖边新修的步道今天开放", "老厂房里办起了木工坊"
BODY = (
    "昨天上午，湖边新修的步道正式开放，附近的居民早早赶来散步，孩子们在石桥上追着跑。",
    "步道全长三公里，沿途添了二十把长椅，夜里还有暖色的灯。管理人员说，今后会按时清扫。",
    "下一步还要在东岸种海棠，预计秋天完工，届时散步的人可以绕湖走一整圈，不必再回头。",
)
MORE = (
    "本报讯（记者 高山）闲了十年的老厂房最近热闹起来，一家木工坊搬了进去，周末常有人来学做板凳。",
    "坊主说，做一只板凳要两个钟头，工具都由坊里提供，木料是从旧房梁上拆下来的，也结实。",
)
LEAD = "本报讯（记者 周小舟）"

Told = dict[str, object]


def page(style: str, top: list[str], foot: list[str]) -> str:
    if style == "marked":
        return "\n\n".join(
            [*top, f"# {HEAD}", LEAD + BODY[0], *BODY[1:], f"# {SECOND}", *MORE, *foot]
        )
    lines = [HEAD, "", *wrapped((LEAD + BODY[0], *BODY[1:])), "", SECOND, "", *wrapped(MORE)]
    return "\n".join([*top, "", *lines, "", *foot])


def wrapped(paragraphs: tuple[str, ...], measure: int = 18) -> list[str]:
    out: list[str] = []
    for text in paragraphs:
        out += [text[: measure - 2]]
        rest = text[measure - 2 :]
        out += [rest[i : i + measure] for i in range(0, len(rest), measure)]
    return out


def issue_of(text: str, known: tuple[KnownNewspaper, ...] = ()) -> Told:
    issue = parse_page(text, known=known).as_json()["issue"]
    assert isinstance(issue, dict)
    return issue


def values(issue: Told, names: Told) -> Told:
    """The fields named, as the scorer reads them: below 0.5 a value is only a guess."""
    out: Told = {}
    for name in names:
        told = issue[name]
        assert isinstance(told, dict)
        out[name] = told["value"] if float(told["confidence"]) >= 0.5 else None
    return out


def case(name: str, top: list[str] | str, foot: list[str] | None = None, **told: object) -> object:
    lines = [top] if isinstance(top, str) else top
    return pytest.param(lines, foot or [], {"date": "2024-03-06", **told}, id=name)


N = "青石新报"

MASTHEADS = [
    case(
        "one line",
        "青石新报 2024年3月6日 星期三 甲辰年正月廿六 第12345期 今日8版 "
        "国内统一连续出版物号CN 37-0999 邮发代号17-9",
        newspaper=N,
        issue_number=12345,
        cn="37-0999",
        pages_announced=8,
        page="1",
    ),
    case(
        "run together",
        "中共烟台市委机关报烟台日报社出版2024年3月6日星期三农历甲辰年正月廿六第12345期"
        "今日8版国内统一刊号:CN37-0999",
        newspaper="烟台日报",
        city="烟台",
        issue_number=12345,
        cn="37-0999",
        pages_announced=8,
        page="1",
    ),
    case(
        "pieces",
        [
            "青",
            "石",
            "新",
            "报",
            "2024年3月",
            "6",
            "星期三",
            "第12345期",
            "今日8版",
            "国内统一连续",
            "出版物号",
            "CN 37-0999",
        ],
        newspaper=N,
        issue_number=12345,
        cn="37-0999",
        pages_announced=8,
        page="1",
    ),
    case(
        "letterspaced",
        ["青 石 新 报", "2024 年 3 月 6 日 星 期 三", "第 12345 期 今 日 8 版"],
        newspaper=N,
        issue_number=12345,
    ),
    case(
        "full width",
        "青石新报　２０２４年３月６日　星期三　第１２３４５期　今日８版",
        newspaper=N,
        issue_number=12345,
        pages_announced=8,
    ),
    case(
        "in Chinese numerals",
        "二〇二四年三月六日 星期三 第六版 民生 青石新报",
        newspaper=N,
        page="6",
        page_name="民生",
    ),
    case(
        "points",
        "A03 要闻 2024.3.6 星期三 责编:张文青 美编:李思远",
        newspaper=None,
        page="A03",
        page_name="要闻",
    ),
    case("dashes", "A06/城事 2024-03-06", page="A06", page_name="城事"),
    case(
        "slashes",
        "青石新报 2024/3/6 星期三 版次:A06 版名:民生",
        newspaper=N,
        page="A06",
        page_name="民生",
    ),
    case("digits only", "20240306 青石新报 A06 民生", newspaper=N, page="A06", page_name="民生"),
    case(
        "English",
        ["青石新报", "Wednesday, March 6, 2024", "第8765期"],
        newspaper=N,
        issue_number=8765,
    ),
    case(
        "year apart",
        ["民生 A06", "3月6日 星期三", "青石新报 2024年"],
        newspaper=N,
        page="A06",
        page_name="民生",
    ),
    case(
        "day in large type",
        ["2024", "03.06", "星期三", "A06", "民生", "青石新报"],
        newspaper=N,
        page="A06",
        page_name="民生",
    ),
    case(
        "lunar day beside",
        "青石新报 2024年3月6日 农历甲辰年正月廿六 星期三 第8765期 二月初十春分",
        newspaper=N,
        issue_number=8765,
    ),
    case(
        "folio in pieces",
        ["A03", "要闻", "2024.3.6 星期三", "责编/张文青 美编/李思远", "青石新报"],
        newspaper=N,
        page="A03",
        page_name="要闻",
    ),
    case(
        "spaced page name",
        ["3 要 闻", "2024年3月6日 星期三", "青石新报"],
        newspaper=N,
        page="3",
        page_name="要闻",
    ),
    case("number alone", ["6", "民生", "2024年3月6日 星期三"], page="6", page_name="民生"),
    case("two pages wide", "T12-13 特别报道 2024年3月6日 星期三", page="T12", page_name="特别报道"),
    case(
        "page name first",
        "城事·A06 2024年3月6日 星期三 青石新报",
        newspaper=N,
        page="A06",
        page_name="城事",
    ),
    case(
        "supplement",
        "青石新报·健康周刊 2024年3月6日 星期三 第10版",
        newspaper=N,
        page="10",
        page_name="健康周刊",
    ),
    case(
        "editors first",
        ["编辑/张文青 版式/李思远", "民生", "06", "2024年3月6日 星期三", "青石新报"],
        newspaper=N,
        page="6",
        page_name="民生",
    ),
    case(
        "editors on duty",
        ["值班编委：张文青", "一版编辑：李思远", "青石新报", "2024年3月6日 星期三", "第8765期"],
        newspaper=N,
        issue_number=8765,
    ),
    case(
        "publishers",
        [
            "主办：青石报业集团",
            "青石新报",
            "中共青石市委机关报",
            "2024年3月6日 星期三",
            "总第8765期 本期4版",
        ],
        newspaper=N,
        issue_number=8765,
        pages_announced=4,
    ),
    case(
        "hotlines and codes",
        [
            "青石新报",
            "2024年3月6日 星期三",
            "扫码下载青石新闻客户端",
            "报料热线 0531-0000001",
            "第8765期",
        ],
        newspaper=N,
        issue_number=8765,
    ),
    case(
        "two numbers",
        "青石新报 2024年3月6日 星期三 第28期（总第1765期） 每周三出版",
        newspaper=N,
        issue_number=1765,
    ),
    case(
        "pages listed",
        ["青石新报", "2024年3月6日 星期三 今日8版", "01版:要闻 02版:时政 03版:民生"],
        newspaper=N,
        pages_announced=8,
        page="1",
    ),
    case(
        "pages listed one a line",
        ["青石新报", "2024年3月6日 今日8版", "01版:要闻", "02版:时政"],
        newspaper=N,
        pages_announced=8,
    ),
    case(
        "weather",
        ["青石新报", "2024年3月6日 星期三", "今日天气 多云转晴 3℃-14℃ 南风3级", "第8765期"],
        newspaper=N,
        issue_number=8765,
    ),
    case(
        "unusual name",
        ["南青石区报", "2024年3月6日 星期三 第3版"],
        newspaper="南青石区报",
        page="3",
    ),
    case(
        "county's paper",
        "浦东时报 2024年3月6日 星期三 第3版 CN 31-0999",
        newspaper="浦东时报",
        city="上海",
    ),
    case(
        "province's paper",
        "吉林农民报 2024年3月6日 星期三 第3版",
        newspaper="吉林农民报",
        city=None,
    ),
    case(
        "at the foot",
        [],
        ["第7版 副刊 2024年3月6日 星期三 青石新报"],
        newspaper=N,
        page="7",
        page_name="副刊",
    ),
    case(
        "at the foot in pieces",
        [],
        ["青石新报", "2024年3月6日 星期三", "第7版", "副刊"],
        newspaper=N,
        page="7",
        page_name="副刊",
    ),
]


@pytest.mark.parametrize("style", ["marked", "wrapped"])
@pytest.mark.parametrize(("top", "foot", "told"), MASTHEADS)
def test_mastheads(top: list[str], foot: list[str], told: Told, style: str) -> None:
    text = page(style, top, foot)
    parsed = parse_page(text)
    assert values(issue_of(text), told) == told
    assert [article.headline for article in parsed.articles] == [HEAD, SECOND]
    furniture = [line for piece in parsed.furniture for line in piece.text.split("\n")]
    assert sorted(furniture) == sorted([*top, *foot])


@pytest.mark.parametrize(
    "line",
    [
        "一版责任编辑的故事",
        "第三版图来了",
        "7月3日 星期一",
        "农历二月二 龙抬头",
        "小镇诗人诗集出版",
        "扫码点餐不能成为唯一选项",
        "我市今日9版图书首发",
        "衡水日报记者走进田间",
        "关注民生热线的一天",
        "主办：青石市总工会",
        "癸卯年祭孔大典举行",
        "热线电话响个不停",
        "12345热线",
        "A4纸涨价了",
        "3版教材今秋启用",
        "（原载《青石日报》2024年3月6日）",
    ],
)
@pytest.mark.parametrize("place", ["top", "middle", "foot"])
def test_lines_of_articles_are_no_furniture(line: str, place: str) -> None:
    order = {"top": [line, *BODY], "middle": [*BODY, line, *BODY[::-1]], "foot": [*BODY, line]}
    parsed = parse_page("\n\n".join([f"# {HEAD}"] * (place != "top") + order[place]))
    assert parsed.furniture == ()
    assert parsed.issue.newspaper.value is None


def test_a_page_that_tells_nothing() -> None:
    issue = issue_of(page("marked", [], []))
    empty = dict.fromkeys(
        ["newspaper", "city", "date", "issue_number", "cn", "pages_announced", "page"]
    )
    assert values(issue, empty) == empty


@pytest.mark.parametrize(
    ("top", "field", "words"),
    [
        (["青石新报 2024年3月6日 星期五"], "date", "星期五，2024年3月6日是星期三"),
        (["青石新报 2024年3月6日 癸卯年正月廿六"], "date", "癸卯年"),
        (["青石新报 2024年3月6日 农历八月十五"], "date", "八月十五"),
        (["青石新报 2024年3月6日", "2024年3月5日 第3版"], "date", "不止一个日期"),
        (["青石新报 2024年3月6日 总第900期", "总第901期"], "issue_number", "不止一个总期号"),
        (["青石新报 2024年3月6日 第300期（总第9001期）"], "issue_number", "第300期"),
    ],
    ids=["weekday", "lunar year", "lunar day", "two dates", "two numbers", "number of the year"],
)
def test_what_does_not_agree_is_told(top: list[str], field: str, words: str) -> None:
    issue = issue_of(page("marked", top, []))
    told, warnings = issue[field], issue["warnings"]
    assert isinstance(told, dict)
    assert isinstance(warnings, list)
    assert told["value"]
    assert told["confidence"] <= 0.6
    assert len(warnings) == 1
    assert words in warnings[0]


def test_a_telegram_is_no_later_than_its_page() -> None:
    text = f"青石新报 2024年3月6日\n\n# {HEAD}\n\n新华社成都3月8日电（记者 陈青）{BODY[0]}"
    issue = issue_of(text)
    assert issue["warnings"] == ["报头日期早于文中电头的3月8日，请核对。"]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["2024年3月6日 CN 37-0998"], "岱麓新报"),
        (["岱麓早读 2024年3月6日"], "岱麓新报"),
        (["岱 麓 新 报", "2024年3月6日"], "岱麓新报"),
    ],
    ids=["by number", "by alias", "by name"],
)
def test_the_archives_own_newspapers(lines: list[str], name: str) -> None:
    known = KnownNewspaper("岱麓新报", ("岱麓早读",), "37-0998", "泰安")
    issue = issue_of(page("marked", lines, []), (known,))
    assert values(issue, {"newspaper": name, "city": "泰安"}) == {"newspaper": name, "city": "泰安"}
