"""Ten articles: which query finds which, and that a scan of the texts says the same."""

from __future__ import annotations

import random

import pytest
from haystack import connections

from search.analysis import fold, plain_pieces
from search.engines.base import SearchRequest
from search.query import And, Node, Not, Or, Phrase, Term, parse
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db
EVERYTHING = "bridge library notice office opera table taiwan tea water wheat"


def find(tree: Node | None) -> set[int]:
    """Return the articles that fit, having looked that the total says the same."""
    hits = connections["default"].get_backend().run(SearchRequest(tree, limit=None))
    assert hits.total == len(hits.hits)
    return {hit.article_id for hit in hits.hits}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        pytest.param("小麦", "wheat", id="word"),
        pytest.param("市政府", "office", id="word that jieba cuts otherwise in the text"),
        pytest.param("「农业生产」", "office", id="quoted string of two words"),
        pytest.param("「业生」", "office", id="quoted string across words"),
        pytest.param("茶", "taiwan tea", id="one character"),
        pytest.param("「熟」", "wheat", id="one quoted character"),
        pytest.param("abc", "library", id="full-width letters"),
        pytest.param("《ＡＢＣ", "library", id="mark and full-width letters"),
        pytest.param("台湾", "taiwan", id="simplified finds traditional"),
        pytest.param("臺灣", "taiwan", id="traditional finds itself"),
        pytest.param("茶会", "taiwan", id="headline"),
        pytest.param("21.6%", "bridge", id="figure"),
        pytest.param("２１．６％", "bridge", id="full-width figure"),
        pytest.param("1280", "bridge", id="digits"),
        pytest.param("28", "bridge", id="digits within digits"),
        pytest.param('说："慢一点', "opera", id="straight for curly quotes, full-width colon"),
        pytest.param("「一点，再慢」", "opera", id="across punctuation"),
        pytest.param("「熟了。」", "wheat", id="at the end of a unit"),
        pytest.param("「熟了。农机」", "", id="not across units"),
        pytest.param("「收割山前」", "", id="not from headline into body"),
        pytest.param("比往年好", "tea", id="run of several words"),
        pytest.param("往年 茶", "tea", id="both words"),
        pytest.param("小麦 OR 茶", "taiwan tea wheat", id="either"),
        pytest.param("小麦｜越剧", "opera wheat", id="either, bar"),
        pytest.param("茶 -台湾", "tea", id="without"),
        pytest.param("(小麦 OR 茶) -会", "tea wheat", id="group"),
        pytest.param("-年", "library notice office opera taiwan water wheat", id="negation"),
        pytest.param("", EVERYTHING, id="nothing asked"),
        pytest.param("-", EVERYTHING, id="only a minus"),
        pytest.param("，", "bridge library notice opera water", id="punctuation alone"),
        pytest.param("小麦 ？", "wheat", id="punctuation beside a word"),
        pytest.param("- - ( | “", EVERYTHING, id="only operators"),
        pytest.param("不见的词", "", id="nothing found"),
        pytest.param("𠮷", "", id="beyond the basic plane"),
        pytest.param("\ud800", "", id="half of a pair"),
    ],
)
def test_query_finds(shelf: Shelf, query: str, names: str) -> None:
    assert sorted(shelf.names(find(parse(query).tree))) == names.split()


def test_as_many_as_a_scan_finds(shelf: Shelf) -> None:
    """Random strings cut from the articles, quoted and plain."""
    texts = {pk: shelf.article(name).text_units() for name, pk in shelf.ids.items()}
    folded = {pk: [fold(unit) for unit in units] for pk, units in texts.items()}
    chance = random.Random(20250418)  # noqa: S311  # the same strings every time

    def scan(strings: tuple[str, ...]) -> set[int]:
        return {
            pk
            for pk, units in folded.items()
            if all(any(string in unit for unit in units) for string in strings)
        }

    for _ in range(300):
        unit = chance.choice(texts[chance.choice(sorted(texts))])
        start = chance.randrange(len(unit))
        text = unit[start : start + chance.randint(1, 8)]
        quoted, plain = find(Phrase(text)), find(Term(text))
        assert quoted == scan((fold(text),)), text
        assert plain == scan(plain_pieces(fold(text)) or (fold(text),)), text
        assert plain >= quoted, text


def fits(node: Node, units: list[str]) -> bool:
    """Tell by reading the folded units whether an article fits a query."""
    match node:
        case Term():
            return all(
                any(piece in unit for unit in units) for piece in plain_pieces(fold(node.text))
            )
        case Phrase():
            return any(fold(node.text) in unit for unit in units)
        case And():
            return all(fits(child, units) for child in node.nodes)
        case Or():
            return any(fits(child, units) for child in node.nodes)
        case Not():
            return not fits(node.node, units)
    raise AssertionError(node)


def test_random_queries_find_what_a_reader_of_all_texts_finds(shelf: Shelf) -> None:
    folded = {
        pk: [fold(unit) for unit in shelf.article(name).text_units()]
        for name, pk in shelf.ids.items()
    }
    words = [
        "茶",
        "小麦",
        "年",
        "说",
        "往年",
        "「农业生产」",
        "“了。”",
        "20",
        "台灣",
        "停水公告",
        "水",
    ]
    chance = random.Random(4)  # noqa: S311
    for _ in range(300):
        parts = chance.choices(words, k=chance.randint(1, 5))
        query = "".join(
            chance.choice(["", "", "-", "(", ")", "-("]) + part + chance.choice([" ", " OR ", "|"])
            for part in parts
        )
        tree = parse(query).tree
        assert tree is not None
        expected = {pk for pk, units in folded.items() if fits(tree, units)}
        assert find(tree) == expected, query
