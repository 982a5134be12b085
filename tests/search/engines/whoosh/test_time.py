"""When the time is over an answer has only what is right, and says that there may be more."""

from __future__ import annotations

import pytest

from search.engines.base import SearchRequest
from search.engines.whoosh import finding
from search.engines.whoosh.clock import Clock
from search.engines.whoosh.store import WhooshStore
from search.query import And, In, Near, Node, Not, Or, Phrase, Wildcard
from tests.search.engines.whoosh.test_storage import document

TREES: list[Node] = [
    Phrase("春耕时节"),
    Phrase("耕"),
    Wildcard("春*节?"),
    Near(("节", "春耕"), 3),
    Not(Phrase("春耕时节")),
    Not(And((Phrase("第1"), Not(Phrase("春耕时节"))))),
    And((Phrase("时节"), Not(Wildcard("第?1")))),
    Or((Phrase("春耕时节"), Not(Phrase("第2")))),
    In("title", Phrase("春耕时节")),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> WhooshStore:
    """Forty articles in two segments."""
    made = WhooshStore(tmp_path_factory.mktemp("index"))
    texts = ["春耕时节", "时节春耕", "春天耕地的时节", "夏耘"]
    made.rebuild(document(n, f"{texts[n % 4]}第{n}号") for n in range(1, 31))
    made.apply([document(n, f"{texts[n % 4]}第{n}号") for n in range(31, 41)], {3})
    return made


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of looks at the clock after which the time is over; small batches."""
    left = [0]

    def over(clock: Clock) -> bool:
        left[0] -= 1
        clock.late = clock.late or left[0] < 0
        return clock.late

    monkeypatch.setattr(Clock, "over", over)
    monkeypatch.setattr(finding, "BATCH", 3)
    return left


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_whenever_the_time_ends(store: WhooshStore, looks: list[int], tree: Node) -> None:
    looks[0] = 10**9
    wanted = {hit.article_id for hit in store.run(SearchRequest(tree, limit=None)).hits}
    for count in range(40):
        store.reader.forget()
        looks[0] = count
        found = store.run(SearchRequest(tree, limit=None, facets=("city",), seconds=1))
        ids = {hit.article_id for hit in found.hits}
        assert found.total == len(ids) == sum(found.facets["city"].values())
        assert ids <= wanted
        assert found.partial or ids == wanted
    assert not found.partial


def test_part_of_an_answer_is_not_kept(store: WhooshStore, looks: list[int]) -> None:
    store.reader.forget()
    looks[0] = 1
    assert store.run(SearchRequest(Phrase("春耕时节"), seconds=1)).partial
    looks[0] = 10**9
    whole = store.run(SearchRequest(Phrase("春耕时节"), seconds=1))
    assert (whole.total, whole.partial) == (10, False)


def test_no_limit_is_never_over() -> None:
    assert not Clock(None).over()
    assert Clock(-1.0).over()
