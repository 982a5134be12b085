"""Files of several pages."""

from __future__ import annotations

import pytest

from archive.parsing.split import split_pages

BODY = "\n".join(["园里种着两百棵银杏，还有一条两公里长的步道，孩子们跑过石桥。"] * 5)


def starts(text: str) -> list[int]:
    return [first for first, _ in split_pages(text)]


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        (BODY, [1]),
        (f"第01版 要闻\n{BODY}\n\n第02版 民生\n{BODY}", [1, 8]),
        (f"{BODY}\n\n第02版 民生\n{BODY}", [1, 7]),
        (f"A01\n{BODY}\n=====\nA02 民生\n{BODY}", [1, 7]),
        (f"{BODY}\n\f{BODY}", [1, 6]),
        (f"第02版 民生\n{BODY}\n\n第02版 民生\n{BODY}", [1]),
        (f"{BODY}\n在第02版 民生栏里\n{BODY}", [1]),
        (
            f"青石日报\n2024年3月6日 星期三\n{BODY}\n\n民生\n2\n2024年3月6日 星期三\n{BODY}",
            [1, 9],
        ),
        ("\f\f\n第02版 民生\n", [1]),
        ("", [1]),
    ],
    ids=[
        "one",
        "labels",
        "first without label",
        "rule",
        "form feed",
        "same label",
        "in text",
        "folios in pieces",
        "marks only",
        "nothing",
    ],
)
def test_where_pages_begin(text: str, firsts: list[int]) -> None:
    assert starts(text) == firsts


def test_no_line_is_lost() -> None:
    text = f"第01版 要闻\n{BODY}\n\n=====\n第02版 民生\n{BODY}\n"
    assert "\n".join(part for _, part in split_pages(text)) == text
