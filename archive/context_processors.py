"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest

from archive.holdings import holdings

#: Name of a view → the entry of the top bar that it belongs to.
_SECTIONS = {
    "cities": "cities",
    "city": "cities",
    "newspapers": "newspapers",
    "newspaper": "newspapers",
    "issue": "newspapers",
    "page": "newspapers",
    "article": "newspapers",
    "calendar": "calendar",
    "calendar_year": "calendar",
    "day": "calendar",
    "topics": "topics",
}


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the current entry of the top bar, and what the footer counts (only when it is shown).

    Templates of the admin use neither, so nothing is counted for them.
    """
    match = request.resolver_match
    in_archive = match is not None and match.namespace == "archive"
    section = _SECTIONS.get(match.url_name or "", "") if match and in_archive else ""
    return {"section": section, "holdings": holdings}
