"""Jump lines."""

from __future__ import annotations

import pytest

from archive.parsing.jump import find_jump_from, find_jump_to, is_jump_line, normalize_label


@pytest.mark.parametrize(
    ("text", "to", "origin", "alone"),
    [
        ("（下转第3版）", "3", "", True),
        ("(下转8版)", "8", "", True),
        ("取得实效。(下转第三版)", "3", "", False),
        ("▶▶下转A03版", "A03", "", True),
        ("下转 08 版", "8", "", True),
        ("（紧转第二版）", "2", "", True),
        ("（转第二版）", "2", "", True),
        ("（上接第1版）", "", "1", True),
        ("（上接A01版）春天来了", "", "A01", False),
        ("上接一版", "", "1", True),
        ("车辆可转第二版块", "", "", False),
        ("(下转5-6版)", "5", "", True),
        ("（下转第3、4版）", "3", "", True),
        ("（文下转第3版）", "3", "", True),
        ("（下接第2版）", "2", "", True),
        ("（上转第1版）", "", "1", True),
        ("上接A1", "", "A1", True),
        ("下转第八版①", "8", "", True),
        ("【上接01版】", "", "1", True),
        ("（详见第3版）", "", "", False),
        ("一路上转3个弯", "", "", False),
        ("公园开放。", "", "", False),
    ],
)
def test_jump_lines(text: str, to: str, origin: str, alone: bool) -> None:
    assert find_jump_to(text) == to
    assert find_jump_from(text) == origin
    assert is_jump_line(text) is alone


@pytest.mark.parametrize(
    ("label", "plain"), [("08", "8"), ("十二", "12"), ("A 3", "A3"), ("B12", "B12")]
)
def test_labels(label: str, plain: str) -> None:
    assert normalize_label(label) == plain
