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
from django.utils.translation import gettext_lazy

from archive.models import City, Newspaper, Topic
from search.facets import PAGE_SIZES, SearchParams, Sort

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

    Cities, newspapers and topics may be given by code or by name. With `strict`, raises
    InvalidParameter for what is not understood.
    """
    reader = _Reader(data, strict=strict)
    params = SearchParams(
        q=reader.text("q"),
        city=reader.several("city", _find_cities),
        newspaper=reader.several("newspaper", _find_newspapers),
        topic=reader.several("topic", _find_topics),
        year=reader.several("year", _read_year),
        month=reader.one("month", _read_month, ""),
        date_from=reader.one("date_from", _read_date, None),
        date_to=reader.one("date_to", _read_date, None),
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


def _read_year(text: str) -> list[str]:
    if not re.fullmatch("[0-9]{4}", text):
        raise ValueError(_("应是四位数字，如 2025"))
    return [text]


def _read_month(text: str) -> str:
    if not re.fullmatch("[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise ValueError(_("应写成 2025-04"))
    return text


def _read_date(text: str) -> date:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError(_("应写成 2025-04-18"))
    return date.fromisoformat(text)


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
