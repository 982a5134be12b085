"""One value of a facet as a row of links; a page has a hundred, so they are written by hand."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from search.facets import FacetValue

register = template.Library()

_ROW = (
    '<li class="facet-row{}"><a class="facet-value" href="{}" rel="nofollow">'
    '<span class="facet-box" aria-hidden="true"></span><span class="facet-label">{}{}</span>'
    '<span class="facet-count figures">{}</span></a>{}</li>'
)
_WITHOUT = (
    '<a class="facet-without" href="{}" rel="nofollow" title="{}" aria-label="{}">'
    '<span class="icon icon-minus"></span></a>'
)


@register.simple_tag
def facet_row(value: FacetValue, base: str = "") -> SafeString:
    """Return the value as a list item; its addresses are those of the page `base`."""
    state, told = "", SafeString("")
    if value.selected:
        state, told = " facet-chosen", _hidden(_("（已选）"))
    elif value.excluded:
        state, told = " facet-excluded", _hidden(_("（已排除）"))
    without = SafeString("")
    if value.without_url:
        name = _("排除“%(value)s”") % {"value": value.label}
        without = format_html(_WITHOUT, base + value.without_url, name, name)
    count = f"{value.count:,}"
    return format_html(_ROW, state, base + value.url, value.label, told, count, without)


def _hidden(text: str) -> SafeString:
    """Return what is read aloud and not seen."""
    return format_html('<span class="hidden">{}</span>', text)
