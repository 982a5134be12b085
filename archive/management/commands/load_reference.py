"""Load or refresh the gazetteer's places and the topic tree.

    manage.py load_reference

`migrate` has done it once; run it again after an update of the gazetteer or of topics.tsv.
Labels, positions and parents of topics that an editor has changed stay.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from archive.models import City, Topic
from archive.reference import load_places, load_topics


class Command(BaseCommand):
    """Loads both tables in one transaction and prints one line."""

    help = __doc__ or ""

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many places and topics there are now."""
        places, topics = load_places(City), load_topics(Topic)
        self.stdout.write(f"reference data: {places} places, {topics} topics")
