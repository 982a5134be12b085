"""Small indexes on Tantivy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from search.engines.base import Document
from search.engines.tantivy.store import TantivyStore

Make = Callable[..., Document]


def make_document(
    number: int,
    *units: str,
    title: tuple[str, ...] = (),
    day: date | None = None,
    **facets: tuple[str, ...],
) -> Document:
    """An article of these units, `title` above them."""
    return Document(
        article_id=number,
        units=(*title, *(units or ("春耕时节", f"第{number}篇"))),
        fields={"title": title},
        facets={"city": ("370900",), "front": ("inner",), **facets},
        date=day or date(2025, 1, 1 + number % 28),
        digest=number.to_bytes(16, "big"),
    )


@pytest.fixture
def make() -> Make:
    """How to make an article."""
    return make_document


@pytest.fixture
def store(tmp_path: Path) -> TantivyStore:
    """A store without an index."""
    return TantivyStore(tmp_path / "index", lock_timeout=0.2)
