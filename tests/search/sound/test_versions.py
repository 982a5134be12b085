"""Another version of the analysis, or another engine: the index is built anew by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.search.sound.conftest import ARTICLES, COMMON, Site, Web


def write_versions(index: Path, **versions: int) -> None:
    state = json.loads((index / "current.json").read_text())
    state["versions"] |= versions
    (index / "current.json").write_text(json.dumps(state))


def test_another_analysis_is_read_until_it_is_replaced(indexed: Site, web: Web) -> None:
    write_versions(indexed.index, schema=0)
    assert web.found(f'"{COMMON}"') == ARTICLES
    indexed.run("workshop.change(1)\nworkshop.work()")
    assert web.found(f'"{COMMON}"') == ARTICLES
    assert web.found('"记第1轮补"') == 40
    indexed.assert_agrees()


def test_other_files_are_told_and_replaced(indexed: Site, web: Web) -> None:
    write_versions(indexed.index, **{indexed.engine: 0})
    status, page = web.get("/search/?q=%E6%B0%B4")
    assert (status, "与程序版本不符" in page) == (503, True)
    indexed.run("workshop.work()")
    assert web.found(f'"{COMMON}"') == ARTICLES
    indexed.assert_agrees()


@pytest.mark.parametrize("engine", ["whoosh"], indirect=True)
def test_engines_take_turns(indexed: Site) -> None:
    """On one folder, back and forth, with changes in between."""
    for turn, engine in enumerate(("tantivy", "whoosh", "tantivy", "whoosh")):
        site = Site(indexed.folder, engine)
        site.run(f"workshop.change({turn})")
        assert "index built anew (IndexStale)" in site.manage("index_if_needed", "--no-progress")
        site.assert_agrees()
        assert site.run(f"print(workshop.found(workshop.mark({turn})))") == "40"
