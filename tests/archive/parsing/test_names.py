"""Personal names."""

from __future__ import annotations

import pytest

from archive.parsing.names import is_name, is_transliterated, split_run


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王小雨", True),
        ("陈青", True),
        ("欧阳小明", True),
        ("阿依古丽", True),
        ("约翰·史密斯", True),
        ("旅游", False),
        ("王", False),
        ("王小雨陈青", False),
        ("A王", False),
    ],
)
def test_names(text: str, expected: bool) -> None:
    assert is_name(text) is expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三李四", ("张三", "李四")),
        ("王小雨陈青", ("王小雨", "陈青")),
        ("欧阳小明李山", ("欧阳小明", "李山")),
        ("王武李思张伟", ("王武", "李思", "张伟")),
        ("王小高李明", ()),
        ("黄河水利", ()),
        ("乌云其木格", ()),
        ("王小雨", ()),
        ("", ()),
    ],
    ids=[
        "two",
        "three and two",
        "compound",
        "three",
        "either way",
        "words",
        "sounds",
        "one",
        "none",
    ],
)
def test_names_that_run_together(text: str, names: tuple[str, ...]) -> None:
    assert split_run(text) == names


def test_names_of_other_languages() -> None:
    assert is_transliterated("扎西次仁")
    assert not is_transliterated("王小雨")
