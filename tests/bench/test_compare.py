"""Other ways to tell lines and places, on numbers and pages of our own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from archive.parsing import learned, parse_page
from archive.parsing.learned import Matrix
from archive.parsing.tagging import Tag
from tests.bench.corpora import make_paragraph, seeded

pytest.importorskip("lightgbm", reason="the bench extra is not installed (lightgbm)")
pytest.importorskip("sklearn", reason="the bench extra is not installed (scikit-learn)")
pytest.importorskip("pymupdf", reason="the bench extra is not installed (pymupdf)")

from bench.compare import Page, Way, judge
from bench.linear import LEAST, Bins, Chain, Logistic

#: Lines of two numbers; a title is short, whatever the second number.
ROWS = np.array([[float(i % 10), float(i % 3)] for i in range(60)])
TAGS = [Tag.TITLE if row[0] < 4 else Tag.GOES_ON for row in ROWS]
PAGES = [(ROWS[i : i + 10], TAGS[i : i + 10]) for i in range(0, 60, 10)]


def test_bins_part_values_that_differ() -> None:
    bins = Bins.of(ROWS)
    cut = bins.cut(ROWS)
    assert len({*cut[:, 1].tolist()}) == 3
    assert bins.one_hot(ROWS).sum(axis=1).tolist() == [[2.0]] * 60
    assert next(bins.words(ROWS)) == [f"{i}={number}" for i, number in enumerate(cut[0])]


def test_unseen_values_fall_into_the_outer_bins() -> None:
    bins = Bins.of(ROWS)
    assert bins.cut(np.array([[-99.0, 99.0]])).tolist() == [[0, len(bins.edges[1])]]


def test_the_logistic_way_learns_what_is_plain() -> None:
    odds = Logistic.fit(PAGES).log_probabilities(ROWS)
    assert odds.argmax(axis=1).tolist() == [int(tag) for tag in TAGS]
    assert odds[:, Tag.BYLINE].tolist() == pytest.approx([np.log(LEAST)] * 60)


def test_the_chain_learns_what_is_plain(tmp_path: Path) -> None:
    pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed")
    odds = Chain.fit(PAGES, tmp_path / "chain").log_probabilities(ROWS[:10])
    assert odds.argmax(axis=1).tolist() == [int(tag) for tag in TAGS[:10]]


class Stubborn:
    """Says that every line is a byline."""

    def log_probabilities(self, rows: Matrix) -> Matrix:
        """The odds of each line."""
        odds = np.full((len(rows), len(Tag)), -30.0)
        odds[:, Tag.BYLINE] = 0.0
        return odds


@pytest.fixture
def pages() -> list[Page]:
    """One page of one article."""
    body = make_paragraph(seeded(1), 3)
    gold = {"articles": [{"headline": "石桥修好了", "paragraphs": [body]}], "issue": {}}
    return [(f"# 石桥修好了\n\n{body}", gold)]


def test_a_way_is_judged_by_its_own_odds(pages: list[Page]) -> None:
    own, stubborn = (judge(Way("own", learned.PATH, odds), pages) for odds in (None, Stubborn()))
    assert (own.lines, own.titles, own.score.article) == (1.0, 1.0, 1.0)
    assert (stubborn.lines, stubborn.titles) == (0.0, 0.0)


def test_the_parser_goes_its_own_way_again(pages: list[Page]) -> None:
    before = parse_page(pages[0][0])
    judge(Way("stubborn", learned.PATH, Stubborn()), pages)
    assert parse_page(pages[0][0]) == before
