"""`DIBAO_SEARCH_URL` in, Haystack's connection out."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

#: Scheme → the engine that keeps an index in a folder.
ENGINES = {
    "whoosh": "search.engines.whoosh.WhooshEngine",
    "tantivy": "search.engines.tantivy.TantivyEngine",
}


def search_connection(url: str) -> dict[str, Any]:
    """Return the connection that `url` names, as `whoosh:///srv/dibao/index` does.

    Raises ImproperlyConfigured for an unknown engine or an address that names no folder.
    """
    parts = urlsplit(url)
    if parts.scheme not in ENGINES:
        known = " or ".join(f"{scheme}:///folder" for scheme in ENGINES)
        raise ImproperlyConfigured(f"DIBAO_SEARCH_URL is {url!r}; use {known}")
    if parts.netloc or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"DIBAO_SEARCH_URL is {url!r}; after {parts.scheme}:// the whole path of a folder "
            f"follows, as in {parts.scheme}:///srv/dibao/index"
        )
    return {
        "ENGINE": ENGINES[parts.scheme],
        "PATH": unquote(parts.path),
        "SILENTLY_FAIL": False,
    }
