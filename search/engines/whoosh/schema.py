"""What the index holds of an article: words to rank by, characters to match, facets, its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from whoosh import columns, fields, formats

from search import analysis
from search.engines.base import FACETS, Document
from search.query import TEXT_FIELDS

#: Facet → the field whose terms are its values.
FACET_FIELDS = {name: f"{name}_value" for name in FACETS}
#: Field of text that a query may name, or nothing for all units → where its characters are.
CHARACTERS = {"": "characters", **{name: f"{name}_characters" for name in TEXT_FIELDS}}
BIGRAMS = {"": "bigrams", **{name: f"{name}_bigrams" for name in TEXT_FIELDS}}
#: Fields of words to rank by: of all units, of the lines above the text, of its first paragraph.
WORDS = ("words", "title_words", "lead_words")
#: Field of words → the column of their number, document by document.
LENGTHS = {name: f"{name}_length" for name in WORDS}
#: A digest as numpy calls it.
DIGEST = f"V{analysis.DIGEST_SIZE}"
#: Column → how Whoosh keeps it; every document has a value.
COLUMNS = {
    "article": columns.NumericColumn("q"),
    "day": columns.NumericColumn("i"),
    **{name: columns.NumericColumn("I") for name in LENGTHS.values()},
    "digest": columns.FixedBytesColumn(analysis.DIGEST_SIZE),
}


class Frequencies(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """Postings that tell how often a term stands in a document."""

    posting_size = 0


class Positions(formats.Format):  # type: ignore[misc]
    """Postings that tell where, too."""

    posting_size = -1


class Prepared(fields.FieldType):  # type: ignore[misc]
    """A field whose terms are cut beforehand, by search.analysis and engines.whoosh.inverting."""

    def __init__(self, kept: formats.Format) -> None:
        super().__init__(kept, None)


SCHEMA = fields.Schema(
    **{name: Prepared(Positions()) for name in (*CHARACTERS.values(), *BIGRAMS.values())},
    **{name: Prepared(Frequencies()) for name in (*WORDS, *FACET_FIELDS.values())},
    **{name: fields.COLUMN(column) for name, column in COLUMNS.items()},
)


class Terms(NamedTuple):
    """A document cut into what is indexed: folded units of each field, words, values of facets."""

    units: Mapping[str, Sequence[str]]
    words: Mapping[str, Sequence[str]]
    facets: Mapping[str, Sequence[str]]


def cut_document(document: Document) -> Terms:
    """Fold and cut a document."""
    texts = {"": document.units, **{name: document.fields.get(name, ()) for name in TEXT_FIELDS}}
    units = {name: [*filter(None, map(analysis.fold, texts[name]))] for name in texts}
    cut = {unit: _words(unit) for name in ("", "title") for unit in units[name]}
    ranked = {"words": units[""], "title_words": units["title"], "lead_words": _lead(units)}
    return Terms(
        units,
        {name: [word for unit in ranked[name] for word in cut[unit]] for name in WORDS},
        {
            FACET_FIELDS[name]: tuple(dict.fromkeys(document.facets.get(name, ())))
            for name in FACETS
        },
    )


def _words(unit: str) -> list[str]:
    """Return the words of a folded unit; whether a token is one is asked once."""
    return [token for token in analysis.cut(unit) if _is_word(token)]


_is_word = lru_cache(1 << 16)(analysis.is_word)


def _lead(units: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Return the first paragraph: the first unit that is no line above the text."""
    above = {unit for name in TEXT_FIELDS for unit in units[name]}
    return next(([unit] for unit in units[""] if unit not in above), [])


def encode(term: str) -> bytes:
    """Return a term as the index stores it; text may hold half of a surrogate pair."""
    return term.encode("utf-8", "surrogatepass")


def decode(term: bytes) -> str:
    """Return the term that `encode` stored."""
    return term.decode("utf-8", "surrogatepass")
