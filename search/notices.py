"""What a query was read otherwise than typed, in words for its reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from search.query import MAX_DISTANCE, MAX_LENGTH, MAX_STRINGS, MAX_TERMS, Notice


def sentences(notices: Iterable[Notice]) -> list[str]:
    """Return a sentence for each notice, in the reader's language."""
    texts = {
        Notice.TOO_LONG: _("检索词太长，只用了前 %d 个字。") % MAX_LENGTH,
        Notice.TOO_MANY_TERMS: _("检索词太多，只用了前 %d 个。") % MAX_TERMS,
        Notice.TOO_DEEP: _("括号套得太深，里层的括号没有计入。"),
        Notice.TOO_MANY_STRINGS: _("邻近检索最多 %d 个词，只用了前面的。") % MAX_STRINGS,
        Notice.TOO_FAR: _("邻近检索最远相隔 %d 个字，已按这个距离检索。") % MAX_DISTANCE,
        Notice.LOOSE_DISTANCE: _("引号和 ~ 之间的空格已略去，按邻近检索了。"),
        Notice.UNBALANCED_QUOTE: _("有的引号没有成对，已略去。"),
        Notice.UNBALANCED_BRACKET: _("有的括号没有成对，已补上或略去。"),
        Notice.EMPTY_BRACKETS: _("有的引号或括号里没有字词，已略去。"),
        Notice.EMPTY_FIELD: _("有的字段在冒号后面没有写内容，已略去。"),
        Notice.DANGLING_OPERATOR: _("有的“或”“非”或减号前后没有检索词，已略去。"),
        Notice.ONLY_WILDCARDS: _("单独的 * 和 ? 没有可找的字，已略去。"),
        Notice.UNKNOWN_DATE: _("有的日期没有看懂，按文字检索了。"),
        Notice.TURNED_DATES: _("日期的先后写反了，已对调。"),
    }
    return [texts[notice] for notice in notices]


def unknown_names(unknown: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each facet of which no value has the names; facet and name come in."""
    texts = {
        "city": _("没有叫“%s”的城市。"),
        "newspaper": _("没有叫“%s”的报纸。"),
        "topic": _("没有叫“%s”的主题。"),
        "genre": _("没有叫“%s”的体裁。"),
        "page": _("没有叫“%s”的版。"),
    }
    by_facet = defaultdict(list)
    for facet, name in unknown:
        by_facet[facet].append(name)
    between = _("”“")
    return [texts[facet] % between.join(names) for facet, names in by_facet.items()]
