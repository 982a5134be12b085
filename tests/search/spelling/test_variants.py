"""Variants of a query: what is offered, with which count, at what expense."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import pytest

from search.engines.base import Document
from search.language.nodes import Node
from search.language.resolving import resolve
from search.language.tokens import FIELDS
from search.matching import matches
from search.query import parse
from search.spelling.spoken import Known
from search.spelling.variants import MAX_QUESTIONS, MOST, Kind, Variant, find_variants
from search.text.pinyin import initials, syllables

NAMES = {
    **dict.fromkeys(("张卫民", "清淤", "绿化", "农业", "发展", "罚站"), ""),
    **dict.fromkeys(("菏泽", "杭州"), "city"),
    "岱麓日报": "newspaper",
}
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
    "农业怎样发展",
    "农业如何发展得快，菏泽有办法",
    "粮食的一版\n报纸:岱麓日报\n城市:菏泽",
)


def _document(number: int, text: str) -> Document:
    """Return an article; a line such as `报纸:岱麓日报` is the value of a facet."""
    lines = text.split("\n")
    facets = {FIELDS[name]: (value,) for name, _, value in _values(lines)}
    units = tuple(line for line in lines if ":" not in line)
    return Document(number, units, {}, facets, date(2025, 4, 18), b"")


def _values(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    return (line.partition(":") for line in lines if ":" in line)


@dataclass
class ScannedArchive:
    """Texts read from end to end; every question is written down."""

    texts: Sequence[str] = TEXTS
    questions: list[str] = field(default_factory=list)

    def _fitting(self, node: Node) -> list[Document]:
        match = resolve(node).match
        documents = (_document(number, text) for number, text in enumerate(self.texts))
        return [document for document in documents if matches(match, document)]

    def count(self, node: Node) -> int:
        self.questions.append("count")
        return len(self._fitting(node))

    def units(self, node: Node, limit: int) -> Sequence[str]:
        self.questions.append("units")
        return [unit for document in self._fitting(node)[:limit] for unit in document.units]

    def said_like(self, spoken: Collection[str]) -> Sequence[Known]:
        self.questions.append("said_like")
        known = (Known(name, "".join(syllables(name)), field) for name, field in NAMES.items())
        return [name for name in known if name.said in spoken]

    def abbreviated(self, letters: str) -> Sequence[Known]:
        self.questions.append("abbreviated")
        known = (Known(name, initials(syllables(name)), field) for name, field in NAMES.items())
        return [name for name in known if name.said == letters]


def find(query: str, texts: Sequence[str] = TEXTS) -> tuple[Variant, ...]:
    return find_variants(parse(query).tree, ScannedArchive(texts), seconds=60)


@pytest.mark.parametrize(
    ("query", "variant"),
    [
        pytest.param("heze", Variant("菏泽", "菏泽", Kind.PINYIN, 3), id="pinyin"),
        pytest.param(
            "heze",
            Variant("城市:菏泽", "城市:菏泽", Kind.PINYIN, 1),
            id="a city as a field's value",
        ),
        pytest.param("hé zé", Variant("菏泽", "菏泽", Kind.PINYIN, 3), id="tones and a space"),
        pytest.param(
            "nongye fazhan", Variant("农业 发展", "农业 发展", Kind.PINYIN, 2), id="two words"
        ),
        pytest.param(
            "nongyefazhan", Variant("农业发展", "农业发展", Kind.PINYIN, 2), id="without a space"
        ),
        pytest.param(
            "nong ye fa zhan",
            Variant("农业 发展", "农业 发展", Kind.PINYIN, 2),
            id="syllable by syllable",
        ),
        pytest.param(
            "heze nongyefazhan",
            Variant("菏泽 农业发展", "菏泽 农业发展", Kind.PINYIN, 1),
            id="a city and two words in one",
        ),
        pytest.param(
            "怎样 nongye fazhan",
            Variant("怎样 农业 发展", "农业 发展", Kind.PINYIN, 1),
            id="two words beside Chinese",
        ),
        pytest.param(
            "nongye 或 fazhan -怎样",
            Variant("(农业 或 发展) -怎样", "(农业 或 发展) -怎样", Kind.PINYIN, 1),
            id="among signs",
        ),
        pytest.param(
            "dailu ribao",
            Variant("报纸:岱麓日报", "报纸:岱麓日报", Kind.PINYIN, 1),
            id="a newspaper's name in two words",
        ),
        pytest.param(
            "dailuribao 粮食",
            Variant("报纸:岱麓日报 粮食", "报纸:岱麓日报", Kind.PINYIN, 1),
            id="a newspaper's name and a word",
        ),
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
        pytest.param("河泽", Variant("菏泽", "菏泽", Kind.HOMOPHONE, 3), id="sounds the same"),
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
        pytest.param("nongye xyzxyz", id="pinyin beside what is not held"),
        pytest.param("heze fazhan dailu", id="nothing holds all of them"),
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
    assert find_variants(parse("公告").tree, archive, seconds=60) == ()
    assert archive.questions == ["count"]


def test_questions_and_variants_are_bounded() -> None:
    archive = ScannedArchive([f"临河市人{char}政府" for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯"])
    query = "临河市人民政府 南塘市人民政府 heze hz 云岭县人民政府"
    variants = find_variants(parse(query).tree, archive, seconds=60)
    assert len(archive.questions) <= MAX_QUESTIONS
    assert len(variants) <= MOST


def test_without_time_nothing_is_asked() -> None:
    archive = ScannedArchive()
    assert find_variants(parse("heze").tree, archive, seconds=-1) == ()
    assert archive.questions == []
