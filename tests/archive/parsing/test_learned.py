"""Learned numbers: trees and n-gram scores as one works them out by hand, and the file of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from archive.parsing import learned
from archive.parsing.learned import (
    BUCKETS,
    Grams,
    Trees,
    bucket,
    closing_buckets,
    opening_buckets,
    plain,
    seam_buckets,
    title_buckets,
)

#: Two classes with one tree each: the first asks whether feature 0 is over 5, then feature 1
#: over 1; the second is a leaf.
NODES = {
    "feature": [0, 0, 1, 0, 0, 0],
    "threshold": [5.0, 0.0, 1.0, 0.0, 0.0, 0.0],
    "children": [1, 2, 1, 1, 3, 4, 3, 3, 4, 4, 5, 5],
    "value": [0.0, -1.0, 0.0, 2.0, 4.0, 0.5],
    "roots": [0, 5],
    "shape": [2, 2],
}


def clear() -> None:
    for reader in (learned.trees, learned.grams, learned.table, learned._stored):
        reader.cache_clear()


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The parser reads a file of two small trees and one n-gram model instead of its own."""
    weights = np.zeros(BUCKETS, np.float16)
    weights[bucket("新")] = 3
    arrays = {f"small/{name}": np.array(values) for name, values in NODES.items()}
    np.savez(
        tmp_path / "tiny.npz",
        allow_pickle=False,
        **arrays,
        **{"words/weights": weights, "words/bias": np.array([0.25]), "steps": np.eye(2)},
    )
    monkeypatch.setattr(learned, "PATH", tmp_path / "tiny.npz")
    clear()
    yield
    clear()


def small_trees() -> Trees:
    return learned.trees("small")


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([5.0, 9.0], [-1.0, 0.5]),
        ([5.1, 1.0], [2.0, 0.5]),
        ([5.1, 1.1], [4.0, 0.5]),
        ([-9.0, -9.0], [-1.0, 0.5]),
    ],
    ids=["on the threshold", "right, then left", "right, then right", "left"],
)
def test_trees_walk_to_their_leaves(row: list[float], expected: list[float]) -> None:
    assert small_trees().raw(np.array([row])).tolist() == [expected]


@pytest.mark.usefixtures("tiny")
def test_rows_are_walked_together_as_alone() -> None:
    rows = np.array([[5.0, 9.0], [5.1, 1.0], [7.0, 7.0]])
    together = small_trees().raw(rows)
    alone = [small_trees().raw(row[None])[0].tolist() for row in rows]
    assert together.tolist() == alone


@pytest.mark.usefixtures("tiny")
def test_trees_of_one_class_are_summed() -> None:
    both = small_trees()
    single = Trees(
        both.feature, both.threshold, both.children, both.value, both.roots, 1, both.depth
    )
    assert single.raw(np.array([[5.1, 1.1]])).tolist() == [[4.5]]


@pytest.mark.usefixtures("tiny")
def test_probabilities_sum_to_one() -> None:
    rows = np.array([[5.0, 9.0], [5.1, 1.1]])
    chances = np.exp(small_trees().log_probabilities(rows))
    assert chances.sum(axis=1) == pytest.approx([1, 1])
    assert chances[0][0] == pytest.approx(1 / (1 + np.exp(1.5)))


@pytest.mark.usefixtures("tiny")
def test_grams_and_tables_are_read() -> None:
    grams = learned.grams("words")
    assert grams.score([bucket("新")]) == 3.25
    assert grams.score([bucket("新"), *[bucket("旧")] * 3]) == 0.25 + 3 / 2
    assert grams.score([]) == 0
    assert learned.table("steps").tolist() == [[1, 0], [0, 1]]


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize("read", [learned.trees, learned.grams, learned.table])
def test_unknown_names_are_refused(read: Callable[[str], object]) -> None:
    with pytest.raises(KeyError):
        read("unknown")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("２０２４年３月", "0000年0月"),
        ("城西　公园 开放", "城西公园开放"),
        ("（记者）", "(记者)"),
        ("", ""),
    ],
    ids=["digits", "spaces", "brackets", "nothing"],
)
def test_what_ngrams_are_taken_from(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("draw", [opening_buckets, closing_buckets, title_buckets])
@pytest.mark.parametrize("text", ["", "园", "城西公园开放", "城西公园开放。" * 90])
def test_ngrams_of_any_text_have_weights(draw: Callable[[str], tuple[int, ...]], text: str) -> None:
    assert all(0 <= number < BUCKETS for number in draw(text))
    assert len(draw(text)) < 200


def test_only_the_edge_of_a_paragraph_counts() -> None:
    middle = "银杏" * 40
    assert opening_buckets("近日，" + middle + "完") == opening_buckets("近日，" + middle + "终")
    assert closing_buckets("近日" + middle + "完") == closing_buckets("昨日" + middle + "完")
    assert opening_buckets("近日") != opening_buckets("昨日")
    assert closing_buckets("完") != closing_buckets("终")


def test_a_seam_is_read_in_its_direction() -> None:
    assert seam_buckets("公园", "开放") != seam_buckets("开放", "公园")
    assert seam_buckets("城西的公园", "开放") == seam_buckets("城东的公园", "开放")


def test_buckets_are_the_same_on_every_run() -> None:
    assert [bucket(gram) for gram in ("公园", "^本报", "。$")] == [11266, 21011, 13394]


def test_a_gram_model_without_weights_is_undecided() -> None:
    assert Grams([0.0] * BUCKETS, 0.0).score(title_buckets("城西公园开放")) == 0


class TestTheFile:
    """learned.npz as it is delivered with the parser."""

    def test_is_small_and_holds_numbers_only(self) -> None:
        assert learned.PATH.stat().st_size < 5_000_000
        with np.load(learned.PATH, allow_pickle=False) as archive:
            kinds = {archive[name].dtype.kind for name in archive.files}
        assert kinds <= {"i", "u", "f"}

    @pytest.mark.parametrize(
        ("name", "classes"),
        [("tags", 5), ("place", 1), ("place_again", 1), ("heads", 4), ("order", 1)],
    )
    def test_trees_stay_inside_their_arrays(self, name: str, classes: int) -> None:
        trees = learned.trees(name)
        nodes = len(trees.value)
        assert trees.classes == classes
        assert len(trees.roots) % classes == 0
        assert len(trees.children) == 2 * nodes
        assert 0 <= trees.children.min() <= trees.children.max() < nodes
        assert len(trees.feature) == len(trees.threshold) == nodes

    @pytest.mark.parametrize("name", ["tags", "place", "place_again", "heads", "order"])
    def test_a_walk_of_the_stored_depth_ends_at_leaves(self, name: str) -> None:
        trees = learned.trees(name)
        rows = np.random.default_rng(1).normal(0, 9, (20, int(trees.feature.max()) + 1))
        deeper = Trees(
            trees.feature,
            trees.threshold,
            trees.children,
            trees.value,
            trees.roots,
            trees.classes,
            trees.depth + 1,
        )
        assert np.array_equal(trees.raw(rows), deeper.raw(rows))

    @pytest.mark.parametrize("name", ["opening", "closing", "title", "headish", "seam", "main"])
    def test_every_gram_model_has_all_its_weights(self, name: str) -> None:
        weights = np.array(learned.grams(name).weights)
        assert weights.shape == (BUCKETS,)
        assert np.isfinite(weights).all()

    def test_steps_lead_from_every_tag_and_the_top_to_every_tag(self) -> None:
        assert learned.table("tag_steps").shape == (6, 5)
