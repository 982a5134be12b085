"""What Whoosh's own reader says of an index is what was put in, and what the engine reads."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from whoosh.index import FileIndex

from search.analysis import fold, words
from search.engines.whoosh.files import MappedFiles
from search.engines.whoosh.postings import Block
from search.engines.whoosh.schema import BIGRAMS, CHARACTERS, FACET_FIELDS, SCHEMA, decode, encode
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.storage import IndexFolder
from search.engines.whoosh.sums import NAME
from search.engines.whoosh.writing import IndexWriter
from tests.search.engines.whoosh.test_storage import document

LETTERS = "春夏秋冬，ａb1 臺𠮷\ud800"
#: Field and term → document → positions, or how often where there are none.
Postings = dict[tuple[str, str], dict[int, list[int]]]
POSITIONED = {*CHARACTERS.values(), *BIGRAMS.values()}


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, ...]]:
    """Units of three hundred articles."""
    chance = random.Random(27)  # noqa: S311
    return [
        tuple("".join(chance.choices(LETTERS, k=chance.randint(0, 9))) for _ in range(3))
        for _ in range(300)
    ]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, ...]]) -> FileIndex:
    """The articles in one segment, as Whoosh opens it."""
    folder = IndexFolder(tmp_path_factory.mktemp("index"))
    folder.rebuild(document(n, units=units, fields={}) for n, units in enumerate(texts, 1))
    return FileIndex(MappedFiles(str(folder.current())), schema=SCHEMA, indexname=NAME)


def put_in(texts: list[tuple[str, ...]]) -> Postings:
    """Return what must stand in the fields of all units, by reading the texts."""
    found: defaultdict[tuple[str, str], dict[int, list[int]]] = defaultdict(dict)
    for doc, units in enumerate(texts):
        folded = [unit for unit in map(fold, units) if unit]
        text = "".join(f"{unit}\n" for unit in folded)
        for start in range(len(text)):
            found[CHARACTERS[""], text[start]].setdefault(doc, []).append(start)
            pair = text[start : start + 2]
            if len(pair) == 2 and "\n" not in pair:
                found[BIGRAMS[""], pair].setdefault(doc, []).append(start)
        cut = [word for unit in folded for word in words(unit)]
        for word in set(cut):
            found["words", word][doc] = [cut.count(word)]
    return dict(found)


def read_by_whoosh(index: FileIndex) -> Postings:
    """Return what Whoosh's own reader says."""
    found: Postings = {}
    with index.reader() as reader:
        for field, text in reader.all_terms():
            matcher = reader.postings(field, text)
            found[field, decode(text)] = here = {}
            while matcher.is_active():
                count = round(matcher.weight())
                here[matcher.id()] = [count]
                if field in POSITIONED:
                    width = len(matcher.value()) // count
                    here[matcher.id()] = np.frombuffer(matcher.value(), f"<u{width}").tolist()
                matcher.next()
    return found


def read_by_engine(index: FileIndex) -> Postings:
    """Return what the engine reads."""
    (info,) = index._read_toc().segments
    segment = Segment(index.storage, info)
    found: Postings = {}
    for field, block in segment.blocks(np.arange(segment.size)):
        for term in map(decode, block.texts):
            postings = segment.postings(field, term)
            assert postings is not None
            counts = postings.freqs.tolist()
            values = [[count] for count in counts]
            if field in POSITIONED:
                ends = np.cumsum(counts)[:-1]
                values = [part.tolist() for part in np.split(postings.positions, ends)]
            found[field, term] = dict(zip(postings.docs.tolist(), values, strict=True))
    return found


def test_whoosh_reads_what_was_put_in(index: FileIndex, texts: list[tuple[str, ...]]) -> None:
    wanted = put_in(texts)
    read = read_by_whoosh(index)
    fields = {field for field, _ in wanted}
    assert {key: value for key, value in read.items() if key[0] in fields} == wanted


def test_engine_reads_what_whoosh_reads(index: FileIndex) -> None:
    read = read_by_whoosh(index)
    assert read_by_engine(index) == read
    assert {FACET_FIELDS["city"], FACET_FIELDS["topic"]} <= {field for field, _ in read}


def test_whoosh_looks_every_term_up(index: FileIndex, texts: list[tuple[str, ...]]) -> None:
    with index.reader() as reader:
        for (field, term), docs in put_in(texts).items():
            assert (field, encode(term)) in reader
            assert reader.doc_frequency(field, encode(term)) == len(docs)
        assert ("words", encode("不见的词")) not in reader
        assert ("bigrams", b"") not in reader


def test_terms_out_of_order_are_refused(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path / "index")
    folder.rebuild(())
    writer = IndexWriter(folder.current())
    one = np.array([0], np.uint32)
    writer.fieldwriter.write_block("words", Block([b"b"], np.array([1]), one))
    with pytest.raises(ValueError, match="ascend"):
        writer.fieldwriter.write_block("words", Block([b"a"], np.array([1]), one))
    writer.cancel()
