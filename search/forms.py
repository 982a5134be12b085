"""What stands in an address of a results page in, search parameters out.

A reader's address is read forgivingly: what is not understood is left out. A program's (the
API) is not: it is told which parameter was wrong, so that it never takes everything for an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from archive.models import Article, City, Newspaper, Topic
from search.documents import page_value
from search.facets import DATED, MULTIPLE, PAGE_SIZES, SearchParams, Sort

MAX_PAGE_SIZE = 100
#: Page numbers beyond this are no page of any list.
MAX_PAGE = 10**9
#: Values of one facet that an address may choose.
MAX_VALUES = 50


class InvalidParameter(ValueError):  # noqa: N818  # the reader's mistake, not the program's
    """A parameter that cannot be understood; its name and what is wrong with it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name


class SearchForm(forms.Form):
    """The search box and the range of dates."""

    q = forms.CharField(label=gettext_lazy("检索词"), required=False)
    date_from = forms.DateField(label=gettext_lazy("起始日期"), required=False)
    date_to = forms.DateField(label=gettext_lazy("截止日期"), required=False)


class _Reader:
    """Reads parameters one by one; what is wrong is left out, or raised when `strict`."""

    def __init__(self, data: QueryDict, *, strict: bool) -> None:
        self.data = data
        self.strict = strict

    def text(self, name: str) -> str:
        """Return a parameter without the characters that no text may hold."""
        return str(self.data.get(name, "")).replace("\x00", "").strip()

    def one(self, name: str, read: Callable[[str], Any], default: Any) -> Any:
        """Return the value that `read` makes of a parameter, or `default` where it is absent."""
        text = self.text(name)
        if not text:
            return default
        try:
            return read(text)
        except ValueError as error:
            if self.strict:
                raise InvalidParameter(name, str(error)) from error
            return default

    def several(self, name: str, read: Callable[[str], list[str]]) -> tuple[str, ...]:
        """Return the values that `read` makes of a parameter that may be repeated."""
        found: list[str] = []
        for text in self.data.getlist(name)[:MAX_VALUES]:
            text = text.replace("\x00", "").strip()
            if not text:
                continue
            try:
                found += read(text)
            except ValueError as error:
                if self.strict:
                    raise InvalidParameter(name, str(error)) from error
        return tuple(dict.fromkeys(found))


def read_params(data: QueryDict, *, strict: bool = False) -> SearchParams:
    """Return the parameters of an address.

    Cities, newspapers, topics and genres may be given by code or by name; what is kept out has a
    minus sign before the parameter's name. With `strict`, raises InvalidParameter for what is not
    understood.
    """
    reader = _Reader(data, strict=strict)
    params = SearchParams(
        q=reader.text("q"),
        **{name: reader.several(name, READERS[name]) for name in MULTIPLE},
        without=tuple(
            (name, value)
            for name in MULTIPLE
            for value in reader.several(f"-{name}", READERS[name])
        ),
        date_from=reader.one("date_from", _read_date, None),
        date_to=reader.one("date_to", _read_date, None),
        histogram=reader.one("histogram", _read_unit, ""),
        sort=reader.one("sort", _read_sort, Sort.RELEVANCE),
        page=reader.one("page", _read_page, 1),
        page_size=reader.one("page_size", _read_page_size, PAGE_SIZES[0]),
    )
    first, last = params.date_from, params.date_to
    if first and last and first > last:
        if strict:
            raise InvalidParameter("date_from", _("起始日期晚于截止日期"))
        return replace(params, date_from=last, date_to=first)
    return params


def _find_cities(text: str) -> list[str]:
    """Return the codes of the cities that `text` names; several districts share a name."""
    named = Q(adcode=text) | Q(name=text) | Q(short_name=text)
    return _known(text, list(City.objects.filter(named).values_list("adcode", flat=True)))


def _find_newspapers(text: str) -> list[str]:
    rows = Newspaper.objects.filter(Q(slug=text) | Q(name=text))
    return _known(text, list(rows.values_list("slug", flat=True)))


def _find_topics(text: str) -> list[str]:
    rows = Topic.objects.filter(Q(slug=text) | Q(label_zh=text) | Q(label_en=text))
    return _known(text, list(rows.values_list("slug", flat=True)))


def _known(text: str, values: list[str]) -> list[str]:
    if not values:
        raise ValueError(_("没有“%s”") % text)
    return values


def _find_genres(text: str) -> list[str]:
    """Return the code of a genre, given as such or by its Chinese or English name."""
    field = Article._meta.get_field("genre")
    names: dict[str, str] = {}
    for language in ("zh-hans", "en"):
        with override(language):
            names |= {str(label).casefold(): code for code, label in field.flatchoices}
    names |= {code: code for code, _label in field.flatchoices}
    return _known(text, [names[text.casefold()]] if text.casefold() in names else [])


def _find_front(text: str) -> list[str]:
    if text not in ("front", "inner"):
        raise ValueError(_("只能是 %s") % "front、inner")
    return [text]


def _read_page_label(text: str) -> list[str]:
    label = page_value(text, 0)
    if label == "0":
        raise ValueError(_("应是版次，如 1 或 A3"))
    return [label]


def _read_author(text: str) -> list[str]:
    return [text]


def _read_year(text: str) -> list[str]:
    if not re.fullmatch("[0-9]{4}", text):
        raise ValueError(_("应是四位数字，如 2025"))
    return [text]


def _read_month(text: str) -> list[str]:
    if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise ValueError(_("应写成 2025-04"))
    return [text]


def _read_day(text: str) -> list[str]:
    return [_read_date(text).isoformat()]


#: Facet → what reads one value of it.
READERS: dict[str, Callable[[str], list[str]]] = {
    "city": _find_cities,
    "newspaper": _find_newspapers,
    "topic": _find_topics,
    "front": _find_front,
    "page_label": _read_page_label,
    "genre": _find_genres,
    "author": _read_author,
    "year": _read_year,
    "month": _read_month,
    "day": _read_day,
}


def _read_date(text: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(_("应写成 2025-04-18"))
    return date.fromisoformat(text)


def _read_unit(text: str) -> str:
    if text not in DATED:
        raise ValueError(_("只能是 %s") % "、".join(DATED))
    return text


def _read_sort(text: str) -> Sort:
    if text not in list(Sort):
        raise ValueError(_("只能是 %s") % "、".join(Sort))
    return Sort(text)


def _read_page(text: str) -> int:
    return _read_number(text, MAX_PAGE)


def _read_page_size(text: str) -> int:
    return _read_number(text, MAX_PAGE_SIZE)


def _read_number(text: str, highest: int) -> int:
    if not re.fullmatch("[0-9]{1,10}", text) or not 1 <= int(text) <= highest:
        raise ValueError(_("应是 1 到 %d 的整数") % highest)
    return int(text)
