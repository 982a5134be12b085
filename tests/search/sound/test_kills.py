"""`kill -9` at any instant of indexing: whole commits only, nothing lost, the next look mends."""

from __future__ import annotations

import json

import pytest

from tests.search.sound.conftest import Site

#: At random moments of a drain and of a rebuild, and before chosen steps on files.
KILLS = [("work", "moments", 25), ("rebuild", "moments", 25), ("work", "steps", 10),
         ("rebuild", "steps", 10)]  # fmt: skip


@pytest.mark.parametrize(("work", "way", "count"), KILLS, ids=lambda value: str(value))
def test_killed(site: Site, work: str, way: str, count: int) -> None:
    told = json.loads(site.python("-m", "tests.search.sound.nursery", work, way, str(count)))
    print(site.engine, work, way, told)
    assert told["turns"] == count, "fewer steps than that"
    assert told["killed"] > 0
    site.assert_agrees()
