"""Pinyin: as it is said, and as it is typed."""

from __future__ import annotations

import pytest

from search.pinyin import initials, normalize_pinyin, syllables


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        pytest.param("菏泽市", "", ("he", "ze", "shi"), id="characters"),
        pytest.param("绿化", "", ("lv", "hua"), id="dotted u"),
        pytest.param("ai大模型", "", ("ai", "da", "mo", "xing"), id="Latin"),
        pytest.param("c919客机", "", ("c919", "ke", "ji"), id="figures"),
        pytest.param("买买提·艾力", "", ("mai", "mai", "ti", "ai", "li"), id="dot"),
        pytest.param("长清", "changqing", ("chang", "qing"), id="said otherwise"),
        pytest.param("六安", "luan", ("lu", "an"), id="a rare reading"),
        pytest.param("长清", "nothing", syllables("长清"), id="said impossibly"),
        pytest.param("", "", (), id="nothing"),
    ],
)
def test_syllables(text: str, said: str, expected: tuple[str, ...]) -> None:
    assert syllables(text, said) == expected


def test_initials() -> None:
    assert initials(("he", "ze", "shi")) == "hzs"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        pytest.param("heze", "heze", id="plain"),
        pytest.param("He Ze", "heze", id="space and capitals"),
        pytest.param("ＨＥＺＥ", "heze", id="full width"),
        pytest.param("hé zé", "heze", id="tone marks"),
        pytest.param("he2 ze2", "heze", id="tone numbers"),
        pytest.param("xi'an", "xian", id="apostrophe"),
        pytest.param("lǜhuà", "lvhua", id="dotted u with a tone"),
        pytest.param("lühua", "lvhua", id="dotted u"),
        pytest.param("菏泽", "", id="characters"),
        pytest.param("c919", "", id="figures"),
        pytest.param("2025", "", id="only figures"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_normalize_pinyin(typed: str, plain: str) -> None:
    assert normalize_pinyin(typed) == plain
