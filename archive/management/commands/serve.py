"""Brings the archive up: database, sample issues and index first, then gunicorn and the worker.

Safe to start again after any crash: whatever was left half done is brought together first.
Stops everything in order on Ctrl-C. This is what `make run` calls.
"""

import os
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.supervisor import Supervisor


class Command(BaseCommand):
    """Prepare, then supervise gunicorn and the worker."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the address and the number of gunicorn workers."""
        parser.add_argument("--bind", default=os.environ.get("DIBAO_BIND", "127.0.0.1:8000"))
        parser.add_argument(
            "--workers", type=int, default=int(os.environ.get("DIBAO_WEB_WORKERS", "2"))
        )
        parser.add_argument("--prepare-only", action="store_true", help="prepare, start nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare and run until a signal comes."""
        if not options["prepare_only"]:
            _check_port(options["bind"])
        self._prepare()
        if options["prepare_only"]:
            return
        python, manage = sys.executable, str(settings.BASE_DIR / "manage.py")
        web = [
            python, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py",
            "--bind", options["bind"], "--workers", str(options["workers"]),
        ]  # fmt: skip
        self.stdout.write(f"邸报 Dibao: http://{options['bind']}/  （Ctrl-C 停止）")
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        Supervisor({"web": web, "worker": [python, manage, "run_worker"]}).run()
        self.stdout.write("已停止 stopped")

    def _prepare(self) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("ensure_admin", stdout=self.stdout)
        # The mark is set after the last page: a start that was killed half way begins again,
        # and an archive whose samples were deleted stays without them.
        mark = Path(settings.DATA_DIR) / "samples_loaded"
        if not mark.exists() and os.environ.get("DIBAO_LOAD_SAMPLES", "1") == "1":
            call_command("load_samples", stdout=self.stdout)
            mark.touch()
        # An index of another version is built anew by the worker while readers go on with it.
        call_command("index_if_needed", "--leave-stale", stdout=self.stdout)


def _check_port(bind: str) -> None:
    """Say at once that another program has the port, instead of failing after the start."""
    host, _colon, port = bind.rpartition(":")
    if not host or not port.isdecimal():
        raise CommandError(f"DIBAO_BIND 应写成 127.0.0.1:8000 的样子，而不是 {bind}")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), int(port)))
        except (OSError, OverflowError) as error:
            hint = "可能已经开着一个。换一个地址：DIBAO_BIND=127.0.0.1:8001 make run"
            raise CommandError(f"{bind} 不能用（{error}）；{hint}") from None
