"""What is read for a pattern: all that fit are among it, and it is no more than need be."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tantivy import Query

from search.engines.tantivy.paging import count
from search.engines.tantivy.schema import SCHEMA
from search.engines.tantivy.store import TantivyStore
from search.engines.tantivy.strings import all_of, candidates_query
from search.language.resolving import resolve
from search.matching import spans
from search.query import Near, Wildcard
from tests.search.engines.tantivy.conftest import make_document

#: Few characters, so that strings meet by chance.
PATTERNS = st.one_of(
    st.text("甲乙丙?*", min_size=2, max_size=9).map(Wildcard),
    st.builds(
        Near,
        st.lists(st.text("甲乙丙", min_size=1, max_size=4), min_size=2, max_size=4).map(tuple),
        st.integers(0, 4),
    ),
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> TantivyStore:
    """Every text of 1 to 5 of three characters, and some longer ones."""
    store = TantivyStore(tmp_path_factory.mktemp("index") / "index")
    store.rebuild(make_document(number, *units) for number, units in enumerate(_texts(), 1))
    return store


def _texts() -> list[Sequence[str]]:
    texts = [""]
    for _ in range(5):
        texts += [text + char for text in texts if len(text) < 5 for char in "甲乙丙"]
    whole = sorted(set(texts) - {""})
    ends = [(one, other) for one in whole[::9] for other in whole[::11]]
    longer = [one + "丁" * gap + other for one, other in ends for gap in (0, 3)]
    return [*((text,) for text in [*whole, *longer]), *zip(whole, whole[7:], strict=False)]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PATTERNS)
def test_all_that_fit_are_candidates(corpus: TantivyStore, pattern: Wildcard | Near) -> None:
    node = resolve(pattern).match
    if not isinstance(node, Wildcard | Near):
        return
    fitting = [
        number
        for number, units in enumerate(_texts(), 1)
        if any(next(spans(node, unit), None) for unit in units)
    ]
    with corpus.reader.reading() as snapshot:
        ids = Query.term_set_query(SCHEMA, "id", fitting)
        found = count(snapshot.searcher, all_of([candidates_query(node), ids]))
    assert found == len(fitting), node


@pytest.mark.parametrize(
    ("pattern", "text", "read"),
    [
        pytest.param(Near(("水渠", "通水"), 3), "水渠修好，已通水", False, id="too far apart"),
        pytest.param(Near(("水渠", "通水"), 5), "水渠修好，已通水", True, id="near enough"),
        pytest.param(Near(("水渠", "通水"), 3), "通水后的水渠", True, id="in the other order"),
        pytest.param(Wildcard("水渠*通水"), "水渠" + "修" * 21 + "通水", False, id="beyond a star"),
        pytest.param(Wildcard("水渠*通水"), "水渠" + "修" * 20 + "通水", True, id="within a star"),
        pytest.param(Wildcard("水渠??通水"), "水渠已通水", False, id="one sign too few"),
        pytest.param(Wildcard("水渠?通水"), "水渠已通水", True, id="one sign"),
        pytest.param(Wildcard("水渠?通水"), "通水了，水渠好", False, id="signs in the wrong order"),
    ],
)
def test_few_others_are_read(
    store: TantivyStore, pattern: Wildcard | Near, text: str, read: bool
) -> None:
    store.rebuild([make_document(1, text)])
    with store.reader.reading() as snapshot:
        assert bool(count(snapshot.searcher, candidates_query(pattern))) == read
