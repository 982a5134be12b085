"""Cross-validation on a corpus of a few invented pages; the training itself stands still."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.parsing import learned
from bench.corpus import NEWSCAST, NEWSPAPER_2023
from tests.bench.corpora import write_days

pytest.importorskip("lightgbm", reason="the bench extra is not installed (lightgbm)")
pytest.importorskip("sklearn", reason="the bench extra is not installed (scikit-learn)")
pytest.importorskip("pymupdf", reason="the bench extra is not installed (pymupdf)")

from bench import crossval
from bench.crossval import EVERYTHING, Exam
from bench.train import PDF, Settings
from bench.weights import Arrays, load

DAYS = [f"2024-03-{day:02}" for day in range(1, 15)]
SOURCES = (NEWSPAPER_2023, NEWSCAST)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources of fourteen days each."""
    folder = tmp_path_factory.mktemp("shared") / "corpus"
    for seed, source in enumerate(SOURCES):
        write_days(folder, source, DAYS, pages=1, seed=seed)
    return folder


@pytest.fixture
def exam(corpus: Path, tmp_path: Path) -> Exam:
    """Three pages to judge of each of two sources and two styles."""
    return Exam(corpus, SOURCES, ("ocr", "wraptail"), 4, 3, tmp_path)


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Settings, list[str]]]:
    """What was trained on and what lay in the folder before; the weights are the parser's own."""
    seen: list[tuple[Settings, list[str]]] = []

    def train(settings: Settings) -> Arrays:
        seen.append((settings, sorted(path.name for path in settings.work.iterdir())))
        for name in ("pages-own-0.json", "texts.npz"):
            (settings.work / name).write_text("{}")
        return load(learned.PATH)

    monkeypatch.setattr(crossval, "train", train)
    return seen


@pytest.mark.parametrize(
    ("left_out", "sources", "kinds"),
    [
        (NEWSCAST, (NEWSPAPER_2023,), ("ocr", "wraptail")),
        ("ocr", SOURCES, ("wraptail",)),
        (EVERYTHING, SOURCES, ("ocr", "wraptail")),
    ],
    ids=["a source", "a style", "nothing"],
)
def test_what_is_left_out_is_not_trained_on(
    exam: Exam, left_out: str, sources: tuple[str, ...], kinds: tuple[str, ...]
) -> None:
    settings = exam.without(left_out)
    assert (settings.sources, settings.kinds) == (sources, kinds)


def test_pages_of_exactly_what_is_left_out_are_judged(exam: Exam) -> None:
    assert exam.cells(NEWSCAST) == [(NEWSCAST, "ocr"), (NEWSCAST, "wraptail")]
    assert exam.cells("ocr") == [(NEWSPAPER_2023, "ocr"), (NEWSCAST, "ocr")]


def test_each_row_stands_beside_the_full_training(
    exam: Exam, trained: list[tuple[Settings, list[str]]]
) -> None:
    rows = list(crossval.cross_validate(exam, [NEWSCAST, "ocr"]))
    assert [(row.left_out, row.pages) for row in rows] == [(NEWSCAST, 6), ("ocr", 6)]
    assert [row.without for row in rows] == [row.full for row in rows]
    assert rows[0].without != rows[1].without
    wanted = [exam.without(name) for name in (EVERYTHING, NEWSCAST, "ocr")]
    assert [settings for settings, _ in trained] == wanted


def test_only_what_is_no_different_is_taken_over(
    exam: Exam, trained: list[tuple[Settings, list[str]]]
) -> None:
    list(crossval.cross_validate(exam, [NEWSCAST, "ocr"]))
    assert [before for _, before in trained] == [[], ["pages-own-0.json"], ["texts.npz"]]


def test_pages_of_pdfs_are_judged_as_well(exam: Exam) -> None:
    crossval.write_judged(exam, NEWSCAST, PDF)
    text = exam.path(NEWSCAST, PDF).read_text("utf-8")
    assert text.count('"setting"') == exam.pages


@pytest.mark.parametrize(
    ("leave", "left_out"),
    [("source", list(SOURCES)), ("style", ["ocr", "runon"]), ("both", [*SOURCES, "ocr", "runon"])],
    ids=["source", "style", "both"],
)
def test_the_command_prints_a_row_for_each(
    corpus: Path,
    trained: list[tuple[Settings, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    leave: str,
    left_out: list[str],
) -> None:
    words = ["crossval", "--corpus", str(corpus), "--sources", *SOURCES, "--kinds", "ocr", "runon"]
    monkeypatch.setattr("sys.argv", [*words, "--leave", leave, "--count", "4", "--pages", "2"])
    before = learned.PATH.read_bytes()
    crossval.main()
    lines = capsys.readouterr().out.splitlines()[2:]
    assert [line.split()[:2] for line in lines] == [[name, "4"] for name in left_out]
    assert all(settings.count == 4 for settings, _ in trained)
    assert learned.PATH.read_bytes() == before
