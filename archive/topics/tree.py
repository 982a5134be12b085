"""The topic tree and its vocabulary, from ``topics.tsv`` and ``terms.tsv``.

``health<TAB>卫生健康<TAB>Health<TAB>-<TAB>medtop:07000000`` becomes
``TopicRecord("health", "卫生健康", "Health", "", "medtop:07000000", 4)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_NONE = "-"


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """A topic; ``parent`` is the slug of the topic above it, "" at the top."""

    slug: str
    label_zh: str
    label_en: str
    parent: str
    iptc_code: str
    position: int


@cache
def topics() -> tuple[TopicRecord, ...]:
    """Every topic, parents before their children, in the order in which readers see them."""
    rows = _rows("topics.tsv")
    return tuple(
        TopicRecord(slug, zh, en, _text(parent), _text(code), position)
        for position, (slug, zh, en, parent, code) in enumerate(rows, start=1)
    )


@cache
def terms() -> dict[str, tuple[tuple[str, float], ...]]:
    """Each term with its topics' slugs and weights; no topic where it only hides shorter terms."""
    found: dict[str, tuple[tuple[str, float], ...]] = {}
    for slug, term, weight in _rows("terms.tsv"):
        votes = () if slug == _NONE else ((slug, float(weight)),)
        found[term] = found.get(term, ()) + votes
    return found


@cache
def parents() -> dict[str, str]:
    """The parent's slug of every topic that has one."""
    return {topic.slug: topic.parent for topic in topics() if topic.parent}


def _rows(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _text(field: str) -> str:
    return "" if field == _NONE else field
