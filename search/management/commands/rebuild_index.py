"""Build the search index anew from the database; readers keep the old one until it is done.

Takes the place of Haystack's command of this name, which empties the index first.

    manage.py rebuild_index
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import consistency
from search.engines.base import SearchUnavailable
from search.management.progress import show_progress


class Command(BaseCommand):
    """Builds the index."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it."""
        try:
            counted = consistency.rebuild(show_progress(options["no_progress"]))
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{counted} articles indexed")
