"""The four real pages: taken by ingest, and parsed at least as well as the first parser must."""

from __future__ import annotations

import json
import runpy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from archive.models import Page
from archive.parsing import parse_page

REACH = {"article": 0.85, "headline": 0.80, "byline": 0.85, "issue": 0.80, "kept": 0.995}


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[Path]:
    return sorted((shared / "pages").glob("*.txt"))


@pytest.mark.django_db
def test_ingest_takes_all_four_and_nothing_of_them_is_lost(pages: list[Path]) -> None:
    out = StringIO()
    call_command("ingest", *map(str, pages), stdout=out)
    assert "拒收 0 个文件" in out.getvalue()
    assert Page.objects.count() == len(pages) == 4
    for page in Page.objects.select_related("source_file"):
        original = next(path for path in pages if path.name == page.source_file.name)
        assert page.source_text.split() == original.read_text(encoding="utf-8").split()


def test_scores_reach_the_marks(shared: Path, pages: list[Path]) -> None:
    judge: dict[str, Any] = runpy.run_path(str(shared / "bin" / "score_pages"))
    rows = []
    for path in pages:
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        raw = path.read_text(encoding="utf-8")
        rows.append(judge["score"](gold, json.loads(json.dumps(parse_page(raw).as_json())), raw))
    means = judge["mean"](rows)
    assert {name: means[name] >= mark for name, mark in REACH.items()} == dict.fromkeys(REACH, True)
