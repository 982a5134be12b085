"""The dictionary on the editors' desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from search.models import UserWord


@admin.register(UserWord)
class UserWordAdmin(admin.ModelAdmin[UserWord]):
    """Words that text is cut by; the index follows by itself (docs/search-words.md)."""

    list_display = ("word", "kind", "added_by", "added_at")
    list_filter = ("kind",)
    list_select_related = ("added_by",)
    search_fields = ("word", "folded")
    date_hierarchy = "added_at"

    def get_readonly_fields(self, request: HttpRequest, obj: UserWord | None = None) -> Any:
        """A word that stands is not rewritten: take it out and add another."""
        return () if obj is None else ("word", "added_by", "added_at")

    def save_model(self, request: HttpRequest, obj: UserWord, form: Any, change: bool) -> None:
        """Remember who added the word, and say what happens now."""
        if not change:
            obj.added_by_id = request.user.pk
        super().save_model(request, obj, form, change)
        if not change:
            self.message_user(
                request, _("含有这个词的稿件会在后台重新索引，稍后生效。"), messages.INFO
            )
