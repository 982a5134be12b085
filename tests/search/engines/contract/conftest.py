"""Both engines over the same articles, and the scan that tells what they must answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import Document, Store
from search.engines.tantivy.store import TantivyStore
from search.engines.whoosh.store import WhooshStore
from tests.search.corpora import make_documents
from tests.search.engines.contract.scan import Scan

Make = Callable[[Path], Store]
ENGINES: dict[str, Make] = {"whoosh": WhooshStore, "tantivy": TantivyStore}


@pytest.fixture(scope="session")
def documents() -> list[Document]:
    """Three thousand articles."""
    return make_documents()


@pytest.fixture(scope="session")
def scan(documents: list[Document]) -> Scan:
    """The answers by reading them all."""
    return Scan(documents)


@pytest.fixture(scope="session", params=list(ENGINES))
def make_store(request: pytest.FixtureRequest) -> Make:
    """An engine's way to open the index in a folder."""
    return ENGINES[request.param]


@pytest.fixture(scope="session")
def store(
    make_store: Make, documents: list[Document], tmp_path_factory: pytest.TempPathFactory
) -> Store:
    """An index of the articles that no test changes: built, then changed by a few commits."""
    made = make_store(tmp_path_factory.mktemp("index"))
    third = len(documents) // 3
    made.rebuild(documents[: 2 * third])
    made.apply(documents[third:], ())
    made.apply(documents[:50], ())
    return made


@pytest.fixture
def empty(make_store: Make, tmp_path: Path) -> Store:
    """An index of a test's own, with nothing in it."""
    made = make_store(tmp_path / "index")
    made.rebuild(())
    return made
