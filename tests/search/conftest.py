"""Ten published articles in two cities, and the index that holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pytest

from archive.models import Article
from search import outbox
from search.consistency import rebuild
from tests.factories import (
    add_topic,
    make_article,
    make_city,
    make_issue,
    make_newspaper,
    make_page,
    make_topic,
)

#: Name → newspaper, day, headline, body, topics.
ARTICLES: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "wheat": (
        "tai",
        "2024-05-30",
        "小麦开镰收割",
        "山前的小麦熟了。\n农机手王师傅一天割了六十亩。",
        ("farm",),
    ),
    "office": (
        "tai",
        "2024-06-02",
        "夏粮入库有序",
        "泰安市政府要求各乡镇抓好农业生产。",
        ("farm", "rule"),
    ),
    "bridge": (
        "tai",
        "2025-01-10",
        "新桥通车",
        "大桥全长1280米，车流量比去年增长21.6%。",
        ("road",),
    ),
    "library": (
        "tai",
        "2025-04-18",
        "图书馆夜间开放",
        "《ＡＢＣ读书会》每周五举行，免费。",
        ("rule",),
    ),
    "table": ("tai", "2025-04-18", "桌球少年夺冠", "体育馆里座无虚席。", ()),
    "opera": (
        "shao",
        "2024-05-30",
        "越剧进校园",
        "孩子们学唱水袖功夫。\n老师说：“慢一点，再慢一点。”",
        (),
    ),
    "water": (
        "shao",
        "2024-12-31",
        "古城水巷清淤",
        "清淤船沿河道缓行，两岸居民驻足观看。",
        ("road",),
    ),
    "tea": ("shao", "2025-04-01", "明前茶上市", "茶农说今年的茶香比往年好。", ("farm",)),
    "taiwan": ("shao", "2025-04-18", "海峡茶會", "臺灣茶商帶來凍頂烏龍。", ()),
    "notice": ("shao", "2025-04-19", "停水公告", "4月20日8时至18时，解放路沿线停水。", ()),
}


@dataclass(frozen=True)
class Shelf:
    """The ten articles by name."""

    ids: dict[str, int]

    def names(self, article_ids: Iterable[int]) -> list[str]:
        """Return the names of articles, in the order given."""
        by_id = {article_id: name for name, article_id in self.ids.items()}
        return [by_id[article_id] for article_id in article_ids]

    def article(self, name: str) -> Article:
        """Return one article."""
        return Article.objects.get(pk=self.ids[name])


def make_shelf() -> Shelf:
    """Write the ten articles into the database."""
    papers = {
        "tai": make_newspaper(name="岱麓日报", slug="dailu-ribao"),
        "shao": make_newspaper(
            name="越州晚报",
            slug="yuezhou-wanbao",
            city=make_city("330600", name="绍兴市", short_name="绍兴", province="浙江省"),
        ),
    }
    topics = {
        "farm": make_topic("farm-x", label_zh="农事题", label_en="Farm"),
        "rule": make_topic("rule-x", label_zh="政务题", label_en="Rule"),
        "road": make_topic("road-x", label_zh="路桥题", label_en="Road"),
    }
    pages = {}
    ids = {}
    for name, (paper, day, headline, body, slugs) in ARTICLES.items():
        if (paper, day) not in pages:
            issue = make_issue(papers[paper], date.fromisoformat(day))
            pages[paper, day] = make_page(issue)
        article = make_article(pages[paper, day], headline=headline, body=body)
        for slug in slugs:
            add_topic(article, topics[slug])
        ids[name] = article.pk
    return Shelf(ids)


@pytest.fixture
def shelf(db: None) -> Shelf:
    """The ten articles in the database and in the index."""
    made = make_shelf()
    rebuild()
    outbox.drain_all()
    return made
