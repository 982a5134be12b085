"""Articles and their topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.models.access import may_see_unpublished
from archive.models.printed import Page
from archive.models.reference import City, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

GENRES = [
    ("news", _("消息")),
    ("photo", _("图片")),
    ("notice", _("公告")),
    ("table", _("表格")),
    ("teaser", _("导读")),
    ("ad", _("广告")),
]


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles and who may read them."""

    def published(self) -> ArticleQuerySet:
        """Articles that every reader may see and search finds."""
        return self.filter(page__published_at__isnull=False)

    def visible_to(self, user: User | AnonymousUser | None) -> ArticleQuerySet:
        """Published articles; all placed ones for who may see unpublished work."""
        placed = self.filter(page__issue__isnull=False, page__sequence__isnull=False)
        return placed if may_see_unpublished(user) else placed.published()

    def with_place(self) -> ArticleQuerySet:
        """Fetch page, issue, newspaper and cities along, as addresses and lists need them."""
        return self.select_related("page__issue__newspaper__city", "page__city")


class Article(models.Model):
    """One item of a page (稿件), of any genre."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="articles", verbose_name=_("版"))
    #: Part of the address: given once, never changed, never given again on this page.
    number = models.PositiveSmallIntegerField(_("编号"), editable=False)
    order = models.PositiveSmallIntegerField(_("顺序"))
    column = models.TextField(_("栏目"), blank=True)
    kicker = models.TextField(_("引题"), blank=True)
    headline = models.TextField(_("标题（主题）"), blank=True)
    subhead = models.TextField(_("副题"), blank=True)
    byline = models.TextField(_("署名（原样）"), blank=True)
    #: [{"name": …, "role": …}] in printed order.
    credits = models.JSONField(_("作者"), default=list, blank=True)
    agency = models.CharField(_("通讯社"), max_length=40, blank=True)
    dateline_place = models.CharField(_("电头地点"), max_length=40, blank=True)
    dateline_date = models.DateField(_("电头日期"), null=True, blank=True)
    body = models.TextField(_("正文"), blank=True, help_text=_("一行一段。"))
    genre = models.CharField(_("体裁"), max_length=8, choices=GENRES, default="news")
    jump_to = models.CharField(_("下转"), max_length=20, blank=True)
    jump_from = models.CharField(_("上接"), max_length=20, blank=True)
    confidence = models.FloatField(_("把握"), default=1.0)
    #: Field name → 0..1.
    field_confidence = models.JSONField(_("各字段的把握"), default=dict, blank=True)
    warnings = models.JSONField(_("提示"), default=list, blank=True)
    #: [[first, last]] 1-based lines of the page's source text.
    source_lines = models.JSONField(_("原文行"), default=list, blank=True)
    corrected_fields = models.JSONField(_("人工改过的字段"), default=list, blank=True)
    topics = models.ManyToManyField(Topic, through="ArticleTopic", related_name="articles")
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("稿件")
        verbose_name_plural = _("稿件")
        ordering = ("page", "order", "number")
        constraints = [
            models.UniqueConstraint(fields=("page", "number"), name="article_number_once_a_page"),
            models.CheckConstraint(condition=Q(number__gte=1), name="article_number_from_1"),
            models.CheckConstraint(
                condition=Q(confidence__gte=0, confidence__lte=1), name="article_confidence_0_to_1"
            ),
        ]
        indexes = [models.Index(fields=("page", "order"), name="article_page_order")]

    def __str__(self) -> str:
        return self.headline or self.body[:20]

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs, in reading order."""
        return [p for p in self.body.split("\n") if p.strip()]

    @property
    def title(self) -> str:
        """The headline, or the beginning of the text where nothing was printed above it."""
        return self.headline or self.kicker or f"{self.body[:24]}……"

    @property
    def length(self) -> int:
        """Characters of the body, white space not counted (字数)."""
        return len("".join(self.body.split()))

    @property
    def city(self) -> City:
        """The page's city where it has one, else the newspaper's; only for a placed article."""
        if self.page.city is not None:
            return self.page.city
        if self.page.issue is None:
            raise ValueError("this article's page has no issue yet")
        return self.page.issue.newspaper.city

    def text_units(self) -> list[str]:
        """Exactly what a plain query searches: each printed line and paragraph as one string."""
        lines = (self.column, self.kicker, self.headline, self.subhead, self.byline, self.body)
        return [unit for text in lines for unit in text.split("\n") if unit.strip()]

    @property
    def url_args(self) -> tuple[Any, ...]:
        """The parts of this article's address: issue's parts, page, number."""
        if self.page.issue is None or self.page.sequence is None:
            raise ValueError("this article's page has no place yet")
        return (*self.page.issue.url_args, self.page.sequence, self.number)

    def get_absolute_url(self) -> str:
        """`/daiding-xinbao/2025-04-18/ed-1/p-3/a-5/`; only for a placed article."""
        return reverse("archive:article", args=self.url_args)

    @property
    def identifier(self) -> str:
        """`daiding-xinbao-2025-04-18-1-p03-a05`, the same on every run."""
        slug, date, edition, page, number = self.url_args
        return f"{slug}-{date}-{edition}-p{page:02}-a{number:02}"


class ArticleTopic(models.Model):
    """How much an article belongs to a topic, and who said so."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="article_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("主题"))
    score = models.FloatField(_("得分"), default=1.0)

    class Meta:
        verbose_name = _("稿件主题")
        verbose_name_plural = _("稿件主题")
        ordering = ("-score", "topic_id")
        constraints = [
            models.UniqueConstraint(fields=("article", "topic"), name="topic_once_an_article"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=1), name="topic_score_0_to_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.score:.2f}"
