"""What the parser makes of sources and styles it was not trained on: ``python -m bench.crossval``.

It is trained anew with one source left out, then with one style left out, and judged on pages of
exactly that source or style; beside each stands the parser trained on everything, judged on the
same pages. All of them are of days that no training sees. The figures are the judge's, means over
pages: F1 of articles, share of headlines, F1 of paragraphs (``bench.scores``). Everything is kept
in a temporary folder; the weights that the parser ships with are not touched.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from tqdm import tqdm

from archive.parsing import parse_page
from bench.gold import gold_from
from bench.pages import SOURCES, draw_pages
from bench.pdfs import draw_pages as pdf_pages
from bench.rendering import Gold
from bench.scores import Score, mean, score
from bench.styles import KINDS
from bench.train import HELD_OUT, PDF, TOOLS, Settings, groups_of, train
from bench.weights import save, using

ALL_KINDS = (*KINDS, PDF)
WEIGHTS = "learned.npz"
EVERYTHING = "everything"
FIGURES = ("article", "headline", "para")
#: A source and a style.
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Exam:
    """Where the pages come from, how many are trained on and judged, and where files may go."""

    corpus: Path
    sources: tuple[str, ...]
    kinds: tuple[str, ...]
    count: int
    pages: int
    folder: Path

    def without(self, left_out: str) -> Settings:
        """What to train on when a source or style is left out."""
        return Settings(
            self.corpus,
            tuple(source for source in self.sources if source != left_out),
            tuple(kind for kind in self.kinds if kind != left_out),
            self.count,
            self.folder / left_out,
        )

    def cells(self, left_out: str) -> list[Cell]:
        """The sources and styles whose pages are of what is left out."""
        return [cell for cell in product(self.sources, self.kinds) if left_out in cell]

    def path(self, source: str, kind: str) -> Path:
        """The file with the pages to judge, of one source and style."""
        return self.folder / f"judged-{source}-{kind}.json"


@dataclass(frozen=True, slots=True)
class Row:
    """How the parser does on pages of what it was not trained on, and how when it was."""

    left_out: str
    pages: int
    without: Score
    full: Score


def cross_validate(exam: Exam, left_out: Sequence[str]) -> Iterator[Row]:
    """One row for every source and style to be left out."""
    cells = list(product(exam.sources, exam.kinds))
    for source, kind in tqdm(cells, desc="draw"):
        write_judged(exam, source, kind)
    full = _judge(exam, train_without(exam, EVERYTHING), cells)
    for name in left_out:
        found = _judge(exam, train_without(exam, name), exam.cells(name))
        without = [page for pages in found.values() for page in pages]
        yield Row(
            left_out=name,
            pages=len(without),
            without=mean(without),
            full=mean([page for cell in found for page in full[cell]]),
        )


def write_judged(exam: Exam, source: str, kind: str) -> None:
    """Draw the pages to judge, all of days held out from training."""
    groups = groups_of(exam.corpus, source, HELD_OUT)
    rng = random.Random(f"crossval-{source}-{kind}")
    if kind == PDF:
        drawn = pdf_pages(groups, rng, TOOLS, exam.pages)
    else:
        drawn = draw_pages(groups, rng, (kind,), exam.pages)
    pages = [(text, gold) for _, text, gold in drawn]
    exam.path(source, kind).write_text(json.dumps(pages, ensure_ascii=False), "utf-8")


def train_without(exam: Exam, left_out: str) -> Path:
    """Train in a folder of its own; returns the weights."""
    settings = exam.without(left_out)
    settings.work.mkdir()
    _take_over(exam.without(EVERYTHING), settings)
    save(settings.work / WEIGHTS, train(settings))
    return settings.work / WEIGHTS


def _take_over(full: Settings, settings: Settings) -> None:
    """What is no different from the full training: pages of the same styles, n-grams of all."""
    patterns = ["pages-*.json"] if settings.kinds == full.kinds else []
    patterns += ["texts*.npz"] if settings.sources == full.sources else []
    for pattern in patterns if settings != full else ():
        for path in full.work.glob(pattern):
            shutil.copy(path, settings.work)


def _judge(exam: Exam, weights: Path, cells: Sequence[Cell]) -> dict[Cell, list[Score]]:
    """The figures of every page of these sources and styles."""
    tasks = [(weights, exam.path(*cell)) for cell in cells]
    with ProcessPoolExecutor(2) as pool:
        found = tqdm(pool.map(_judge_file, tasks), total=len(tasks), desc="judge")
        return dict(zip(cells, found, strict=True))


def _judge_file(task: tuple[Path, Path]) -> list[Score]:
    weights, path = task
    pages: list[tuple[str, Gold]] = json.loads(path.read_text("utf-8"))
    with using(weights):
        return [score(gold_from(gold).articles, parse_page(text).articles) for text, gold in pages]


def _print_rows(rows: Iterable[Row]) -> None:
    """Print each row as soon as it is known: a training takes minutes."""
    print(f"{'':26}" + "".join(f"{name:>18}" for name in FIGURES))
    print(f"{'left out':20}{'pages':>6}" + f"{'without':>10}{'full':>8}" * len(FIGURES), flush=True)
    for row in rows:
        figures = [(getattr(row.without, n), getattr(row.full, n)) for n in FIGURES]
        told = "".join(f"{without:10.3f}{full:8.3f}" for without, full in figures)
        print(f"{row.left_out:20}{row.pages:6}{told}", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.crossval", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--sources", nargs="+", choices=SOURCES, default=list(SOURCES))
    parser.add_argument("--kinds", nargs="+", choices=ALL_KINDS, default=list(ALL_KINDS))
    parser.add_argument("--leave", choices=("source", "style", "both"), default="both")
    parser.add_argument("--count", type=int, default=120, help="pages of each source and half")
    parser.add_argument("--pages", type=int, default=40, help="judged of each source and style")
    options = parser.parse_args()
    sources = options.sources if options.leave in ("source", "both") else []
    kinds = options.kinds if options.leave in ("style", "both") else []
    with TemporaryDirectory() as folder:
        exam = Exam(
            options.corpus,
            tuple(options.sources),
            tuple(options.kinds),
            options.count,
            options.pages,
            Path(folder),
        )
        _print_rows(cross_validate(exam, [*sources, *kinds]))


if __name__ == "__main__":
    main()
