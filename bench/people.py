"""Invented names, mastheads, folios and colophons for the pages that are set for training."""

from __future__ import annotations

import random

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国志海玉梅春雪晓东红雨晨宇轩思涵梓欣怡"
)
CITIES = [
    "德州",
    "滨州",
    "泰安",
    "临沂",
    "枣庄",
    "济宁",
    "日照",
    "威海",
    "邯郸",
    "沧州",
    "廊坊",
    "洛阳",
    "安阳",
    "南阳",
    "信阳",
    "芜湖",
    "蚌埠",
    "赣州",
    "九江",
    "株洲",
    "岳阳",
    "常德",
    "襄阳",
    "宜昌",
    "绵阳",
    "泸州",
    "遵义",
    "曲靖",
    "柳州",
    "桂林",
    "汕头",
    "湛江",
    "漳州",
    "宁德",
    "温州",
    "嘉兴",
    "盐城",
    "徐州",
    "大同",
    "长治",
    "包头",
    "鞍山",
    "锦州",
    "通化",
    "大庆",
    "宝鸡",
    "天水",
    "银川",
    "喀什",
    "昌都",
]
_PAGE_NAMES = [
    "要闻",
    "本地新闻",
    "民生",
    "综合新闻",
    "时事",
    "国内新闻",
    "文化",
    "体育",
    "县域新闻",
    "经济",
    "教育",
    "健康",
    "副刊",
    "专题",
]
_LABELS = [
    "特写",
    "通讯",
    "短评",
    "时评",
    "评论",
    "侧记",
    "综述",
    "专访",
    "简讯",
    "权威发布",
    "聚焦",
    "民生视点",
    "记者手记",
    "新闻链接",
]
_WEEKDAYS = "一二三四五六日"


def draw_name(rng: random.Random) -> str:
    """An invented person's name of two or three characters."""
    return rng.choice(_FAMILY) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2))))


def draw_byline(rng: random.Random, form: int) -> str:
    """A byline on a line of its own, in one of the forms that papers use."""
    one, two = draw_name(rng), draw_name(rng)
    both = f"{one} {two}"
    forms = (
        f"本报记者 {rng.choice((one, both))}",
        f"■ 本报记者 {one}",
        f"□记者 {both} 报道",
        f"记者 {one} 通讯员 {two}",
        f"{rng.choice((one, both))}",
        f"本报记者 {one} 本报通讯员 {two}",
        f"◎ {one}",
        f"全媒体记者 {one} 文/图",
    )
    return forms[form % len(forms)]


def draw_lead(rng: random.Random, day: str) -> str:
    """A lead-in (本报讯) with or without names."""
    names = f"（记者 {draw_name(rng)}）", f"（记者 {draw_name(rng)} 通讯员 {draw_name(rng)}）", ""
    city = rng.choice(CITIES)
    opening = f"本报{day}讯", "本报讯", f"本报{city}{day}讯", f"新华社{city}{day}电"
    return rng.choice(opening) + rng.choice(names) + rng.choice(("", " ", "  ", "　"))


def draw_signature(rng: random.Random) -> str:
    """Names in parentheses that close an article."""
    one, two = draw_name(rng), draw_name(rng)
    return rng.choice(
        (f"（{one}）", f"（记者 {one}）", f"（{one} {two}）", f"（通讯员 {one} 记者 {two}）")
    )


def draw_label(rng: random.Random) -> str:
    """A column's label (栏目) above a head."""
    return rng.choice(_LABELS)


def draw_caption(rng: random.Random) -> str:
    """A photo caption with its credit."""
    what = rng.choice(
        (
            "工人在车间里检修设备",
            "村民在大棚里采摘蔬菜",
            "游客在古镇的石板路上拍照",
            "志愿者为老人量血压",
        )
    )
    start = rng.choice(("图为", "▲", "近日，", ""))
    return f"{start}{what}。{draw_name(rng)} {rng.choice(('摄', '摄影', '供图'))}"


def draw_top(rng: random.Random, date: str, page: int) -> tuple[list[str], dict[str, object]]:
    """The lines of a masthead or folio, and the issue fields that they tell."""
    year, month, day = (int(part) for part in date.split("-"))
    city = rng.choice(CITIES)
    paper = f"{city}{rng.choice(('日报', '日报', '晚报'))}"
    number, cn = rng.randint(1200, 19000), f"{rng.randint(11, 65)}-{rng.randint(1, 99):04}"
    weekday = f"星期{rng.choice(_WEEKDAYS)}"
    printed = rng.choice((f"{year}年{month}月{day}日", f"{year}年{month:02}月{day:02}日", date))
    name = rng.choice(_PAGE_NAMES)
    told: dict[str, object] = {"newspaper": paper, "city": city, "date": date}
    if page == 1 and rng.random() < 0.8:
        told |= {"issue_number": number, "cn": cn, "pages_announced": 8, "page": "1"}
        lines = [paper, f"{printed} {weekday}", f"国内统一刊号 CN{cn} 第{number}期 今日8版"]
        return (lines if rng.random() < 0.6 else [" ".join(lines)]), told
    told |= {"page": str(page)}
    return [
        rng.choice(
            (
                f"{page} {name} {printed} {weekday} {paper}",
                f"{paper} {printed} {weekday} {page}版 {name}",
                f"第{page:02}版 {name} {paper} {printed}",
            )
        )
    ], told


def draw_bottom(rng: random.Random) -> list[str]:
    """A colophon's line."""
    a, b, c = (draw_name(rng) for _ in range(3))
    return [
        rng.choice(
            (
                f"责任编辑:{a} 版式:{b} 校对:{c}",
                f"值班主任：{a} 责编：{b} 美编：{c}",
                f"本版编辑 {a} 电话:{rng.randint(2000000, 8999999)}",
                f"编辑 {a} 校对 {b}",
            )
        )
    ]
