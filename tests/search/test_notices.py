"""Notices in words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from search.language.tokens import FIELDS
from search.notices import sentences, unknown_names
from search.query import MAX_TERMS, TEXT_FIELDS, Notice


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_is_a_sentence(notice: Notice) -> None:
    with override("zh-hans"):
        (sentence,) = sentences([notice])
    assert sentence.endswith("。")
    assert "%" not in sentence


def test_limits_are_named() -> None:
    with override("zh-hans"):
        assert str(MAX_TERMS) in sentences([Notice.TOO_MANY_TERMS])[0]


def test_sentences_keep_the_order() -> None:
    both = sentences([Notice.TURNED_DATES, Notice.TOO_DEEP])
    assert both == [*sentences([Notice.TURNED_DATES]), *sentences([Notice.TOO_DEEP])]


@pytest.mark.parametrize(
    ("unknown", "chinese", "english"),
    [
        pytest.param(
            [("city", "火星")], "没有叫“火星”的城市。", "No city is called “火星”.", id="city"
        ),
        pytest.param(
            [("newspaper", "火星报")],
            "没有叫“火星报”的报纸。",
            "No newspaper is called “火星报”.",
            id="newspaper",
        ),
        pytest.param(
            [("topic", "甲")], "没有叫“甲”的主题。", "No topic is called “甲”.", id="topic"
        ),
        pytest.param(
            [("genre", "甲")], "没有叫“甲”的体裁。", "No genre is called “甲”.", id="genre"
        ),
        pytest.param([("page", "甲")], "没有叫“甲”的版。", "No page is called “甲”.", id="page"),
        pytest.param(
            [("city", "甲"), ("topic", "丙"), ("city", "乙")],
            "没有叫“甲”“乙”的城市。没有叫“丙”的主题。",
            "No city is called “甲” or “乙”.No topic is called “丙”.",
            id="several",
        ),
    ],
)
def test_unknown_names_are_told_by_their_kind(
    unknown: list[tuple[str, str]], chinese: str, english: str
) -> None:
    for language, told in (("zh-hans", chinese), ("en", english)):
        with override(language):
            assert "".join(unknown_names(unknown)) == told


def test_every_facet_that_is_named_has_its_sentence() -> None:
    named = set(FIELDS.values()) - {*TEXT_FIELDS, "date"}
    assert len(unknown_names((facet, "甲") for facet in named)) == len(named)
