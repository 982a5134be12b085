"""Bylines and signatures in their printed forms on whole small pages."""

from __future__ import annotations

import pytest

from archive.parsing import parse_page

HEAD = "湖边新修的步道今天开放"
BODY = (
    "昨天上午，湖边新修的步道正式开放，附近的居民早早赶来散步，孩子们在石桥上追着跑。",
    "步道全长三公里，沿途添了二十把长椅，夜里还有暖色的灯。管理人员说，今后会按时清扫。",
    "下一步还要在东岸种海棠，预计秋天完工，届时散步的人可以绕湖走一整圈，不必再回头。",
)

BYLINES = [
    ("本报讯（记者 王小雨 通讯员 李山）", "记者:王小雨 通讯员:李山"),
    ("本报讯（记者王小雨李山通讯员赵川）", "记者:王小雨 记者:李山 通讯员:赵川"),
    ("新华社北京3月4日电（记者 王小雨、李山）", "记者:王小雨 记者:李山"),
    ("本报3月4日讯（见习记者 王小雨）", "见习记者:王小雨"),
    ("青石融媒讯（记者 王小雨）", "记者:王小雨"),
    ("本报讯 记者 王小雨 通讯员 李山 报道：", "记者:王小雨 通讯员:李山"),
    ("■ 本报记者 王小雨 陈青\n\n", "记者:王小雨 记者:陈青"),
    ("□记者 王小雨 报道\n\n", "记者:王小雨"),
    ("记者 王小雨/文 陈青/图\n\n", "记者:王小雨 摄影:陈青"),
    ("文/图 记者 王小雨\n\n", "记者:王小雨"),
    ("本报驻京记者 王小雨\n\n", "记者:王小雨"),
    ("特约记者 王小雨\n\n", "特约记者:王小雨"),
    ("实习记者 王小雨\n\n", "实习记者:王小雨"),
    ("通讯员 李山 赵川 记者 王小雨\n\n", "通讯员:李山 通讯员:赵川 记者:王小雨"),
    ("记者 辛家 民 王 伟\n\n", "记者:辛家民 记者:王伟"),
    ("记者张三李四通讯员王五\n\n", "记者:张三 记者:李四 通讯员:王五"),
    ("通讯员 买买提·艾力 乌云其木格\n\n", "通讯员:买买提·艾力 通讯员:乌云其木格"),
    ("作者：约翰·史密斯\n\n", "作者:约翰·史密斯"),
    ("记者 王小雨 摄影报道\n\n", "记者:王小雨"),
]


@pytest.mark.parametrize(("printed", "named"), BYLINES, ids=[p.strip() for p, _ in BYLINES])
def test_bylines(printed: str, named: str) -> None:
    (article,) = parse_page(f"# {HEAD}\n\n{printed}{BODY[0]}\n\n{BODY[1]}").articles
    assert " ".join(f"{c.role}:{c.name}" for c in article.credits) == named


@pytest.mark.parametrize(
    ("end", "named"),
    [
        ("（记者 王小雨、陈青）", "记者:王小雨 记者:陈青"),
        ("（王小雨 陈青）", ":王小雨 :陈青"),
        ("（通讯员 王小雨陈青）", "通讯员:王小雨 通讯员:陈青"),
        ("王小雨 陈青 摄", "摄影:王小雨 摄影:陈青"),
        ("新华社发（王小雨摄）", "摄影:王小雨"),
        ("（来源：青石科技报）", ""),
    ],
)
def test_names_at_the_end(end: str, named: str) -> None:
    articles = parse_page(f"# {HEAD}\n\n{BODY[0]}\n\n{BODY[1]}{end}").articles
    assert " ".join(f"{c.role}:{c.name}" for a in articles for c in a.credits) == named
