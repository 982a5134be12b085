"""What a reader has begun to type in, names and words that the archive holds out.

`suggest("hez")` offers 菏泽. The worker keeps the table (suggesting.py); a look-up is one query
over an index.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Length

from search.models import Suggestion, SuggestionKey
from search.spelling.spoken import Known
from search.text.folding import fold
from search.text.pinyin import normalize_pinyin

#: What is typed beyond this is no beginning of a name.
MAX_TYPED = 60
MAX_LIMIT = 20
#: Above every character that a key has.
LAST = "\U0010ffff"
#: Kind of name → the field whose value it is.
FIELDS = {
    Suggestion.Kind.CITY.value: "city",
    Suggestion.Kind.NEWSPAPER.value: "newspaper",
    Suggestion.Kind.TOPIC.value: "topic",
}


@dataclass(frozen=True)
class Offered:
    """One suggestion and what kind of name or word it is (Suggestion.Kind)."""

    text: str
    kind: str


def suggest(typed: str, limit: int = 8) -> tuple[Offered, ...]:
    """Return names and words that begin with, or hold, what is typed: Chinese, pinyin, initials.

    Those that begin with it come first, then those that hold it, last what only may be said so
    (音乐 for `yinle`); of each the most frequent first. One query, none for what cannot begin a
    name.
    """
    key = typed_key(typed)
    if not key:
        return ()
    begins = Q(text__startswith=key) | Q(pinyin__startswith=key) | Q(initials__startswith=key)
    other = Value(2 if key.isascii() else 1)  # Chinese is only found where it is held
    holds = Q(pinyin__contains=key) | Q(initials__contains=key)
    keys = SuggestionKey.objects.filter(key__gte=key, key__lt=key + LAST)
    rows = (
        Suggestion.objects.filter(pk__in=keys.values("suggestion_id"))
        .annotate(place=Case(When(begins, then=0), When(holds, then=1), default=other))
        .order_by("place", "-weight", Length("text"), "text")
        .values_list("text", "kind")
    )
    return tuple(Offered(*row) for row in rows[: min(limit, MAX_LIMIT)])


def said_like(spoken: Collection[str]) -> list[Known]:
    """Return all that is said exactly so, the most frequent first; one query.

    `spoken` is pinyin without tones or spaces, syllables joined.
    """
    rows = Suggestion.objects.filter(pinyin__in=spoken).order_by("-weight", "text")
    return [Known(text, said, FIELDS.get(kind, "")) for text, said, kind in _named(rows)]


def abbreviated(letters: str) -> list[Known]:
    """Return all whose syllables begin with just these letters, the most frequent first.

    What is `said` of them are these letters.
    """
    rows = Suggestion.objects.filter(keys__key=letters, initials=letters)
    named = _named(rows.order_by("-weight", "text"))
    return [Known(text, letters, FIELDS.get(kind, "")) for text, _said, kind in named]


def _named(rows: QuerySet[Suggestion]) -> QuerySet[Suggestion, tuple[str, str, str]]:
    return rows.values_list("text", "pinyin", "kind")


def typed_key(typed: str) -> str:
    """Return what is looked up for `typed`, or "" where it cannot begin a name."""
    if len(typed) > MAX_TYPED:
        return ""
    folded = fold(typed)
    key = normalize_pinyin(folded) or folded
    return key if key.isprintable() and any(map(str.isalnum, key)) else ""
