"""What readers call facets, their values, orders and notices, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from archive.models import Article, City, Newspaper, Topic
from search.facets import SearchParams, Sort, excluded_values, selected_values
from search.spelling.variants import Kind

#: Facet → value → label; a value without one is its own label.
Labels = dict[str, dict[str, str]]


def facet_labels() -> dict[str, str]:
    """Return what facets and filters are called."""
    return {
        "city": pgettext("facet", "城市"),
        "newspaper": pgettext("facet", "报纸"),
        "topic": pgettext("facet", "主题"),
        "front": _("版面"),
        "page_label": _("版次"),
        "genre": _("体裁"),
        "author": pgettext("facet", "作者"),
        "year": _("年份"),
        "month": _("月份"),
        "day": _("日期"),
        "date_from": _("起始日期"),
        "date_to": _("截止日期"),
    }


def chip_form() -> str:
    """Return how a filter is named: `城市：绍兴`."""
    return _("%(facet)s：%(value)s")


def joined(sentences: Iterable[str]) -> str:
    """Return sentences one after the other, with spaces where the language has them."""
    return ("" if (get_language() or "zh").startswith("zh") else " ").join(sentences)


def value_labels(params: SearchParams, shown: Mapping[str, Iterable[str]]) -> Labels:
    """Return the labels of the values `shown` of each facet, and of those in `params`.

    Cities, newspapers and topics are asked for in one query each.
    """
    labels: Labels = {
        "front": {"front": _("头版"), "inner": _("其他版")},
        "genre": {code: str(label) for code, label in Article._meta.get_field("genre").flatchoices},
        "page_label": _page_labels([*_asked(params, "page_label"), *shown.get("page_label", ())]),
    }
    for name, (model, key, label) in _sources().items():
        values = {*_asked(params, name), *shown.get(name, ())}
        if values:
            rows: Any = model._default_manager.filter(**{f"{key}__in": values})
            labels[name] = dict(rows.values_list(key, label))
    return labels


def _asked(params: SearchParams, name: str) -> tuple[str, ...]:
    return (*selected_values(params, name), *excluded_values(params, name))


def _sources() -> dict[str, tuple[type[Model], str, str]]:
    """Return facet → model, field of the value, field of the label."""
    english = (get_language() or "").startswith("en")
    return {
        "city": (City, "adcode", "short_name"),
        "newspaper": (Newspaper, "slug", "name"),
        "topic": (Topic, "slug", "label_en" if english else "label_zh"),
    }


def _page_labels(values: Iterable[str]) -> dict[str, str]:
    """Return page → what it is called: `第 2 版`, `A3 版`."""
    return {
        value: _("第 %s 版") % value if value.isdigit() else _("%s 版") % value for value in values
    }


def sort_labels() -> dict[Sort, str]:
    """Return what the orders are called."""
    return {Sort.RELEVANCE: _("相关"), Sort.NEWEST: _("最新"), Sort.OLDEST: _("最早")}


def variant_kinds() -> dict[Kind, str]:
    """Return why another spelling is offered."""
    return {
        Kind.PINYIN: _("拼音"),
        Kind.CONFUSED: _("可能的识别错误"),
        Kind.HOMOPHONE: _("读音相同"),
    }
