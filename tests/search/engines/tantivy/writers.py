"""Writers in processes of their own, which share no lock and no thread with the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import django

django.setup()  # a process that is started imports this first

from search.engines.base import Document  # noqa: E402
from search.engines.tantivy.store import TantivyStore  # noqa: E402
from tests.search.engines.tantivy.conftest import make_document  # noqa: E402

ARTICLES = 40


def start(work: Callable[..., object], *arguments: Any) -> BaseProcess:
    """Start a process that does `work`.

    It is no fork: that could inherit a lock which a thread of Tantivy's holds, and wait for itself.
    """
    process = get_context("spawn").Process(target=work, args=arguments, daemon=True)
    process.start()
    return process


def state(turn: int) -> Iterator[Document]:
    """All articles as they are in one turn."""
    for number in range(1, ARTICLES + 1):
        made = make_document(number, f"第{turn}回，{number}号田春耕", "水渠通水" * 30)
        yield replace(made, digest=turn.to_bytes(16, "big"))


def rebuild(path: Path, turn: int) -> None:
    """Build the index in the state of one turn."""
    TantivyStore(path).rebuild(state(turn))


def write_for_ever(path: Path, work: str, first: int) -> None:
    """Go from one state to the next, each in one commit or one rebuild."""
    store = TantivyStore(path)
    for turn in count(first):
        if work == "apply":
            store.apply(state(turn), ())
        else:
            store.rebuild(state(turn))
