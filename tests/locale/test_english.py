"""The English texts: all there, and compiled."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES"
STRING = r'"((?:[^"\\]|\\.)*)"'
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def compiled() -> dict[str, str]:
    """Return the compiled texts by their Chinese; plural forms by the form for one."""
    with (FOLDER / "django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    one = {key[0]: text for key, text in catalog.items() if isinstance(key, tuple) and key[1] == 0}
    return one | {key: text for key, text in catalog.items() if isinstance(key, str)}


def written() -> dict[str, str]:
    """Return the texts of the .po file by their Chinese, as they stand."""
    text = (FOLDER / "django.po").read_text(encoding="utf-8")
    pairs = re.findall(
        rf"^(?:msgctxt {STRING}\n)?msgid {STRING}\n(?:msgid_plural {STRING}\n)?"
        rf"msgstr(?:\[0\])? {STRING}",
        text,
        re.M,
    )
    return {
        (f"{context}\x04" if context else "") + _unescape(chinese): _unescape(english)
        for context, chinese, _, english in pairs
        if chinese
    }


def _unescape(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n").replace("\\\\", "\\")


def texts_of_source() -> Iterator[str]:
    """Yield the Chinese texts that templates and code hand to gettext in one piece."""
    root = Path(settings.BASE_DIR)
    for path in (root / "templates").rglob("*.html"):
        yield from re.findall(rf"{{% translate {STRING}", path.read_text(encoding="utf-8"))
    for app in ("archive", "search", "config"):
        for path in (root / app).rglob("*.py"):
            yield from re.findall(rf"\b_\({STRING}\)", path.read_text(encoding="utf-8"))


def test_every_text_of_the_source_is_translated() -> None:
    known = written()
    assert sorted({text for text in texts_of_source() if not known.get(_unescape(text))}) == []


def test_compiled_file_is_up_to_date() -> None:
    assert {key: text for key, text in compiled().items() if key} == written()


def test_nothing_is_empty_or_fuzzy() -> None:
    assert [chinese for chinese, english in written().items() if not english] == []
    assert "fuzzy" not in (FOLDER / "django.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("placeholder", [r"%\(\w+\)[sd]", r"%[sd]", r"<kbd>"])
def test_placeholders_are_the_same(placeholder: str) -> None:
    for chinese, english in written().items():
        found = sorted(re.findall(placeholder, chinese))
        assert sorted(re.findall(placeholder, english)) == found, chinese


def typed_texts() -> set[str]:
    """Return the texts of the help page, whose English shows Chinese as a reader types it."""
    folder = Path(settings.BASE_DIR) / "templates" / "archive"
    pages = [path.read_text(encoding="utf-8") for path in folder.glob("*help*.html")]
    return {_unescape(text) for page in pages for text in re.findall(STRING, page)}


def test_no_chinese_is_left_in_english_but_names() -> None:
    typed = typed_texts()
    english = {text for chinese, text in written().items() if chinese not in typed}
    left = [text for text in english if CHINESE.search(text)]
    assert sorted(left) == ["Dibao 邸报", "简体中文"]
