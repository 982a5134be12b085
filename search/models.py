"""What must be indexed, as rows written along with the change itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """One article whose place in the index must be looked at again."""

    #: Not a foreign key: the article may be gone, which is what the index must learn.
    article_id = models.BigIntegerField(_("稿件"))
    created_at = models.DateTimeField(_("记入时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("待索引稿件")
        verbose_name_plural = _("待索引稿件")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.article_id)
