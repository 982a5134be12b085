"""Uploading text files and zip archives, and what was understood of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.display import admin_link, confidence_mark, page_state
from archive.admin.fields import IsoDateInput
from archive.admin.people import signed_in
from archive.deliveries import Delivery, read_upload
from archive.ingest import Entry, IngestReport, Options, Status, ingest, upload_limits
from archive.models import Newspaper, Page, SourceFile, validate_date
from archive.placing import ACCEPT, Overrides
from archive.review import publish_pages

SESSION_KEY = "upload_report"
STATUS_LABELS = {
    Status.TAKEN: gettext_lazy("收录"),
    Status.REPLACED: gettext_lazy("更新"),
    Status.UNCHANGED: gettext_lazy("未变"),
    Status.WAITING: gettext_lazy("待确认"),
    Status.REFUSED: gettext_lazy("未收"),
}
#: What needs a hand comes first in the report.
ORDER = (Status.REFUSED, Status.WAITING, Status.TAKEN, Status.REPLACED, Status.UNCHANGED)


class MultipleFileInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several uploaded files, as a list."""

    widget = MultipleFileInput(attrs={"accept": ".txt,.text,.md,.zip"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return the files; empty ones pass, so that the report can name them."""
        files = list(data or [])
        if not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > settings.UPLOAD_MAX_FILES:
            raise forms.ValidationError(
                _("一次最多上传 %(n)d 个文件；更多请打包成 zip，或用命令 ingest。")
                % {"n": settings.UPLOAD_MAX_FILES}
            )
        total = sum(file.size or 0 for file in files)
        if total > settings.UPLOAD_MAX_TOTAL:
            raise forms.ValidationError(
                _("一次最多上传 %(n)d MB。") % {"n": settings.UPLOAD_MAX_TOTAL // 2**20}
            )
        return files


class UploadForm(forms.Form):
    """Files, and what their text may not tell."""

    texts = MultipleFileField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy(
            "文本文件（.txt），可多选；或一个 zip。UTF-8、GB18030、UTF-16 都认得。"
        ),
    )
    newspaper = forms.ModelChoiceField(
        Newspaper.objects.all(),
        required=False,
        label=gettext_lazy("报纸"),
        empty_label=gettext_lazy("由原文识别"),
    )
    date = forms.DateField(
        required=False,
        label=gettext_lazy("日期"),
        widget=IsoDateInput(),
        validators=[validate_date],
        help_text=gettext_lazy("只在版面上没有印时填写；填了就以此为准。"),
    )
    page = forms.IntegerField(
        required=False, min_value=1, max_value=999, label=gettext_lazy("版次")
    )

    def clean(self) -> dict[str, Any]:
        """One page number cannot hold for several files."""
        cleaned = super().clean() or {}
        if cleaned.get("page") and len(cleaned.get("texts") or []) > 1:
            self.add_error("page", _("版次只能用于单个文件。"))
        return cleaned

    def overrides(self) -> Overrides:
        """What the uploader said instead of the text."""
        date: dt.date | None = self.cleaned_data["date"]
        return Overrides(self.cleaned_data["newspaper"], date, self.cleaned_data["page"])

    def deliveries(self) -> Iterator[Delivery]:
        """The files' bytes, zip archives unpacked."""
        for file in self.cleaned_data["texts"]:
            yield from read_upload(file.name or "upload.txt", file.read(), upload_limits())


@admin.register(SourceFile)
class SourceFileAdmin(admin.ModelAdmin[SourceFile]):
    """Uploads: every file's bytes as they came, and the way in for new ones."""

    list_display = ("name", "outcome", "encoding", "size", "uploaded_by", "uploaded_at")
    list_filter = ("encoding", ("error", admin.EmptyFieldListFilter))
    list_select_related = ("uploaded_by",)
    search_fields = ("name", "sha256")
    date_hierarchy = "uploaded_at"
    fields = ("name", "download", "sha256", "size", "encoding", "error", "pages_made", "who")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        """Fetch the pages along for the list."""
        return super().get_queryset(request).prefetch_related("pages__issue__newspaper")

    def has_change_permission(self, request: HttpRequest, obj: SourceFile | None = None) -> bool:
        """Nobody changes an upload."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SourceFile | None = None) -> bool:
        """Nothing of an upload is ever lost."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Add the report and the download."""
        view = self.admin_site.admin_view
        return [
            path("report/", view(self.report_view), name="archive_sourcefile_report"),
            path("<int:pk>/bytes/", view(self.bytes_view), name="archive_sourcefile_bytes"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take files in and go on to the report."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        posted = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
        if posted and form.is_valid():
            options = Options(overrides=form.overrides(), user=signed_in(request))
            request.session[SESSION_KEY] = _pack(ingest(form.deliveries(), options))
            return redirect("admin:archive_sourcefile_report")
        context = self._context(request, title=_("上传"), form=form)
        return TemplateResponse(request, "admin/archive/sourcefile/upload.html", context)

    def report_view(self, request: HttpRequest) -> HttpResponse:
        """Show what was understood of the last upload; POST publishes what has its place."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        report = _unpack(request.session.get(SESSION_KEY, []))
        page_ids = [entry.page_id for entry in report.entries if entry.page_id is not None]
        if request.method == "POST":
            return self._publish(request, page_ids)
        pages = _pages_of(page_ids)
        rows = [_row(entry, pages.get(entry.page_id or 0)) for entry in report.entries]
        rows.sort(key=lambda row: ORDER.index(row["entry"].status))
        ready = sum(p.issue_id is not None and not p.is_published for p in pages.values())
        context = self._context(
            request, title=_("上传结果"), rows=rows, summary=report.summary(), ready=ready
        )
        return TemplateResponse(request, "admin/archive/sourcefile/report.html", context)

    def bytes_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Give the upload back, byte for byte."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        source = get_object_or_404(SourceFile, pk=pk)
        name = source.name.rpartition("/")[2]
        return FileResponse(
            source.file.open(),
            as_attachment=True,
            filename=name,
            content_type="application/octet-stream",
        )

    def _context(self, request: HttpRequest, **values: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "can_publish": request.user.has_perm("archive.publish_page"),
            **values,
        }

    def _publish(self, request: HttpRequest, page_ids: list[int]) -> HttpResponse:
        if not request.user.has_perm("archive.publish_page"):
            raise PermissionDenied
        n = publish_pages(page_ids, signed_in(request))
        messages.success(request, ngettext("已发布 %(n)d 版。", "已发布 %(n)d 版。", n) % {"n": n})
        return redirect("admin:archive_sourcefile_report")

    @admin.display(description=gettext_lazy("结果"))
    def outcome(self, source: SourceFile) -> SafeString | str:
        """The pages made of it, or why there are none."""
        pages = list(source.pages.all())
        if pages:
            return format_html("{} {}", admin_link(pages[0]), page_state(pages[0]))
        return source.error or _("已被新的来稿替换")

    @admin.display(description=gettext_lazy("原件"))
    def download(self, source: SourceFile) -> SafeString:
        """A link to the bytes."""
        url = reverse("admin:archive_sourcefile_bytes", args=[source.pk])
        return format_html('<a href="{}">{}</a>', url, _("下载"))

    @admin.display(description=gettext_lazy("版"))
    def pages_made(self, source: SourceFile) -> SafeString | str:
        """Links to the pages."""
        links = [admin_link(page) for page in source.pages.all()]
        return format_html("{}", SafeString("、".join(links))) if links else "—"

    @admin.display(description=gettext_lazy("上传"))
    def who(self, source: SourceFile) -> str:
        """Who and when."""
        return f"{source.uploaded_by or _('命令行')} {source.uploaded_at:%Y-%m-%d %H:%M}"


def _pack(report: IngestReport) -> list[list[Any]]:
    return [[e.name, e.status.value, e.message, e.page_id, e.articles] for e in report.entries]


def _unpack(packed: list[list[Any]]) -> IngestReport:
    return IngestReport([Entry(name, Status(status), *rest) for name, status, *rest in packed])


def _pages_of(page_ids: list[int]) -> dict[int, Page]:
    pages = Page.objects.select_related("issue__newspaper", "source_file")
    return {p.pk: p for p in pages.prefetch_related("articles").filter(pk__in=page_ids)}


def _row(entry: Entry, page: Page | None) -> dict[str, Any]:
    articles = list(page.articles.all()) if page else []
    return {
        "entry": entry,
        "status": STATUS_LABELS[entry.status],
        "page": page,
        "state": page_state(page) if page else "",
        "fields": _fields(page) if page else [],
        "articles": [
            {"article": a, "mark": confidence_mark(a.confidence), "doubtful": a.confidence < ACCEPT}
            for a in articles
        ],
    }


def _fields(page: Page) -> list[dict[str, Any]]:
    """Newspaper, date and page as understood, each with its confidence."""
    labels = {"newspaper": _("报纸"), "date": _("日期"), "page": _("版次")}
    rows = []
    for name, label in labels.items():
        told = page.proposals.get(name, {"value": None, "confidence": 0.0, "evidence": ""})
        rows.append({"label": label, "told": told, "mark": confidence_mark(told["confidence"])})
    return rows
