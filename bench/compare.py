"""Other ways to decide, measured beside the one the parser goes: ``python -m bench.compare``.

All ways learn from the same pages and are judged on the same, of days that no training sees. For
every way: the share of lines whose tag is right, of the lines that are asked about; F1 of the
lines that begin a title; and the judge's figures of whole pages (``bench.scores``), means over
them. The chain (CRF) is measured where python-crfsuite is installed.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np
from tqdm import tqdm

from archive.parsing import learned, parse_page, tagging
from archive.parsing.tagging import Tag, tag_lines
from bench.crossval import ALL_KINDS, EVERYTHING, WEIGHTS, Exam, train_without, write_judged
from bench.gold import gold_from
from bench.linear import Chain, Logistic, Odds, Sequences
from bench.pages import SOURCES
from bench.samples import line_rows, read_truth
from bench.scores import Score, f1, mean, score
from bench.train import Job, pages_of_job, train
from bench.weights import Arrays, load, save, using

#: N-gram models of texts; the others are of lines.
TEXT_GRAMS = ("opening", "closing", "title", "main")
LINE_GRAMS = ("headish", "seam")
TREE_PARTS = ("feature", "threshold", "children", "value", "roots", "shape")
Page = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Way:
    """Weights to parse with, and what stands in for the trees that tell lines."""

    name: str
    weights: Path
    odds: Odds | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How right a way is: of lines, of titles, of pages."""

    lines: float
    titles: float
    score: Score


def judge(way: Way, pages: Sequence[Page]) -> Result:
    """A way's figures on these pages."""
    pairs: list[tuple[int, int]] = []
    scores: list[Score] = []
    with _going(way):
        for text, gold in tqdm(pages, desc=way.name):
            pairs += _tag_pairs(text, gold)
            scores.append(score(gold_from(gold).articles, parse_page(text).articles))
    told, true = np.array(pairs).T
    titles = f1(
        ((told == Tag.TITLE) & (true == Tag.TITLE)).sum(),
        (told == Tag.TITLE).sum(),
        (true == Tag.TITLE).sum(),
    )
    return Result(float((told == true).mean()), float(titles), mean(scores))


@contextmanager
def _going(way: Way) -> Iterator[None]:
    """The parser goes this way for a while."""
    odds = way.odds

    def find(name: str) -> Odds:
        return odds if odds and name == "tags" else learned.trees(name)

    with using(way.weights), patch.object(tagging, "trees", find):
        yield


def _tag_pairs(text: str, gold: dict[str, Any]) -> list[tuple[int, int]]:
    """The tag told and the true one of each line that is asked about."""
    sheet, truths = read_truth(text, gold)
    tags, _ = tag_lines(sheet)
    told = [t for i, t in enumerate(tags) if truths[i] and not tagging.is_plain(sheet, i)]
    return [(tag, mark) for tag, (_, mark) in zip(told, line_rows(sheet, truths), strict=True)]


def read_sequences(job: Job) -> Sequences:
    """The lines that are asked about of every page of a job, with their tags."""
    with using(job.weights):
        read = [line_rows(*read_truth(text, gold)) for text, gold in pages_of_job(job)]
    return [(np.array([row for row, _ in rows]), [tag for _, tag in rows]) for rows in read if rows]


def find_ways(exam: Exam) -> Iterator[Way]:
    """Every way, learned from the pages of the exam."""
    full = train_without(exam, EVERYTHING)
    yield Way("as it is", full)
    arrays = load(full)
    halved = arrays | {"tag_steps": arrays["tag_steps"] / 2}
    yield Way("lines: trees, steps halved", _store(exam, "halved", halved))
    alone = arrays | {"tag_steps": np.zeros_like(arrays["tag_steps"])}
    yield Way("lines: trees, each line alone", _store(exam, "alone", alone))
    with ProcessPoolExecutor(2) as pool:
        jobs = exam.without(EVERYTHING).jobs("texts")
        pages = [page for part in pool.map(read_sequences, jobs) for page in part]
    yield Way("lines: logistic, Viterbi", full, Logistic.fit(pages))
    if find_spec("pycrfsuite"):
        chain = Chain.fit(pages, exam.folder / "chain.crf")
        yield Way("lines: chain (CRF)", _store(exam, "chain", alone), chain)
    once = {f"place_again/{n}": arrays[f"place/{n}"] for n in TREE_PARTS}
    yield Way("places: read once", _store(exam, "once", arrays | once))
    yield Way("places and heads: no n-grams", _train_blind(exam, "places", TEXT_GRAMS))
    yield Way("no n-grams at all", _train_blind(exam, "all", (*TEXT_GRAMS, *LINE_GRAMS)))


def _store(exam: Exam, name: str, arrays: Arrays) -> Path:
    path = exam.folder / f"{name}.npz"
    save(path, arrays)
    return path


def _train_blind(exam: Exam, name: str, models: Sequence[str]) -> Path:
    """Train with n-gram models that always say 0, on the same pages."""
    full, settings = exam.without(EVERYTHING), exam.without(f"blind-{name}")
    settings.work.mkdir()
    for path in full.work.glob("pages-*.json"):
        shutil.copy(path, settings.work)
    for path in full.work.glob("texts*.npz"):
        arrays = load(path)
        blank = {n: np.zeros_like(a) for n, a in arrays.items() if n.split("/")[0] in models}
        save(settings.work / path.name, arrays | blank)
    save(settings.work / WEIGHTS, train(settings))
    return settings.work / WEIGHTS


def main() -> None:
    """Print a row for each way."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--count", type=int, default=120, help="pages of each source and half")
    parser.add_argument("--pages", type=int, default=20, help="judged of each source and style")
    options = parser.parse_args()
    print(f"{'':32}{'lines':>8}{'titles':>8}{'article':>9}{'headline':>9}{'para':>8}", flush=True)
    with TemporaryDirectory() as folder:
        exam = Exam(options.corpus, SOURCES, ALL_KINDS, options.count, options.pages, Path(folder))
        cells = list(product(exam.sources, exam.kinds))
        for source, kind in tqdm(cells, desc="draw"):
            write_judged(exam, source, kind)
        pages = [page for cell in cells for page in json.loads(exam.path(*cell).read_text("utf-8"))]
        for way in find_ways(exam):
            _print_result(way.name, judge(way, pages))


def _print_result(name: str, result: Result) -> None:
    of_pages = result.score
    headline = of_pages.headline or 0.0
    told = f"{result.lines:8.4f}{result.titles:8.3f}{of_pages.article:9.3f}{headline:9.3f}"
    print(f"{name:32}{told}{of_pages.para:8.3f}", flush=True)


if __name__ == "__main__":
    main()
