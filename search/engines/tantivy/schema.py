"""What the index holds of an article: strings to match, words to rank by, facets, its day.

Strings are found by pairs of characters: 春耕忙 is kept as the tokens 春耕 and 耕忙 with their
positions, and between two units stands END, so that nothing runs on from one into the next. Tokens
go in joined by line feeds: folded text holds none, nor does it hold END, ESCAPE or SPACE.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import blake2b
from itertools import chain

import numpy as np
import tantivy

from search import analysis
from search.engines.base import FACETS, Document
from search.query import TEXT_FIELDS

#: Raise it whenever the fields or what is in them change: an older index is built anew.
FORMAT = 3
#: Field of text that a query may name, or nothing for all units → where its pairs are.
PAIRS = {"": "pairs", **{name: f"{name}_pairs" for name in TEXT_FIELDS}}
CHARACTERS = {"": "characters", **{name: f"{name}_characters" for name in TEXT_FIELDS}}
#: Where the folded units are kept, to look at them again.
UNITS = {"": "units", **{name: f"{name}_units" for name in TEXT_FIELDS}}
#: Facet → where its values are as terms.
VALUES = {name: f"{name}_value" for name in FACETS}
Group = tuple[str, ...]
#: Facets that are counted together, as what an article has of them goes together: all its values
#: are one term and one number. Tantivy takes time for every column that is counted, and several
#: times as long for one of several numbers.
GROUPS: tuple[Group, ...] = (
    ("city", "newspaper"),
    ("genre", "front", "page"),
    ("topic",),
    ("author",),
)
SETS = {group: f"{'_'.join(group)}_set" for group in GROUPS}
NUMBERS = {group: f"{'_'.join(group)}_number" for group in GROUPS}
#: How often a word is put in by where it stands: headline and lead say what an article is about.
#: That all count several times brings k1, which Tantivy fixes at 1.2, down to 0.4: that a word is
#: said again says little (measured by bench.known_item).
TITLE_WEIGHT = 4
LEAD_WEIGHT = 4
BODY_WEIGHT = 3

END = "\x1e"
ESCAPE = "\x1c"
SPACE = "\x1f"
#: Between units where they are kept.
BREAK = "\n"
TOKENIZER = "given"
#: The lower bits of the keys to sort by are the article's id.
ID_BITS = 40
ID_MASK = (1 << ID_BITS) - 1
LATEST = date.max.toordinal()
#: A fraction of a JSON number's precision: Tantivy's counts come as JSON.
NUMBER_BITS = 52
_HALF = 1 << 64

_SPELT_OUT = re.compile(f"[\ud800-\udfff{ESCAPE}]")
_ESCAPED = re.compile(f"{ESCAPE}([0-9a-f]{{4}}){ESCAPE}")


def _make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True)
    for name in ("newest", "oldest", "day", "month", "digest_high", "digest_low"):
        builder.add_unsigned_field(name, fast=True)
    builder.add_text_field("words", tokenizer_name=TOKENIZER, index_option="freq")
    for name in PAIRS.values():
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="position")
    for name in CHARACTERS.values():
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="basic")
    for name in ("date", *VALUES.values(), *SETS.values()):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS.values():
        builder.add_unsigned_field(name, fast=True)
    for name in UNITS.values():
        builder.add_bytes_field(name, stored=True)
    return builder.build()


SCHEMA = _make_schema()


def open_index(path: str, *, create: bool = False) -> tantivy.Index:
    """Return the index in a folder; raises what Tantivy raises."""
    index = tantivy.Index(SCHEMA, path) if create else tantivy.Index.open(path)
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TOKENIZER, analyzer)
    # Otherwise a thread would look at the files twice a second.
    index.config_reader("manual", 1)
    return index


def as_token(folded: str) -> str:
    """Return a folded string as a token: spaces would part it."""
    return escape(folded.replace(" ", SPACE))


def escape(text: str) -> str:
    """Return `text` with halves of surrogate pairs, which UTF-8 has not, and ESCAPE spelt out."""
    return _SPELT_OUT.sub(lambda found: f"{ESCAPE}{ord(found[0]):04x}{ESCAPE}", text)


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def write_set(values: Sequence[Sequence[str]]) -> str:
    """Return values of each facet of a group as one term; halves of surrogate pairs spelt out."""
    return json.dumps(values, separators=(",", ":"))


def read_set(term: str) -> list[list[str]]:
    """Return what `write_set` was given."""
    found: list[list[str]] = json.loads(term)
    return found


def number_of(term: str) -> int:
    """Return the number that stands for values as `write_set` wrote them."""
    digest = blake2b(term.encode("ascii"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> (64 - NUMBER_BITS)


def newest_key(day: date, article_id: int) -> int:
    """Return a number that grows from the newest day to the oldest, then by article."""
    return LATEST - day.toordinal() << ID_BITS | article_id


def oldest_key(day: date, article_id: int) -> int:
    """Return the same from the oldest day to the newest."""
    return day.toordinal() << ID_BITS | article_id


def split_digest(digest: bytes) -> tuple[int, int]:
    """Return a digest as two numbers."""
    return divmod(int.from_bytes(digest, "big"), _HALF)


def join_digest(high: int, low: int) -> bytes:
    """Return the digest that `split_digest` was given."""
    return (high * _HALF + low).to_bytes(analysis.DIGEST_SIZE, "big")


def encode(document: Document) -> tantivy.Document:
    """Return `document` as a writer of SCHEMA takes it."""
    made = tantivy.Document()
    made.add_unsigned("id", document.article_id)
    made.add_unsigned("newest", newest_key(document.date, document.article_id))
    made.add_unsigned("oldest", oldest_key(document.date, document.article_id))
    high, low = split_digest(document.digest)
    made.add_unsigned("digest_high", high)
    made.add_unsigned("digest_low", low)
    _add_date(made, document.date)
    values = {name: sorted({*document.facets.get(name, ())}) for name in FACETS}
    for name, each in values.items():
        for value in each:
            made.add_text(VALUES[name], escape(value))
    for group in GROUPS:
        term = write_set([values[name] for name in group])
        made.add_text(SETS[group], term)
        made.add_unsigned(NUMBERS[group], number_of(term))
    texts = {"": document.units, **document.fields}
    folded = {name: [*filter(None, map(analysis.fold, texts.get(name, ())))] for name in PAIRS}
    for name, units in folded.items():
        if units:
            _add_strings(made, name, units)
    made.add_text("words", _ranked_words(folded[""], {*folded["title"]}, _heads(folded)))
    return made


def _add_date(made: tantivy.Document, day: date) -> None:
    made.add_unsigned("day", day.toordinal())
    made.add_unsigned("month", 12 * day.year + day.month - 1)
    iso = day.isoformat()
    for length in (len("2025"), len("2025-04"), len("2025-04-18")):
        made.add_text("date", iso[:length])


def _add_strings(made: tantivy.Document, name: str, units: Sequence[str]) -> None:
    """Add what strings are found by in one field."""
    text = END.join(units).replace(" ", SPACE)
    spelt: Callable[[str], str] = escape if _SPELT_OUT.search(text) else str
    made.add_text(PAIRS[name], spelt(_pairs(text)))
    made.add_text(CHARACTERS[name], spelt("\n".join({*text} - {END})))
    made.add_bytes(UNITS[name], BREAK.join(units).encode("utf-8", "surrogatepass"))


def _pairs(text: str) -> str:
    """Return each two neighbouring characters of `text`, a line feed after each."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    lines = np.full((max(0, len(codes) - 1), 3), ord("\n"), "<u4")
    lines[:, 0], lines[:, 1] = codes[:-1], codes[1:]
    return lines.tobytes().decode("utf-32-le", "surrogatepass")


def _heads(folded: dict[str, list[str]]) -> set[str]:
    """Return the units that stand above the body."""
    return set(chain.from_iterable(folded[name] for name in TEXT_FIELDS))


def _ranked_words(units: Iterable[str], titles: set[str], heads: set[str]) -> str:
    """Return all words, each as often as it counts."""
    words: list[str] = []
    lead = True
    for unit in units:
        weight = BODY_WEIGHT
        if unit in titles:
            weight = TITLE_WEIGHT
        elif unit not in heads and lead:
            weight, lead = LEAD_WEIGHT, False
        words += analysis.words(unit) * weight
    return as_token("\n".join(words))
