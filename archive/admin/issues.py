"""Issues in the admin: the day's data, its pages, and publishing them together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.columns import PageColumns
from archive.admin.display import admin_link
from archive.admin.fields import IsoDateInput, choose_only
from archive.admin.people import signed_in
from archive.models import Issue, Page
from archive.placing import ACCEPT
from archive.review import note_corrections, publish_pages, withdraw_pages


class PageInline(PageColumns, admin.TabularInline[Page, Issue]):
    """The pages of the issue, to look at; each is corrected on its own screen."""

    model = Page
    extra = 0
    can_delete = False
    ordering = ("sequence",)
    fields = ("link", "name", "articles_found", "lowest", "state")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        """Fetch the articles along."""
        pages = super().get_queryset(request).select_related("issue__newspaper", "source_file")
        return pages.prefetch_related("articles")

    def has_add_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        """Pages come from uploads."""
        return False

    @admin.display(description=gettext_lazy("版"))
    def link(self, page: Page) -> SafeString:
        """A link to the page's screen."""
        return admin_link(page, page.display_label)


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin[Issue]):
    """Issues."""

    list_display = ("__str__", "issue_number", "pages_found", "published", "doubtful")
    list_filter = ("newspaper",)
    list_select_related = ("newspaper",)
    date_hierarchy = "date"
    autocomplete_fields = ("newspaper",)
    fields = ("newspaper", "date", "edition", "issue_number", "pages_announced")
    inlines = (PageInline,)
    actions = ("publish", "withdraw")
    search_fields = ("newspaper__name", "date")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Count pages and doubtful articles in the database."""
        is_published = Q(pages__published_at__isnull=False)
        doubtful = Q(pages__articles__confidence__lt=ACCEPT)
        return (
            super()
            .get_queryset(request)
            .annotate(
                n_pages=Count("pages", distinct=True),
                n_published=Count("pages", filter=is_published, distinct=True),
                n_doubtful=Count("pages__articles", filter=doubtful, distinct=True),
            )
        )

    def save_model(
        self, request: HttpRequest, obj: Issue, form: forms.ModelForm[Issue], change: bool
    ) -> None:
        """Save and remember what was corrected."""
        note_corrections(obj, form.changed_data)
        super().save_model(request, obj, form, change)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An ISO date input; choosing a newspaper is no place to edit or delete it."""
        if db_field.name == "date":
            kwargs["widget"] = IsoDateInput()
        return choose_only(super().formfield_for_dbfield(db_field, request, **kwargs))

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """Newspaper, date and edition are the address of what readers see: for publishers."""
        if obj is None or request.user.has_perm("archive.publish_page"):
            return ()
        is_published = obj.pages.filter(published_at__isnull=False).exists()
        return ("newspaper", "date", "edition") if is_published else ()

    @admin.display(description=gettext_lazy("版数"), ordering="n_pages")
    def pages_found(self, issue: Issue) -> str:
        """Pages here, of those announced."""
        announced = f" / {issue.pages_announced}" if issue.pages_announced else ""
        return f"{issue.n_pages}{announced}"  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("已发布"), ordering="n_published")
    def published(self, issue: Issue) -> int:
        """Published pages."""
        return int(issue.n_published)  # type: ignore[attr-defined]

    @admin.display(description=gettext_lazy("存疑稿件"), ordering="n_doubtful")
    def doubtful(self, issue: Issue) -> int:
        """Articles below the mark."""
        return int(issue.n_doubtful)  # type: ignore[attr-defined]

    @admin.action(description=gettext_lazy("发布所选各期"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """Publish all pages of the chosen issues."""
        n = publish_pages(_page_ids(queryset), signed_in(request))
        text = ngettext("已发布 %(n)d 版。", "已发布 %(n)d 版。", n) % {"n": n}
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=gettext_lazy("撤回所选各期"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Issue]) -> None:
        """Take all pages of the chosen issues back."""
        n = withdraw_pages(_page_ids(queryset))
        text = ngettext("已撤回 %(n)d 版。", "已撤回 %(n)d 版。", n) % {"n": n}
        self.message_user(request, text, messages.SUCCESS)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who may use the two actions."""
        return request.user.has_perm("archive.publish_page")


def _page_ids(issues: QuerySet[Issue]) -> list[int]:
    return list(Page.objects.filter(issue__in=issues).values_list("pk", flat=True))
