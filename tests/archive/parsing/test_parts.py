"""The parts of masthead lines."""

from __future__ import annotations

import pytest

from archive.parsing.parts import CN, NUMBER, PAGES, plain, read_parts, runs_on


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("CN 37-0067", ("37", "0067")),
        ("国内统一刊号:CN37- 0067", ("37", "0067")),
        ("统一刊号 37－0067", ("37", "0067")),
        ("ISSN 1672-0067", None),
    ],
)
def test_cn_numbers(line: str, found: tuple[str, str] | None) -> None:
    match = CN.search(line)
    assert (match.groups() if match else None) == found


def test_issue_numbers_and_pages() -> None:
    assert [m["n"] for m in NUMBER.finditer("第35期 总第9462期")] == ["35", "9462"]
    assert NUMBER.search("第三期") is None
    assert [next(filter(None, m.groups())) for m in PAGES.finditer("今日8版 本期十二版 共4版")] == [
        "8",
        "十二",
        "4",
    ]
