"""What must be indexed, the words that text is cut by, and what is suggested while typing."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.analysis import fold

#: A folded word: letters, characters and figures, with a dot or hyphen between them at most.
_WORD = re.compile(r"[^\W_]+(?:[·\-][^\W_]+)*")


class OutboxEntry(models.Model):
    """One article whose place in the index must be looked at again."""

    #: Not a foreign key: the article may be gone, which is what the index must learn.
    article_id = models.BigIntegerField(_("稿件"))
    #: The article itself is the same, its words are cut otherwise: index it all the same.
    forced = models.BooleanField(_("必须重做"), default=False)
    created_at = models.DateTimeField(_("记入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("待索引稿件")
        verbose_name_plural = _("待索引稿件")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.article_id)


def validate_word(value: str) -> None:
    """Refuse what can be no word of the dictionary."""
    folded = fold(value)
    if len(folded) < 2 or not _WORD.fullmatch(folded):
        raise ValidationError(_("只能用汉字、字母和数字，至少两个字；中间可以有“·”或“-”。"))
    if not any(char.isalpha() for char in folded):
        raise ValidationError(_("不能全是数字。"))


class UserWord(models.Model):
    """A word that editors have added to the dictionary that text is cut by."""

    class Kind(models.TextChoices):
        CITY = "city", _("城市")
        COUNTY = "county", _("区县")
        NEWSPAPER = "newspaper", _("报纸")
        PRESS = "press", _("新闻用语")
        OFFICE = "office", _("机构")
        PERSON = "person", _("人名")
        OTHER = "other", _("其他")

    word = models.CharField(
        _("词"), max_length=20, validators=[MinLengthValidator(2), validate_word],
        help_text=_("2 到 20 个字，如单位、人名、地名、专用语。"),
    )  # fmt: skip
    #: The word as search compares it.
    folded = models.CharField(_("折叠后的词"), max_length=40, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="+", verbose_name=_("添加人"),
    )  # fmt: skip
    added_at = models.DateTimeField(_("添加时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("词条")
        verbose_name_plural = _("词典")
        ordering = ("-added_at", "-pk")

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Two words that search cannot tell apart are one."""
        same = UserWord.objects.filter(folded=fold(self.word)).exclude(pk=self.pk)
        if same.exists():
            raise ValidationError({"word": _("词典里已经有这个词了。")})

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded form with the word."""
        self.folded = fold(self.word)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class WordChange(models.Model):
    """A folded word that came into the dictionary or left it: what has it must be cut anew."""

    word = models.CharField(_("词"), max_length=80)
    created_at = models.DateTimeField(_("记入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("词典变动")
        verbose_name_plural = _("词典变动")
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """When a piece of work was last done, by its name."""

    name = models.CharField(_("名称"), max_length=20, primary_key=True)
    #: How long it took.
    seconds = models.PositiveIntegerField(_("用时（秒）"), default=0)
    #: What it was done for: as long as that is the same, it need not be done again.
    fingerprint = models.CharField(_("依据"), max_length=80, blank=True)
    updated_at = models.DateTimeField(_("更新时间"), auto_now=True)

    class Meta:
        verbose_name = _("检索状态")
        verbose_name_plural = _("检索状态")

    def __str__(self) -> str:
        return self.name


class Suggestion(models.Model):
    """A name or word that the search box offers while a reader types."""

    class Kind(models.TextChoices):
        CITY = "city", _("城市")
        NEWSPAPER = "newspaper", _("报纸")
        TOPIC = "topic", _("主题")
        AUTHOR = "author", pgettext_lazy("facet", "作者")
        WORD = "word", _("词典")
        HEADLINE = "headline", _("标题用词")

    text = models.CharField(_("文字"), max_length=60)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices)
    #: Syllables without tones, joined: heze.
    pinyin = models.CharField(_("拼音"), max_length=240, db_index=True)
    initials = models.CharField(_("拼音首字母"), max_length=60)
    #: The more, the earlier it is offered.
    weight = models.PositiveIntegerField(_("权重"), default=0)

    class Meta:
        verbose_name = _("检索提示")
        verbose_name_plural = _("检索提示")
        constraints = [
            models.UniqueConstraint(fields=("text", "kind"), name="suggestion_once_a_kind"),
        ]

    def __str__(self) -> str:
        return self.text


class SuggestionKey(models.Model):
    """What a reader may begin to type to be offered a suggestion."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="keys")
    key = models.CharField(_("开头"), max_length=240, db_index=True)

    class Meta:
        verbose_name = _("检索提示的开头")
        verbose_name_plural = _("检索提示的开头")

    def __str__(self) -> str:
        return self.key
