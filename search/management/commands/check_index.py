"""Compare every published article with the search index, and the index's files with their
checksums; ends with status 1 where they differ. The worker rebuilds what is damaged.

    manage.py check_index           report
    manage.py check_index --fix     report, and queue what differs for the worker
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import consistency
from search.engines.base import SearchUnavailable


class Command(BaseCommand):
    """Compares database and index."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--fix", action="store_true", help="queue what differs")

    def handle(self, *args: Any, **options: Any) -> None:
        """Report; raises CommandError (status 1) where they differ."""
        try:
            consistency.verify()
            differences = consistency.reconcile() if options["fix"] else consistency.compare()
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        if differences:
            raise CommandError(
                f"missing {_listed(differences.missing)}, outdated {_listed(differences.outdated)},"
                f" surplus {_listed(differences.surplus)}" + ("; queued" if options["fix"] else "")
            )
        self.stdout.write("index and database agree")


def _listed(article_ids: tuple[int, ...]) -> str:
    """Return how many articles, and the first few of them."""
    first = ", ".join(map(str, article_ids[:5]))
    return f"{len(article_ids)} ({first}{', …' if len(article_ids) > 5 else ''})"
