"""Work on a real archive that tests give to processes of their own: make it, change it, look."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat
from haystack import connections

from archive.models import Article
from search import outbox
from search.consistency import compare, needs_rebuild
from search.engines.base import SearchRequest
from search.models import OutboxEntry
from search.query import Phrase
from tests.factories import make_article, make_issue, make_newspaper, make_page

ARTICLES = 120
#: So many articles change together, in one transaction and one commit of the index.
CHANGED = 40
#: What stands in every article.
COMMON = "水渠修好了"


def make_archive() -> None:
    """Publish ARTICLES articles on twelve pages; all of them wait to be indexed."""
    issue = make_issue(make_newspaper())
    pages = [make_page(issue, sequence=number) for number in range(1, 13)]
    for number in range(ARTICLES):
        body = "\n".join(f"第{number}号{COMMON}，第{k}户人家最高兴。" for k in range(6))
        make_article(pages[number % 12], headline=f"第{number}则简讯", body=body)


def change(turn: int) -> None:
    """Add `mark(turn)` to CHANGED articles, which wait to be indexed again."""
    first = turn * 7 % (ARTICLES - CHANGED)
    chosen = list(Article.objects.order_by("pk").values_list("pk", flat=True))
    chosen = chosen[first : first + CHANGED]
    with transaction.atomic():
        added = Concat(F("body"), Value(f"\n{mark(turn)}。"))
        Article.objects.filter(pk__in=chosen).update(body=added)
        outbox.queue(chosen)


def mark(turn: int) -> str:
    """Return what `change` writes."""
    return f"记第{turn}轮补"


def backend() -> Any:
    """Return what search asks."""
    return connections["default"].get_backend()


def found(text: str) -> int:
    """Return how many articles the index finds."""
    return int(backend().run(SearchRequest(Phrase(text))).total)


def work() -> None:
    """What the worker does at one look."""
    call_command("run_worker", once=True)


def drain() -> None:
    """Index what waits, and nothing else of what the worker does."""
    outbox.drain_all()


def rebuild() -> None:
    """Build the index anew, as an administrator does."""
    call_command("rebuild_index", no_progress=True, stdout=StringIO())


def assert_lock_is_free() -> None:
    """Nobody holds the lock; raises IndexLocked."""
    folder = backend().store.folder
    folder.lock_timeout, before = 0.5, folder.lock_timeout
    with backend().writing():
        pass
    folder.lock_timeout = before


def assert_sound_and_complete(turn: int) -> None:
    """Look at the index after a death: whole, one state or the other; then have it mended."""
    assert needs_rebuild() == "", "damaged"
    assert found(COMMON) == ARTICLES
    assert found(mark(turn)) in (0, CHANGED), "half a commit"
    assert_lock_is_free()
    work()
    assert not compare()
    assert found(mark(turn)) == CHANGED
    assert not OutboxEntry.objects.exists()
    call_command("check_index", stdout=StringIO())
