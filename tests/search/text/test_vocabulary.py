"""The built-in words: folded, and each taken as one word."""

from __future__ import annotations

import hashlib

import pytest

from search.text import segmentation, vocabulary
from search.text.folding import fold

#: Of the built-in words. Where this differs, the gazetteer or search/text/terms.tsv has changed:
#: raise analysis.SCHEMA_VERSION, so that indexes cut by the former words are built anew; note it.
CUT_BY = "72e96c482d4d52ab"


def test_built_in_words_are_folded() -> None:
    assert {fold(word) for word in vocabulary.built_in_words()} == vocabulary.built_in_words()


@pytest.mark.parametrize(
    ("word", "built_in"),
    [
        pytest.param("菏泽", True, id="city"),
        pytest.param("菏泽市", True, id="city in full"),
        pytest.param("干安县", True, id="county, folded"),
        pytest.param("上高", False, id="short name of a county"),
        pytest.param("人社局", True, id="office"),
        pytest.param("邮发代号", True, id="press term"),
    ],
)
def test_built_in_words(word: str, built_in: bool) -> None:
    assert (word in vocabulary.built_in_words()) is built_in


def test_terms_have_a_kind_and_are_not_jiebas_own() -> None:
    assert set(vocabulary.terms().values()) == {"press", "office"}
    jieba_alone = segmentation.build((), "jieba")
    known = [word for word in vocabulary.terms() if jieba_alone.knows(word)]
    assert known == []


def test_built_in_words_stay_whole() -> None:
    split = [word for word in vocabulary.built_in_words() if segmentation.cut(word) != [word]]
    assert split == []


def test_words_that_indexes_were_cut_by() -> None:
    joined = "\n".join(sorted(vocabulary.built_in_words()))
    assert hashlib.sha256(joined.encode()).hexdigest()[:16] == CUT_BY
