"""Articles in, the same articles out, with a bar on a terminal that shows how far it is."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tqdm import tqdm

from archive.models import Article
from search.consistency import Progress


def show_progress(off: bool) -> Progress:
    """Return what puts a progress bar around the articles of a rebuild."""

    def around(articles: Iterable[Article], total: int) -> Iterable[Article]:
        # None leaves the bar out where standard error is no terminal.
        return tqdm(articles, total=total, unit="篇", file=sys.stderr, disable=off or None)

    return around
