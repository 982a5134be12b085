"""Documents in, one new segment with the sums of its files out, committed along with deletions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.index import FileIndex

from search.analysis import DIGEST_SIZE
from search.engines.base import Document
from search.engines.whoosh.codec import Codec
from search.engines.whoosh.files import MappedFiles
from search.engines.whoosh.inverting import CharacterField, WordField
from search.engines.whoosh.merging import choose, join
from search.engines.whoosh.postings import Block
from search.engines.whoosh.schema import (
    BIGRAMS,
    CHARACTERS,
    COLUMNS,
    DIGEST,
    FACET_FIELDS,
    LENGTHS,
    SCHEMA,
    WORDS,
    cut_document,
)
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.sums import SummingWriter


class SegmentDraft:
    """What a new segment will hold, gathered in memory: some 12 bytes a character."""

    def __init__(self) -> None:
        self.size = 0
        self._columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        self._characters = {name: CharacterField() for name in CHARACTERS}
        self._words = {name: WordField() for name in (*WORDS, *FACET_FIELDS.values())}
        self._taken: defaultdict[str, list[Block]] = defaultdict(list)

    @property
    def characters(self) -> int:
        """How many characters the texts have."""
        return self._characters[""].length

    def add(self, document: Document) -> None:
        """Take one document; raises ValueError for a digest of another size."""
        if len(document.digest) != DIGEST_SIZE:
            raise ValueError(f"a digest of {len(document.digest)} bytes")
        terms = cut_document(document)
        for name, units in terms.units.items():
            self._characters[name].add(self.size, units)
        for name, words in chain(terms.words.items(), terms.facets.items()):
            count = self._words[name].add(self.size, words)
            if name in LENGTHS:
                self._columns[LENGTHS[name]].append(count)
        self._columns["article"].append(document.article_id)
        self._columns["day"].append(document.date.toordinal())
        self._columns["digest"].append(document.digest)
        self.size += 1

    def take_over(self, segment: Segment, deleted: Collection[int]) -> None:
        """Take the documents of another segment but for the deleted ones."""
        kept = np.ones(segment.size, bool)
        kept[list(deleted)] = False
        numbers = np.where(kept, np.cumsum(kept) - 1 + self.size, -1)
        for name in COLUMNS:
            self._columns[name] += segment.column(name)[kept].tolist()
        for name, block in segment.blocks(numbers):
            self._taken[name].append(block)
        self.size += int(kept.sum())

    def write(self, columns: Any, terms: Any) -> None:
        """Write everything; raises what writing files raises."""
        for name, values in self._columns.items():
            kind = DIGEST if name == "digest" else np.int64
            columns.write_column(name, np.array(values, kind))
        for name, blocks in self._blocks():
            for block in blocks:
                terms.write_block(name, block)

    def _blocks(self) -> Iterator[tuple[str, Iterable[Block]]]:
        """Yield each field with its terms."""
        for field, inverted in self._characters.items():
            made: dict[int, list[Block]] = {1: [], 2: []}
            for size, block in inverted.blocks():
                made[size].append(block)
            yield CHARACTERS[field], self._joined(CHARACTERS[field], made[1])
            yield BIGRAMS[field], self._joined(BIGRAMS[field], made[2])
        for name, words in self._words.items():
            yield name, self._joined(name, list(words.blocks()))

    def _joined(self, name: str, own: Sequence[Block]) -> Sequence[Block]:
        taken = self._taken.pop(name, [])
        return [join([*own, *taken])] if taken else own


class IndexWriter(SummingWriter):
    """Whoosh's writer, given whole documents."""

    def __init__(self, folder: Path) -> None:
        index = FileIndex(MappedFiles(str(folder)), schema=SCHEMA)
        # A compound file would be copied into memory at every opening. The build is locked already.
        super().__init__(index, folder, compound=False, codec=Codec(), _lk=False)
        self.draft = SegmentDraft()

    def add(self, document: Document) -> None:
        """Take one document; raises ValueError for a digest of another size."""
        self.draft.add(document)
        self._added = True

    def delete(self, article_ids: Collection[int]) -> None:
        """Mark the articles' documents as deleted; Whoosh's own way opens a reader for each."""
        wanted = np.array(sorted(article_ids), np.int64)
        for info in self.segments:
            articles = Segment(self.storage, info).articles
            for doc in np.flatnonzero(np.isin(articles, wanted)).tolist():
                info.delete_document(doc)

    def merge_some(self, _writer: Any, segments: list[Any]) -> list[Any]:
        """Take small segments over into the new one; returns those that stay."""
        merged = choose(segments, self.draft.size)
        for info in merged:
            deleted = tuple(info.deleted_docs())
            self.draft.take_over(Segment(self.storage, info), deleted)
            self._added = True
        return [info for info in segments if info not in merged]

    def _flush_segment(self) -> None:
        self.docnum = self.draft.size
        self.draft.write(self.perdocwriter, self.fieldwriter)
        self.perdocwriter.close()
        self.fieldwriter.close()
