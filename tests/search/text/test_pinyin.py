"""Pinyin: as it is said, and as it is typed."""

from __future__ import annotations

import pytest

from search.text.pinyin import initials, normalize_pinyin, syllables, syllables_in_words


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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("音乐会", "yin yue hui", id="word in a longer one"),
        pytest.param("快乐", "kuai le", id="the same character said otherwise"),
        pytest.param("成都市日报", "cheng du shi ri bao", id="name"),
        pytest.param("绿色银行", "lv se yin hang", id="two words, dotted u"),
        pytest.param("ai大模型c919", "ai da mo xing c919", id="Latin and figures"),
        pytest.param("买买提·艾力", "mai mai ti ai li", id="dot"),
        pytest.param("龘", "da", id="one character"),
        pytest.param("，", "", id="punctuation"),
    ],
)
def test_syllables_in_words(text: str, expected: str) -> None:
    assert syllables_in_words(text) == tuple(expected.split())


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
