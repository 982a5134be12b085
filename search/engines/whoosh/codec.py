"""Whoosh's third codec with columns and postings in arrays; Whoosh's own reader reads the result.

As it stands it takes both value by value, and asks for a document's length, with a look at the
disk, for each posting.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3PerDocWriter
from whoosh.matching import ListMatcher

from search.engines.whoosh.postings import Block, Postings, pack, starts_of
from search.engines.whoosh.schema import COLUMNS, DIGEST
from search.engines.whoosh.terms import TermsWriter

#: What the file of postings begins with: an empty file cannot be mapped.
MAGIC = b"postings"
#: Column → its values as the file holds them.
DTYPES = {
    name: np.dtype(DIGEST if name == "digest" else f">{column._typecode}")
    for name, column in COLUMNS.items()
}


class ColumnsWriter(W3PerDocWriter):  # type: ignore[misc]  # Whoosh has no types
    """Takes the values of all documents together."""

    def write_column(self, name: str, values: npt.NDArray[Any]) -> None:
        """Write one of COLUMNS, a value for every document."""
        self._create_column(name, COLUMNS[name])
        writer = self._get_column(name)
        writer._dbfile.write(values.astype(DTYPES[name]).tobytes())
        self._doccount = writer._count = len(values)


class FieldWriter(W3FieldWriter):  # type: ignore[misc]
    """Takes the postings of many terms together."""

    def __init__(self, codec: Any, storage: Any, segment: Any) -> None:
        super().__init__(codec, storage, segment)
        self._tindex.dbfile.close()
        self._tindex: Any = TermsWriter(self._create_file(W3Codec.TERMS_EXT))
        self._fieldmap: dict[str, int] = self._tindex.extras["fieldmap"]
        self._postfile.write(MAGIC)

    def write_block(self, fieldname: str, block: Block) -> None:
        """Write terms, which come sorted within their field; a field's blocks follow each other.

        Raises ValueError where they are not sorted.
        """
        number = self._fieldmap.setdefault(fieldname, len(self._fieldmap))
        data, infos = pack(block, self._postfile.tell())
        self._postfile.write(data)
        field = number.to_bytes(2, "big")
        self._tindex.add_many([field + text for text in block.texts], infos)


class Codec(W3Codec):  # type: ignore[misc]
    """What an index is written with; kept by name in its table of contents."""

    def per_document_writer(self, storage: Any, segment: Any) -> ColumnsWriter:
        """Return what writes a segment's columns."""
        return ColumnsWriter(self, storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> FieldWriter:
        """Return what writes a segment's terms."""
        return FieldWriter(self, storage, segment)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """Return Whoosh's view of a term's postings: ids, weights and positions as bytes."""
        offset, (length,) = terminfo.extent()  # Whoosh 2.7.4 forgets to unpack the length
        data = dbfile.get(offset, length)
        read = Postings(terminfo.doc_frequency(), data, terminfo.max_id() + 1)
        values = None
        if format_.posting_size:
            ends = zip(starts_of(read.freqs).tolist(), read.freqs.tolist(), strict=True)
            values = [read.positions[start : start + count].tobytes() for start, count in ends]
        return ListMatcher(
            read.docs.tolist(), read.freqs.astype(float).tolist(), values, format_,
            scorer=scorer, term=term, terminfo=terminfo,
        )  # fmt: skip
