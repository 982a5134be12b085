"""Reading gold, and the same measures as the judge's."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from archive.parsing.records import ArticleRecord, FieldValue
from bench.gold import (
    GoldArticle,
    count_bigrams,
    find_style,
    is_field_right,
    is_headline_right,
    match_articles,
    normalize,
    overlap,
    read_cases,
    read_gold,
)

SENTENCE = "　　渡口的“早班船”——坐满了赶集的人……共３２人。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(" # 渡口 ", "渡口", id="mark and spaces"),
        pytest.param("３２人（含船工）", "32人(含船工)", id="width"),
        pytest.param("渡口——早班", "渡口早班", id="dash"),
        pytest.param("“早”‘班’", "\"早\"'班'", id="quotes"),
        pytest.param("见目录...3", "见目录3", id="run of dots"),
        pytest.param("3.5元", "3.5元", id="one dot stays"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_texts_are_compared_without_ornaments(text: str | None, expected: str) -> None:
    assert normalize(text) == expected


def test_measures_are_the_judges(shared: Path) -> None:
    judge: dict[str, Any] = runpy.run_path(str(shared / "bin" / "score_pages"))
    for path in sorted((shared / "pages").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert normalize(text) == judge["norm"](text)
    assert normalize(SENTENCE) == judge["norm"](SENTENCE)
    ours, theirs = count_bigrams(SENTENCE), judge["bigrams"](SENTENCE)
    assert ours == theirs
    other = judge["bigrams"]("早班船坐满了人")
    assert overlap(ours, other) == judge["overlap"](theirs, other)


def test_empty_texts_agree_only_with_empty_texts() -> None:
    assert overlap(count_bigrams(""), count_bigrams("")) == 1.0
    assert overlap(count_bigrams("船"), count_bigrams("")) == 0.0


def article(*paragraphs: str, headline: str = "早班船") -> GoldArticle:
    return GoldArticle((headline,), "", "", paragraphs)


def test_the_best_pairs_are_matched_first() -> None:
    gold = [article("早班船坐满了赶集的人。"), article("码头修好了新栈桥。")]
    parsed = [
        ArticleRecord(paragraphs=("早班船坐满了人。",)),
        ArticleRecord(paragraphs=("早班船坐满了赶集的人。",)),
        ArticleRecord(paragraphs=("粮站收购季开始。",)),
    ]
    assert match_articles(gold, parsed) == {1: (0, 1.0)}


@pytest.mark.parametrize(
    ("headlines", "headline", "right"),
    [
        (("早班船开了",), "早班船 开了", True),
        (("早班船开了",), "早班船停了", False),
        (("早班船开了", "渡口早班船开了"), "渡口早班船开了", True),
        ((), "", True),
        ((), "早班船", False),
    ],
    ids=["spaces", "another", "also right", "none printed", "none printed but one told"],
)
def test_headlines(headlines: tuple[str, ...], headline: str, right: bool) -> None:
    assert is_headline_right(GoldArticle(headlines, "", "", ()), headline) is right


WINDOW = {"date": None, "date_after": "2024-03-01", "date_before": "2024-03-09"}


@pytest.mark.parametrize(
    ("wanted", "name", "got", "right"),
    [
        ({"cn": "37-9911"}, "cn", FieldValue("CN37-9911", 0.9), True),
        ({"city": "临渡"}, "city", FieldValue("临渡市", 0.9), True),
        ({"issue_number": 412}, "issue_number", FieldValue(413, 0.9), False),
        ({"newspaper": None}, "newspaper", FieldValue("渡口报", 0.9), False),
        ({"newspaper": None}, "newspaper", FieldValue("渡口报", 0.4), True),
        ({"newspaper": None}, "newspaper", FieldValue(), True),
        (WINDOW, "date", FieldValue("2024-03-05", 0.6), True),
        (WINDOW, "date", FieldValue("2024-03-11", 0.6), False),
        (WINDOW, "date", FieldValue(), False),
    ],
    ids=[
        "letters before the number",
        "city with its rank",
        "another number",
        "sure of what is not told",
        "doubtful guess",
        "untold",
        "in the window",
        "after the window",
        "no date",
    ],
)
def test_issue_fields(wanted: dict[str, Any], name: str, got: FieldValue, right: bool) -> None:
    assert is_field_right(wanted, name, got) is right


@pytest.mark.parametrize(
    ("path", "style"),
    [("made/wrap-07.txt", "wrap"), ("pages/wrap-07.txt", "real"), ("made/wrap.txt", "wrap")],
    ids=["rendered", "real", "no dash"],
)
def test_style_is_the_name_up_to_the_first_dash(path: str, style: str) -> None:
    assert find_style(Path(path)) == style


def test_gold_stands_beside_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "渡口.txt"
    page.write_text("# 早班船开了\n\n早班船坐满了赶集的人。\n", encoding="utf-8")
    told = {
        "issue": {"newspaper": "渡口报"},
        "articles": [
            {
                "headline": "早班船开了",
                "headline_also": ["渡口早班船开了"],
                "paragraphs": ["早班船坐满了赶集的人。"],
                "order_uncertain": True,
            }
        ],
    }
    page.with_suffix(".gold.json").write_text(json.dumps(told), encoding="utf-8")
    gold = read_gold(page)
    assert gold.articles[0].headlines == ("早班船开了", "渡口早班船开了")
    assert gold.articles[0].order_uncertain
    [case] = read_cases([page])
    assert (case.name, case.style, case.gold) == ("渡口", "渡口", gold)
    assert case.page.articles[0].headline == "早班船开了"
    assert "parse" in capsys.readouterr().err
