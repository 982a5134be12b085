"""What fits by definition: tables, and the same answers as code that tries everything."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise, permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import Document, SearchRequest
from search.matching import accepts, facet_values, matches, spans
from search.query import STAR, And, Between, In, Near, Node, Not, OneOf, Or, Phrase, Term, Wildcard

DOCUMENT = Document(
    article_id=7,
    units=("渡口闲话", "老桥添新灯", "□记者 林晚照", "入夜，老桥上亮起ＬＥＤ灯。", "臺階 也修好了"),
    fields={"title": ("老桥添新灯",), "author": ("□记者 林晚照", "陶然"), "column": ("渡口闲话",)},
    facets={
        "city": ("330600",),
        "newspaper": ("dukou-ribao",),
        "topic": ("road", "light"),
        "genre": ("news",),
        "front": ("front",),
        "page": ("1",),
        "author": ("林晚照",),
    },
    date=date(2024, 5, 30),
    digest=b"",
)


@pytest.mark.parametrize(
    ("node", "fits"),
    [
        pytest.param(None, True, id="nothing asked"),
        pytest.param(Phrase("老桥"), True, id="string"),
        pytest.param(Phrase("新桥"), False, id="absent string"),
        pytest.param(Phrase("桥"), True, id="one character"),
        pytest.param(Phrase("上亮起led灯。"), True, id="width, case and punctuation are folded"),
        pytest.param(Phrase("ed"), True, id="inside a Latin word"),
        pytest.param(Phrase("台阶也修"), True, id="traditional, space inside Chinese"),
        pytest.param(Phrase("新灯□"), False, id="not across units"),
        pytest.param(Phrase("陶然"), False, id="a name credited is no unit"),
        pytest.param(Wildcard("老?添"), True, id="one character between"),
        pytest.param(Wildcard("老?新"), False, id="not two"),
        pytest.param(Wildcard("老*新灯"), True, id="some characters between"),
        pytest.param(Wildcard("桥*桥"), False, id="the same string needs two places"),
        pytest.param(Wildcard("新灯*修好"), False, id="star not across units"),
        pytest.param(Wildcard("?老桥添"), False, id="one character before a unit's beginning"),
        pytest.param(Wildcard("?老桥上"), True, id="one character before"),
        pytest.param(Wildcard("好?"), True, id="one character behind"),
        pytest.param(Wildcard("了?"), False, id="one character behind a unit's end"),
        pytest.param(Near(("灯", "老桥"), 5), True, id="near, other order"),
        pytest.param(Near(("入夜", "灯"), 8), False, id="not quite near"),
        pytest.param(Near(("入夜", "灯"), 9), True, id="just near"),
        pytest.param(Near(("老桥", "桥上"), 9), False, id="near strings do not overlap"),
        pytest.param(Near(("渡口", "老桥"), 99), False, id="near not across units"),
        pytest.param(In("title", Phrase("老桥")), True, id="in the headline"),
        pytest.param(In("title", Phrase("入夜")), False, id="not in the headline"),
        pytest.param(In("author", Phrase("陶然")), True, id="a name credited"),
        pytest.param(In("column", Wildcard("渡*话")), True, id="pattern in a field"),
        pytest.param(In("title", Near(("老桥", "亮"), 9)), False, id="near in a field"),
        pytest.param(In("nowhere", Phrase("桥")), False, id="no such field"),
        pytest.param(And((Phrase("老桥"), Phrase("新桥"))), False, id="all of these"),
        pytest.param(And((Phrase("老桥"), Phrase("渡口"))), True, id="all, each where it will"),
        pytest.param(Or((Phrase("老桥"), Phrase("新桥"))), True, id="any of these"),
        pytest.param(Or((Phrase("旧桥"), Phrase("新桥"))), False, id="none of these"),
        pytest.param(Not(Phrase("新桥")), True, id="without"),
        pytest.param(Not(In("title", Phrase("入夜"))), True, id="without, in a field"),
        pytest.param(OneOf("topic", ("farm", "light")), True, id="facet"),
        pytest.param(OneOf("topic", ()), False, id="facet with no value"),
        pytest.param(OneOf("nowhere", ("road",)), False, id="no such facet"),
        pytest.param(OneOf("year", ("2024",)), True, id="year"),
        pytest.param(OneOf("month", ("2024-06", "2024-05")), True, id="month"),
        pytest.param(OneOf("day", ("2024-05-3",)), False, id="half a day"),
        pytest.param(Between(date(2024, 5, 30), date(2024, 5, 30)), True, id="both ends"),
        pytest.param(Between(date(2024, 5, 31), None), False, id="too early"),
        pytest.param(Between(None, date(2024, 5, 29)), False, id="too late"),
        pytest.param(Between(None, None), True, id="any day"),
    ],
)
def test_fits(node: Node | None, fits: bool) -> None:
    assert matches(node, DOCUMENT) is fits


def test_a_plain_run_must_be_resolved_first() -> None:
    with pytest.raises(ValueError, match="resolve"):
        matches(Not(Term("老桥")), DOCUMENT)


@pytest.mark.parametrize(
    ("request_", "passes"),
    [
        pytest.param(SearchRequest(), True, id="nothing asked"),
        pytest.param(SearchRequest(tree=Phrase("新桥")), True, id="text is not looked at"),
        pytest.param(SearchRequest(filters={"topic": ("farm", "road")}), True, id="or inside"),
        pytest.param(SearchRequest(filters={"topic": ("road",), "city": ("1",)}), False, id="and"),
        pytest.param(SearchRequest(filters={"topic": ()}), True, id="empty filter"),
        pytest.param(SearchRequest(without={"topic": ("farm", "road")}), False, id="without any"),
        pytest.param(SearchRequest(without={"topic": ("farm",)}), True, id="without another"),
        pytest.param(
            SearchRequest(filters={"topic": ("road",)}, without={"topic": ("light",)}), False,
            id="with and without",
        ),
        pytest.param(SearchRequest(without={"month": ("2024-05",)}), False, id="without a month"),
        pytest.param(SearchRequest(dates=Between(None, date(2024, 5, 29))), False, id="dates"),
        pytest.param(SearchRequest(excluded=frozenset({7})), False, id="excluded"),
        pytest.param(SearchRequest(excluded=frozenset({8})), True, id="another excluded"),
    ],
)  # fmt: skip
def test_filters(request_: SearchRequest, passes: bool) -> None:
    assert accepts(request_, DOCUMENT) is passes


def test_ignored_filters_do_not_count() -> None:
    day = Between(None, date(2024, 1, 1))
    request = SearchRequest(filters={"city": ("1",)}, without={"topic": ("road",)}, dates=day)
    assert not accepts(request, DOCUMENT, ("city", "topic"))
    assert not accepts(request, DOCUMENT, ("city", "dates"))
    assert accepts(request, DOCUMENT, ("city", "topic", "dates"))
    out = SearchRequest(excluded=frozenset({7}))
    assert not accepts(out, DOCUMENT, ("city", "topic", "dates"))


def test_values_of_facets() -> None:
    values = {name: facet_values(name, DOCUMENT) for name in ("topic", "year", "month", "day", "x")}
    assert values == {
        "topic": ("road", "light"),
        "year": ("2024",),
        "month": ("2024-05",),
        "day": ("2024-05-30",),
        "x": (),
    }


@pytest.mark.parametrize(
    ("node", "text", "shown"),
    [
        pytest.param(Phrase("灯"), "灯下看灯", ["灯", "灯"], id="string"),
        pytest.param(Phrase("安安"), "安安安安安", ["安安", "安安"], id="no overlaps"),
        pytest.param(Phrase("船"), "灯下看灯", [], id="nothing"),
        pytest.param(Wildcard("灯*灯"), "灯下看灯看灯", ["灯下看灯"], id="the first end"),
        pytest.param(Wildcard("灯*看"), "灯灯看", ["灯看"], id="the shortest to an end"),
        pytest.param(Wildcard("灯?"), "灯下灯前灯", ["灯下", "灯前"], id="open end"),
        pytest.param(Wildcard("?灯"), "灯下灯前灯", ["下灯", "前灯"], id="open beginning"),
        pytest.param(
            Near(("灯", "桥"), 1), "桥上灯下桥边灯", ["桥上灯", "桥边灯"], id="both orders"
        ),
        pytest.param(Near(("灯", "桥"), 0), "桥上灯桥", ["灯桥"], id="touching"),
        pytest.param(Near(("灯", "灯"), 2), "灯下看灯前", ["灯下看灯"], id="the same twice"),
        pytest.param(
            Near(("甲", "乙", "丙"), 1), "丙丙一甲二乙", ["丙一甲二乙"], id="three of them"
        ),
    ],
)
def test_spans(node: Phrase | Wildcard | Near, text: str, shown: list[str]) -> None:
    assert [text[start:end] for start, end in spans(node, text)] == shown


@pytest.mark.parametrize("gap", [STAR, STAR + 1])
def test_a_star_has_a_length(gap: int) -> None:
    assert matches(Wildcard("头*尾"), _document("头" + "中" * gap + "尾")) is (gap == STAR)


@pytest.mark.parametrize(
    "node",
    [
        pytest.param(Wildcard("?*" * 12 + "船"), id="question marks and stars"),
        pytest.param(Wildcard("一*" * 30 + "船"), id="thirty stars"),
        pytest.param(Near(("一", "一一", "一一一", "船"), 5_000), id="far apart"),
    ],
)
def test_no_pattern_is_hostile(node: Wildcard | Near) -> None:
    """Tried one way after the other, as regular expressions are, each would go on for years."""
    assert matches(node, _document("一" * 3_000 + "船"))
    # The last string is there, but too early.
    assert matches(node, _document("船" + "一" * 3_000)) is isinstance(node, Near)


def _document(*units: str) -> Document:
    return Document(1, units, {}, {}, date(2024, 5, 30), b"")


# The same by trying everything


def naive_wildcard(pattern: str, text: str) -> bool:
    """Whether the whole of `text` is what the pattern says."""
    if not pattern:
        return not text
    sign, rest = pattern[0], pattern[1:]
    if sign == "*":
        return any(naive_wildcard(rest, text[n:]) for n in range(min(STAR, len(text)) + 1))
    return bool(text) and sign in ("?", text[0]) and naive_wildcard(rest, text[1:])


def naive_near(strings: tuple[str, ...], distance: int, text: str) -> bool:
    """Whether the whole of `text` is the strings in some order, near each other."""
    places = [[p for p in range(len(text)) if text.startswith(string, p)] for string in strings]
    for choice in product(*places):
        laid = sorted(zip(choice, strings, strict=True))
        gaps = [b[0] - a[0] - len(a[1]) for a, b in pairwise(laid)]
        whole = laid[0][0] == 0 and laid[-1][0] + len(laid[-1][1]) == len(text)
        if whole and all(0 <= gap <= distance for gap in gaps):
            return True
    return False


def naive_spans(node: Wildcard | Near, text: str) -> list[tuple[int, int]]:
    """Every part of the text that is what `node` asks for, first by end, then the shortest."""
    found = []
    for end in range(len(text) + 1):
        for start in range(end, -1, -1):
            part = text[start:end]
            if isinstance(node, Wildcard):
                fits = naive_wildcard(node.text, part)
            else:
                fits = naive_near(node.strings, node.distance, part)
            if fits:
                found.append((start, end))
    return found


def naive_choice(found: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    done = 0
    for start, end in found:
        if start >= done:
            yield start, end
            done = end


LETTERS = st.text("甲乙丙", min_size=1, max_size=3)
PATTERNS = st.builds(
    lambda parts: Wildcard("".join(parts).strip("*")),
    st.lists(st.one_of(LETTERS, st.sampled_from(["?", "*", "?*", "??"])), min_size=1, max_size=5),
).filter(lambda node: bool(node.text.strip("?*")))
NEARS = st.builds(
    lambda strings, distance: Near(tuple(strings), distance),
    st.lists(LETTERS, min_size=2, max_size=4),
    st.integers(0, 3),
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(PATTERNS, NEARS), st.text("甲乙丙丁", max_size=12))
def test_spans_are_those_that_trying_everything_finds(node: Wildcard | Near, text: str) -> None:
    found = list(spans(node, text))
    assert found == list(naive_choice(naive_spans(node, text)))
    assert matches(node, _document(text)) is bool(found)


@settings(max_examples=100, deadline=None)
@given(NEARS, st.text("甲乙丙丁", max_size=10))
def test_near_does_not_depend_on_the_order_of_its_strings(node: Near, text: str) -> None:
    answers = {
        matches(Near(order, node.distance), _document(text)) for order in permutations(node.strings)
    }
    assert len(answers) == 1
