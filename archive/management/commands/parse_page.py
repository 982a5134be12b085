"""Print what the parser understands of one page, as JSON; the database is not touched.

manage.py parse_page PAGE.txt
manage.py parse_page - < PAGE.txt
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from archive.parsing import ParseError
from archive.parsing.cli import parse_file


class Command(BaseCommand):
    """``parse_page FILE``: exits with 1 and the reason where the file is no readable text."""

    help = __doc__ or ""
    # Nothing to check: no model is used, and the answer should come at once.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file to read."""
        parser.add_argument("file", help="a text file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the JSON to standard output."""
        try:
            self.stdout.write(parse_file(options["file"]))
        except (ParseError, OSError) as error:
            raise CommandError(str(error)) from error
