"""Weights in and out of the parser's file: what was learned is what the parser reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archive.parsing import learned

lightgbm = pytest.importorskip("lightgbm", reason="the bench extra is not installed (lightgbm)")
pytest.importorskip("sklearn", reason="the bench extra is not installed (scikit-learn)")

from bench import weights  # noqa: E402

QUIET = {"verbose": -1, "num_threads": 1, "min_data_in_leaf": 2, "use_missing": False, "seed": 1}


def draw_rows(count: int) -> learned.Matrix:
    """Rows of four whole and broken numbers."""
    rng = np.random.default_rng(5)
    return np.hstack([rng.normal(size=(count, 2)), rng.integers(0, 5, (count, 2))])


def boost(objective: str, classes: int, rounds: int = 12) -> Any:
    rows = draw_rows(300)
    marks = (rows[:, 0] + rows[:, 2] > 2).astype(int) + (rows[:, 3] > 3) * (classes > 2)
    params = QUIET | {"objective": objective, "num_leaves": 7}
    params |= {"num_class": classes} if classes > 2 else {}
    return lightgbm.train(params, lightgbm.Dataset(rows, marks), rounds)


@pytest.mark.parametrize(
    ("objective", "classes"), [("binary", 1), ("multiclass", 3)], ids=["two classes", "three"]
)
def test_the_parser_walks_trees_as_the_booster_does(
    tmp_path: Path, objective: str, classes: int
) -> None:
    booster = boost(objective, classes)
    path = tmp_path / "own.npz"
    weights.save(path, weights.pack_trees("own", booster))
    rows = draw_rows(500)
    with weights.using(path):
        trees = learned.trees("own")
        raw = trees.raw(rows)
    wanted = booster.predict(rows, raw_score=True).reshape(len(rows), -1)
    assert trees.classes == classes
    assert raw == pytest.approx(wanted, abs=1e-5)


def test_probabilities_are_the_boosters(tmp_path: Path) -> None:
    booster = boost("multiclass", 3)
    path = tmp_path / "own.npz"
    weights.save(path, weights.pack_trees("own", booster))
    rows = draw_rows(40)
    with weights.using(path):
        chances = np.exp(learned.trees("own").log_probabilities(rows))
    assert chances == pytest.approx(booster.predict(rows), abs=1e-5)


def test_a_tree_that_learned_nothing_is_one_leaf(tmp_path: Path) -> None:
    rows = np.ones((30, 2))
    booster = lightgbm.train(
        QUIET | {"objective": "binary"}, lightgbm.Dataset(rows, [0, 1] * 15), 3
    )
    path = tmp_path / "own.npz"
    weights.save(path, weights.pack_trees("own", booster))
    with weights.using(path):
        assert learned.trees("own").raw(rows) == pytest.approx(np.zeros((30, 1)), abs=1e-6)


TEXTS = ["公园开放", "书店开张", "公园亮灯", "书店添座"] * 10
MARKS = [1, 0, 1, 0] * 10


def test_grams_tell_apart_what_they_learned(tmp_path: Path) -> None:
    buckets = [learned.title_buckets(text) for text in TEXTS]
    path = tmp_path / "own.npz"
    weights.save(path, weights.fit_grams("own", buckets, MARKS, 1.0))
    with weights.using(path):
        grams = learned.grams("own")
    assert grams.score(learned.title_buckets("公园修桥")) > 0
    assert grams.score(learned.title_buckets("书店修桥")) < 0


def test_saved_weights_are_loaded(tmp_path: Path) -> None:
    arrays = {"a": np.arange(3), "b": np.array([0.5])}
    weights.save(tmp_path / "own.npz", arrays)
    back = weights.load(tmp_path / "own.npz")
    assert {name: array.tolist() for name, array in back.items()} == {"a": [0, 1, 2], "b": [0.5]}


def test_the_parser_reads_its_own_file_again_afterwards(tmp_path: Path) -> None:
    before = learned.PATH
    weights.save(tmp_path / "own.npz", {"tag_steps": np.eye(6, 5)})
    with weights.using(tmp_path / "own.npz"):
        assert learned.table("tag_steps").tolist() == np.eye(6, 5).tolist()
    assert before == learned.PATH
    assert learned.table("tag_steps").tolist() != np.eye(6, 5).tolist()


def test_the_parser_reads_its_own_file_again_after_a_failure(tmp_path: Path) -> None:
    before = learned.PATH
    weights.save(tmp_path / "own.npz", {"a": np.arange(3)})
    with pytest.raises(KeyError), weights.using(tmp_path / "own.npz"):
        learned.trees("own")
    assert before == learned.PATH
