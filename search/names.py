"""Names of cities, newspapers, topics and the like, as typed, in; the facets' own values out.

`OneOf("city", ("菏泽",))` → `OneOf("city", ("371700",))`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.translation import override

from archive.models import GENRES, City, Newspaper, Page, Topic
from search.analysis import fold
from search.documents import page_value
from search.language.tokens import PAGE_KINDS
from search.models import Suggestion
from search.query import And, In, Node, Not, OneOf, Or, parse
from search.text.pinyin import normalize_pinyin

#: What `page_value` makes of a text that is no page.
NO_PAGE = "0"
#: Name as typed → values.
Found = Mapping[str, tuple[str, ...]]


class Unknown(NamedTuple):
    """A name as typed, and the facet of which no value has it."""

    facet: str
    name: str


@dataclass(frozen=True)
class _Entry:
    """A value of a facet, folded: what names it exactly, and what may be named in part."""

    value: str
    codes: tuple[str, ...]
    names: tuple[str, ...]


def read_typed(text: str) -> Node | None:
    """Return what a reader typed as a tree of conditions on values, whatever was wrong with it."""
    return resolve_names(parse(text).tree)[0]


def resolve_names(tree: Node | None) -> tuple[Node | None, tuple[Unknown, ...]]:
    """Return the tree with values in place of names, and the names that nothing has, as typed.

    A name that is a value's own wins over one that contains it (`菏泽` in 菏泽日报); several values
    may share a name. Asks the database once for each facet that is named, twice where a newspaper
    or a topic may be named in pinyin.
    """
    if tree is None:
        return None, ()
    typed: defaultdict[str, list[str]] = defaultdict(list)
    for facet in _facets(tree):
        if facet.name in _FINDERS:
            typed[facet.name] += facet.values
    found = {name: _FINDERS[name](tuple(dict.fromkeys(values))) for name, values in typed.items()}
    unknown = (
        Unknown(facet, name)
        for facet, names in found.items()
        for name, values in names.items()
        if not values
    )
    return _replace(tree, found), tuple(dict.fromkeys(unknown))


def _facets(node: Node) -> list[OneOf]:
    """Return the conditions on facets of a tree."""
    match node:
        case OneOf():
            return [node]
        case And() | Or():
            return [facet for child in node.nodes for facet in _facets(child)]
        case Not() | In():
            return _facets(node.node)
        case _:
            return []


def _replace(node: Node, found: Mapping[str, Found]) -> Node:
    """Return the tree with the values found."""
    match node:
        case OneOf() if node.name in found:
            return _values(node, found[node.name])
        case And() | Or():
            return type(node)(tuple(_replace(child, found) for child in node.nodes))
        case Not():
            return Not(_replace(node.node, found))
        case In():
            return In(node.field, _replace(node.node, found))
        case _:
            return node


def _values(node: OneOf, found: Found) -> Node:
    """Return the values of one condition; 头版 among numbers of pages is a condition of its own."""
    values = tuple(dict.fromkeys(value for name in node.values for value in found[name]))
    kinds = tuple(value for value in values if value in PAGE_KINDS.values())
    if node.name != "page" or not kinds:
        return OneOf(node.name, values)
    pages = tuple(value for value in values if value not in kinds)
    return Or((OneOf("front", kinds), OneOf("page", pages))) if pages else OneOf("front", kinds)


def _match(name: str, entries: Sequence[_Entry]) -> tuple[str, ...]:
    """Return the values that a name means: exactly, by its pattern, or as a part of theirs."""
    text = _fold(name)
    if not text.strip("*?"):
        return ()
    if _is_pattern(text):
        pattern = text.replace("[", "[[]")  # the one other sign that fnmatch knows
        return tuple(e.value for e in entries if any(fnmatchcase(n, pattern) for n in e.names))
    exact = tuple(e.value for e in entries if text in (*e.codes, *e.names))
    return exact or tuple(e.value for e in entries if any(text in name for name in e.names))


def _is_pattern(name: str) -> bool:
    return bool(set(fold(name)) & set("*?"))


def _fold(name: str) -> str:
    return fold(name).strip("《》")


def _entry(value: str, codes: Iterable[str | None], names: Iterable[object]) -> _Entry:
    kept = tuple(fold(str(name)) for name in names if name)
    return _Entry(value, tuple(fold(code) for code in codes if code), kept)


def _find_cities(names: Sequence[str]) -> Found:
    """Return the codes of places; a name that only a province has stands for all its places."""
    rows = _city_rows(names)
    entries = [_entry(row[0], (row[0], row[3]), row[1:3]) for row in rows]
    provinces = {row[0]: row[5] for row in rows if row[4] == City.Level.PROVINCE}
    found = {}
    for name in names:
        codes = _match(name, entries)
        if codes and all(code in provinces for code in codes):
            inside = {provinces[code] for code in codes}
            codes = tuple(row[0] for row in rows if row[5] in inside)
        found[name] = codes
    return found


def _city_rows(names: Sequence[str]) -> list[tuple[str, str, str, str, str, str]]:
    """Return the places that names may mean, and those of the provinces among them."""
    asked = Q()
    for text in map(_fold, names):
        part = max(re.split(r"[*?]", text), key=len)
        if part:
            named = Q(name__contains=part) | Q(short_name__contains=part)
            asked |= named | Q(province__contains=part) | Q(adcode=text) | Q(pinyin=text)
    rows = City.objects.filter(asked) if asked else City.objects.none()
    return list(rows.values_list("adcode", "name", "short_name", "pinyin", "level", "province"))


def _find_newspapers(names: Sequence[str]) -> Found:
    said = _said(names, Suggestion.Kind.NEWSPAPER)
    rows = Newspaper.objects.values_list("slug", "name", "aliases", "cn")
    entries = [
        _entry(slug, (cn, *map(said.get, (name, *aliases))), (name, *aliases, slug))
        for slug, name, aliases, cn in rows
    ]
    return {name: _match(name, entries) for name in names}


def _find_topics(names: Sequence[str]) -> Found:
    said = _said(names, Suggestion.Kind.TOPIC)
    rows = Topic.objects.values_list("slug", "label_zh", "label_en")
    entries = [_entry(slug, (slug, said.get(zh)), (zh, en)) for slug, zh, en in rows]
    return {name: _match(name, entries) for name in names}


def _said(names: Sequence[str], kind: str) -> Mapping[str, str]:
    """Return what of a kind is said as one of the names is typed, with its pinyin."""
    typed = [*filter(None, map(normalize_pinyin, names))]
    rows = Suggestion.objects.filter(kind=kind, pinyin__in=typed)
    return dict(rows.values_list("text", "pinyin")) if typed else {}


def _find_genres(names: Sequence[str]) -> Found:
    """Return the codes of genres, whose names may be of any language of the site."""
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, label in GENRES:
                labels[code].append(str(label))
    entries = [_entry(code, (code,), names) for code, names in labels.items()]
    return {name: _match(name, entries) for name in names}


def _find_pages(names: Sequence[str]) -> Found:
    """Return pages as the facet has them: `第03版` is 3, `头版` the facet front's own value.

    Only a pattern (`A*`) asks which pages there are.
    """
    patterns = any(map(_is_pattern, names))
    entries = [_entry(page, (), (page,)) for page in _printed_pages()] if patterns else []
    return {name: _match(name, entries) if _is_pattern(name) else _page(name) for name in names}


def _page(name: str) -> tuple[str, ...]:
    value = PAGE_KINDS.get(_fold(name)) or page_value(name, 0)
    return () if value == NO_PAGE else (value,)


def _printed_pages() -> list[str]:
    """Return every page that a published issue has."""
    rows = Page.objects.published().values_list("label", "sequence").distinct()
    return sorted({page_value(label, sequence or 0) for label, sequence in rows})


_FINDERS: dict[str, Callable[[Sequence[str]], Found]] = {
    "city": _find_cities,
    "newspaper": _find_newspapers,
    "topic": _find_topics,
    "genre": _find_genres,
    "page": _find_pages,
}
