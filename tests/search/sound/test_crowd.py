"""One writer at a time, many readers: nobody ever sees half a commit."""

from __future__ import annotations

from tests.search.sound.conftest import Site


def test_two_writers_and_four_readers(site: Site) -> None:
    told = site.python("-m", "tests.search.sound.crowd", "6")
    print(site.engine, told)
    assert told.count("looked") == 4
    site.run("workshop.work()")
    site.assert_agrees()
