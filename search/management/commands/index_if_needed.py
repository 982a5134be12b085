"""Make the search index right at start: build it anew where it is missing, damaged or of another
version; otherwise compare it with the database and mend what differs.

    manage.py index_if_needed
    manage.py index_if_needed --leave-stale     readers go on with another version's index meanwhile
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from haystack import connections

from search import consistency, outbox
from search.engines.base import IndexStale, SearchUnavailable
from search.management.progress import show_progress


class Command(BaseCommand):
    """Builds or mends the index."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")
        parser.add_argument(
            "--leave-stale", action="store_true", help="leave another version's to the worker"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Build or mend, then drain what is waiting."""
        try:
            reason = consistency.needs_rebuild()
            if options["leave_stale"] and reason == IndexStale.__name__:
                self.stdout.write("index of another version: the worker builds it anew")
                return
            done = self._bring_together(reason, show_progress(options["no_progress"]))
            report = outbox.drain_all()
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{done}; {report.indexed} indexed, {report.removed} taken out")
        self._offer_tantivy()

    def _offer_tantivy(self) -> None:
        """Say in a line that a large archive is answered faster by the other engine."""
        statistics = connections["default"].get_backend().statistics()
        if statistics.engine == "whoosh" and statistics.documents > settings.SEARCH_LARGE_ARCHIVE:
            self.stdout.write(
                f"{statistics.documents} 篇稿件：设 DIBAO_SEARCH_URL=tantivy:///索引文件夹 检索更快"
                " / set it for faster search (README, Scaling it)"
            )

    def _bring_together(self, reason: str, progress: consistency.Progress) -> str:
        """Rebuild where there is a reason, or queue what differs; returns what was done."""
        if reason:
            return f"index built anew ({reason}): {consistency.rebuild(progress)} articles"
        differences = consistency.reconcile()
        return f"{len(differences.article_ids)} articles differed" if differences else "index fits"
