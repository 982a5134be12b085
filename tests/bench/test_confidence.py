"""The reliability table: what is right, in which bin, and what sums it up."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from archive.parsing.records import ArticleRecord, FieldValue, IssueRecord, PageRecord
from bench import confidence
from bench.confidence import Claim, article_claims, field_claims, weigh
from bench.gold import Case, Gold, GoldArticle

BODY = "河务局在大堤上新修了三处观景台,栏杆用的是旧木船的船板。"
OTHER = "气象台说,这个星期没有雨,晾晒粮食的人家可以放心出门。"


def case(articles: list[ArticleRecord], issue: IssueRecord, told: dict[str, Any]) -> Case:
    gold = Gold((GoldArticle(("大堤添了观景台",), "", "", (BODY,)),), told)
    return Case("一", "wrap", "", gold, PageRecord(issue, tuple(articles), (), (), 1, ""))


@pytest.mark.parametrize(
    ("headline", "body", "rights"),
    [
        ("大堤添了观景台", BODY, (True, True)),
        ("大堤 添了观景台", BODY[:-1], (True, True)),
        ("船板做栏杆", BODY, (False, True)),
        ("大堤添了观景台", BODY + OTHER, (False, False)),
        ("大堤添了观景台", OTHER, (False, False)),
    ],
    ids=["right", "nearly", "headline wrong", "body too long", "no match"],
)
def test_an_article_is_right_in_body_and_headline(
    headline: str, body: str, rights: tuple[bool, bool]
) -> None:
    record = ArticleRecord(headline=headline, paragraphs=(body,), confidence=0.8)
    page = case([record], IssueRecord(), {})
    found = [*article_claims(page, headlines=True), *article_claims(page, headlines=False)]
    assert found == [Claim(0.8, right) for right in rights]


def test_an_article_too_many_is_wrong() -> None:
    record = ArticleRecord(headline="大堤添了观景台", paragraphs=(BODY,), confidence=0.9)
    page = case([record, record], IssueRecord(), {})
    assert sorted(claim.right for claim in article_claims(page, headlines=True)) == [False, True]


@pytest.mark.parametrize(
    ("told", "got", "claims"),
    [
        ({"cn": "37-9922"}, FieldValue("37-9922", 0.98), [Claim(0.98, True)]),
        ({"cn": "37-9922"}, FieldValue("37-9923", 0.7), [Claim(0.7, False)]),
        ({"cn": "37-9922"}, FieldValue(), []),
        ({"cn": None}, FieldValue("37-9922", 0.3), [Claim(0.3, False)]),
        ({}, FieldValue("37-9922", 0.98), []),
    ],
    ids=["right", "wrong", "not found", "doubtful, but untold", "not judged"],
)
def test_a_field_counts_where_both_speak(
    told: dict[str, Any], got: FieldValue, claims: list[Claim]
) -> None:
    assert list(field_claims(case([], IssueRecord(cn=got), told))) == claims


@pytest.mark.parametrize(
    ("value", "low"),
    [(0.0, 0.0), (0.49, 0.0), (0.5, 0.5), (0.8, 0.8), (0.9, 0.9), (0.95, 0.95), (1.0, 0.95)],
)
def test_bins_begin_at_their_edge(value: float, low: float) -> None:
    assert [b.low for b in weigh([Claim(value, True)]).bins if b.count] == [low]


def test_what_sums_the_table_up() -> None:
    table = weigh([Claim(0.92, True), Claim(0.92, True), Claim(1.0, False), Claim(0.4, False)])
    assert (table.count, table.right) == (4, 0.5)
    assert (table.sure.count, table.sure.share) == (3, 0.75)
    assert table.sure.right == pytest.approx(2 / 3)
    # two bins of 0.92 and 1.0 and one of 0.4: 0.5·0.08 + 0.25·1 + 0.25·0.4
    assert table.calibration_error == pytest.approx(0.39)
    assert table.brier == pytest.approx((2 * 0.08**2 + 1 + 0.4**2) / 4)


def test_nothing_to_weigh_is_all_zero() -> None:
    table = weigh([])
    assert (table.count, table.right, table.calibration_error, table.brier) == (0, 0, 0, 0)
    assert sum(b.count for b in table.bins) == 0


@pytest.fixture
def pages(tmp_path: Path) -> list[str]:
    """Two pages of two styles, the second with another headline in its gold."""
    paths = [tmp_path / "made" / name for name in ("ocr-1.txt", "wrap-1.txt")]
    paths[0].parent.mkdir()
    for path, headline in zip(paths, ("大堤添了观景台", "旧船板有了新去处"), strict=True):
        path.write_text(f"# 大堤添了观景台\n\n{BODY}\n", encoding="utf-8")
        gold = {"issue": {}, "articles": [{"headline": headline, "paragraphs": [BODY]}]}
        path.with_suffix(".gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return list(map(str, paths))


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr(sys, "argv", ["confidence", *words])
    confidence.main()


def test_the_json_form_by_style(
    pages: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, *pages, "--json", "--by", "style")
    told = json.loads(capsys.readouterr().out)
    both = "articles: body and headline"
    assert {group: tables[both]["right"] for group, tables in told.items()} == {
        "all": 0.5,
        "ocr": 1.0,
        "wrap": 0.0,
    }
    assert told["all"]["articles: body"]["right"] == 1.0


def test_the_tables(
    pages: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, *pages)
    printed = capsys.readouterr().out
    assert "all, articles: body and headline: 2, 0.500 right" in printed
    assert "all, issue fields: 0, 0.000 right" in printed
    assert printed.count(">= 0.9: ") == 3
