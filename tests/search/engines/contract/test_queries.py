"""The whole query language: each engine finds what reading every article finds."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.analysis import fold
from search.engines.base import DATE_FACETS, FACETS, Document, Order, SearchRequest, Store
from search.query import (
    TEXT_FIELDS,
    And,
    Between,
    In,
    Near,
    Node,
    Not,
    OneOf,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from tests.search.corpora import DAYS, FIRST_DAY, ODD, cut_string, joins, make_documents
from tests.search.engines.contract.scan import Scan, check

TABLE: dict[str, Node | None] = {
    "everything": None,
    "string": Phrase("修缮"),
    "string of one character": Phrase("桥"),
    "one Latin letter": Phrase("e"),
    "one digit": Phrase("7"),
    "one sign": Phrase("。"),
    "one sign that stands nowhere": Phrase("〓"),
    "emoji": Phrase("🌉"),
    "half of a pair": Phrase("\ud83c"),
    "beyond the basic plane": Phrase("𠮷"),
    "inside a Latin word": Phrase("art"),
    "across Latin words": Phrase("f party p"),
    "traditional": Phrase("臺灣茶商"),
    "folds to several": Phrase("strasse"),
    "dotted capital": Phrase("İstanbul"),
    "full width": Phrase("ＡＢＣ读书会第１"),
    "space inside Chinese": Phrase("修 缮"),
    "space between Latin": Phrase("AAAA BBBB"),
    "no space between Latin": Phrase("AAAABBBB"),
    "string over and over": Phrase("安安安安安"),
    "longer than it stands": Phrase("安" * 9),
    "punctuation": Phrase("！？"),
    "signs of a query": Phrase("a?b=*&c=_%"),
    "markup": Phrase("<em>&amp;"),
    "control characters": Phrase("and\x1fother\x00signs"),
    "very long and absent": Phrase("修缮了水渠" * 60),
    "spaces alone": Phrase("  "),
    "word": Term("水渠"),
    "run of several words": Term("修缮水渠"),
    "words apart": Term("农业生产 LED灯"),
    "run of one-character words": Term("一一得一"),
    "run of punctuation": Term("——……"),
    "word of one character": Term("渠"),
    "figure": Term("21.6"),
    "pattern with ?": Wildcard("水?通"),
    "pattern with ? in Latin": Wildcard("p?rt"),
    "pattern with *": Wildcard("市政府*水渠"),
    "pattern with * in Latin": Wildcard("the*politics"),
    "pattern with both": Wildcard("?政*路?"),
    "pattern with ? at the end": Wildcard("LED?"),
    "pattern with ? at the beginning": Wildcard("??公司"),
    "pattern with edge stars": Wildcard("*石桥*"),
    "pattern of punctuation": Wildcard("，?。"),
    "pattern of nothing": Wildcard("?*"),
    "pattern with far parts": Wildcard("记*灯"),
    "pattern of single characters": Wildcard("修?了?渠"),
    "pattern nowhere": Wildcard("水?通?车?桥"),
    "near": Near(("修缮", "水渠"), 3),
    "near, touching": Near(("修缮", "一新"), 0),
    "near, far": Near(("供水", "学校", "居民"), 200),
    "near, single characters": Near(("桥", "灯"), 4),
    "near, the same twice": Near(("哈", "哈"), 0),
    "near, overlapping": Near(("安安安", "安安安", "安安"), 0),
    "near, four": Near(("昨日", "镇", "了", "。"), 12),
    "near, Latin": Near(("art", "politics"), 10),
    "near, nowhere": Near(("修缮", "不见的词"), 100),
    "title": In("title", Phrase("水渠")),
    "title, across its lines": In("title", Phrase("水渠——")),
    "author": In("author", Phrase("林晚照")),
    "author, name with a sign": In("author", Phrase("pat, o")),
    "author, one character": In("author", Phrase("林")),
    "author, not in the text": And((In("author", Term("陶然")), Not(Phrase("陶然")))),
    "column": In("column", Term("渡口")),
    "column, word": In("column", Phrase("渡口 闲话")),
    "pattern in a field": In("title", Wildcard("渡口*水渠")),
    "near in a field": In("title", Near(("渡口", "水渠"), 9)),
    "field of a group": In("title", And((Term("渡口"), Not(Term("水渠"))))),
    "facet in a field": In("title", And((Term("渡口"), OneOf("topic", ("farm",))))),
    "and": And((Phrase("水渠"), Phrase("LED"))),
    "or": Or((Phrase("𠮷"), Phrase("停水"), Wildcard("桥🌉*车"))),
    "not": Not(Phrase("水渠")),
    "not a pattern": And((Phrase("水渠"), Not(Wildcard("修?水")))),
    "not not": Not(Not(Phrase("水渠"))),
    "and with one that is nowhere": And((Phrase("水渠"), Phrase("不见的词"))),
    "or of nots": Or((Not(Phrase("。")), Not(In("title", Phrase("渡口"))))),
    "deep": And(
        (Or((And((Term("桥"), Term("灯"))), Term("茶"))), Not(Or((Term("镇"), Term("区")))))
    ),
    "facet": OneOf("topic", ("farm", "stage")),
    "facet with no value": OneOf("city", ()),
    "facet with an unknown value": OneOf("city", ("000000",)),
    "facet with a strange value": OneOf("author", ("Pat, O’Neil", "\ud800", "", "a\x00b")),
    "front page": And((OneOf("front", ("front",)), Phrase("茶"))),
    "page": OneOf("page", ("A3", "2")),
    "genre": Not(OneOf("genre", ("news",))),
    "year": OneOf("year", ("2021", "2024")),
    "month": And((OneOf("month", ("2020-02",)), Term("茶"))),
    "day": OneOf("day", ("2020-02-29", "2019-12-25", "0000-00-00")),
    "from": Between(date(2022, 6, 1), None),
    "to": Between(None, date(2019, 12, 31)),
    "one day": Between(date(2019, 12, 25), date(2019, 12, 25)),
    "backwards": Between(date(2021, 1, 1), date(2020, 1, 1)),
    "any day": Between(None, None),
    "all days there are": Between(date.min, date.max),
    "days and text": And((Between(date(2020, 1, 1), date(2020, 12, 31)), Term("LED灯"))),
    "many alternatives": Or(tuple(Phrase(text) for text in ODD)),
}


@pytest.mark.parametrize("name", TABLE)
def test_table(store: Store, scan: Scan, name: str) -> None:
    request = SearchRequest(TABLE[name], facets=("city", "topic"), histogram="year")
    check(store, scan, request)


@pytest.mark.parametrize("name", ["near", "pattern with both", "title", "and", "facet", "month"])
def test_table_finds_some_but_not_all(scan: Scan, name: str) -> None:
    found = scan.run(SearchRequest(TABLE[name])).article_ids
    assert 0 < len(found) < len(scan.readings)


@pytest.mark.parametrize("odd", ODD)
def test_odd_strings(store: Store, scan: Scan, odd: str) -> None:
    for text in (odd, odd[1:], odd[:-1], odd[:2], odd[-1:]):
        found = check(store, scan, SearchRequest(Phrase(text)))
        assert not fold(odd) or found
        assert set(check(store, scan, SearchRequest(Term(text)))) >= set(found)


def test_random_strings(store: Store, scan: Scan, documents: list[Document]) -> None:
    """Quoted, plain and in every field; a plain run never misses what contains it as typed."""
    rng = random.Random(7)  # noqa: S311
    for _ in range(250):
        text = cut_string(rng, documents)
        quoted = check(store, scan, SearchRequest(Phrase(text)))
        plain = check(store, scan, SearchRequest(Term(text)))
        assert set(quoted) <= set(plain), text
        if fold(text):
            assert set(quoted) == scan.having(fold(text)), text
        check(store, scan, SearchRequest(In(rng.choice(TEXT_FIELDS), Phrase(text))))


def test_no_string_runs_on_from_one_unit_into_the_next(
    store: Store, documents: list[Document]
) -> None:
    strings = list(islice(joins(documents), 150))
    assert len(strings) == 150
    for text in strings:
        assert store.run(SearchRequest(Phrase(text))).total == 0, text


SAMPLE = make_documents(200)
STRINGS = [
    *{cut_string(random.Random(number), SAMPLE, 5) for number in range(150)},  # noqa: S311
    "桥", "水渠", "。", "市政府", "LED", "不见的词",
]  # fmt: skip
TEXTS = st.sampled_from(STRINGS)
DAY = st.integers(-9, DAYS + 9).map(lambda days: FIRST_DAY + timedelta(days))
DATES = st.builds(Between, st.none() | DAY, st.none() | DAY)
FACET = st.sampled_from((*FACETS, *DATE_FACETS))


@st.composite
def values(draw: st.DrawFn, name: str) -> tuple[str, ...]:
    """Some values of a facet as articles have them, perhaps one that none has."""
    from_day = {"year": 4, "month": 7, "day": 10}.get(name)
    if from_day:
        own = sorted({d.date.isoformat()[:from_day] for d in SAMPLE})
    else:
        own = sorted({value for d in SAMPLE for value in d.facets[name]})
    return tuple(draw(st.lists(st.sampled_from([*own, "none"]), max_size=3)))


@st.composite
def patterns(draw: st.DrawFn) -> Wildcard:
    """A string of the articles with some characters left open."""
    text = draw(TEXTS)
    places = st.integers(0, len(text) - 1)
    chars = list(text)
    for place in draw(st.lists(places, min_size=1, max_size=2)):
        chars[place] = draw(st.sampled_from("?*"))
    return Wildcard("".join(chars))


ONE_OF = FACET.flatmap(lambda name: st.builds(OneOf, st.just(name), values(name)))
NEAR = st.builds(
    lambda strings, distance: Near(tuple(text[:2] for text in strings), distance),
    st.lists(TEXTS, min_size=2, max_size=4),
    st.integers(0, 30),
)
TEXT_LEAF = st.one_of(st.builds(Phrase, TEXTS), st.builds(Term, TEXTS), patterns(), NEAR)
LEAF = st.one_of(TEXT_LEAF, TEXT_LEAF, ONE_OF, DATES)
TREES = st.recursive(
    LEAF,
    lambda node: st.one_of(
        st.lists(node, min_size=1, max_size=3).map(lambda nodes: And(tuple(nodes))),
        st.lists(node, min_size=1, max_size=3).map(lambda nodes: Or(tuple(nodes))),
        st.builds(Not, node),
        st.builds(In, st.sampled_from(TEXT_FIELDS), node),
    ),
    max_leaves=6,
)
FILTERS = st.dictionaries(FACET, st.just(()), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: values(name) for name in names})
)
REQUESTS = st.builds(
    SearchRequest,
    tree=st.none() | TREES,
    filters=FILTERS,
    without=FILTERS,
    dates=st.none() | DATES,
    order=st.sampled_from(Order),
    facets=st.lists(FACET, unique=True, max_size=4).map(tuple),
    facets_of_hits=st.booleans(),
    histogram=st.sampled_from(("", "year", "month", "day")),
    excluded=st.frozensets(
        st.sampled_from([d.article_id for d in make_documents()[:300]]), max_size=5
    ),
)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(request=REQUESTS)
def test_any_request(store: Store, scan: Scan, request: SearchRequest) -> None:
    check(store, scan, request)
