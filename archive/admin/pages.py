"""Pages in the admin: what was understood, where the page belongs, publishing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.columns import PageColumns
from archive.admin.display import (
    FURNITURE_LABELS,
    admin_link,
    bullet_list,
    confidence_mark,
    numbered_source,
    proposals_table,
)
from archive.admin.page_form import PLACE, PageForm
from archive.admin.people import signed_in
from archive.models import Page
from archive.review import note_corrections, place_page, publish_pages, unplace_page, withdraw_pages


class StateFilter(admin.SimpleListFilter):
    """Waiting, unpublished or published."""

    title = gettext_lazy("状态")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The three states."""
        return [("waiting", _("待定")), ("draft", _("未发布")), ("published", _("已发布"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Page]) -> QuerySet[Page]:
        """Keep one state."""
        waiting = Q(issue__isnull=True) | Q(sequence__isnull=True)
        states = {
            "waiting": waiting,
            "draft": ~waiting & Q(published_at__isnull=True),
            "published": Q(published_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", Q()))


@admin.register(Page)
class PageAdmin(PageColumns, admin.ModelAdmin[Page]):
    """Pages."""

    form = PageForm
    list_display = ("__str__", "name", "articles_found", "lowest", "state", "source_file")
    list_filter = (StateFilter, "issue__newspaper")
    list_select_related = ("issue__newspaper", "source_file")
    search_fields = ("issue__newspaper__name", "name", "source_file__name")
    actions = ("publish", "withdraw")
    autocomplete_fields = ("city",)
    readonly_fields = (
        "understood", "articles_table", "left_over", "decorations", "source_link", "source",
    )  # fmt: skip
    fieldsets = (
        (
            gettext_lazy("属于哪一期哪一版"),
            {
                "description": gettext_lazy("已按识别结果填好；核对后保存即确认。"),
                "fields": (
                    ("newspaper", "date", "edition"),
                    ("sequence", "label", "name"),
                    "city",
                    "understood",
                ),
            },
        ),
        (gettext_lazy("稿件"), {"fields": ("articles_table",)}),
        (gettext_lazy("未归入稿件的文字"), {"fields": ("left_over", "decorations")}),
        (gettext_lazy("原文"), {"fields": ("source_link", "source")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        """Fetch the articles along."""
        return super().get_queryset(request).prefetch_related("articles")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Pages come from uploads."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Page, form: forms.ModelForm[Page], change: bool
    ) -> None:
        """Save, remember what was corrected, and place the page if its place was said."""
        note_corrections(obj, set(form.changed_data) & {"label", "name", "city"})
        newspaper, date, sequence = (form.cleaned_data.get(name) for name in PLACE)
        if newspaper is not None and date is not None:
            place_page(obj, newspaper, date, sequence, form.cleaned_data.get("edition") or 1)
        else:
            unplace_page(obj, newspaper, date, sequence)

    def get_form(
        self, request: HttpRequest, obj: Page | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm[Page]]:
        """Tell the form who may move a published page."""
        form = super().get_form(request, obj, change, **kwargs)
        allowed = request.user.has_perm("archive.publish_page")
        return type("RequestPageForm", (form,), {"may_move_published": allowed})

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        """Publish or withdraw when that button was pressed."""
        if "_publish" in request.POST and request.user.has_perm("archive.publish_page"):
            publish_pages([obj.pk], signed_in(request))
            self.message_user(request, _("%(page)s已发布。") % {"page": obj}, messages.SUCCESS)
            return redirect(request.path)
        if "_withdraw" in request.POST and request.user.has_perm("archive.publish_page"):
            withdraw_pages([obj.pk])
            self.message_user(request, _("%(page)s已撤回。") % {"page": obj}, messages.SUCCESS)
            return redirect(request.path)
        return super().response_change(request, obj)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Tell the template whether the reader may publish."""
        context = {"can_publish": request.user.has_perm("archive.publish_page")}
        return super().change_view(
            request, object_id, form_url, {**(extra_context or {}), **context}
        )

    @admin.action(description=gettext_lazy("发布所选各版"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """Publish the chosen pages that have their place."""
        n = publish_pages(list(queryset.values_list("pk", flat=True)), signed_in(request))
        left = queryset.count() - n
        text = ngettext("已发布 %(n)d 版。", "已发布 %(n)d 版。", n) % {"n": n}
        if left:
            text += " " + _("另有 %(n)d 版已发布或待定。") % {"n": left}
        self.message_user(request, text, messages.SUCCESS)

    @admin.action(description=gettext_lazy("撤回所选各版"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Page]) -> None:
        """Take the chosen pages back."""
        n = withdraw_pages(list(queryset.values_list("pk", flat=True)))
        text = ngettext("已撤回 %(n)d 版。", "已撤回 %(n)d 版。", n) % {"n": n}
        self.message_user(request, text, messages.SUCCESS)

    def view_on_site(self, obj: Page) -> str | None:
        """A waiting page has no address yet."""
        return None if obj.issue is None or obj.sequence is None else obj.get_absolute_url()

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Who may use the two actions."""
        return request.user.has_perm("archive.publish_page")

    @admin.display(description=gettext_lazy("识别结果"))
    def understood(self, page: Page) -> SafeString:
        """Every field with confidence and evidence."""
        return proposals_table(page)

    @admin.display(description=gettext_lazy("稿件"))
    def articles_table(self, page: Page) -> SafeString:
        """The articles in reading order, each a link to its own screen."""
        rows = format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            (
                (a.order, admin_link(a, a.title), a.length, confidence_mark(a.confidence),
                 bullet_list(a.warnings))
                for a in page.articles.all()
            ),
        )  # fmt: skip
        head = format_html(
            "<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>",
            _("顺序"), _("标题"), _("字数"), _("把握"), _("提示"),
        )  # fmt: skip
        return format_html("<table class='articles'>{}{}</table>", head, rows)

    @admin.display(description=gettext_lazy("未归入"))
    def left_over(self, page: Page) -> SafeString:
        """Text that belongs to no article: nothing is lost."""
        return bullet_list(piece["text"] for piece in page.unplaced)

    @admin.display(description=gettext_lazy("版饰"))
    def decorations(self, page: Page) -> SafeString:
        """Masthead, colophon and the like."""
        return bullet_list(
            f"{FURNITURE_LABELS.get(piece['kind'], piece['kind'])}：{piece['text']}"
            for piece in page.furniture
        )

    @admin.display(description=gettext_lazy("来稿"))
    def source_link(self, page: Page) -> SafeString:
        """A link to the upload."""
        return admin_link(page.source_file)

    @admin.display(description=gettext_lazy("原文"))
    def source(self, page: Page) -> SafeString:
        """The text as it came, lines numbered."""
        return numbered_source(page.source_text)
