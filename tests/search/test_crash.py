"""A running worker finds that the index is gone; more of the kind is in tests/search/sound."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(params=["whoosh", "tantivy"])
def environment(tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """The surroundings of a process that works on a database and an index of its own."""
    return {
        **os.environ,
        "DIBAO_DATA_DIR": str(tmp_path),
        "DIBAO_DATABASE_URL": f"sqlite:///{tmp_path / 'dibao.sqlite3'}",
        "DIBAO_SEARCH_URL": f"{request.param}://{tmp_path / 'index'}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
        "DIBAO_PROFILE": "development",
    }


def python(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(  # our own words
        [sys.executable, *words],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def waiting(environment: dict[str, str]) -> int:
    """How many rows wait in the outbox."""
    database = sqlite3.connect(environment["DIBAO_DATABASE_URL"].removeprefix("sqlite:///"))
    try:
        return int(database.execute("SELECT count(*) FROM search_outboxentry").fetchone()[0])
    finally:
        database.close()


def test_running_worker_builds_a_deleted_index(environment: dict[str, str], tmp_path: Path) -> None:
    manage = str(ROOT / "manage.py")
    python(environment, manage, "migrate", "--verbosity", "0")
    python(environment, manage, "index_if_needed")
    assert waiting(environment) == 0
    with subprocess.Popen(
        [sys.executable, manage, "run_worker", "--interval", "0.05"],
        env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True,
    ) as worker:  # fmt: skip
        assert worker.stderr is not None
        assert "started" in worker.stderr.readline()
        shutil.rmtree(tmp_path / "index")
        assert "building the index anew" in worker.stderr.readline()
        worker.terminate()
        assert worker.wait(60) == 0
    told = python(environment, manage, "check_index")
    assert told.strip() == "index and database agree"
