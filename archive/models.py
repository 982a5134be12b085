"""What was printed, as rows: newspapers, their issues, pages and articles, and the files behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User

#: First parts of the site's own addresses, which no newspaper may take as its slug.
RESERVED_SLUGS = frozenset(
    "admin api accounts calendar cities city days feeds healthz help i18n jsi18n newspapers "
    "search static topics".split()
)
GENRES = [
    ("news", _("消息")),
    ("photo", _("图片")),
    ("notice", _("公告")),
    ("table", _("表格")),
    ("teaser", _("导读")),
    ("ad", _("广告")),
]


def may_see_unpublished(user: User | AnonymousUser | None) -> bool:
    """Tell whether a reader may see pages that are not published yet."""
    return bool(user and user.has_perm("archive.view_unpublished"))


def validate_slug_free(value: str) -> None:
    """Refuse a newspaper slug that is one of the site's own addresses."""
    if value in RESERVED_SLUGS:
        raise ValidationError(_("“%(value)s”是本站自用的地址，请换一个。"), params={"value": value})


class City(models.Model):
    """A province, prefecture-level city or county of the gazetteer."""

    class Level(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("地级")
        COUNTY = "county", _("县级")

    adcode = models.CharField(_("行政区划代码"), max_length=6, primary_key=True)
    name = models.CharField(_("名称"), max_length=40, db_index=True)
    short_name = models.CharField(_("简称"), max_length=40, db_index=True)
    level = models.CharField(_("级别"), max_length=8, choices=Level.choices)
    province = models.CharField(_("省份"), max_length=20, db_index=True)
    prefecture = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name=_("所属地级市")
    )
    pinyin = models.CharField(_("拼音"), max_length=80, db_index=True)
    longitude = models.FloatField(_("经度"), null=True, blank=True)
    latitude = models.FloatField(_("纬度"), null=True, blank=True)

    class Meta:
        verbose_name = _("城市")
        verbose_name_plural = _("城市")
        ordering = ("adcode",)

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        """`/cities/370900/`"""
        return reverse("archive:city", args=[self.adcode])


class Newspaper(models.Model):
    """The continuing paper (报纸)."""

    name = models.CharField(_("报名"), max_length=60, unique=True)
    slug = models.SlugField(
        _("网址名"), max_length=80, unique=True, validators=[validate_slug_free],
        help_text=_("网址的第一段，发布之后不要再改。"),
    )  # fmt: skip
    city = models.ForeignKey(
        City, models.PROTECT, related_name="newspapers", verbose_name=_("城市")
    )
    cn = models.CharField(
        _("国内统一刊号"), max_length=12, null=True, blank=True, unique=True,
        help_text=_("只写号码，如 37-0067。"),
    )  # fmt: skip
    publisher = models.CharField(_("主办、出版"), max_length=120, blank=True)
    aliases = models.JSONField(
        _("别名"), default=list, blank=True, help_text=_("报头或报眉上的其他写法，如简称。")
    )

    class Meta:
        verbose_name = _("报纸")
        verbose_name_plural = _("报纸")
        ordering = ("city_id", "name")
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=sorted(RESERVED_SLUGS)), name="newspaper_slug_not_reserved"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="newspaper_name_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """`/daiding-xinbao/`"""
        return reverse("archive:newspaper", args=[self.slug])


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
    date = models.DateField(_("日期"))
    edition = models.PositiveSmallIntegerField(
        _("版本"), default=1, help_text=_("同一天的另一种版本（城市版、号外）记为 2、3……")
    )
    issue_number = models.PositiveIntegerField(_("总期号"), null=True, blank=True)
    pages_announced = models.PositiveSmallIntegerField(_("今日版数"), null=True, blank=True)
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
    """One page (版) with its source text; without an issue while its newspaper or date is unknown."""

    issue = models.ForeignKey(
        Issue, models.CASCADE, null=True, blank=True, related_name="pages", verbose_name=_("期")
    )
    sequence = models.PositiveSmallIntegerField(_("第几版"), null=True, blank=True)
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
        """The page as a reader calls it: the printed label, else `第3版`."""
        return self.label if re.match("[A-Z]", self.label) else f"第{self.sequence}版"

    def get_absolute_url(self) -> str:
        """`/daiding-xinbao/2025-04-18/ed-1/p-3/`; only for a placed page."""
        if self.issue is None or self.sequence is None:
            return reverse("admin:archive_page_change", args=[self.pk])
        return reverse("archive:page", args=(*self.issue.url_args, self.sequence))


class Topic(models.Model):
    """A subject of the topic tree."""

    slug = models.SlugField(_("标识"), max_length=40, unique=True)
    label_zh = models.CharField(_("中文名"), max_length=40)
    label_en = models.CharField(_("英文名"), max_length=60)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    iptc_code = models.CharField(_("IPTC 代码"), max_length=20, blank=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=0)

    class Meta:
        verbose_name = _("主题")
        verbose_name_plural = _("主题")
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.label_zh


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
    column = models.CharField(_("栏目"), max_length=100, blank=True)
    kicker = models.CharField(_("引题"), max_length=300, blank=True)
    headline = models.CharField(_("主题"), max_length=300, blank=True)
    subhead = models.CharField(_("副题"), max_length=500, blank=True)
    byline = models.CharField(_("署名（原样）"), max_length=300, blank=True)
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
