"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the top bar and the footer need."""
    return {}
