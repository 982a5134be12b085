"""Documents from corpora: where what is not told comes from, growing, words cut once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import pytest

from archive.parsing.gazetteer import places
from archive.topics.tree import topics
from bench.corpus import NEWSCAST, NEWSPAPER_1998, NEWSPAPER_2023
from bench.search_corpus import ROUND, articles, cut_beforehand, documents, make_document
from search import analysis
from search.engines.base import FACETS, Document
from search.query import TEXT_FIELDS
from tests.bench.corpora import make_item, make_record, seeded, write_corpus

COUNT = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of forty invented articles, in all three forms."""
    rng = seeded(8)
    for source, count in ((NEWSPAPER_1998, 20), (NEWSPAPER_2023, 15), (NEWSCAST, 5)):
        items = (make_item(rng, f"2024-03-{day:02}") for day in range(1, count + 1))
        write_corpus(tmp_path / "corpus", source, map(make_record, items))
    return tmp_path / "corpus"


def paragraphs(made: Iterable[Document]) -> Counter[str]:
    return Counter(
        unit for document in made for unit in document.units if unit not in document.fields["title"]
    )


def test_every_article_once(folder: Path) -> None:
    made = list(documents(folder=folder))
    assert [document.article_id for document in made] == list(range(1, COUNT + 1))
    assert len({document.digest for document in made}) == COUNT
    texts = Counter(text for item in articles(folder) for text in item.paragraphs)
    assert paragraphs(made) == texts


def test_fewer_are_the_first_of_them(folder: Path) -> None:
    made = list(documents(folder=folder))
    assert list(documents(7, folder)) == made[:7]
    assert list(documents(0, folder)) == []
    assert len({document.date for document in made[:7]}) > 3


def test_rounds_deal_out_every_paragraph_once(folder: Path) -> None:
    made = list(documents(COUNT * 2 + 10, folder))
    first, second, third = made[:COUNT], made[COUNT : 2 * COUNT], made[2 * COUNT :]
    assert [document.article_id for document in made] == list(range(1, COUNT * 2 + 11))
    assert paragraphs(second) == paragraphs(first)
    assert not paragraphs(third) - paragraphs(first)
    assert made == list(documents(COUNT * 2 + 10, folder))
    for before, after, later in zip(first, second, third, strict=False):
        assert after.fields["title"] == before.fields["title"] == later.fields["title"]
        assert before.date - after.date == after.date - later.date == ROUND
    assert [d.units for d in first] != [d.units for d in second]
    assert [d.units for d in second[:10]] != [d.units for d in third]


def test_facets_and_fields_are_those_of_an_archive(folder: Path) -> None:
    cities = {place.adcode for place in places() if place.level == "city"}
    slugs = {topic.slug for topic in topics()}
    for document in documents(COUNT * 2, folder):
        assert set(document.facets) == set(FACETS)
        assert set(document.fields) == set(TEXT_FIELDS)
        assert set(document.facets["city"]) <= cities
        assert set(document.facets["topic"]) <= slugs
        assert document.facets["newspaper"][0].endswith(document.facets["city"][0])
        front = document.facets["page"][0] in ("1", "A1")
        assert document.facets["front"] == (("front" if front else "inner"),)
        assert set(document.fields["title"]) <= set(document.units)


def test_a_byline_a_column_and_names() -> None:
    item = make_item(
        seeded(2),
        headline="【街坊】桥头的灯",
        byline="□本报记者 王小雨 李明",
        kicker="",
        subhead="",
    )
    document = make_document(item, 5)
    assert document.units[:3] == ("街坊", "桥头的灯", "□本报记者 王小雨 李明")
    assert document.fields == {
        "column": ("街坊",),
        "title": ("桥头的灯",),
        "author": ("□本报记者 王小雨 李明", "王小雨", "李明"),
    }
    assert document.facets["author"] == ("王小雨", "李明")


def test_without_corpora_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        next(documents(folder=tmp_path))


def test_words_are_cut_once_and_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = list(documents(folder=folder))
    units = {analysis.fold(unit) for document in made for unit in document.units}
    expected = {unit: analysis.words(unit) for unit in units}
    cut = analysis.cut
    with cut_beforehand(made, tmp_path) as known:
        assert known >= len(units)
        assert {unit: analysis.words(unit) for unit in units} == expected
        assert analysis.words("别处没有的一句话") == [w for w in cut("别处没有的一句话") if w]
    assert analysis.cut is cut
    asked: list[str] = []

    def counted(folded: str) -> list[str]:
        asked.append(folded)
        return cut(folded)

    monkeypatch.setattr(analysis, "cut", counted)
    with cut_beforehand(made, tmp_path):
        assert {unit: analysis.words(unit) for unit in units} == expected
    assert not units & set(asked)
    more = list(islice(documents(COUNT + 1, folder), COUNT, None))
    with cut_beforehand([*made, make_document(make_item(seeded(77)), 99), *more], tmp_path):
        assert set(asked) & {
            analysis.fold(u) for u in make_document(make_item(seeded(77)), 99).units
        }


def test_a_line_that_was_never_finished_is_cut_again(folder: Path, tmp_path: Path) -> None:
    made = list(documents(folder=folder))
    with cut_beforehand(made, tmp_path):
        pass
    (path,) = tmp_path.glob("words-*.txt")
    whole = path.read_bytes()
    path.write_bytes(whole[:-5])
    with cut_beforehand(made, tmp_path):
        last = analysis.fold(made[-1].units[-1])
        assert "".join(analysis.cut(last)) == last
    assert all(line.strip("\n") for line in path.read_text("utf-8").splitlines())
