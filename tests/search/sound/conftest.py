"""A whole archive for every test, on each engine: its own database, index and processes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

ROOT = Path(__file__).resolve().parents[3]
#: As in workshop, which needs Django's settings.
COMMON = "水渠修好了"
ARTICLES = 120
ENGINES = ("whoosh", "tantivy")
MAKE = "import django; django.setup()\nfrom tests.search.sound import workshop\n"


@dataclass(frozen=True)
class Site:
    """A folder with an archive in it, and how its processes are started."""

    folder: Path
    engine: str
    more: dict[str, str] = field(default_factory=dict)

    @property
    def index(self) -> Path:
        """The folder of the index."""
        return self.folder / "index"

    @property
    def database(self) -> Path:
        """The database's file."""
        return self.folder / "dibao.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """The surroundings of a process that works on this archive."""
        return {
            **os.environ,
            "DIBAO_DATA_DIR": str(self.folder),
            "DIBAO_DATABASE_URL": f"sqlite:///{self.database}",
            "DIBAO_SEARCH_URL": f"{self.engine}://{self.index}",
            "DIBAO_PROFILE": "development",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(ROOT),
            **self.more,
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start Python with these words; it is told what to do, and tells, line by line."""
        return subprocess.Popen(
            [sys.executable, *words], env=self.environment, cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def python(self, *words: str) -> str:
        """Run Python with these words; returns what it prints."""
        done = subprocess.run(  # our own words
            [sys.executable, *words], env=self.environment, cwd=ROOT,
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.strip()

    def run(self, code: str) -> str:
        """Run `code`, which has `workshop` at hand; returns what it prints."""
        return self.python("-c", MAKE + code)

    def manage(self, *words: str) -> str:
        """Run a command; returns what it prints."""
        return self.python(str(ROOT / "manage.py"), *words)

    def waiting(self) -> int:
        """Return how many rows wait in the outbox."""
        database = sqlite3.connect(self.database)
        try:
            return int(database.execute("SELECT count(*) FROM search_outboxentry").fetchone()[0])
        finally:
            database.close()

    def assert_agrees(self) -> None:
        """Database and index are the same, to the article, and nothing waits."""
        assert self.manage("check_index") == "index and database agree"
        assert self.waiting() == 0


@pytest.fixture(scope="session")
def unindexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive, all of which waits to be indexed."""
    site = Site(tmp_path_factory.mktemp("unindexed"), "whoosh")
    site.run("""
from django.core.management import call_command
call_command("migrate", verbosity=0)
workshop.make_archive()
""")
    return site.folder


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Each of the engines."""
    return str(request.param)


@pytest.fixture
def site(unindexed: Path, tmp_path: Path, engine: str) -> Iterator[Site]:
    """An archive of its own, not indexed yet."""
    folder = tmp_path / "site"
    shutil.copytree(unindexed, folder)
    yield Site(folder, engine)
    shutil.rmtree(folder)


@pytest.fixture
def indexed(site: Site) -> Site:
    """The same with an index that agrees."""
    site.run("workshop.work()")
    return site


class Web:
    """A running web process of a site."""

    def __init__(self, site: Site) -> None:
        self._process = site.start("-m", "tests.search.sound.looking")
        assert self._said() == "ready"

    def get(self, address: str) -> tuple[int, str]:
        """Return the status and the page."""
        assert self._process.stdin
        self._process.stdin.write(address + "\n")
        status, page = json.loads(self._said())
        return status, page

    def found(self, text: str) -> int:
        """Return how many articles a search finds, as the API tells."""
        status, page = self.get(f"/api/articles/?q={quote(text)}")
        assert status == 200, page
        return int(json.loads(page)["count"])

    def close(self) -> int:
        """End it in order; returns its exit code."""
        self._process.communicate(timeout=30)
        return self._process.returncode

    def _said(self) -> str:
        assert self._process.stdout
        said = self._process.stdout.readline().strip()
        assert said, f"the web process died ({self._process.wait(10)})"
        return said


@pytest.fixture
def web(indexed: Site) -> Iterator[Web]:
    """A web process that has the index open."""
    web = Web(indexed)
    assert web.found(f'"{COMMON}"') == ARTICLES
    yield web
    assert web.close() == 0


@pytest.fixture
def site_in_no_time(indexed: Site) -> Iterator[Web]:
    """A web process that gives each search next to no time."""
    web = Web(Site(indexed.folder, indexed.engine, {"DIBAO_SEARCH_SECONDS": "0.00001"}))
    yield web
    assert web.close() == 0
