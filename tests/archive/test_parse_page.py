"""``manage.py parse_page``: JSON of a page, no database."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

PAGE = "# 城西公园开放\n\n本报讯(记者 王小雨)园里种着两百棵银杏,孩子们跑过石桥。\n"


def test_prints_the_pages_json(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, encoding="utf-16")
    out = StringIO()
    call_command("parse_page", str(path), stdout=out)
    article = json.loads(out.getvalue())["articles"][0]
    assert article["headline"] == "城西公园开放"
    assert article["credits"] == [{"name": "王小雨", "role": "记者"}]


@pytest.mark.parametrize(
    ("data", "reason"), [(b"", "空"), (b"%PDF-1.7", "PDF"), (b"\x81\x05\xfe" * 40, "编码")]
)
def test_refuses_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=reason):
        call_command("parse_page", str(path))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("parse_page", str(tmp_path / "none.txt"))
