"""Periods of the timeline as Chinese and English readers write them."""

from datetime import date

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.templatetags.archive_tags import month_name, month_short, short_date, year_name
from search.timeline import Bar

register = template.Library()


@register.filter
def period(day: date, unit: str) -> str:
    """Return the year, month or day that begins with `day`: `2025年4月`."""
    if unit == "year":
        return year_name(day.year)
    if unit == "month":
        return _("%(year)s年%(month)s") % {"year": day.year, "month": month_name(day)}
    return short_date(day)


@register.simple_tag
def bar_name(bar: Bar, unit: str) -> str:
    """Return what a bar says: `2025年4月：13 篇`."""
    articles = ngettext("%(period)s：%(count)s 篇", "%(period)s：%(count)s 篇", bar.count)
    return articles % {"period": period(bar.first, unit), "count": f"{bar.count:,}"}


@register.filter
def tick(bar: Bar, unit: str) -> str:
    """Return the short label under a bar: `2025`, `4月`, `04-18`; the first month has its year."""
    day = bar.first
    if unit == "day":
        return f"{day:%m-%d}"
    if unit == "year" or day.month == 1:
        return str(day.year)
    return f"{day:%Y-%m}" if bar.tick == 1 else month_short(day)
