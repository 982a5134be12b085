"""An index is built once for a corpus and a schema; what building took is kept beside it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bench import search_built
from bench.search_built import ISSUE, ISSUES, build_missing, open_engine
from bench.search_peers import Engine
from bench.search_questions import Question
from search import analysis
from tests.bench.test_search_peers import make_documents

EXTRA = ISSUE * ISSUES
DOCUMENTS = make_documents(20 + EXTRA)
NAMES = ["fts5", "whoosh"]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The engines that were opened to be built."""
    names: list[str] = []

    def noting(name: str, folder: Path) -> Engine:
        names.append(name)
        return open_engine(name, folder)

    monkeypatch.setattr(search_built, "open_engine", noting)
    return names


def test_what_building_took_is_told_and_the_issues_are_in(tmp_path: Path) -> None:
    built = build_missing(NAMES, DOCUMENTS, tmp_path)
    assert list(built) == NAMES
    for name, each in built.items():
        assert each.articles == 20
        assert each.rate == 20 / each.seconds > 0
        assert len(each.issues) == ISSUES
        assert each.size > 10_000
        engine = open_engine(name, tmp_path / "20" / name / "index")
        assert engine.search(Question()).total == 20 + EXTRA
        engine.close()


def test_what_is_there_is_used_again(tmp_path: Path, opened: list[str]) -> None:
    first = build_missing(["fts5"], DOCUMENTS, tmp_path)
    assert build_missing(NAMES, DOCUMENTS, tmp_path)["fts5"] == first["fts5"]
    assert opened == NAMES


def test_all_is_built_anew_where_that_is_asked_for(tmp_path: Path, opened: list[str]) -> None:
    build_missing(["fts5"], DOCUMENTS, tmp_path)
    build_missing(["fts5"], DOCUMENTS, tmp_path, fresh=True)
    assert opened == ["fts5"] * 2
    engine = open_engine("fts5", tmp_path / "20" / "fts5" / "index")
    assert engine.search(Question()).total == 20 + EXTRA
    engine.close()


def test_other_articles_or_another_schema_are_built_anew(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build_missing(NAMES, DOCUMENTS, tmp_path)
    other = [*DOCUMENTS[:-1], replace(DOCUMENTS[-1], digest=bytes(16))]
    build_missing(NAMES, other, tmp_path)
    assert opened == NAMES * 2
    monkeypatch.setattr(search_built, "SCHEMA_VERSION", analysis.SCHEMA_VERSION + 1)
    build_missing(NAMES, other, tmp_path)
    assert opened == [*NAMES * 2, "whoosh"]


def test_an_index_that_cannot_be_read_is_built_anew(tmp_path: Path, opened: list[str]) -> None:
    build_missing(["whoosh"], DOCUMENTS, tmp_path)
    shutil.rmtree(tmp_path / "20" / "whoosh" / "index")
    build_missing(["whoosh"], DOCUMENTS, tmp_path)
    assert opened == ["whoosh"] * 2


def test_a_building_that_was_broken_off_is_begun_again(tmp_path: Path, opened: list[str]) -> None:
    build_missing(["fts5"], DOCUMENTS, tmp_path)
    (tmp_path / "20" / "fts5" / "built.json").write_text("{", "ascii")
    build_missing(["fts5"], DOCUMENTS, tmp_path)
    assert opened == ["fts5"] * 2
