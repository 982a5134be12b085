"""A fuzzing run tells what it tried and keeps what failed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import fuzz
from bench.fuzz import KINDS, Outcome, make_input, run, summarize, try_input
from bench.inputs import SAMPLES


def test_kinds_take_turns_and_the_seed_decides() -> None:
    made = [make_input(7, number, SAMPLES) for number in range(len(KINDS))]
    assert [kind for kind, _ in made] == [kind.__name__ for kind in KINDS]
    assert made[3] != make_input(8, 3, SAMPLES)


def test_a_run_in_one_process_or_in_two_is_the_same() -> None:
    alone = [(o.number, o.kind, o.fault) for o in run(range(8), 7, SAMPLES, 1)]
    assert alone == [(o.number, o.kind, o.fault) for o in run(range(8), 7, SAMPLES, 2)]


def test_an_exception_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(data: bytes, *, whole: bool) -> str:
        raise KeyError(len(data), whole)

    monkeypatch.setattr(fuzz, "find_fault", breaks)
    assert try_input(1, seed=7, folder=SAMPLES).fault.startswith("KeyError")


def test_failing_numbers_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "failures.jsonl"
    outcomes = [Outcome(3, "grammar", "", 0.1), Outcome(4, "mutated", "letters lost", 0.2)]
    assert summarize(outcomes, kept) == 1
    printed = capsys.readouterr().out
    assert "2 inputs, 1 faults" in printed
    assert "number 4, mutated, 0.20 s" in printed
    assert json.loads(kept.read_text()) == {
        "number": 4,
        "kind": "mutated",
        "fault": "letters lost",
    }


def test_nothing_is_kept_where_nothing_failed(tmp_path: Path) -> None:
    kept = tmp_path / "failures.jsonl"
    assert summarize([Outcome(3, "grammar", "", 0.1)], kept) == 0
    assert not kept.exists()
