"""Strings one edit away: what is looked for, what of it is a misreading."""

from __future__ import annotations

import pytest

from search.language.nodes import Phrase, Wildcard
from search.spelling.confusions import (
    alternatives,
    confusables,
    held_strings,
    is_confusion,
    may_be_confused,
)
from search.text.folding import fold


def test_confusables_are_folded_and_mutual() -> None:
    table = confusables()
    assert all(fold(char) == char and len(char) == 1 for char in table)
    assert all(char in table[other] for char, others in table.items() for other in others)
    assert all(char not in others for char, others in table.items())


@pytest.mark.parametrize(
    ("text", "looked_at"),
    [
        pytest.param("水务集团", True, id="four characters"),
        pytest.param("市政府", False, id="three"),
        pytest.param("水" * 17, False, id="too long"),
        pytest.param("abcdef", False, id="Latin"),
        pytest.param("c919客机", False, id="too little Chinese"),
        pytest.param("水务?集团", False, id="a sign of patterns"),
    ],
)
def test_may_be_confused(text: str, looked_at: bool) -> None:
    assert may_be_confused(text) is looked_at


def test_alternatives() -> None:
    nodes = alternatives("泰安人民政府")
    assert Phrase("秦安人民政府") in nodes
    assert Wildcard("泰安人?政府") in nodes
    assert Wildcard("泰安人?民政府") in nodes
    assert Wildcard("泰安人民?政府") not in nodes  # at the seam of a compound anything may stand
    assert Phrase("泰安市民政府") in alternatives("泰安市人民政府")
    assert Wildcard("泰安?人民政府") not in nodes  # between words anything may stand
    assert Wildcard("?安人民政府") not in nodes  # at the ends only what looks alike
    assert Phrase("泰安人民政府") not in nodes


def test_held_strings() -> None:
    nodes = (Phrase("秦安"), Phrase("奉安"), Wildcard("泰?市"))
    found = [("秦安", 0), ("泰安市", 3), ("泰宁市", 7)]
    assert list(held_strings("秦安和泰安市、泰宁市", nodes)) == found


@pytest.mark.parametrize(
    ("held", "misread"),
    [
        pytest.param("秦安市人民政府", True, id="characters alike, though a word"),
        pytest.param("泰安市人民玫府", True, id="broken word"),
        pytest.param("泰安市国民政府", False, id="another word"),
        pytest.param("泰安市人.民政府", True, id="a dot inside a word"),
        pytest.param("泰安市人 民政府", False, id="a space"),
        pytest.param("泰安市人、民政府", False, id="a mark between words"),
        pytest.param("泰安市人、政府", False, id="a mark for a character"),
        pytest.param("泰安市民政府", True, id="one lost"),
        pytest.param("泰安市人不政府", False, id="a character that joins words"),
        pytest.param("泰安市人民政府", False, id="the same"),
        pytest.param("泰安市人民政府办", False, id="only longer"),
    ],
)
def test_is_confusion(held: str, misread: bool) -> None:
    assert is_confusion("泰安市人民政府", held) is misread


def test_a_broken_string_may_be_meant_for_a_word_where_nothing_has_it() -> None:
    assert is_confusion("泰安市入民政符", "泰安市入民政府", absent=True)
    assert not is_confusion("泰安市入民政符", "泰安市入民政府")


@pytest.mark.parametrize(
    ("typed", "held", "around", "misread"),
    [
        pytest.param("代表强调", "代化强调", "会议代化强调", True, id="broken"),
        pytest.param("代表强调", "代化强调", "现代化强调", False, id="the end of another word"),
        pytest.param("临河市人民政府", "临河市民政府", "昨日临河市民政府发布", True, id="lost"),
        pytest.param("人民政府办公室", "人政府办公室", "商人政府办公室", False, id="torn"),
    ],
)
def test_the_text_around_tells(typed: str, held: str, around: str, misread: bool) -> None:
    assert is_confusion(typed, held, around) is misread


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        pytest.param("人民政府", "人政府", id="too little is left"),
        pytest.param("保护和高质量发展", "保护和质量发展", id="a word is left"),
        pytest.param("持续深化创新", "持续深化新", id="one character is left"),
    ],
)
def test_what_is_left_is_another_expression(typed: str, held: str) -> None:
    assert not is_confusion(typed, held)
