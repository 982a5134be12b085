"""A perfect parse needs no repair, and each known damage of it exactly one."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.parsing.records import ArticleRecord
from bench import repairs
from bench.gold import GoldArticle
from bench.repairs import Repair, Row, find_line, find_repairs, mean_rows

FERRY = GoldArticle(
    headlines=("早班船多开两趟",),
    kicker="客流回升",
    subhead="——渡口管理站调整时刻表",
    paragraphs=(
        "本报讯 赶集的人又多了起来,渡口管理站决定从下周起每天清早多开两趟船。",
        "老船工说,往年这个时候一船只坐十来个人,今年甲板上站满了挑担子的菜农。",
        "船票仍是两元,六十五岁以上的老人凭证免费乘坐,自行车不另收钱。",
    ),
)
GRAIN = GoldArticle(
    headlines=("粮站收下头一车新麦",),
    kicker="",
    subhead="",
    paragraphs=(
        "昨天上午,城南粮站的地磅称过了今年头一车新麦,水分和杂质都合格。",
        "粮站新添的烘干塔一昼夜能烘两百吨,遇上连阴雨也不怕麦子发芽。",
        "便民措施",
        "排队的凉棚里摆着开水和长凳,卖粮的农户坐着等叫号就行。",
    ),
)
LIBRARY = GoldArticle(
    headlines=("旧仓库里开了图书室",),
    kicker="",
    subhead="",
    paragraphs=(
        "闲了八年的供销社旧仓库刷白了墙,装上书架,成了全镇第一间图书室。",
        "放学以后,孩子们在这里写作业,晚上种菜的大人来查病虫害的书。",
        "管书的退休教师每周六下午教十几个老人用手机读报。",
    ),
)
GOLD = (FERRY, GRAIN, LIBRARY)
COLOPHON = "本版责编：某某　电话：88001122　广告部：88003344"


def parsed(article: GoldArticle) -> ArticleRecord:
    return ArticleRecord(
        kicker=article.kicker,
        headline=article.headline,
        subhead=article.subhead,
        paragraphs=article.paragraphs,
    )


PERFECT = tuple(map(parsed, GOLD))
Damage = Callable[[], list[ArticleRecord]]


def counts(found: list[Repair]) -> dict[str, int]:
    return dict(Counter(repair.kind for repair in found))


def with_paragraphs(at: int, *paragraphs: str) -> list[ArticleRecord]:
    """The perfect parse with other paragraphs in one article."""
    out = list(PERFECT)
    out[at] = replace(out[at], paragraphs=paragraphs)
    return out


def with_heads(
    at: int, headline: str = "", kicker: str = "", subhead: str = ""
) -> list[ArticleRecord]:
    """The perfect parse with other head lines on one article."""
    out = list(PERFECT)
    out[at] = replace(out[at], kicker=kicker, headline=headline, subhead=subhead)
    return out


def run_together(*between: str) -> list[ArticleRecord]:
    """The second and third article as one, with these lines at the seam."""
    _, grain, library = PERFECT
    whole = (*grain.paragraphs, *between, *library.paragraphs)
    return [PERFECT[0], replace(grain, paragraphs=whole)]


def title_last() -> list[ArticleRecord]:
    """The same where titles stand after their text."""
    _, grain, library = PERFECT
    whole = (*grain.paragraphs, grain.headline, *library.paragraphs)
    return [PERFECT[0], replace(library, paragraphs=whole)]


def torn(at_line: int, headline: str = "") -> list[ArticleRecord]:
    """The second article in two, the second part under a crosshead or no title."""
    grain = PERFECT[1]
    first, second = grain.paragraphs[:at_line], grain.paragraphs[at_line + bool(headline) :]
    return [
        PERFECT[0],
        replace(grain, paragraphs=first),
        ArticleRecord(headline=headline, paragraphs=second),
        PERFECT[2],
    ]


def handed_on() -> list[ArticleRecord]:
    """The last two paragraphs of the second article open the third."""
    _, grain, library = PERFECT
    return [
        PERFECT[0],
        replace(grain, paragraphs=grain.paragraphs[:2]),
        replace(library, paragraphs=(*grain.paragraphs[2:], *library.paragraphs)),
    ]


def with_article(*paragraphs: str, headline: str = "") -> list[ArticleRecord]:
    return [*PERFECT, ArticleRecord(headline=headline, paragraphs=paragraphs)]


def title_apart() -> list[ArticleRecord]:
    """A title without text, and its text without a title."""
    grain = replace(PERFECT[1], headline="")
    return [PERFECT[0], ArticleRecord(headline=GRAIN.headline), grain, PERFECT[2]]


def stacked() -> list[ArticleRecord]:
    """Two articles as one, both titles above it."""
    ferry, grain, library = PERFECT
    whole = (*grain.paragraphs, *library.paragraphs)
    return [ferry, replace(library, kicker=grain.headline, paragraphs=whole)]


def interleaved() -> list[ArticleRecord]:
    """Two articles whose paragraphs take turns."""
    _, grain, library = PERFECT
    a, b = grain.paragraphs, library.paragraphs
    whole = (a[0], library.headline, b[0], a[1], a[2], a[3], b[1], b[2])
    return [PERFECT[0], replace(grain, paragraphs=whole)]


F, G, L = FERRY.paragraphs, GRAIN.paragraphs, LIBRARY.paragraphs
ONE_EACH: dict[str, tuple[Damage, str]] = {
    "two as one, the title at the seam": (lambda: run_together(LIBRARY.headline), "split"),
    "two as one, titles last": (title_last, "split"),
    "crosshead taken for a headline": (lambda: torn(2, G[2]), "merge"),
    "larger part under the crosshead": (lambda: torn(1), "merge"),
    "title parted from its text": (title_apart, "merge"),
    "another headline": (lambda: with_heads(1, headline="便民措施"), "headline"),
    "no headline": (lambda: with_heads(1), "headline"),
    "headline and kicker exchanged": (
        lambda: with_heads(0, kicker=FERRY.headline, headline=FERRY.kicker, subhead=FERRY.subhead),
        "headline",
    ),
    "subhead missing": (
        lambda: with_heads(0, kicker=FERRY.kicker, headline=FERRY.headline),
        "headline",
    ),
    "tail in the next article": (handed_on, "move"),
    "furniture in the text": (lambda: with_paragraphs(0, *F, COLOPHON), "move"),
    "repeat in the text": (lambda: with_paragraphs(0, F[0], F[1], F[1], F[2]), "move"),
    "two neighbours lost": (lambda: with_paragraphs(2, L[0]), "move"),
    "order": (lambda: with_paragraphs(0, F[1], F[2], F[0]), "move"),
    "furniture as an article": (lambda: with_article(COLOPHON), "drop"),
    "copy of an article": (lambda: with_article(*L, headline=LIBRARY.headline), "drop"),
    "stray title": (lambda: with_article(headline="广告热线"), "drop"),
}


def test_a_perfect_parse_needs_nothing() -> None:
    assert find_repairs(GOLD, PERFECT) == []
    assert find_repairs(GOLD, PERFECT[::-1]) == []
    assert find_repairs((), ()) == []


@pytest.mark.parametrize(("damage", "kind"), ONE_EACH.values(), ids=ONE_EACH)
def test_each_damage_is_one_repair(damage: Damage, kind: str) -> None:
    assert counts(find_repairs(GOLD, damage())) == {kind: 1}


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda: run_together(), {"split": 1, "headline": 1}),
        (stacked, {"split": 1, "headline": 1}),
        (interleaved, {"split": 1, "move": 2}),
        (
            lambda: [*with_heads(0, headline="x")[:1], *torn(2, G[2])[1:]],
            {"headline": 1, "merge": 1},
        ),
        (lambda: [PERFECT[0], PERFECT[2]], {"move": 1}),
        (list, {"move": 3}),
        (lambda: [*PERFECT, *with_article(COLOPHON)[3:], *with_article("另一则")[3:]], {"drop": 2}),
    ],
    ids=[
        "no title at the seam",
        "both titles on top",
        "paragraphs take turns",
        "two damages",
        "an article missing",
        "nothing found",
        "two that are none",
    ],
)
def test_damages_add_up(damage: Damage, expected: dict[str, int]) -> None:
    assert counts(find_repairs(GOLD, damage())) == expected


@pytest.mark.parametrize(
    ("paragraphs", "joins"),
    [
        ((F[0] + F[1], F[2]), 1),
        (("".join(F),), 2),
        ((F[0], F[1][:14], F[1][14:], F[2]), 1),
        ((F[0], F[1][:-4], F[1][-4:], F[2]), 1),
        ((F[0], F[1].replace("船工", "舶工"), F[2]), 0),
        ((" ".join(F[0]), F[1].replace(",", "，"), F[2]), 0),
    ],
    ids=["two run together", "three", "cut", "cut near its end", "misread", "spaces and width"],
)
def test_breaks_between_paragraphs_are_counted_apart(
    paragraphs: tuple[str, ...], joins: int
) -> None:
    found = counts(find_repairs(GOLD, with_paragraphs(0, *paragraphs)))
    assert found == ({"join": joins} if joins else {})


@pytest.mark.parametrize(
    "paragraphs",
    [(G[0], G[1], G[2] + G[3]), (G[0], G[2] + G[3], G[1])],
    ids=["in its place", "in another"],
)
def test_a_crosshead_run_into_its_paragraph_is_a_join(paragraphs: tuple[str, ...]) -> None:
    found = counts(find_repairs(GOLD, with_paragraphs(1, *paragraphs)))
    assert found["join"] == 1
    assert found.get("move", 0) == (paragraphs[2] == G[1])


@pytest.mark.parametrize(
    ("gold", "article"),
    [
        (replace(FERRY, order_uncertain=True), replace(PERFECT[0], paragraphs=(F[1], F[2], F[0]))),
        (replace(FERRY, order_uncertain=True), replace(PERFECT[0], paragraphs=("".join(F),))),
        (
            replace(FERRY, headlines=("早班船多开两趟", "客流回升早班船多开两趟")),
            ArticleRecord(headline="客流回升 早班船多开两趟", paragraphs=F),
        ),
        (replace(FERRY, optional=(COLOPHON,)), replace(PERFECT[0], paragraphs=(*F, COLOPHON))),
        (replace(FERRY, optional=(COLOPHON,)), PERFECT[0]),
        (
            replace(FERRY, optional=(F[1],)),
            replace(PERFECT[0], paragraphs=(F[0], F[1], F[1], F[2])),
        ),
    ],
    ids=["order", "breaks", "another title", "extra text", "extra text left out", "extra copy"],
)
def test_where_gold_leaves_a_choice_each_is_right(
    gold: GoldArticle, article: ArticleRecord
) -> None:
    assert find_repairs([gold], [article]) == []


def test_a_line_that_stands_twice_is_told_apart() -> None:
    quoted = replace(GRAIN, paragraphs=("遇上连阴雨也不怕麦子发芽。", *G))
    both = [quoted, LIBRARY]
    assert find_repairs(both, list(map(parsed, both))) == []
    run_on = replace(parsed(quoted), paragraphs=(quoted.paragraphs[0] + G[0], *G[1:]))
    assert counts(find_repairs(both, [run_on, PERFECT[2]])) == {"join": 1}


def test_an_article_without_text_is_its_title() -> None:
    notice = GoldArticle(("明日停水通知",), "", "", ())
    assert find_repairs([notice, GRAIN], [ArticleRecord(headline="明日停水通知"), PERFECT[1]]) == []
    under = replace(PERFECT[1], kicker="明日停水通知")
    assert sum(counts(find_repairs([notice, GRAIN], [under])).values()) >= 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("便民措施", 4),
        ("头一车新麦，水分", 1),
        ("水分和杂质都合格", 2),
        ("措施齐全", 3),
        ("没有这句", 0),
        ("", 0),
    ],
    ids=["own line", "over a line end", "within", "not first on its line", "absent", "nothing"],
)
def test_the_line_of_a_text(text: str, line: int) -> None:
    raw = "头一车新麦，\n水分和杂质都合格。\n各项便民措施齐全\n**便民措施**\n"
    assert find_line(raw, text) == line


def test_means_by_style() -> None:
    split, join = Repair("split", "某"), Repair("join", "某")
    rows = [
        Row("a", "wrap", (split, split, join)),
        Row("b", "wrap", ()),
        Row("c", "real", (Repair("drop", "某"), join)),
    ]
    means = mean_rows(rows)
    assert {name: mean["sum"] for name, mean in means.items()} == {"wrap": 1, "real": 1, "all": 1}
    assert means["wrap"]["split"] == 1
    assert means["all"]["join"] == pytest.approx(2 / 3)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "渡口.txt"
    path.parent.mkdir()
    body = "\n\n".join(GRAIN.paragraphs[:2])
    path.write_text(f"# 粮站收下头一车麦\n\n{body}\n", encoding="utf-8")
    article = {"headline": GRAIN.headline, "paragraphs": GRAIN.paragraphs[:2]}
    gold = {"issue": {}, "articles": [article]}
    path.with_suffix(".gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["repairs", *words])
    repairs.main()


def test_the_table(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, str(page), "--show")
    shown, head, row, *means = capsys.readouterr().out.splitlines()
    assert shown.split()[:3] == ["渡口:0", "headline", GRAIN.headline]
    assert head.split() == ["page", "split", "merge", "move", "headline", "drop", "sum", "join"]
    assert row.split() == ["渡口", "0", "0", "0", "1", "0", "1", "0"]
    assert [line.split()[1] for line in means] == ["real", "all"]


def test_the_json_form(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, str(page), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["mean"]["all"]["sum"] == 1
    assert told["pages"]["渡口"]["headline"] == 1
    assert told["pages"]["渡口"]["repairs"][0]["text"] == GRAIN.headline
