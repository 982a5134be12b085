"""Takes newspaper pages as text into the archive: files, folders and zip archives.

    manage.py ingest pages/*.txt
    manage.py ingest delivery.zip --newspaper 岱顶新报 --date 2025-04-18
    manage.py ingest page.txt --page 3 --dry-run

What the text does not tell is said with --newspaper, --date and --page, which override the text.
Safe to repeat: the same bytes change nothing, changed bytes replace their page, and what an editor
has corrected stays. New pages are not published unless --publish is given.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from archive.deliveries import Delivery, count_paths, read_paths
from archive.ingest import IngestReport, Options, Status, ingest, upload_limits
from archive.models import Newspaper, validate_date
from archive.placing import Overrides, find_newspaper_by_name
from archive.review import publish_pages

_LABELS = {
    Status.TAKEN: "收录",
    Status.REPLACED: "更新",
    Status.UNCHANGED: "未变",
    Status.WAITING: "待定",
    Status.REFUSED: "拒收",
}


class Command(BaseCommand):
    """Ingest from the command line, with progress on stderr and a report on stdout."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare paths and options."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--newspaper", help="name or slug of a newspaper of the archive")
        parser.add_argument("--date", help="date of the issue, YYYY-MM-DD")
        parser.add_argument("--page", type=int, help="page number (版次)")
        parser.add_argument("--publish", action="store_true", help="publish what has its place")
        parser.add_argument("--dry-run", action="store_true", help="try everything, keep nothing")
        parser.add_argument("--no-progress", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ingest; raises CommandError for wrong use, or when nothing at all could be taken."""
        overrides = Overrides(
            newspaper=_newspaper(options["newspaper"]),
            date=_date(options["date"]),
            page=_page(options["page"]),
        )
        paths: list[Path] = options["paths"]
        hidden = options["no_progress"] or not sys.stderr.isatty()
        with tqdm(total=count_paths(paths), unit="file", disable=hidden) as bar:
            report = ingest(
                _watched(read_paths(paths, upload_limits()), bar),
                Options(overrides=overrides, dry_run=options["dry_run"]),
            )
        if options["publish"] and not options["dry_run"]:
            publish_pages([e.page_id for e in report.entries if e.page_id is not None])
        self._print(report, dry_run=options["dry_run"])
        if report.entries and report.count(Status.REFUSED) == len(report.entries):
            raise CommandError("没有收录任何文件。")
        if not report.entries:
            raise CommandError("没有找到文本文件（.txt）或压缩包（.zip）。")

    def _print(self, report: IngestReport, *, dry_run: bool) -> None:
        for entry in report.entries:
            self.stdout.write(f"{_LABELS[entry.status]}  {entry.name}  {entry.message}")
        self.stdout.write(("（试运行，没有写入）" if dry_run else "") + report.summary())


def _watched(deliveries: Iterator[Delivery], bar: tqdm[Any]) -> Iterator[Delivery]:
    for delivery in deliveries:
        bar.set_postfix_str(delivery.name[-30:], refresh=False)
        bar.update()
        yield delivery


def _newspaper(name: str | None) -> Newspaper | None:
    if name is None:
        return None
    newspaper = find_newspaper_by_name(name)
    if newspaper is None:
        names = "、".join(Newspaper.objects.values_list("name", flat=True)) or "（还没有）"
        raise CommandError(f"档案里没有《{name}》；已有：{names}。可先在后台添加。")
    return newspaper


def _date(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        date = dt.date.fromisoformat(text)
        validate_date(date)
    except (ValueError, ValidationError):
        raise CommandError(f"日期应写成 2025-04-18 的样子，而不是 {text}") from None
    return date


def _page(number: int | None) -> int | None:
    if number is not None and not 1 <= number <= 999:
        raise CommandError("--page 应在 1 到 999 之间")
    return number
