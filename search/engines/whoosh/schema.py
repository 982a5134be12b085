"""What the index holds of an article: words to rank by, characters to match, facets, its day."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from whoosh import columns, fields, formats

from search import analysis
from search.engines.base import FACETS, Document
from search.query import TEXT_FIELDS

#: Facet → the field whose terms are its values.
FACET_FIELDS = {name: f"{name}_value" for name in FACETS}
#: Field of text that a query may name, or nothing for all units → where its characters are.
CHARACTERS = {"": "characters", **{name: f"{name}_characters" for name in TEXT_FIELDS}}
BIGRAMS = {"": "bigrams", **{name: f"{name}_bigrams" for name in TEXT_FIELDS}}


class PackedPositions(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Positions as an array of unsigned integers: Whoosh's own are pickles, slow to read."""

    posting_size = -1


class Positioned(fields.FieldType):  # type: ignore[misc]
    """A field given as a mapping term → positions, cut beforehand by search.analysis."""

    def __init__(self, *, scorable: bool) -> None:
        super().__init__(PackedPositions(), None, scorable=scorable)

    def index(
        self, value: Mapping[str, Sequence[int]], **_options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield term, frequency, weight and packed positions."""
        for term, positions in value.items():
            weight = float(len(positions)) if self.scorable else 1.0
            yield encode(term), len(positions), weight, pack_positions(positions)


class Present(fields.FieldType):  # type: ignore[misc]
    """A field given as a set of terms; only their presence is kept."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None)

    def index(
        self, value: Sequence[str], **_options: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each term once."""
        for term in value:
            yield encode(term), 1, 1.0, b""


def encode(term: str) -> bytes:
    """Return a term as the index stores it; text may hold half of a surrogate pair."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """Return the term that `encode` stored."""
    return term.decode("utf-8", "surrogatepass")


def pack_positions(positions: Sequence[int]) -> bytes:
    """Return ascending positions as two bytes each, or four after a first byte in long texts."""
    if positions[-1] < 1 << 16:
        return array("H", positions).tobytes()
    return b"\x00" + array("I", positions).tobytes()


def unpack_positions(value: bytes) -> array[int]:
    """Return the positions that a posting holds."""
    wide = len(value) % 2
    positions = array("I" if wide else "H")
    positions.frombytes(value[wide:])
    return positions


SCHEMA = fields.Schema(
    id=Present(),
    words=Positioned(scorable=True),
    head_words=Positioned(scorable=True),
    **{name: Present() for name in (*CHARACTERS.values(), *FACET_FIELDS.values())},
    **{name: Positioned(scorable=False) for name in BIGRAMS.values()},
    article=fields.COLUMN(columns.NumericColumn("q")),
    day=fields.COLUMN(columns.NumericColumn("i")),
    digest=fields.COLUMN(columns.FixedBytesColumn(analysis.DIGEST_SIZE)),
)


def document_fields(document: Document) -> dict[str, Any]:
    """Return the fields of `document` as the writer of `SCHEMA` takes them."""
    texts = {"": document.units, **{name: document.fields.get(name, ()) for name in TEXT_FIELDS}}
    units = {name: [*filter(None, map(analysis.fold, texts[name]))] for name in texts}
    return {
        "id": (str(document.article_id),),
        "words": analysis.word_positions(units[""]),
        "head_words": analysis.word_positions(units["title"]),
        **{CHARACTERS[name]: analysis.characters(units[name]) for name in units},
        **{BIGRAMS[name]: analysis.bigram_positions(units[name]) for name in units},
        **{FACET_FIELDS[name]: document.facets.get(name, ()) for name in FACETS},
        "article": document.article_id,
        "day": document.date.toordinal(),
        "digest": document.digest,
    }
