"""Delivered files → rows, one transaction an issue; every way into the archive is this one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from archive.deliveries import Delivery, Limits
from archive.matching import SAME_PAGE, similarity
from archive.models import Issue, Newspaper, Page, SourceFile
from archive.parsing import ParseError, parse_document
from archive.parsing.encoding import decode
from archive.parsing.records import PageRecord
from archive.placing import (
    DOUBTFUL,
    Overrides,
    Placement,
    accepted,
    found_newspaper,
    known_newspapers,
    page_city,
    place,
    update_issue,
)
from archive.rows import Synced, write_reading
from archive.storage import keep_source, sha256_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: Files parsed before their issues are written: bounds memory on a delivery of any size.
BATCH = 200


class Status(StrEnum):
    """What became of one page, or of a file that gave none."""

    TAKEN = "taken"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    WAITING = "waiting"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the report; `page_id` is None where nothing was written."""

    name: str
    status: Status
    message: str = ""
    page_id: int | None = None
    articles: int = 0


@dataclass(slots=True)
class IngestReport:
    """What was taken, what needs an editor, what was refused and why."""

    entries: list[Entry] = field(default_factory=list)

    def count(self, *statuses: Status) -> int:
        """Return the number of entries with one of these statuses."""
        counts = Counter(entry.status for entry in self.entries)
        return sum(counts[status] for status in statuses)

    @property
    def articles(self) -> int:
        """Articles on the pages that were written."""
        return sum(entry.articles for entry in self.entries if entry.status != Status.UNCHANGED)

    def summary(self) -> str:
        """One line of figures."""
        return _(
            "收录 %(taken)d 版（%(articles)d 篇），更新 %(replaced)d 版，"
            "待编辑确认 %(waiting)d 版，未变 %(unchanged)d 版，拒收 %(refused)d 个文件"
        ) % {
            "articles": self.articles,
            **{status.value: self.count(status) for status in Status},
        }


@dataclass(frozen=True, slots=True)
class Options:
    """How to ingest: the uploader's own word, who it is, and whether to write at all."""

    overrides: Overrides = field(default_factory=Overrides)
    user: User | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _Incoming:
    delivery: Delivery
    encoding: str
    part: int
    record: PageRecord
    placement: Placement

    @property
    def group(self) -> tuple[str, str]:
        """Sorts pages of one issue together; pages without one stand alone."""
        newspaper, date = self.placement.newspaper, self.placement.date
        if newspaper is None or date is None:
            return ("", f"{self.delivery.name}#{self.part}")
        return (newspaper.name, date.isoformat())


def upload_limits() -> Limits:
    """Return the limits of the settings."""
    return Limits(
        file=settings.UPLOAD_MAX_FILE,
        total=settings.UPLOAD_MAX_TOTAL,
        files=settings.UPLOAD_MAX_FILES,
    )


def ingest(deliveries: Iterable[Delivery], options: Options | None = None) -> IngestReport:
    """Parse and write all deliveries; safe to repeat and to stop at any moment.

    With dry_run everything runs, the writing inside transactions that are rolled back, and no
    file is kept. Raises nothing for bad input: the report says what was refused and why.
    """
    options = options or Options()
    report = IngestReport()
    pages_seen = 0
    for batch in _batches(deliveries):
        papers = list(Newspaper.objects.select_related("city"))
        incoming = [
            page for delivery in batch for page in _prepare(delivery, papers, options, report)
        ]
        pages_seen += len(incoming)
        if options.overrides.page is not None and pages_seen > 1:
            _refuse_one_number_for_many(incoming, options, report)
        else:
            _write_batch(incoming, options, report)
    return report


def _write_batch(incoming: list[_Incoming], options: Options, report: IngestReport) -> None:
    """Write parsed pages issue by issue; a dry run locks for this only, not for parsing."""
    incoming.sort(key=lambda page: page.group)
    with transaction.atomic() if options.dry_run else nullcontext():
        for _key, pages in groupby(incoming, key=lambda page: page.group):
            _write_issue(list(pages), options, report)
        if options.dry_run:
            transaction.set_rollback(True)


def _refuse_one_number_for_many(
    incoming: list[_Incoming], options: Options, report: IngestReport
) -> None:
    """One page number for several pages would have each replace the one before."""
    message = _("指定了版次，却有不止一版；请一次只收一版，或不指定版次。")
    for page in incoming:
        _keep_refused(page.delivery, message, options)
        report.entries.append(Entry(page.delivery.name, Status.REFUSED, message))


def _keep_refused(delivery: Delivery, reason: str, options: Options) -> None:
    if delivery.data and not options.dry_run:
        keep_source(delivery.name, delivery.data, error=reason, user=options.user)


def _batches(deliveries: Iterable[Delivery]) -> Iterator[list[Delivery]]:
    batch: list[Delivery] = []
    for delivery in deliveries:
        batch.append(delivery)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _prepare(
    delivery: Delivery, papers: list[Newspaper], options: Options, report: IngestReport
) -> list[_Incoming]:
    """Parse one file; what gives no page goes straight into the report."""
    if delivery.error:
        _keep_refused(delivery, delivery.error, options)
        report.entries.append(Entry(delivery.name, Status.REFUSED, delivery.error))
        return []
    known = Page.objects.filter(source_file__sha256=sha256_of(delivery.data))
    if not options.overrides and (pages := list(known.select_related("issue__newspaper"))):
        report.entries.extend(_unchanged(delivery, page) for page in pages)
        return []
    try:
        decoded = decode(delivery.data, limit=settings.UPLOAD_MAX_FILE)
        records = parse_document(decoded.text, known=known_newspapers(papers))
    except ParseError as error:
        _keep_refused(delivery, str(error), options)
        report.entries.append(Entry(delivery.name, Status.REFUSED, str(error)))
        return []
    return [
        _Incoming(
            delivery,
            decoded.encoding,
            part,
            record,
            place(record.issue, delivery.name, options.overrides, papers),
        )
        for part, record in enumerate(records, 1)
    ]


def _unchanged(delivery: Delivery, page: Page) -> Entry:
    return Entry(delivery.name, Status.UNCHANGED, str(page), page.pk)


def _write_issue(pages: list[_Incoming], options: Options, report: IngestReport) -> None:
    """Write the pages of one issue in one transaction: all of them, or none."""
    try:
        with transaction.atomic():
            entries = [_write_page(page, options) for page in pages]
    except DatabaseError as error:
        message = _("这一期没有写入：%(error)s") % {"error": error}
        entries = [Entry(page.delivery.name, Status.REFUSED, message) for page in pages]
    report.entries.extend(entries)


def _write_page(incoming: _Incoming, options: Options) -> Entry:
    placement = incoming.placement
    issue = _issue_of(placement)
    source = _source_of(incoming, options)
    same_bytes = Page.objects.filter(source_file=source, source_part=incoming.part).first()
    page = _existing_page(incoming, same_bytes, issue, options.overrides)
    replaced = page is not None
    if page is None:
        page = Page()
    elif page.is_published and not _may_replace_published(options.user):
        message = _("%(page)s已经发布，只有发布员可以替换；来稿已保存。") % {"page": page}
        _keep_refused(incoming.delivery, message, options)
        return Entry(incoming.delivery.name, Status.REFUSED, message, page.pk)
    if same_bytes is not None and same_bytes != page:
        _drop_twin(same_bytes)
    if issue is not None:
        update_issue(issue, placement.proposals)
    page.source_file = source
    page.source_part = incoming.part
    page.proposals = placement.proposals
    _set_place(page, issue, placement)
    page.save()
    synced = write_reading(page, incoming.record)
    return _entry_of(incoming, page, synced, replaced)


def _issue_of(placement: Placement) -> Issue | None:
    if placement.newspaper is None or placement.date is None:
        return None
    issue, _created = Issue.objects.get_or_create(
        newspaper=found_newspaper(placement.newspaper), date=placement.date, edition=1
    )
    return issue


def _source_of(incoming: _Incoming, options: Options) -> SourceFile:
    delivery = incoming.delivery
    if options.dry_run:
        return SourceFile.objects.get_or_create(
            sha256=sha256_of(delivery.data),
            defaults={"name": delivery.name[-255:], "size": len(delivery.data)},
        )[0]
    return keep_source(delivery.name, delivery.data, encoding=incoming.encoding, user=options.user)


def _existing_page(
    incoming: _Incoming, same_bytes: Page | None, issue: Issue | None, overrides: Overrides
) -> Page | None:
    """Return the page that these bytes replace.

    That is the page with the same bytes; or the one in the same place, or of the same file name,
    with much the same text. A place that the uploader has named outright is replaced whatever its
    text is.
    """
    if overrides.page is not None and issue is not None:
        return issue.pages.filter(sequence=overrides.page).first() or same_bytes
    if same_bytes is not None:
        return same_bytes
    sequence = incoming.placement.sequence
    named = Q(source_file__name=incoming.delivery.name[-255:])
    if issue is None:
        rivals = named
    elif sequence is None:
        rivals = Q(issue=issue) | named & Q(issue=None)
    else:
        rivals = Q(issue=issue, sequence=sequence)
    pages = Page.objects.filter(rivals)
    return next((page for page in pages if _is_same(page, incoming)), None)


def _drop_twin(page: Page) -> None:
    """Remove a page that waited with the bytes which now replace another page's."""
    if page.sequence is None and not page.corrected_fields:
        page.delete()


def _is_same(page: Page, incoming: _Incoming) -> bool:
    return similarity(page.source_text, incoming.record.text) >= SAME_PAGE


def _may_replace_published(user: User | None) -> bool:
    """A command line is trusted; an uploader needs the right to publish."""
    return user is None or user.has_perm("archive.publish_page")


def _set_place(page: Page, issue: Issue | None, placement: Placement) -> None:
    """Put the page where it belongs, but leave what an editor has set."""
    if "issue" not in page.corrected_fields and issue is not None:
        page.issue = issue
    if "sequence" not in page.corrected_fields and page.issue is not None:
        page.sequence = _free_sequence(page, page.issue, placement)
    for name, key in (("label", "page_label"), ("name", "page_name")):
        value = placement.proposals.get(key, {}).get("value")
        if name not in page.corrected_fields and value:
            setattr(page, name, str(value)[:20])
    if page.issue is not None and "city" not in page.corrected_fields:
        page.city = page_city(page.issue.newspaper, placement.proposals)


def _free_sequence(page: Page, issue: Issue, placement: Placement) -> int | None:
    """Return the page's number; None (an editor decides) if another page has it.

    A page that does not tell its number keeps the one it has, else the first free one is proposed.
    """
    taken = set(issue.pages.exclude(pk=page.pk).values_list("sequence", flat=True))
    wanted = placement.sequence or page.sequence
    if wanted is not None and wanted not in taken:
        return wanted
    if wanted is not None:
        evidence = _("第%(n)d版已有内容不同的另一版") % {"n": wanted}
    else:
        wanted = next(n for n in range(2, len(taken) + 4) if n not in taken)
        evidence = _("版上没有印版次，第%(n)d版还空着") % {"n": wanted}
    page.proposals["page"] = {"value": wanted, "confidence": DOUBTFUL, "evidence": evidence}
    return None


def _entry_of(incoming: _Incoming, page: Page, synced: Synced, replaced: bool) -> Entry:
    articles = synced.added + synced.kept
    if page.issue is None or page.sequence is None:
        message = _("%(n)d 篇；请编辑确认：%(what)s") % {"n": articles, "what": _missing(page)}
        return Entry(incoming.delivery.name, Status.WAITING, message, page.pk, articles)
    status = Status.REPLACED if replaced else Status.TAKEN
    message = _("%(page)s，%(n)d 篇") % {"page": page, "n": articles}
    return Entry(incoming.delivery.name, status, message, page.pk, articles)


def _missing(page: Page) -> str:
    """Name what the editor must say, with the reason where the number is in doubt."""
    if page.issue is not None:
        evidence = page.proposals.get("page", {}).get("evidence", "")
        return _("版次（%(why)s）") % {"why": evidence} if evidence else _("版次")
    told = {"newspaper": _("报名"), "date": _("日期")}
    return "、".join(label for name, label in told.items() if not accepted(page.proposals, name))
