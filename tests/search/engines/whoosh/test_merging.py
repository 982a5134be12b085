"""Which segments a commit takes over, and that an index stays the same by it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from search.engines.base import SearchRequest
from search.engines.whoosh import merging
from search.engines.whoosh.merging import choose
from search.engines.whoosh.store import WhooshStore
from search.query import Near, OneOf, Phrase, Wildcard
from tests.search.engines.whoosh.test_storage import document


@dataclass(frozen=True, eq=False)
class Info:
    """As much of Whoosh's segment as is looked at."""

    documents: int
    deleted: int = 0

    def doc_count_all(self) -> int:
        return self.documents

    def deleted_count(self) -> int:
        return self.deleted


@pytest.mark.parametrize(
    ("sizes", "added", "chosen"),
    [
        pytest.param([100_000], 50, [], id="a big one stays"),
        pytest.param([100_000, *[50] * 6], 50, [], id="not yet eight"),
        pytest.param([100_000, *[50] * 7], 50, [50] * 7, id="eight with the new one"),
        pytest.param([400] * 7 + [50] * 7, 50, [50] * 7 + [400] * 7, id="made the eighth"),
        pytest.param([3_000] * 9, 50, [], id="too much for a small commit"),
        pytest.param([3_000] * 9, 4_000, [3_000] * 9, id="not for a large one"),
        pytest.param([50] * 8, 0, [50] * 8, id="nothing but deletions"),
        pytest.param([9_000] * 48, 50, [9_000] * 8, id="too many whatever their size"),
    ],
)  # fmt: skip
def test_choice(sizes: list[int], added: int, chosen: list[int]) -> None:
    segments = [Info(size) for size in sizes]
    assert sorted(info.documents for info in choose(segments, added)) == sorted(chosen)


def test_segment_of_deleted_documents_goes() -> None:
    gone, left = Info(5_000, 5_000), Info(5_000, 4_999)
    assert choose([gone, left], 3) == [gone]


QUERIES = [
    None,
    Phrase("春耕时节"),
    Phrase("号"),
    Wildcard("春?时*节"),
    Near(("时节", "春耕"), 2),
    OneOf("topic", ("farm",)),
]


def answers(store: WhooshStore) -> list[object]:
    requests = [
        SearchRequest(tree, limit=None, facets=("city", "topic", "month"), histogram="day")
        for tree in QUERIES
    ]
    return [(h.total, {hit.article_id for hit in h.hits}, h.facets, h.histogram)
            for h in map(store.run, requests)]  # fmt: skip


def test_merged_index_answers_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    merged, fresh = WhooshStore(tmp_path / "merged"), WhooshStore(tmp_path / "fresh")
    merged.rebuild(())
    for first in range(1, 160, 7):
        some = [document(n, f"春耕时节第{n}号") for n in range(first, first + 7)]
        merged.apply(some, {first - 2, first - 11})
    left = merged.digests()
    fresh.rebuild(document(n, f"春耕时节第{n}号") for n in sorted(left))
    assert 1 < merged.statistics().segments <= merging.FACTOR
    assert merged.statistics().documents == len(left) == fresh.statistics().documents
    assert answers(merged) == answers(fresh)
    merged.verify()


def test_index_of_several_segments_from_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.engines.whoosh.storage.SEGMENT", 200)
    parted, whole = WhooshStore(tmp_path / "parted"), WhooshStore(tmp_path / "whole")
    parted.rebuild(document(n, f"春耕时节第{n}号") for n in range(1, 100))
    monkeypatch.undo()
    whole.rebuild(document(n, f"春耕时节第{n}号") for n in range(1, 100))
    assert parted.statistics().segments > whole.statistics().segments == 1
    assert answers(parted) == answers(whole)
