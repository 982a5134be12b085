"""What every request passes through."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from archive.views import bad_request


class NumbersBeyondTheDatabase:
    """Answers a crafted number that no database column holds with 400, wherever it was typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """SQLite's adapter raises OverflowError for integers of more than 64 bits."""
        return bad_request(request, error) if isinstance(error, OverflowError) else None
