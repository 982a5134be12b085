"""Drawing strings and filters, and finding what an engine missed or made up."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bench.grep_parity import (
    FIELDS,
    KINDS,
    LONGEST,
    Filter,
    Row,
    Score,
    compare,
    draw_filter,
    draw_strings,
    index_rows,
    read_rows,
    table,
)
from bench.search_corpus import make_document
from bench.search_rows import fill_database
from search.analysis import fold
from search.engines.base import Hit, SearchHits, SearchRequest, Store
from search.engines.tantivy.store import TantivyStore
from search.engines.whoosh.store import WhooshStore
from search.query import Between, Phrase
from tests.bench.corpora import make_item, seeded

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows() -> list[Row]:
    """What the database holds of thirty articles."""
    rng = seeded(3)
    told = {"byline": "□本报记者 王小雨 陶然", "headline": "【街坊】桥头的 LED 灯（上）"}
    fill_database(
        make_document(make_item(rng, f"2024-03-{1 + n % 9:02}", **(told if n % 2 else {})), n + 1)
        for n in range(30)
    )
    return read_rows()


@pytest.mark.parametrize("store_class", [WhooshStore, TantivyStore])
def test_engines_find_what_the_database_holds(
    rows: list[Row], tmp_path: Path, store_class: type[WhooshStore | TantivyStore]
) -> None:
    store: Store = store_class(tmp_path / "index")
    index_rows(store, tmp_path / "work")
    strings = [("cut", "街坊"), ("cut", "陶然"), *draw_strings(rows, 58, seed=1)]
    scores = compare(store, rows, strings, seed=1)
    assert set(scores) == {"quoted", "filtered", *FIELDS}
    for way, score in scores.items():
        assert (score.asked, score.missed, score.false, score.examples) == (60, 0, 0, []), way
    assert scores["quoted"].found > scores["filtered"].found > 0
    assert all(scores[name].found for name in FIELDS)


class Wrong:
    """An engine that always answers with the same two articles."""

    def run(self, request: SearchRequest) -> SearchHits:
        return SearchHits(2, (Hit(1, 0.0), Hit(10**6, 0.0)))


def test_what_is_missed_and_made_up_is_counted(rows: list[Row]) -> None:
    common = fold(rows[0].units[""][-1][:1])
    wrong: Store = Wrong()  # type: ignore[assignment]
    scores = compare(wrong, rows, [("cut", common)], seed=1)
    quoted = scores["quoted"]
    expected = {row.pk for row in rows if common in row.texts[""]}
    assert quoted.missed == len(expected - {1})
    assert quoted.false == len({1, 10**6} - expected)
    assert quoted.examples == [common]


def test_strings_of_every_kind(rows: list[Row]) -> None:
    drawn = draw_strings(rows, 400, seed=2)
    assert set(Counter(kind for kind, _ in drawn)) == set(KINDS)
    assert {len(text) for _, text in drawn} == set(range(1, LONGEST + 1))
    assert drawn == draw_strings(rows, 400, seed=2) != draw_strings(rows, 400, seed=3)
    whole = "\n".join(row.texts[""] for row in rows)
    standing = Counter(kind for kind, text in drawn if fold(text) in whole)
    counts = Counter(kind for kind, _ in drawn)
    assert standing["cut"] == counts["cut"]
    assert standing["signs"] == counts["signs"]
    assert standing["join"] < counts["join"]
    assert standing["absent"] < counts["absent"]


def test_a_row_is_what_the_models_say(rows: list[Row]) -> None:
    row = next(row for row in rows if row.texts["author"])
    assert row.texts["column"] == "街坊"
    assert row.texts["title"].endswith("桥头的led灯(上)") or "桥头的led灯(上)" in row.texts["title"]
    assert row.texts["author"].split("\n")[1:] == ["王小雨", "陶然"]
    assert row.values["year"] == {"2024"}


@pytest.mark.parametrize(
    ("drawn", "request_"),
    [
        pytest.param(
            Filter("topic", ("a", "b")),
            SearchRequest(Phrase("桥"), filters={"topic": ("a", "b")}, limit=None),
            id="wanted",
        ),
        pytest.param(
            Filter("topic", ("a",), wanted=False),
            SearchRequest(Phrase("桥"), without={"topic": ("a",)}, limit=None),
            id="unwanted",
        ),
        pytest.param(
            Filter("date", days=(date(2024, 3, 1), date(2024, 3, 2))),
            SearchRequest(
                Phrase("桥"), dates=Between(date(2024, 3, 1), date(2024, 3, 2)), limit=None
            ),
            id="days",
        ),
    ],
)
def test_filters_as_requests(drawn: Filter, request_: SearchRequest) -> None:
    assert drawn.request(Phrase("桥")) == request_


def test_filters_part_the_articles(rows: list[Row]) -> None:
    rng = random.Random(4)  # noqa: S311
    shares = [sum(draw_filter(rng, rows).passes(row) for row in rows) for _ in range(80)]
    assert 0 < sum(shares) / len(shares) < len(rows)
    assert max(shares) > 0
    assert min(shares) < len(rows)


def test_table() -> None:
    score = Score()
    score.add({1, 2}, {2, 3, 4}, "桥")
    lines = list(table({"whoosh": {"quoted": score}}))
    assert lines[1].split() == ["whoosh", "quoted", "1", "3", "1", "2"]
    assert lines[2] == "whoosh quoted '桥'"
