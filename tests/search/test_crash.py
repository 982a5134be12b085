"""A worker that is killed at any moment leaves nothing that a restart does not mend."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 5

WRITE = """
import django; django.setup()
from tests.search.conftest import make_shelf
from tests.factories import make_article
shelf = make_shelf()
page = shelf.article("wheat").page
for number in range(60):
    make_article(page, headline=f"第{number}则简讯", body="田里的水渠修好了。" * 40)
"""
CHANGE = """
import sys
import django; django.setup()
from archive.models import Article, Page
turn = int(sys.argv[1])
for article in Article.objects.all()[turn::3]:
    article.body += f"第{turn}次补记。"
    article.save()
Article.objects.order_by("pk")[turn].delete()
for page in Page.objects.all()[turn % 2::2]:
    page.published_at = None if page.published_at else page.created_at
    page.save()
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The surroundings of a process that works on a database and an index of its own."""
    return {
        **os.environ,
        "DIBAO_DATA_DIR": str(tmp_path),
        "DIBAO_DATABASE_URL": f"sqlite:///{tmp_path / 'dibao.sqlite3'}",
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


def test_killed_while_draining(environment: dict[str, str]) -> None:
    manage = str(ROOT / "manage.py")
    python(environment, manage, "migrate", "--verbosity", "0")
    python(environment, "-c", WRITE)
    chance = random.Random(9)  # noqa: S311
    for turn in range(KILLS):
        assert waiting(environment)
        with subprocess.Popen(
            [sys.executable, manage, "run_worker", "--interval", "0.01"],
            env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True,
        ) as worker:  # fmt: skip
            assert worker.stderr is not None
            assert "started" in worker.stderr.readline()
            time.sleep(chance.random())  # a drain of all takes about as long
            worker.kill()
        python(environment, "-c", CHANGE, str(turn))
    told = python(environment, manage, "index_if_needed", "--no-progress")
    assert "index built anew" not in told or "IndexMissing" in told
    assert waiting(environment) == 0
    assert python(environment, manage, "check_index").strip() == "index and database agree"
