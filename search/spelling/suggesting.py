"""The archive's names and words in, the table of suggestions out: what the worker keeps up to date.

Only what differs is written, a few hundred rows at a time, so that nobody waits for the database.
"""

from __future__ import annotations

import math
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone

from archive.models import Article, ArticleTopic, City, Newspaper, Topic
from search.models import SearchState, Suggestion, SuggestionKey, UserWord
from search.text.folding import fold
from search.text.pinyin import initials, syllables, syllables_in_words
from search.text.segmentation import cut

STATE = "suggestions"
#: Seconds between two refreshes at least, and how many times the last one's own time.
INTERVAL = 60
REST = 50
#: The newest articles whose headlines and authors are counted.
NEWEST = 50_000
#: How many headline words and authors are kept.
MOST_WORDS = 4_000
MOST_AUTHORS = 2_000
LONGEST_WORD = 8
#: What a row of the table takes.
LONGEST_TEXT = 60
BATCH = 300
#: Another number, and the table is looked through though the archive is the same.
READINGS = 2
#: What a name weighs before its articles are counted.
CITY, NEWSPAPER, TOPIC, WORD = 30, 40, 40, 50

Kind = Suggestion.Kind
T = TypeVar("T")


@dataclass(frozen=True)
class Wanted:
    """A suggestion as it should be; `said` is its pinyin where that is known."""

    kind: str
    weight: int
    said: str = ""


def refresh_if_due() -> bool:
    """Bring the table up to date where the archive has changed, not too often.

    One small query while it is not due. Returns whether it was done.
    """
    state = SearchState.objects.filter(pk=STATE).first()
    if state and timezone.now() < state.updated_at + _rest(state):
        return False
    fingerprint = _fingerprint()
    if state and state.fingerprint == fingerprint:
        state.save(update_fields=["updated_at"])
        return False
    started = time.monotonic()
    refresh()
    took = math.ceil(time.monotonic() - started)
    SearchState.objects.update_or_create(
        pk=STATE, defaults={"fingerprint": fingerprint, "seconds": took}
    )
    return True


def refresh() -> int:
    """Make the table what the archive holds now; returns how many rows were written or deleted."""
    wanted = collect()
    rows = {row.text: row for row in Suggestion.objects.iterator(2_000)}
    gone = {text: row.pk for text, row in rows.items() if not _is_same(row, wanted.get(text))}
    for pks in _batches(gone.values()):
        Suggestion.objects.filter(pk__in=pks).delete()
    rows = {text: row for text, row in rows.items() if text not in gone}
    new = [(text, entry) for text, entry in wanted.items() if text not in rows]
    for entries in _batches(new):
        _create(entries)
    changed = []
    for text, entry in wanted.items():
        row = rows.get(text)
        if row and (row.kind, row.weight) != (entry.kind, entry.weight):
            row.kind, row.weight = entry.kind, entry.weight
            changed.append(row)
    for updated in _batches(changed):
        Suggestion.objects.bulk_update(updated, ["kind", "weight"])
    return len(gone) + len(new) + len(changed)


def _is_same(row: Suggestion, entry: Wanted | None) -> bool:
    """Tell whether a row may stay: it is wanted, and said as it was."""
    return entry is not None and row.pinyin == "".join(_said(row.text, entry))


def _said(text: str, entry: Wanted) -> tuple[str, ...]:
    """Return the syllables of a suggestion: as is known, else as its words are said."""
    folded = fold(text)
    return syllables(folded, entry.said) if entry.said else syllables_in_words(folded)


def collect() -> dict[str, Wanted]:
    """Return text → suggestion; a text that is several things is the first, and weighs them all."""
    wanted: dict[str, Wanted] = {}
    for source in (_cities, _newspapers, _topics, _user_words, _from_articles):
        for text, entry in source():
            if len(text) > LONGEST_TEXT:
                continue
            first = wanted.get(text)
            more = first.weight if first else 0
            wanted[text] = replace(first or entry, weight=entry.weight + more)
    return wanted


def keys_of(text: str, *readings: Sequence[str]) -> set[str]:
    """Return what may be typed for a text: each end of it, of its pinyin, of its initials."""
    folded = fold(text)
    ends = {folded[start:] for start in range(len(folded)) if _may_begin(folded, start)}
    for said in readings:
        first = initials(said)
        ends |= {"".join(said[start:]) for start in range(len(said))}
        ends |= {first[start:] for start in range(len(first) - 1)}
    return ends


def _may_begin(text: str, start: int) -> bool:
    """Tell whether a reader may begin to type at `start`: not inside a Latin word or figure."""
    inside = start > 0 and text[start - 1].isascii() and text[start].isascii()
    return text[start].isalnum() and not inside


def _create(entries: Sequence[tuple[str, Wanted]]) -> None:
    """Write some suggestions with their keys; how a word only may be said is a key, no more."""
    rows, keys = [], []
    for text, entry in entries:
        said = _said(text, entry)
        row = Suggestion(
            text=text,
            kind=entry.kind,
            pinyin="".join(said),
            initials=initials(said),
            weight=entry.weight,
        )
        rows.append(row)
        keys.append(keys_of(text, said, *([] if entry.said else [syllables(fold(text))])))
    with transaction.atomic():
        Suggestion.objects.bulk_create(rows)
        SuggestionKey.objects.bulk_create(
            SuggestionKey(suggestion=row, key=key)
            for row, ends in zip(rows, keys, strict=True)
            for key in sorted(ends)
        )


Source = Iterator[tuple[str, Wanted]]


def _cities() -> Source:
    """Provinces and cities; those with newspapers' articles first."""
    counts = _article_counts("page__issue__newspaper__city")
    rows = City.objects.exclude(level=City.Level.COUNTY)
    for code, name, said in rows.values_list("adcode", "short_name", "pinyin"):
        yield name, Wanted(Kind.CITY, CITY + _grade(counts.get(code, 0)), said)


def _newspapers() -> Source:
    """Newspapers by all their names, the full one first."""
    counts = _article_counts("page__issue__newspaper")
    for pk, name, aliases, city, said in _named_newspapers():
        for each in dict.fromkeys((name, *aliases)):
            rest = each.removeprefix(city)
            known = said + "".join(syllables_in_words(fold(rest))) if rest != each else ""
            weight = NEWSPAPER + _grade(counts.get(pk, 0)) - (each != name)
            yield each, Wanted(Kind.NEWSPAPER, weight, known)


def _named_newspapers() -> Iterable[tuple[int, str, list[str], str, str]]:
    columns = ("pk", "name", "aliases", "city__short_name", "city__pinyin")
    return Newspaper.objects.order_by("pk").values_list(*columns)


def _topics() -> Source:
    """Topics that articles have."""
    given = ArticleTopic.objects.filter(article__page__published_at__isnull=False).order_by()
    counts = dict(given.values_list("topic").annotate(Count("pk")))
    for pk, label in Topic.objects.filter(pk__in=counts).values_list("pk", "label_zh"):
        yield label, Wanted(Kind.TOPIC, TOPIC + _grade(counts[pk]))


def _user_words() -> Source:
    for word in UserWord.objects.values_list("word", flat=True):
        yield word, Wanted(Kind.WORD, WORD)


def _from_articles() -> Source:
    """Authors and headline words of the newest articles, the most frequent ones."""
    authors: Counter[str] = Counter()
    used: Counter[str] = Counter()
    newest = Article.objects.published().order_by("-pk").values_list("headline", "credits")
    for headline, named in newest[:NEWEST].iterator(2_000):
        authors.update({credit.get("name", "").strip() for credit in named})
        used.update({word for word in cut(fold(headline)) if _is_suggestible(word)})
    for name, count in authors.most_common(MOST_AUTHORS):
        if 1 < len(name) <= LONGEST_WORD * 2:
            yield name, Wanted(Kind.AUTHOR, _grade(count))
    for word, count in used.most_common(MOST_WORDS):
        yield word, Wanted(Kind.HEADLINE, _grade(count))


def _is_suggestible(word: str) -> bool:
    """Tell a word with a meaning of its own from figures, letters and single characters."""
    return 1 < len(word) <= LONGEST_WORD and not word.isascii() and word[0].isalpha()


def _article_counts(path: str) -> Mapping[int | str, int]:
    """Return how many published articles each row at the end of `path` has."""
    rows = Article.objects.published().order_by().values_list(path)
    return dict(rows.annotate(Count("pk")))


def _grade(count: int) -> int:
    """Return a count as a weight that changes seldom: ten for each doubling."""
    return int(10 * math.log2(1 + count))


def _rest(state: SearchState) -> timedelta:
    """Return how long to wait after a refresh that took so many `seconds`."""
    return timedelta(seconds=max(INTERVAL, REST * state.seconds))


def _fingerprint() -> str:
    """Return what is another when the archive's names or articles may be."""
    articles = Article.objects.published().aggregate(Count("pk"), Max("updated_at"))
    names = zlib.crc32(repr([*_named_newspapers()]).encode())
    words = UserWord.objects.aggregate(Count("pk"), Max("pk"))
    return "/".join(map(str, (READINGS, *articles.values(), names, *words.values())))


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items some at a time."""
    left = iter(items)
    while batch := list(islice(left, BATCH)):
        yield batch
