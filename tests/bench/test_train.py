"""Training from end to end on a corpus of a few invented pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.parsing import parse_page
from bench.corpus import NEWSPAPER_2023, is_held_out, pages_of, read_items
from tests.bench.corpora import write_days

pytest.importorskip("lightgbm", reason="the bench extra is not installed (lightgbm)")
pytest.importorskip("sklearn", reason="the bench extra is not installed (scikit-learn)")

from bench import train, weights
from bench.texts import fit_texts

DAYS = [f"2024-03-{day:02}" for day in range(1, 15)]
TREES = ("tags", "place", "place_again", "heads", "order", "headline", "body", "whole")
GRAMS = ("opening", "closing", "title", "headish", "seam", "main")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of fourteen days with two pages each."""
    folder = tmp_path_factory.mktemp("shared") / "corpus"
    return write_days(folder, NEWSPAPER_2023, DAYS, pages=2, seed=1)


def test_halves_share_no_page_with_each_other_or_the_days_held_out(corpus: Path) -> None:
    groups = pages_of(read_items(corpus, NEWSPAPER_2023))
    halves = [train.groups_of(corpus, NEWSPAPER_2023, half) for half in train.HALVES]
    places = [{(g[0].date, g[0].page) for g in half} for half in halves]
    held = {(g[0].date, g[0].page) for g in groups if is_held_out(g)}
    assert all(places)
    assert held
    assert not places[0] & places[1]
    assert not held & (places[0] | places[1])
    assert len(held) + len(places[0]) + len(places[1]) == len(groups)


def test_a_page_is_read_with_the_weights_of_the_other_half(corpus: Path, tmp_path: Path) -> None:
    own = train.Settings(corpus, (NEWSPAPER_2023,), ("ocr",), 2, tmp_path)
    assert [(job.half, job.weights.name) for job in own.jobs("tags")] == [
        (0, "tags1.npz"),
        (1, "tags0.npz"),
    ]


def test_training_gives_all_that_the_parser_reads(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The n-gram models are fitted once: their many weights take the longest."""
    texts = fit_texts(read_items(corpus, NEWSPAPER_2023), 1)
    monkeypatch.setattr(train, "fit_texts", lambda items, seed: texts)
    monkeypatch.setattr(train, "ROUNDS", dict.fromkeys(train.ROUNDS, 3))
    own = train.Settings(corpus, (NEWSPAPER_2023,), ("ocr", "wraptail"), 12, tmp_path)
    arrays = train.train(own)
    assert {f"{name}/roots" for name in TREES} <= set(arrays)
    assert {f"{name}/weights" for name in GRAMS} <= set(arrays)
    assert arrays["tag_steps"].shape == (6, 5)
    path = tmp_path / "own.npz"
    weights.save(path, arrays)
    with weights.using(path):
        page = parse_page("# 城西公园开放\n\n昨日，城西公园开放，居民少走许多路。")
    assert page.articles
