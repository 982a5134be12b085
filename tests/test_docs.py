"""The documentation names every setting, command and term."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def settings_in_code() -> list[str]:
    files = [*(ROOT / "config").rglob("*.py"), *(ROOT / "archive").rglob("*.py")]
    files += (ROOT / "search").rglob("*.py")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return sorted(set(re.findall(r"\"(DIBAO_[A-Z_]+)\"", text)))


@pytest.mark.parametrize("name", settings_in_code())
def test_setting_is_documented(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize(
    "name", [c for c, app in get_commands().items() if app in ("archive", "search")]
)
def test_command_is_documented(name: str) -> None:
    assert name in README


@pytest.mark.parametrize("path", re.findall(r"\]\((docs/[^)]+)\)", README))
def test_linked_file_exists(path: str) -> None:
    assert (ROOT / path).is_file()


def test_every_model_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for name in ("Newspaper", "Issue", "Page", "Article", "Topic", "SourceFile"):
        assert f"`{name}`" in glossary
