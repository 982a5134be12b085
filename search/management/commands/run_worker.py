"""Keep the search index and the suggestions up to date: look about every second at what has
changed, and whether the index is still there and whole; if not, build it anew. Every ten minutes
every byte of the index is compared with its checksum.

manage.py run_worker            until told to stop (Ctrl-C, SIGTERM) or its parent dies
manage.py run_worker --once     only what is waiting now
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from search import analysis, consistency, outbox
from search.engines.base import SearchUnavailable
from search.spelling import suggesting

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Drains the outbox."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options."""
        parser.add_argument("--once", action="store_true", help="drain what is waiting and end")
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks")
        parser.add_argument(
            "--verify", type=float, default=600.0, help="seconds between looks at every byte"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped."""
        analysis.preload()
        self._verify_every = options["verify"]
        self._verified = time.monotonic()
        if options["once"]:
            self._look_once()
            return
        stopped = threading.Event()

        def stop(number: int, frame: FrameType | None) -> None:
            stopped.set()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        parent = os.getppid()
        logger.info("worker %d started", os.getpid())
        while not stopped.is_set() and os.getppid() == parent:
            self._look_safely()
            stopped.wait(options["interval"])
        logger.info("worker %d stopped", os.getpid())

    def _look_once(self) -> None:
        """Look once and end; what fails is told."""
        try:
            self._look()
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error

    def _look_safely(self) -> None:
        """Look once; what fails now is tried again at the next look."""
        close_old_connections()
        try:
            self._look()
        except SearchUnavailable as error:
            logger.warning("index not updated: %s", error)
        except DatabaseError as error:
            logger.warning("database not read: %s", error)

    def _look(self) -> None:
        """Drain what is waiting; an index that cannot be read is built anew first."""
        now = time.monotonic()
        thorough = now - self._verified >= self._verify_every
        self._verified = now if thorough else self._verified
        consistency.heal(thorough=thorough)
        try:
            report = outbox.drain_all()
        except consistency.UNUSABLE as error:
            logger.warning("building the index anew: %s", error)
            consistency.rebuild()
            report = outbox.drain_all()
        if report.entries:
            logger.info("%d articles indexed, %d taken out", report.indexed, report.removed)
        suggesting.refresh_if_due()
