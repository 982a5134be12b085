"""Speed by stage, time against length, and the inputs of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.parsing import page
from bench.inputs import ODD, read_pages, stretch
from bench.length import describe, measure, units
from bench.speed import best_of, time_stages

PAGE = "# 石桥落成\n\n本报讯（记者 王小雨）城西公园的石桥3月5日通车。\n".encode()


def test_stages_are_what_a_parse_calls_and_are_put_back() -> None:
    before = dict(vars(page))
    stages = time_stages([PAGE])
    assert {"decode", "read_lines", "split_furniture", "read_issue"} <= set(stages)
    assert all(seconds > 0 for seconds in stages.values())
    assert dict(vars(page)) == before


def test_the_best_round_counts() -> None:
    calls: list[int] = []
    assert best_of(3, lambda: calls.append(1)) >= 0
    assert len(calls) == 3


def test_pages_are_read_from_the_folder_or_else_the_samples(tmp_path: Path) -> None:
    samples = read_pages(tmp_path)
    assert len(samples) > 5
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "1.txt").write_bytes(PAGE)
    assert read_pages(tmp_path) == [PAGE]
    assert dict(units(tmp_path))["ordinary pages"] == PAGE.decode()


@pytest.mark.parametrize("size", [10, 100, 5000])
@pytest.mark.parametrize("unit", ODD.values(), ids=ODD.keys())
def test_a_unit_is_stretched_to_the_size(unit: str, size: int) -> None:
    data = stretch(unit, size)
    assert size - 3 <= len(data) <= size
    assert data.decode().startswith("桥")


def test_length_tells_an_error_by_its_code() -> None:
    assert measure(PAGE)[1] == ""
    assert measure("桥\n".encode() * 30_000)[1] == "fragments"
    line = describe("bridges", "桥\n", 1_000_000)
    assert line.endswith("bridges")
    assert line.count("fragments") == 2
    assert len(line.split()) == 5
