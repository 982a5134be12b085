"""Issues and pages, and the uploads they came from."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.access import may_see_unpublished
from archive.models.reference import City, Newspaper
from archive.parsing.dates import EARLIEST, LATEST
from archive.parsing.jump import normalize_label

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


#: Pages of one issue, and the highest page number: sections (叠) begin at 1, 101, 201 … 2501.
MAX_PAGES, MAX_SEQUENCE = 999, 2600


def validate_date(value: dt.date) -> None:
    """Refuse a day on which no newspaper of the archive can have been printed."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError(
            _("日期应在 %(first)s 到 %(last)s 之间。"), params={"first": EARLIEST, "last": LATEST}
        )


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues and who may read them."""

    def visible_to(self, user: User | AnonymousUser | None) -> IssueQuerySet:
        """Issues with a published page; all of them for who may see unpublished work."""
        if may_see_unpublished(user):
            return self
        return self.filter(Exists(Page.objects.published().filter(issue=OuterRef("pk"))))


class Issue(models.Model):
    """One day's paper (期), in one edition."""

    newspaper = models.ForeignKey(
        Newspaper, models.PROTECT, related_name="issues", verbose_name=_("报纸")
    )
    date = models.DateField(_("日期"), validators=[validate_date])
    edition = models.PositiveSmallIntegerField(
        _("版本"), default=1, help_text=_("同一天的另一种版本（城市版、号外）记为 2、3……")
    )
    issue_number = models.PositiveIntegerField(_("总期号"), null=True, blank=True)
    pages_announced = models.PositiveSmallIntegerField(
        _("今日版数"), null=True, blank=True, validators=[MaxValueValidator(MAX_PAGES)]
    )
    #: Names of the fields an editor has set: a re-ingest leaves them alone.
    corrected_fields = models.JSONField(_("人工改过的字段"), default=list, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("期")
        verbose_name_plural = _("期")
        ordering = ("-date", "newspaper_id", "edition")
        constraints = [
            models.UniqueConstraint(
                fields=("newspaper", "date", "edition"), name="issue_once_a_day_and_edition"
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="issue_edition_from_1"),
            models.CheckConstraint(
                condition=Q(date__gte=EARLIEST, date__lte=LATEST), name="issue_date_plausible"
            ),
        ]
        indexes = [models.Index(fields=("date",), name="issue_date")]

    def __str__(self) -> str:
        edition = f"（{self.edition}）" if self.edition != 1 else ""
        return f"{self.newspaper} {self.date:%Y-%m-%d}{edition}"

    @property
    def url_args(self) -> tuple[str, str, int]:
        """The parts of this issue's address: slug, ISO date, edition."""
        return self.newspaper.slug, self.date.isoformat(), self.edition

    def get_absolute_url(self) -> str:
        """`/daiding-xinbao/2025-04-18/ed-1/`"""
        return reverse("archive:issue", args=self.url_args)


class SourceFile(models.Model):
    """An upload's bytes as they came, kept for good."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True)
    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveIntegerField(_("字节数"))
    file = models.FileField(_("文件"), max_length=200, upload_to="")
    encoding = models.CharField(_("编码"), max_length=20, blank=True)
    error = models.TextField(_("未能收录的原因"), blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("上传者")
    )

    class Meta:
        verbose_name = _("来稿文件")
        verbose_name_plural = _("来稿文件")
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return self.name


class PageQuerySet(models.QuerySet["Page"]):
    """Pages and who may read them."""

    def published(self) -> PageQuerySet:
        """Pages that every reader may see."""
        return self.filter(published_at__isnull=False)

    def visible_to(self, user: User | AnonymousUser | None) -> PageQuerySet:
        """Published pages; all placed ones for who may see unpublished work."""
        placed = self.filter(issue__isnull=False, sequence__isnull=False)
        return placed if may_see_unpublished(user) else placed.published()

    def waiting(self) -> PageQuerySet:
        """Pages whose newspaper, date or place in the issue an editor must still say."""
        return self.filter(Q(issue__isnull=True) | Q(sequence__isnull=True))


class Page(models.Model):
    """One page (版) with its source text; without an issue while paper or date is unknown."""

    issue = models.ForeignKey(
        Issue, models.CASCADE, null=True, blank=True, related_name="pages", verbose_name=_("期")
    )
    sequence = models.PositiveSmallIntegerField(
        _("第几版"), null=True, blank=True, validators=[MaxValueValidator(MAX_SEQUENCE)]
    )
    label = models.CharField(_("版次（原样）"), max_length=20, blank=True)
    name = models.CharField(_("版名"), max_length=40, blank=True)
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, verbose_name=_("地方版城市"),
        help_text=_("省报的地方版才填；不填就是报纸所在的城市。"),
    )  # fmt: skip
    source_file = models.ForeignKey(
        SourceFile, models.PROTECT, related_name="pages", verbose_name=_("来稿文件")
    )
    #: 1-based position of this page among those cut out of one file.
    source_part = models.PositiveSmallIntegerField(_("文件中的第几版"), default=1)
    source_text = models.TextField(_("原文"))
    furniture = models.JSONField(_("版饰"), default=list, blank=True)
    unplaced = models.JSONField(_("未归入稿件的文字"), default=list, blank=True)
    #: Field name → {"value", "confidence", "evidence"}, as the parser understood the page.
    proposals = models.JSONField(_("识别结果与依据"), default=dict, blank=True)
    corrected_fields = models.JSONField(_("人工改过的字段"), default=list, blank=True)
    #: Headline and body of articles an editor has deleted: a re-ingest does not bring them back.
    removed = models.JSONField(_("已删除的稿件"), default=list, blank=True, editable=False)
    #: The highest article number ever given here: numbers are addresses and are not used again.
    last_article_number = models.PositiveSmallIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(_("发布时间"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("发布者")
    )
    created_at = models.DateTimeField(_("入库时间"), auto_now_add=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("版")
        verbose_name_plural = _("版")
        ordering = ("issue", "sequence", "pk")
        permissions = [
            ("publish_page", _("可以发布和撤回")),
            ("view_unpublished", _("可以看未发布的内容")),
        ]
        constraints = [
            models.UniqueConstraint(fields=("issue", "sequence"), name="page_once_an_issue"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True)
                | Q(issue__isnull=False, sequence__isnull=False),
                name="page_published_only_when_placed",
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=True) | Q(sequence__gte=1), name="page_sequence_from_1"
            ),
        ]
        indexes = [models.Index(fields=("published_at",), name="page_published_at")]

    def __str__(self) -> str:
        if self.issue is None:
            return f"待定 {self.source_file.name}"
        return f"{self.issue} 第{self.sequence or '?'}版"

    @property
    def is_published(self) -> bool:
        """Whether every reader may see this page."""
        return self.published_at is not None

    @property
    def display_label(self) -> str:
        """The page as a reader calls it: as it is printed, `A03` or `第3版`, else by its place."""
        if re.match("[A-Z]", self.label):
            return self.label
        printed = normalize_label(re.sub(r"[第版次\s]", "", self.label))
        return f"第{printed if printed.isdecimal() else self.sequence}版"

    def get_absolute_url(self) -> str:
        """`/daiding-xinbao/2025-04-18/ed-1/p-3/`; only for a placed page."""
        if self.issue is None or self.sequence is None:
            return reverse("admin:archive_page_change", args=[self.pk])
        return reverse("archive:page", args=(*self.issue.url_args, self.sequence))
