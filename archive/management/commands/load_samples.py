"""Loads and publishes the sample issues that ship with the project; safe to repeat."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from archive.samples import load_samples, sample_files


class Command(BaseCommand):
    """Load the sample issues, with progress on stderr."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print one line."""
        files = sample_files()
        with tqdm(files, unit="page", disable=not sys.stderr.isatty()) as bar:
            report = load_samples(bar)
        self.stdout.write(report.summary())
