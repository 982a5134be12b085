"""Thousands of invented articles, the same on every run, with all that is hard to search in them.

Sentences come from a small grammar; between them stand Latin, figures, full-width and traditional
forms, characters that fold to several or to spaces, emoji, one string over and over, empty units.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import blake2b

from search.analysis import fold
from search.engines.base import Document

_PLACES = ("渡口镇", "青石街道", "临河市", "云岭县", "北闸村", "南塘新区", "柳堤社区", "白鹭湖景区")
_PEOPLE = (
    "林晚照",
    "陶然",
    "欧阳帆",
    "阿依古丽·买买提",
    "周小满",
    "Ana Lima",
    "Pat, O’Neil",
    "许多",
)
_WHO = ("市政府", "供水公司", "茶农", "石桥小学", "农机合作社", "越剧团", "图书馆", "环卫工人")
_DID = (
    "修缮了水渠", "修好水渠，修缮一新", "种下三百棵银杏", "举办读书会", "开镰收割小麦", "收购新茶",
    "把路灯换成LED灯", "检查了桥梁", "发布停水公告", "排练《渡口》", "清淤", "推进农业生产",
)  # fmt: skip
_WHEN = ("昨日", "5月30日", "入春以来", "2024年上半年", "三月初三", "天亮以前", "18:30", "近日")
_WHY = ("居民少走许多路", "产量比去年增长21.6%", "老人和孩子都高兴", "节约用电3700千瓦时", "无")
#: Odd in one way each.
ODD = (
    "ＡＢＣ读书会第１２期开张",
    "臺灣茶商帶來凍頂烏龍，與會者眾",
    "後臺的髮型師說：「頭髮乾了」",
    "PM2.5降至 35 μg/m³，CO₂排放减少½",
    "iPhone 15与C919、GB/T 7714—2015",
    "№ 7 ㈠ ㎡ ﬁ ﷺ ㍿",
    "安安安安安安安安",
    "哈哈哈哈，哈哈",
    "一一得一，一二得二",
    "——……——",
    "《》（）“”‘’",
    "！？！？",
    "桥🌉通车👍🏽了，好👨‍👩‍👧",
    "𠮷野家在𠀀字路口开张",
    "The art of party politics",
    "STRASSE Straße",
    "e-mail：press@example.org",
    "www.example.org/a?b=*&c=_%25",
    "ئۇيغۇر བོད་ 한국 Привет",
    "İstanbul",
    "空 格　在　中 文 里",
    "甲\u200b乙\u00ad丙",
    "tab\tand\x1fother\x00signs\x0bhere",
    "　",
    "。",
    "□本报记者",
    "■",
    "(1)（2）［3］【4】",
    "<em>&amp;</em> \"quotes\" 'single' \\ back",
    "a",
    "3.14 3,14 3．14",
    "AAAA BBBB AAAA",
    "café cafe\u0301 CAFÉ",
    "の日本語カタカナｶﾀｶﾅ",
    "石橋與石桥",
    "1234567890",
)
_COLUMNS = ("渡口闲话", "今日关注", "记者走基层 · 新春", "")
_KICKERS = ("", "", "我市推进便民工程——", "从一条水渠说起")
_CITIES = ("370900", "330600", "110100", "650100", "540100")
_TOPICS = ("farm", "road", "rule", "school", "water", "stage", "light")
_GENRES = ("news", "news", "news", "photo", "notice", "table", "teaser", "ad")
_PAGES = ("1", "1", "2", "3", "4", "A1", "A3", "B12", "T08")
FIRST_DAY = date(2019, 12, 25)
DAYS = 1_650


def make_documents(count: int = 3_000, seed: int = 4) -> list[Document]:
    """So many articles; the ids neither follow the days nor each other, one text is very long."""
    rng = _seeded(seed)
    ids = rng.sample(range(1, count * 40), count)
    made = [make_document(rng, article_id) for article_id in ids]
    made[0] = replace(made[0], units=(*made[0].units, _long_unit(rng), "尾声：水渠通水"))
    made[1] = replace(made[1], article_id=1 << 39)
    made[2] = replace(made[2], units=("",), fields={"title": (), "author": (), "column": ()})
    made[3] = replace(made[3], units=(), fields={"title": (), "author": ("陶然",), "column": ()})
    return made


def make_document(rng: random.Random, article_id: int) -> Document:
    """An article with up to six short paragraphs."""
    city = rng.choices(_CITIES, (8, 4, 2, 1, 1))[0]
    column = _some(rng.choice(_COLUMNS))
    title = _some(rng.choice(_KICKERS), _headline(rng), rng.choice(("", "", "——林晚照走笔")))
    names = tuple(rng.sample(_PEOPLE, rng.choice((0, 0, 1, 1, 2))))
    byline = (f"□本报记者 {' '.join(names)}",) if names and rng.random() < 0.7 else ()
    page = rng.choice(_PAGES)
    return Document(
        article_id=article_id,
        units=(*column, *title, *byline, *(_paragraph(rng) for _ in range(rng.randint(0, 6)))),
        fields={"title": title, "author": (*byline, *names), "column": column},
        facets={
            "city": (city,),
            "newspaper": (f"{rng.choice(('ribao', 'wanbao'))}-{city}",),
            "topic": tuple(sorted(rng.sample(_TOPICS, rng.choice((0, 1, 1, 2, 3))))),
            "genre": (rng.choice(_GENRES),),
            "front": ("front" if page in ("1", "A1") else "inner",),
            "page": (page,),
            "author": names,
        },
        # Many on one day, and some of them on the first and last days of years.
        date=FIRST_DAY + timedelta(int(DAYS * rng.random() ** 2)),
        digest=blake2b(f"{article_id} {rng.random()}".encode(), digest_size=16).digest(),
    )


def _some(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _headline(rng: random.Random) -> str:
    if rng.random() < 0.1:
        return rng.choice(ODD)
    return f"{rng.choice(_PLACES)}{rng.choice(_WHO)}{rng.choice(_DID)}"


def _paragraph(rng: random.Random) -> str:
    text = "".join(_sentence(rng) for _ in range(rng.randint(1, 3)))
    draw = rng.random()
    if draw < 0.25:
        place = rng.randrange(len(text) + 1)
        return text[:place] + rng.choice(ODD) + text[place:]
    return rng.choice(ODD) if draw < 0.3 else text


def _sentence(rng: random.Random) -> str:
    said = f"{rng.choice(_WHO)}{rng.choice(_DID)}，{rng.choice(_WHY)}。"
    draw = rng.random()
    if draw < 0.3:
        return f"{rng.choice(_WHEN)}，{rng.choice(_PLACES)}{said}"
    if draw < 0.5:
        return f"{rng.choice(_PEOPLE)}说：“{said}”"
    return said if draw < 0.9 else f"{rng.randint(1, 40)}个{said}"


def _long_unit(rng: random.Random) -> str:
    """One unit whose positions need more than two bytes."""
    return "".join(_sentence(rng) for _ in range(3_000))


def change(documents: Sequence[Document], seed: int) -> tuple[list[Document], list[int]]:
    """Articles written anew (some in other places, some new) and the ids of some to be removed."""
    rng = _seeded(seed)
    chosen = rng.sample(documents, len(documents) // 10)
    cut = len(chosen) // 2
    new = [make_document(rng, d.article_id) for d in chosen[:cut]]
    highest = max(document.article_id for document in documents)
    added = [make_document(rng, highest + n) for n in range(1, cut // 2)]
    return [*new, *added], [document.article_id for document in chosen[cut:]]


def cut_string(rng: random.Random, documents: Sequence[Document], longest: int = 12) -> str:
    """A string of 1 to `longest` characters that stands in some unit, as printed."""
    while True:
        units = [unit for unit in rng.choice(documents).units if unit]
        if units:
            unit = rng.choice(units)
            start = rng.randrange(len(unit))
            return unit[start : start + rng.randint(1, longest)]


def joins(documents: Sequence[Document]) -> Iterator[str]:
    """Strings of six characters and fewer that only the end of a unit and the next would make."""
    text = "\n".join(fold(unit) for document in documents for unit in document.units)
    for document in documents:
        for before, after in zip(document.units, document.units[1:], strict=False):
            joined = fold(before)[-3:] + fold(after)[:3]
            if len(joined) > 1 and fold(joined) == joined and joined not in text:
                yield joined


def _seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # the same articles every time
