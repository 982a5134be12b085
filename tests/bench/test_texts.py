"""The n-gram models: what they learn from a few invented articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.parsing import learned
from tests.bench.corpora import make_item, seeded

pytest.importorskip("sklearn", reason="the bench extra is not installed (scikit-learn)")
pytest.importorskip("lightgbm", reason="the bench extra is not installed (lightgbm)")

from bench import texts, weights

NAMES = ("opening", "closing", "title", "headish", "seam", "main")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The models of sixty articles."""
    rng = seeded(1)
    found = tmp_path_factory.mktemp("texts") / "texts.npz"
    weights.save(found, texts.fit_texts([make_item(rng) for _ in range(60)], 1))
    return found


def score(path: Path, name: str, buckets: tuple[int, ...] | list[int]) -> float:
    with weights.using(path):
        return learned.grams(name).score(buckets)


def test_every_model_is_there(path: Path) -> None:
    arrays = weights.load(path)
    assert set(arrays) == {f"{name}/{part}" for name in NAMES for part in ("weights", "bias")}
    assert {arrays[f"{name}/weights"].shape for name in NAMES} == {(learned.BUCKETS,)}


@pytest.mark.parametrize(
    ("name", "likelier", "than"),
    [
        ("headish", "铁路车站夜里也亮灯", "，居民少走许多路。昨日，木工坊"),
        ("main", "铁路车站办成三件小事", "我市推进便民工程——"),
        ("title", "渡口村请街坊打分", "渡口村的早晨"),
    ],
    ids=["title against text", "headline against kicker", "headline against crosshead"],
)
def test_titles_are_told_apart(path: Path, name: str, likelier: str, than: str) -> None:
    one, other = (learned.title_buckets(text) for text in (likelier, than))
    assert score(path, name, one) > score(path, name, other)


def test_a_seam_inside_a_sentence_is_likelier(path: Path) -> None:
    inside = learned.seam_buckets("居民少走", "许多路")
    between = learned.seam_buckets("许多路。", "渡口村的早晨")
    assert score(path, "seam", inside) > score(path, "seam", between)
