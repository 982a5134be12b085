"""Indexes to measure: built once in a work folder, with what building took, and used again.

    var/bench/10000/fts5/index/…       the engine's own files
    var/bench/10000/fts5/built.json    what the index was built of, and how long it took

An index is built anew where the corpus, the number of articles or the schema is another one.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from django.utils.module_loading import import_string
from tqdm import tqdm

from bench import search_setup  # noqa: F401  # before what needs Django's settings
from bench.search_corpus import cut_beforehand
from bench.search_peers import Engine, Fts5, Own, PlainWhoosh
from bench.search_stock import StockHaystack
from search.analysis import SCHEMA_VERSION
from search.engines.base import Document, SearchUnavailable

#: Our own engines: the class of the store.
STORES = {
    "whoosh": "search.engines.whoosh.store.WhooshStore",
    "tantivy": "search.engines.tantivy.store.TantivyStore",
}
PEERS: dict[str, Callable[[Path], Engine]] = {
    "haystack": StockHaystack,
    "plain-whoosh": PlainWhoosh,
    "fts5": Fts5,
}
#: Articles beyond which a peer is too slow to be waited for.
LARGEST = {"haystack": 10_000, "plain-whoosh": 23_000}
#: Articles of an issue that is added, and how many issues.
ISSUE, ISSUES = 50, 3
#: Raise it when a peer indexes otherwise.
PEERS_VERSION = 1


@dataclass(frozen=True)
class Built:
    """What building took: seconds without cutting text, seconds of each issue added, bytes."""

    articles: int
    seconds: float
    cutting: float  # what the engine spent on cutting by itself, beside `seconds`
    issues: tuple[float, ...]
    size: int

    @property
    def rate(self) -> float:
        """Articles a second, once cut."""
        return self.articles / self.seconds


def open_engine(name: str, folder: Path) -> Engine:
    """Return the engine of this name on the index in `folder`, empty where there is none."""
    if name in PEERS:
        folder.mkdir(parents=True, exist_ok=True)
        return PEERS[name](folder)
    return Own(import_string(STORES[name])(folder))


def issues_of(documents: Sequence[Document], articles: int) -> list[Sequence[Document]]:
    """The issues that are added to the first `articles` of the documents."""
    starts = range(articles, articles + ISSUE * ISSUES, ISSUE)
    return [documents[start : start + ISSUE] for start in starts]


def build_missing(
    names: Iterable[str], documents: Sequence[Document], work: Path, *, fresh: bool = False
) -> dict[str, Built]:
    """Build what is not there yet, or all that is `fresh`; returns what building took.

    The last ISSUE * ISSUES of the documents are added to the others one issue after the other.
    """
    articles = len(documents) - ISSUE * ISSUES
    folder = work / str(articles)
    corpus = _sign(documents)
    signatures = {name: f"{corpus} {_version(name)}" for name in names}
    built = {} if fresh else _read_built(folder, signatures)
    if missing := signatures.keys() - built.keys():
        with cut_beforehand(documents, work):
            for name in filter(missing.__contains__, signatures):
                built[name] = _build(name, documents, folder / name)
                record = {"of": signatures[name], **asdict(built[name])}
                (folder / name / "built.json").write_text(json.dumps(record), "ascii")
    return {name: built[name] for name in names}


def _sign(documents: Sequence[Document]) -> str:
    """What tells these documents from others."""
    told = blake2b(digest_size=8)
    for document in documents:
        told.update(document.digest + len("".join(document.units)).to_bytes(4))
    return told.hexdigest()


def _version(name: str) -> str:
    return f"peer {PEERS_VERSION}" if name in PEERS else f"schema {SCHEMA_VERSION}"


def _read_built(folder: Path, signatures: Mapping[str, str]) -> dict[str, Built]:
    """What was built of the same before, and can still be read."""
    found = {}
    for name, signature in signatures.items():
        with suppress(FileNotFoundError, ValueError, KeyError, SearchUnavailable):
            record = json.loads((folder / name / "built.json").read_text("ascii"))
            if record.pop("of") == signature:
                if name in STORES:
                    import_string(STORES[name])(folder / name / "index").check()
                found[name] = Built(**record | {"issues": tuple(record["issues"])})
    return found


def _build(name: str, documents: Sequence[Document], folder: Path) -> Built:
    shutil.rmtree(folder, ignore_errors=True)
    engine = open_engine(name, folder / "index")
    articles = len(documents) - ISSUE * ISSUES
    label = f"{name}, {articles:,} articles"
    seconds = _seconds(lambda: engine.build(tqdm(documents[:articles], label, unit="article")))
    cutting = engine.cutting
    issues = [_add(engine, issue) for issue in issues_of(documents, articles)]
    engine.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return Built(articles, seconds - cutting, cutting, tuple(issues), size)


def _add(engine: Engine, issue: Sequence[Document]) -> float:
    cutting = engine.cutting
    return _seconds(lambda: engine.add(issue)) - (engine.cutting - cutting)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
