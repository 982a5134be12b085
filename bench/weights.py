"""Learned weights in and out of the parser: n-gram models, trees and the file that holds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from archive.parsing import learned

Arrays = dict[str, npt.NDArray[Any]]


def save(path: Path, arrays: Mapping[str, npt.NDArray[Any]]) -> None:
    """Write the weights as the parser reads them."""
    np.savez_compressed(path, **dict(arrays))  # type: ignore[arg-type]


def load(path: Path) -> Arrays:
    """The weights of a file."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}


@contextmanager
def using(path: Path) -> Iterator[None]:
    """The parser reads its weights from another file for a while."""
    before = learned.PATH
    _switch(path)
    try:
        yield
    finally:
        _switch(before)


def _switch(path: Path) -> None:
    learned.PATH = path
    for reader in (learned.trees, learned.grams, learned.table, learned._stored):
        reader.cache_clear()


def fit_grams(name: str, texts: Sequence[Sequence[int]], marks: Sequence[int], c: float) -> Arrays:
    """A logistic regression over hashed n-grams; each row weighs its n-grams by their number.

    Where all samples are of one kind there is nothing to learn, and the model says 0.
    """
    if len(set(marks)) < 2:
        return {
            f"{name}/weights": np.zeros(learned.BUCKETS, np.float16),
            f"{name}/bias": np.zeros(1),
        }
    columns: list[int] = []
    values: list[float] = []
    edges = [0]
    for row in texts:
        columns += row
        values += [len(row) ** -0.5] * len(row)
        edges.append(len(columns))
    matrix = csr_matrix((values, columns, edges), shape=(len(texts), learned.BUCKETS))
    model = LogisticRegression(C=c, max_iter=200, class_weight="balanced")
    model.fit(matrix, np.array(marks))
    return {
        f"{name}/weights": model.coef_[0].astype(np.float16),
        f"{name}/bias": model.intercept_.astype(np.float64),
    }


def pack_trees(name: str, *boosters: lightgbm.Booster) -> Arrays:
    """The mean of trained boosters as flat arrays, in the order that the parser sums them."""
    flat: list[tuple[int, float, int, int, float]] = []
    roots: list[int] = []
    depth = 0
    dumps = [booster.dump_model() for booster in boosters]
    for tree in (tree for dump in dumps for tree in dump["tree_info"]):
        roots.append(len(flat))
        depth = max(depth, _lay(tree["tree_structure"], flat))
    feature, threshold, left, right, value = zip(*flat, strict=True)
    return {
        f"{name}/feature": np.array(feature, np.int16),
        f"{name}/threshold": np.array(threshold, np.float64),
        f"{name}/children": np.array([left, right], np.int32).T.ravel(),
        f"{name}/value": np.array(value, np.float32) / len(boosters),
        f"{name}/roots": np.array(roots, np.int32),
        f"{name}/shape": np.array([dumps[0]["num_tree_per_iteration"], depth], np.int32),
    }


def _lay(node: dict[str, Any], flat: list[tuple[int, float, int, int, float]]) -> int:
    """Lay a node and all below it; returns how deep it goes."""
    at = len(flat)
    if "leaf_value" in node:
        flat.append((0, 0.0, at, at, node["leaf_value"]))
        return 0
    flat.append((0, 0.0, 0, 0, 0.0))
    left = len(flat)
    deep = _lay(node["left_child"], flat)
    right = len(flat)
    deep = max(deep, _lay(node["right_child"], flat))
    flat[at] = (node["split_feature"], node["threshold"], left, right, 0.0)
    return deep + 1
