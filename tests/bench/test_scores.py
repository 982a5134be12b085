"""The figures of a page, the same as the judge's."""

from __future__ import annotations

import runpy
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from archive.parsing.records import ArticleRecord
from bench.gold import gold_from
from bench.scores import Score, f1, mean, score

FERRY = "清早的渡船载着菜农过江，船工把跳板放稳，一筐筐青菜抬上了岸。"
TICKET = "票价仍是两元，老人和学生免费，售票员在岸边摆了一张小桌。"
MILL = "水磨坊修好以后，每逢周末开磨，游人排着队看豆浆从石缝里流出来。"


def told(headline: str, *paragraphs: str, **more: object) -> dict[str, object]:
    """An article in the form of PAGES.md."""
    return {"headline": headline, "paragraphs": list(paragraphs)} | more


def found(headline: str, *paragraphs: str) -> ArticleRecord:
    """An article as parsed."""
    return ArticleRecord(headline=headline, paragraphs=paragraphs)


TWO = [told("渡船开早了", FERRY, TICKET), told("水磨坊开磨", MILL)]
CASES = [
    pytest.param(TWO, [found("渡船开早了", FERRY, TICKET), found("水磨坊开磨", MILL)], id="right"),
    pytest.param(TWO, [found("渡船开早了", FERRY, TICKET, MILL)], id="merged"),
    pytest.param(TWO, [found("水磨坊", MILL), found("渡船", FERRY + TICKET)], id="joined"),
    pytest.param(
        TWO,
        [found("渡船开早了", FERRY, TICKET), found("", "广告热线"), found("", MILL)],
        id="spurious",
    ),
    pytest.param(
        [told("渡船开早了", FERRY, headline_also=["渡口"]), told("水磨坊开磨", MILL)],
        [found("渡口", FERRY), found("水磨坊 开磨", MILL)],
        id="another headline",
    ),
    pytest.param(
        [told("渡船开早了", FERRY, TICKET, order_uncertain=True), told("水磨坊开磨", MILL)],
        [found("渡船开早了", TICKET, FERRY), found("水磨坊开磨", MILL)],
        id="order uncertain",
    ),
    pytest.param(
        [told("水磨坊开磨", MILL, paragraphs_optional=[TICKET])],
        [found("水磨坊开磨", MILL, TICKET)],
        id="optional paragraph",
    ),
    pytest.param(TWO, [], id="nothing found"),
]


@pytest.mark.parametrize(("gold", "parsed"), CASES)
def test_figures_are_the_judges(
    shared: Path, gold: list[dict[str, Any]], parsed: list[ArticleRecord]
) -> None:
    judge = runpy.run_path(str(shared / "bin" / "score_pages"))["score"]
    page = {"articles": [asdict(article) for article in parsed]}
    wanted = judge({"articles": gold, "issue": {}}, page, "")
    ours = asdict(score(gold_from({"articles": gold}).articles, parsed))
    assert ours == pytest.approx({name: wanted[name] for name in ours})


def test_a_page_without_headlines_has_no_say_about_them() -> None:
    assert mean([Score(1.0, None, 0.5), Score(0.5, 0.25, 0.5)]) == Score(0.75, 0.25, 0.5)
    assert mean([Score(1.0, None, 1.0)]).headline is None


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((3, 4, 6), 0.6), ((0, 0, 0), 1.0), ((0, 2, 0), 0.0)],
    ids=["some", "nothing wanted or found", "nothing wanted"],
)
def test_f1(counts: tuple[int, int, int], expected: float) -> None:
    assert f1(*counts) == pytest.approx(expected)
