"""Shared rarer words tie two texts together."""

from __future__ import annotations

from archive.parsing.cohesion import Lexicon

PARK = "银杏步道绕湖而行，石桥连着书亭。"
PARK_TOO = "书亭边的银杏黄了，石桥上有人写生。"
CLINIC = "夜间门诊添了诊室，取药不用排队。"


def test_texts_of_one_subject_share_more() -> None:
    lexicon = Lexicon.of([PARK, PARK_TOO, CLINIC, "列车多开两趟。"])
    assert lexicon.shared(PARK, PARK_TOO) > lexicon.shared(PARK, CLINIC)
    assert lexicon.shared(PARK, PARK) > 0.99
    assert lexicon.shared("", PARK) == 0.0


def test_a_title_is_covered_by_its_own_text() -> None:
    lexicon = Lexicon.of([PARK, PARK_TOO, CLINIC])
    assert lexicon.covered("银杏石桥", PARK) > lexicon.covered("银杏石桥", CLINIC)
    assert lexicon.covered("", PARK) == 0.0


def test_words_that_stand_everywhere_weigh_less() -> None:
    lexicon = Lexicon.of(["公园银杏", "公园石桥", "公园书亭"])
    assert lexicon.weight("公园") < lexicon.weight("银杏")


def test_texts_read_together_share_what_they_do_alone() -> None:
    texts = [PARK, "", "A03", CLINIC, PARK_TOO, PARK]
    together, alone = Lexicon.of(texts), Lexicon.of(texts)
    together.read(texts)
    together.read_titles(texts)
    for left in texts:
        assert [together.shared(left, right) for right in texts] == [
            alone.shared(left, right) for right in texts
        ]
        assert together.covered(left, PARK_TOO) == alone.covered(left, PARK_TOO)
