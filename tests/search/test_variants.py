"""Variants of a query: what is offered, with which count, at what expense."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from search.engines.base import Document
from search.matching import matches
from search.nodes import Node
from search.pinyin import initials, syllables
from search.query import parse
from search.resolving import resolve
from search.variants import MAX_QUESTIONS, MOST, Kind, Variant, find_variants

NAMES = ("菏泽", "杭州", "岱麓日报", "张卫民", "清淤", "绿化")
TEXTS = (
    "菏泽的牡丹开了",
    "菏泽和杭州通了高铁",
    "临河市人民政府发布公告",
    "临河市人民玫府发布公告",
    "临河市人.民政府今日办公",
    "临河市民政府昨日办公",
    "临诃市人民政府",
    "南塘市国民政府旧址",
    "记者张卫民报道",
    "河道清淤进行中",
    "绿化工程验收",
    "水利工程局成立\n仪式在上午",
    "永利工程局也成立",
    "东乡县开渠",
    "河道里清水养鱼，鱼多清早卖",
    "东乡县开渠的第二年",
)


@dataclass
class ScannedArchive:
    """Texts read from end to end; every question is written down."""

    texts: Sequence[str] = TEXTS
    questions: list[str] = field(default_factory=list)

    def _fitting(self, node: Node) -> list[Document]:
        match = resolve(node).match
        documents = (
            Document(number, tuple(text.split("\n")), {}, {}, date(2025, 4, 18), b"")
            for number, text in enumerate(self.texts)
        )
        return [document for document in documents if matches(match, document)]

    def count(self, node: Node) -> int:
        self.questions.append("count")
        return len(self._fitting(node))

    def units(self, node: Node, limit: int) -> Sequence[str]:
        self.questions.append("units")
        return [unit for document in self._fitting(node)[:limit] for unit in document.units]

    def said_like(self, spoken: Collection[str]) -> Sequence[tuple[str, str]]:
        self.questions.append("said_like")
        said = [(name, "".join(syllables(name))) for name in NAMES]
        return [(name, pinyin) for name, pinyin in said if pinyin in spoken]

    def abbreviated(self, letters: str) -> Sequence[str]:
        self.questions.append("abbreviated")
        return [name for name in NAMES if initials(syllables(name)) == letters]


def find(query: str, texts: Sequence[str] = TEXTS) -> tuple[Variant, ...]:
    return find_variants(query, parse(query).tree, ScannedArchive(texts), seconds=60)


@pytest.mark.parametrize(
    ("query", "variant"),
    [
        pytest.param("heze", Variant("菏泽", "菏泽", Kind.PINYIN, 2), id="pinyin"),
        pytest.param("hé zé", Variant("菏泽", "菏泽", Kind.PINYIN, 2), id="tones and a space"),
        pytest.param("HZ", Variant("杭州", "杭州", Kind.PINYIN, 1), id="initials"),
        pytest.param("lühua", Variant("绿化", "绿化", Kind.PINYIN, 1), id="dotted u"),
        pytest.param(
            "牡丹 heze", Variant("牡丹 菏泽", "菏泽", Kind.PINYIN, 1), id="pinyin beside Chinese"
        ),
        pytest.param(
            "临河市人民政府",
            Variant("“临河市人民玫府”", "临河市人民玫府", Kind.CONFUSED, 1),
            id="broken word",
        ),
        pytest.param(
            "临河市人民政府",
            Variant("“临河市人.民政府”", "临河市人.民政府", Kind.CONFUSED, 1),
            id="one too many",
        ),
        pytest.param(
            "临河市人民政府",
            Variant("“临河市民政府”", "临河市民政府", Kind.CONFUSED, 1),
            id="one lost",
        ),
        pytest.param(
            "公告 -临诃 “临河市人民政府”",
            Variant("公告 -临诃 “临河市人民玫府”", "临河市人民玫府", Kind.CONFUSED, 1),
            id="inside a longer query",
        ),
        pytest.param(
            "臨河市人民政府 公告",
            Variant("“临河市人民玫府” 公告", "临河市人民玫府", Kind.CONFUSED, 1),
            id="typed in traditional characters",
        ),
        pytest.param(
            "水利工程局",
            Variant("“永利工程局”", "永利工程局", Kind.CONFUSED, 1),
            id="characters alike",
        ),
        pytest.param("河泽", Variant("菏泽", "菏泽", Kind.HOMOPHONE, 2), id="sounds the same"),
        pytest.param(
            "河泽的牡丹", Variant("菏泽的牡丹", "菏泽的牡丹", Kind.HOMOPHONE, 1), id="a part does"
        ),
        pytest.param(
            "张伟民", Variant("张卫民", "张卫民", Kind.HOMOPHONE, 1), id="a person's name"
        ),
        pytest.param(
            "河道清鱼",
            Variant("河道清淤", "河道清淤", Kind.HOMOPHONE, 1),
            id="its words are held, not it",
        ),
        pytest.param(
            "东香县", Variant("东乡县", "东乡县", Kind.HOMOPHONE, 2), id="held but not known"
        ),
    ],
)
def test_variants(query: str, variant: Variant) -> None:
    assert variant in find(query)


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="nothing asked for"),
        pytest.param("，", id="punctuation"),
        pytest.param("臺灣", id="traditional: the same already"),
        pytest.param("ＣＯ２", id="full width: the same already"),
        pytest.param("-heze", id="kept out"),
        pytest.param("城市:heze", id="a name of a field"),
        pytest.param("绿?工程", id="a pattern"),
        pytest.param("南塘市国民政府", id="held as typed"),
        pytest.param("xyzxyz", id="no pinyin"),
    ],
)
def test_no_variants(query: str) -> None:
    assert find(query) == ()


def test_other_words_are_not_offered_as_misread() -> None:
    labels = {variant.label for variant in find("南塘市人民政府")}
    assert "南塘市国民政府" not in labels


def test_what_sounds_the_same_is_offered_only_where_little_is_found() -> None:
    texts = ("河泽",) * 4 + ("菏泽",)
    assert find("河泽", texts) == ()
    assert [variant.label for variant in find("河泽", texts[2:])] == ["菏泽"]


def test_a_rare_misreading_is_not_hidden_by_frequent_other_words() -> None:
    texts = ("临河市国民政府",) * 50 + ("临河市入民政府",)
    assert "临河市入民政府" in {variant.label for variant in find("临河市人民政府", texts)}


def test_counts_are_those_of_the_whole_query() -> None:
    (variant,) = find("杭州 heze")
    assert (variant.query, variant.count) == ("杭州 菏泽", 1)


def test_common_words_cost_one_question() -> None:
    archive = ScannedArchive(("公告",) * 5)
    assert find_variants("公告", parse("公告").tree, archive, seconds=60) == ()
    assert archive.questions == ["count"]


def test_questions_and_variants_are_bounded() -> None:
    archive = ScannedArchive([f"临河市人{char}政府" for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯"])
    query = "临河市人民政府 南塘市人民政府 heze hz 云岭县人民政府"
    variants = find_variants(query, parse(query).tree, archive, seconds=60)
    assert len(archive.questions) <= MAX_QUESTIONS
    assert len(variants) <= MOST


def test_without_time_nothing_is_asked() -> None:
    archive = ScannedArchive()
    assert find_variants("heze", parse("heze").tree, archive, seconds=-1) == ()
    assert archive.questions == []
