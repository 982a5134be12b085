"""``python -m archive.parsing`` prints JSON, or a reason and exit status 1."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from archive.parsing.__main__ import main

PAGE = "# 城西公园开放\n\n本报讯(记者 王小雨)园里种着两百棵银杏,孩子们跑过石桥。\n"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str, data: bytes = b"") -> int:
    monkeypatch.setattr(sys, "argv", ["parse", *arguments])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return main()


def test_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(PAGE.encode("gb18030"))
    assert run(monkeypatch, str(path)) == 0
    assert json.loads(capsys.readouterr().out)["articles"][0]["headline"] == "城西公园开放"


def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "-", data=PAGE.encode()) == 0
    assert "城西公园开放" in capsys.readouterr().out


def test_what_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "-", data=b"") == 1
    assert "空" in capsys.readouterr().err
    assert run(monkeypatch, "/no/such/file") == 1


def test_parsing_needs_no_django() -> None:
    code = "import sys, archive.parsing; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
