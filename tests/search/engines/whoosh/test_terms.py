"""Whoosh's own reader looks up every term of a dictionary that was written all at once."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb.filetables import OrderedHashReader
from whoosh.filedb.structfile import BufferFile, StructFile

from search.engines.whoosh.terms import TermsWriter


class Kept(BytesIO):
    """A file whose content is still there when it is closed."""

    content = b""

    def close(self) -> None:
        self.content = self.getvalue()
        super().close()


def write(parts: list[list[bytes]]) -> OrderedHashReader:
    """Return Whoosh's reader of some keys, each with its own text as value."""
    file = Kept()
    writer = TermsWriter(StructFile(file))
    for keys in parts:
        writer.add_many(keys, [b"<" + key + b">" for key in keys])
    writer.close()
    return OrderedHashReader(BufferFile(memoryview(file.content)), len(file.content))


@given(st.sets(st.binary(min_size=1, max_size=4), max_size=300), st.binary(max_size=4))
def test_every_term_is_found(terms: set[bytes], other: bytes) -> None:
    keys = sorted(terms)
    half = len(keys) // 2
    reader = write([part for part in (keys[:half], keys[half:]) if part])
    assert {key: reader[key] for key in keys} == {key: b"<" + key + b">" for key in keys}
    assert list(reader.keys()) == keys
    assert (other in reader) == (other in terms)
    assert list(reader.keys_from(other)) == [key for key in keys if key >= other]


@pytest.mark.parametrize("parts", [[[b"b", b"a"]], [[b"a", b"a"]], [[b"b"], [b"a"]]])
def test_terms_must_ascend(parts: list[list[bytes]]) -> None:
    with pytest.raises(ValueError, match="ascend"):
        write(parts)
