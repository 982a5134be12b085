"""Trains all that the parser learned: ``python -m bench.train`` writes archive/parsing/learned.npz.

Pages are set from ``../shared/corpus`` in many styles (``bench.pages``). A model never gives a
feature for a page that it was trained on: the n-gram models of one half of the days serve the
pages of the other half, and so do the tags and the first reading of places. ``--sources`` and
``--kinds`` leave sources and styles out, for ``bench.crossval``.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import lightgbm
import numpy as np
from tqdm import tqdm

from archive.parsing import learned
from archive.parsing.boundary import second_rows
from archive.parsing.learned import Matrix
from bench.corpus import NEWSCAST, NEWSPAPER_2023, Item, is_held_out, pages_of, read_items
from bench.pages import SOURCES, draw_pages
from bench.pdfs import draw_pages as pdf_pages
from bench.rendering import Gold
from bench.samples import (
    PlacePage,
    Rows,
    count_steps,
    line_rows,
    read_places,
    read_truth,
    trust_marks,
)
from bench.styles import KINDS
from bench.texts import fit_texts
from bench.weights import Arrays, load, pack_trees, save, using

#: A step weighs this much: the lines' own odds know of their neighbours already (bench.compare).
STEP = 0.25
#: Boosters of these seeds are averaged.
SEEDS = (1, 2)
T = TypeVar("T")
HALVES = (0, 1)
#: The "half" of the days that no decision is trained on.
HELD_OUT = 2
#: PDF pages are read back by these tools, a third as many pages as are set as text.
PDF = "pdf"
TOOLS = ("pypdf", "mupdf", "mupdf-blocks", "pdfminer")
#: Of the newscast so many items are enough for the n-gram models.
NEWSCAST_ITEMS = 3000
COMMON = {
    "use_missing": False,
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
}
TAGS = {
    "objective": "multiclass",
    "num_class": 5,
    "learning_rate": 0.25,
    "num_leaves": 31,
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.6,
    "lambda_l2": 2,
}
PLACES = {
    "objective": "binary",
    "learning_rate": 0.1,
    "num_leaves": 15,
    "max_depth": 6,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.4,
    "lambda_l2": 1,
}
HEADS = {
    "objective": "multiclass",
    "num_class": 4,
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "feature_fraction": 0.6,
    "lambda_l2": 2,
}
TRUST = {
    "objective": "binary",
    "learning_rate": 0.06,
    "num_leaves": 7,
    "max_depth": 4,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "lambda_l2": 1,
}
ORDER = PLACES | {"min_data_in_leaf": 20, "num_leaves": 7}
ROUNDS = {"tags": 45, "place": 300, "place_again": 300, "heads": 120, "order": 40}
ROUNDS |= dict.fromkeys(("headline", "body", "whole"), 100)


@dataclass(frozen=True, slots=True)
class Job:
    """The pages of one source and one half of its days."""

    corpus: Path
    source: str
    half: int
    kinds: tuple[str, ...]
    count: int
    weights: Path


@dataclass(frozen=True, slots=True)
class Settings:
    """What to train on; ``work`` is a folder for models on the way."""

    corpus: Path
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    count: int
    work: Path

    def jobs(self, name: str) -> list[Job]:
        """The jobs of one stage; a page is read with the weights of the other half."""
        return [
            Job(self.corpus, s, h, self.kinds, self.count, self.work / f"{name}{1 - h}.npz")
            for h in HALVES
            for s in self.sources
        ]


@cache
def groups_of(corpus: Path, source: str, half: int) -> list[list[Item]]:
    """The pages of a source that fall into this half of its days."""
    groups = pages_of(read_items(corpus, source))
    return [group for group in groups if len(group) > 1 and half_of(group) == half]


def half_of(group: Sequence[Item]) -> int:
    """0 or 1 by the page's day and number, the same on every run; 2 for days held out."""
    if is_held_out(group):
        return HELD_OUT
    return zlib.crc32(f"{group[0].date}{group[0].page}".encode()) % 2


def pages_of_job(job: Job) -> list[tuple[str, Gold]]:
    """The pages of a job; they are drawn once and kept for the next stage."""
    path = job.weights.parent / f"pages-{job.source}-{job.half}.json"
    if not path.exists():
        path.write_text(json.dumps(list(_draw(job)), ensure_ascii=False), "utf-8")
    pages: list[tuple[str, Gold]] = json.loads(path.read_text("utf-8"))
    return pages


def _draw(job: Job) -> Iterator[tuple[str, Gold]]:
    """Pages set as text, and pages set as PDFs and read back."""
    rng = random.Random(f"{job.source}-{job.half}")
    groups = groups_of(job.corpus, job.source, job.half)
    kinds = [kind for kind in job.kinds if kind != PDF]
    texts = draw_pages(groups, rng, kinds, job.count) if kinds else ()
    pdfs = pdf_pages(groups, rng, TOOLS, job.count // 3) if PDF in job.kinds else ()
    for _, text, gold in (*texts, *pdfs):
        yield text, gold


def read_lines_of(job: Job) -> tuple[Rows, Matrix]:
    """Rows of all lines of a job's pages, and the counts of steps from tag to tag."""
    rows: Rows = []
    steps = np.zeros((6, 5))
    with using(job.weights):
        for text, gold in pages_of_job(job):
            sheet, truths = read_truth(text, gold)
            rows += line_rows(sheet, truths)
            steps += count_steps(truths)
    return rows, steps


def read_places_of(job: Job) -> list[tuple[PlacePage, Rows]]:
    """Places and heads of all of a job's pages."""
    with using(job.weights):
        return [read_places(text, gold) for text, gold in pages_of_job(job)]


def fit(name: str, params: dict[str, object], rows: Rows) -> lightgbm.Booster:
    """A booster of these rows."""
    matrix = np.array([row for row, _ in rows], np.float64)
    marks = np.array([mark for _, mark in rows])
    return lightgbm.train(params | COMMON, lightgbm.Dataset(matrix, marks), ROUNDS[name])


def fit_trees(name: str, params: dict[str, object], rows: Rows) -> Arrays:
    """The mean of boosters that differ by their seeds, which sways less than one of them."""
    boosters = [fit(name, params | {"seed": seed}, rows) for seed in SEEDS]
    return pack_trees(name, *boosters)


def train(settings: Settings) -> Arrays:
    """All weights of the parser, learned from the pages of the settings."""
    _train_texts(settings)
    _train_tags(settings)
    jobs = settings.jobs("tags")
    read = dict(zip(jobs, _map(read_places_of, jobs, "places"), strict=True))
    halves = {h: [p for j, pages in read.items() if j.half == h for p in pages] for h in HALVES}
    everything = [page for pages in halves.values() for page in pages]
    out = load(settings.work / "tags.npz")
    out |= fit_trees("place", PLACES, _place_rows(p for p, _ in everything))
    out |= _train_again(halves, settings.work / "tags.npz")
    out |= fit_trees("heads", HEADS, _head_rows(read))
    order = [(p.order, int(p.page.last)) for p, _ in everything if p.order]
    out |= fit_trees("order", ORDER, order)
    save(settings.work / "decisions.npz", out)
    return out | _train_trust(settings, settings.work / "decisions.npz")


def _train_trust(settings: Settings, decisions: Path) -> Arrays:
    """How often articles are right, learned on the days held out from all decisions."""
    jobs = [
        Job(settings.corpus, source, HELD_OUT, settings.kinds, settings.count, decisions)
        for source in settings.sources
    ]
    rows = [row for rows in _map(read_trust_of, jobs, "trust") for row in rows]
    out: Arrays = {}
    for i, name in enumerate(("headline", "body", "whole")):
        marked = [(features, marks[i]) for features, marks in rows]
        out |= fit_trees(name, TRUST, marked)
    return out


def read_trust_of(job: Job) -> list[tuple[list[float], tuple[int, int, int]]]:
    """Rows of all articles of a job's pages, and whether headline, body and both are right."""
    with using(job.weights):
        return [row for text, gold in pages_of_job(job) for row in trust_marks(text, gold)]


def _map(work: Callable[[Job], T], jobs: Sequence[Job], name: str) -> list[T]:
    with ProcessPoolExecutor(2) as pool:
        return list(tqdm(pool.map(work, jobs), total=len(jobs), desc=name))


def _train_texts(settings: Settings) -> None:
    """N-gram models of each half and of all items."""
    if (settings.work / "texts.npz").exists():
        return
    items = {h: _text_items(settings, h) for h in HALVES}
    for name, chosen in (
        ("texts0", items[0]),
        ("texts1", items[1]),
        ("texts", items[0] + items[1]),
    ):
        save(settings.work / f"{name}.npz", fit_texts(chosen, 1))


def _text_items(settings: Settings, half: int) -> list[Item]:
    out: list[Item] = []
    for source in settings.sources:
        items = [i for group in groups_of(settings.corpus, source, half) for i in group]
        most = NEWSCAST_ITEMS if source == NEWSCAST else len(items)
        out += random.Random(half).sample(items, min(most, len(items)))
    return out


def _train_tags(settings: Settings) -> None:
    """The classifier of lines for each half and for all pages."""
    jobs = settings.jobs("texts")
    read = dict(zip(jobs, _map(read_lines_of, jobs, "lines"), strict=True))
    for name, halves in (("tags0", (0,)), ("tags1", (1,)), ("tags", HALVES)):
        parts = [part for job, part in read.items() if job.half in halves]
        rows = [row for part in parts for row in part[0]]
        steps = np.sum([part[1] for part in parts], axis=0)
        arrays = load(settings.work / f"{name.replace('tags', 'texts')}.npz")
        arrays |= fit_trees("tags", TAGS, rows)
        save(settings.work / f"{name}.npz", arrays | {"tag_steps": _log_steps(steps)})


def _log_steps(steps: Matrix) -> Matrix:
    """How much a step speaks for the next tag, beside what the tag's own frequency says."""
    counts = steps + 1
    share = counts[:-1].sum(axis=0) / counts[:-1].sum()
    odds = np.log(counts / counts.sum(axis=1, keepdims=True)) - 0.5 * np.log(share)
    out: Matrix = STEP * odds
    return out


def _head_rows(read: dict[Job, list[tuple[PlacePage, Rows]]]) -> Rows:
    """Lines of heads, of the corpus that tells their parts apart where it is among the sources."""
    parted = [job for job in read if job.source == NEWSPAPER_2023] or list(read)
    return [row for job in parted for _, rows in read[job] for row in rows]


def _place_rows(pages: Iterable[PlacePage]) -> Rows:
    return [
        (list(row), mark)
        for page in pages
        for row, mark in zip(page.rows, page.marks, strict=True)
        if mark is not None
    ]


def _train_again(halves: dict[int, list[tuple[PlacePage, Rows]]], weights: Path) -> Arrays:
    """The second reading; what the first thought comes from the other half's model."""
    rows: Rows = []
    with using(weights):
        for half in HALVES:
            other = fit("place", PLACES, _place_rows(p for p, _ in halves[1 - half]))
            for page, _ in halves[half]:
                rows += _again_rows(page, other)
    return fit_trees("place_again", PLACES, rows)


def _again_rows(page: PlacePage, first: lightgbm.Booster) -> Rows:
    if not len(page.rows):
        return []
    odds = [9.0, *first.predict(page.rows, raw_score=True)]
    rows = second_rows(page.rows.tolist(), page.page, odds)
    pairs = zip(rows, page.marks, strict=True)
    return [(row, mark) for row, mark in pairs if mark is not None]


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--sources", nargs="+", choices=SOURCES, default=list(SOURCES))
    parser.add_argument("--kinds", nargs="+", choices=(*KINDS, PDF), default=[*KINDS, "ocr", PDF])
    parser.add_argument("--count", type=int, default=500, help="pages of each source and half")
    parser.add_argument("--out", type=Path, default=learned.PATH)
    parser.add_argument(
        "--work", type=Path, help="keep the models on the way here; texts are reused"
    )
    options = parser.parse_args()
    with TemporaryDirectory() as passing:
        folder = options.work or passing
        settings = Settings(
            options.corpus,
            tuple(options.sources),
            tuple(options.kinds),
            options.count,
            Path(folder),
        )
        save(options.out, train(settings))
    print(f"{options.out.name}: {options.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
