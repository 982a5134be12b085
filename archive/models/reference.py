"""Cities of the gazetteer, newspapers, topics: what pages are placed by."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

#: First parts of the site's own addresses, which no newspaper may take as its slug.
RESERVED_SLUGS = frozenset(
    [
        "admin",
        "api",
        "accounts",
        "calendar",
        "cities",
        "city",
        "days",
        "feeds",
        "healthz",
        "help",
        "i18n",
        "jsi18n",
        "newspapers",
        "search",
        "static",
        "topics",
    ]
)


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
