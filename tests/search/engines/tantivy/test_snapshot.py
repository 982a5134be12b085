"""Pages, scores, counts and time limits as this engine makes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any, cast

import pytest
import tantivy

from search.engines.base import Hit, Order, SearchRequest
from search.engines.tantivy import (
    conditions,
    counting,
    limits,
    patterns,
    schema,
    sets,
    snapshot,
)
from search.engines.tantivy.store import TantivyStore
from search.matching import Span, spans
from search.query import And, Near, Node, Not, Or, Phrase, Term, Wildcard
from tests.search.engines.tantivy.conftest import Make

FIRST = date(2024, 1, 1)


@pytest.fixture
def alike(store: TantivyStore, make: Make) -> TantivyStore:
    """Four hundred articles that all score alike, in several segments, some changed later."""
    made = [make(n, "水渠通水", day=FIRST + timedelta(n * 7 % 50)) for n in range(1, 401)]
    store.rebuild(made[:200])
    for start in range(200, 400, 50):
        store.apply(made[start : start + 50], ())
    store.apply(made[::7], ())
    return store


@pytest.mark.parametrize("size", [1, 20, 170])
def test_equal_scores_stand_newest_first_on_every_page(alike: TantivyStore, size: int) -> None:
    pages = [
        alike.run(SearchRequest(Term("水渠"), offset=start, limit=size)).hits
        for start in range(0, 60 * size, size)
        if start < 400
    ]
    found = [hit.article_id for page in pages for hit in page]
    expected = sorted(range(1, 401), key=lambda n: (-(n * 7 % 50), n))
    assert found == expected[: len(found)]


def test_beyond_the_end_there_is_nothing_but_the_count(alike: TantivyStore) -> None:
    for order in Order:
        for start in (400, 10**15):
            found = alike.run(SearchRequest(Term("水渠"), order=order, offset=start))
            assert (found.total, found.hits) == (400, ())


def best(store: TantivyStore, tree: Node) -> list[int]:
    return [hit.article_id for hit in store.run(SearchRequest(tree)).hits]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"title": ("水渠通水",)}, {"title": ("喜事一件",)}, id="headline"),
        pytest.param({"front": ("front",)}, {"front": ("inner",)}, id="front page"),
    ],
)
def test_where_a_word_stands_counts(
    store: TantivyStore,
    make: Make,
    better: dict[str, tuple[str, ...]],
    worse: dict[str, tuple[str, ...]],
) -> None:
    text = ("昨日天晴", "村里的水渠修好")
    store.rebuild([make(1, *text, **worse, day=FIRST), make(2, *text, **better, day=FIRST)])
    assert best(store, Term("水渠")) == [2, 1]


def test_a_lead_says_more_than_the_end(store: TantivyStore, make: Make) -> None:
    store.rebuild(
        [make(1, "昨日天晴", "水渠修好", day=FIRST), make(2, "水渠修好", "昨日天晴", day=FIRST)]
    )
    assert best(store, Term("水渠")) == [2, 1]


@pytest.mark.parametrize("most", [0, 3, 8_000])
def test_facets_are_counted_alike_by_number_and_by_term(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(counting, "MOST_SETS", most)
    store.rebuild(make(n, author=(f"记者{n % 5}", f"摄影{n % 3}")) for n in range(1, 31))
    found = store.run(SearchRequest(Phrase("春耕"), facets=("author", "city"))).facets
    assert found["author"] == {
        **{f"记者{k}": 6 for k in range(5)},
        **{f"摄影{k}": 10 for k in range(3)},
    }
    assert found["city"] == {"370900": 30}


def test_values_of_one_number_are_counted_apart(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "number_of", lambda _term: 7)
    monkeypatch.setattr(sets, "number_of", lambda _term: 7)
    store.rebuild([make(1, author=("甲", "乙")), make(2, author=("乙",))])
    assert store.run(SearchRequest(facets=("author",))).facets == {"author": {"甲": 1, "乙": 2}}


class Limited:
    """A searcher that gives up at so many numbers of all columns together, as Tantivy's does."""

    def __init__(self, searcher: tantivy.Searcher, most: int) -> None:
        self.searcher = searcher
        self.most = most

    def __getattr__(self, name: str) -> object:
        return getattr(self.searcher, name)

    def aggregate(self, query: tantivy.Query, columns: dict[str, object]) -> dict[str, Any]:
        """Count, or give up."""
        counted = self.searcher.aggregate(query, columns)
        if sum(len(column["buckets"]) for column in counted.values()) > self.most:
            raise ValueError("bucket limit was exceeded")
        return counted


def test_many_days_leave_room_for_other_facets(store: TantivyStore, make: Make) -> None:
    store.rebuild(make(n, author=(f"记者{n % 15}",), day=FIRST + timedelta(n)) for n in range(30))
    with store.reader.reading() as snapshot:
        counter = counting.FacetCounter(cast(tantivy.Searcher, Limited(snapshot.searcher, 30)))
        counted = counter.count(tantivy.Query.all_query(), ["author", "city", "month", "day"])
    assert len(counted["day"]) == 30
    assert set(counted["author"].values()) == {2}


def test_more_days_than_tantivy_gives_are_counted_all(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MOST_BUCKETS", 10)
    store.rebuild(make(n, day=FIRST + timedelta(n // 2)) for n in range(60))
    found = store.run(SearchRequest(Phrase("春耕"), facets=("day", "month")))
    assert len(found.facets["day"]) == 30
    assert set(found.facets["day"].values()) == {2}
    assert found.facets["month"] == {"2024-01": 60}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every look at the clock takes a tenth of a second; one text is read between two."""
    ticks = count()
    monkeypatch.setattr(limits, "monotonic", lambda: next(ticks) / 10)
    monkeypatch.setattr(patterns, "BATCH", 1)
    return iter(())


PATTERN = Wildcard("水?通")


@pytest.mark.parametrize(
    ("tree", "right"),
    [
        pytest.param(PATTERN, True, id="pattern"),
        pytest.param(Not(PATTERN), False, id="without a pattern"),
        pytest.param(Not(Not(PATTERN)), True, id="without what is without"),
        pytest.param(And((Phrase("水"), Not(PATTERN))), False, id="but a pattern"),
        pytest.param(Or((PATTERN, Near(("水", "通"), 1))), True, id="one pattern or another"),
    ],
)
@pytest.mark.usefixtures("clock")
def test_when_time_ends_every_hit_is_right(
    store: TantivyStore, make: Make, tree: Node, right: bool
) -> None:
    store.rebuild(make(n, "水渠通水" if n % 2 else "通过年报，有水渠") for n in range(1, 101))
    found = store.run(SearchRequest(tree, limit=None, seconds=1))
    assert found.partial
    assert 0 < found.total < 50
    assert {hit.article_id % 2 == 1 for hit in found.hits} == {right}
    whole = store.run(SearchRequest(tree, limit=None))
    assert not whole.partial
    assert whole.total == 50


@pytest.mark.usefixtures("clock")
def test_without_any_time_the_page_is_found_but_nothing_counted(
    store: TantivyStore, make: Make
) -> None:
    store.rebuild([make(1)])
    request = SearchRequest(Phrase("春耕"), facets=("city",), histogram="year", seconds=0.05)
    found = store.run(request)
    assert found.hits == (Hit(1, found.hits[0].score),)
    assert (found.facets, found.histogram, found.partial) == ({"city": {}}, {}, True)


def test_a_pattern_is_read_once(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.rebuild(make(n, "水渠通水") for n in range(1, 5))
    request = SearchRequest(PATTERN, facets=("city",))
    first = store.run(request)

    def never(*_args: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(patterns, "spans", never)
    assert store.run(request) == first
    monkeypatch.undo()
    store.apply([make(9, "水渠通水")], ())
    assert store.run(request).total == 5


def test_of_patterns_the_last_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "REMEMBERED", 2 * (patterns.EACH + 10))
    memory = patterns.PatternMemory()
    found = {name: patterns.Found(range(6), range(4), complete=True) for name in "甲乙丙丁"}
    for name in "甲乙甲丙":
        memory.put(name, found[name])
        memory.get("甲")
    assert [memory.get(name) for name in "甲乙丙"] == [found["甲"], None, found["丙"]]
    memory.put("丁", patterns.Found(range(200), (), complete=True))
    assert memory.get("甲") is None


def test_what_is_not_asked_for_is_not_read(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pattern beside other conditions is looked for among what fits these."""
    store.rebuild(make(n, "水渠通水", f"第{n}号", author=(f"记者{n}",)) for n in range(1, 30))
    read: list[str] = []

    def note(node: Wildcard | Near, unit: str) -> Iterator[Span]:
        read.append(unit)
        return spans(node, unit)

    monkeypatch.setattr(patterns, "spans", note)
    assert store.run(SearchRequest(And((PATTERN, Phrase("第7号"))))).total == 1
    assert store.run(SearchRequest(PATTERN, filters={"author": ("记者8",)})).total == 1
    assert len(read) == 2


@pytest.mark.parametrize("seconds", [1, None])
@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.usefixtures("clock")
def test_of_thousands_of_strings_those_are_found_that_time_allows(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch, negated: bool, seconds: int
) -> None:
    monkeypatch.setattr(conditions, "FREE", 10)
    store.rebuild(make(n, f"第{n}号") for n in range(1, 101))
    tree: Node = Or(tuple(Phrase(f"第{n}号") for n in range(1, 51)))
    found = store.run(SearchRequest(Not(tree) if negated else tree, limit=None, seconds=seconds))
    right = range(51, 101) if negated else range(1, 51)
    assert {hit.article_id for hit in found.hits} <= set(right)
    assert found.partial == bool(seconds)
    if negated:
        assert found.total == (0 if seconds else 50)
    else:
        assert found.total == (11 if seconds else 50)


@pytest.mark.parametrize("most", [0.0, 1.0], ids=["what does not fit", "what fits"])
def test_counting_what_does_not_fit_comes_to_the_same(
    store: TantivyStore, make: Make, monkeypatch: pytest.MonkeyPatch, most: float
) -> None:
    monkeypatch.setattr(snapshot, "MOST", most)
    store.rebuild(make(n, f"水渠{n % 3}", author=(f"记者{n % 5}",)) for n in range(1, 31))
    store.apply((), {30})
    request = SearchRequest(Phrase("水渠1"), facets=("author", "city"), histogram="year")
    found = store.run(request)
    assert found.total == 10
    assert found.facets["author"] == {f"记者{n}": 2 for n in range(5)}
    assert (found.facets["city"], found.histogram) == ({"370900": 10}, {"2025": 10})
