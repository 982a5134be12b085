"""Notices in words."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from search.notices import sentences
from search.query import MAX_TERMS, Notice


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
