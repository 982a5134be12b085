"""Pages in the admin: what was understood, where the page belongs, publishing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from archive.admin.columns import PageColumns
from archive.admin.display import (
    admin_link,
    bullet_list,
    confidence_mark,
    numbered_source,
    proposals_table,
)
from archive.admin.fields import IsoDateInput
from archive.admin.people import signed_in
from archive.models import Issue, Newspaper, Page
from archive.placing import find_newspaper_by_name, page_sequence, parse_iso_date, proposed
from archive.review import note_corrections, place_page, publish_pages, save_place, withdraw_pages


class PageForm(forms.ModelForm[Page]):
    """Where a page belongs; filled with the proposals, so that saving accepts them."""

    newspaper = forms.ModelChoiceField(
        Newspaper.objects.all(),
        required=False,
        label=gettext_lazy("报纸"),
        widget=RelatedFieldWidgetWrapper(
            forms.Select(),
            Issue._meta.get_field("newspaper").remote_field,
            admin.site,
            can_add_related=True,
        ),
    )
    date = forms.DateField(required=False, label=gettext_lazy("日期"), widget=IsoDateInput())
    edition = forms.IntegerField(
        required=False, min_value=1, max_value=99, initial=1, label=gettext_lazy("版本"),
        help_text=gettext_lazy("同一天的另一种版本（城市版、号外）记为 2、3……"),
    )  # fmt: skip

    class Meta:
        model = Page
        fields = ("sequence", "label", "name", "city")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        if page.issue is not None:
            issue = page.issue
            told = {"newspaper": issue.newspaper, "date": issue.date, "edition": issue.edition}
        else:
            told = {
                "newspaper": find_newspaper_by_name(str(proposed(page.proposals, "newspaper"))),
                "date": parse_iso_date(proposed(page.proposals, "date")),
            }
        for name, value in told.items():
            if name in self.fields:
                self.fields[name].initial = value
        if page.sequence is None:
            self.initial["sequence"] = page_sequence(proposed(page.proposals, "page"))

    def clean(self) -> dict[str, Any]:
        """Newspaper, date and page go together, and the place must be free."""
        cleaned = super().clean() or {}
        if self.has_place(cleaned) and (rival := self._rival(cleaned)):
            text = _("%(page)s已经有了（%(file)s）。") % {"page": rival, "file": rival.source_file}
            self.add_error("sequence", text)
        if self.instance.is_published and not self.has_place(cleaned):
            raise ValidationError(_("这一版已发布，报纸、日期和版次都不能空；要清空请先撤回。"))
        return cleaned

    def _rival(self, cleaned: dict[str, Any]) -> Page | None:
        date: dt.date = cleaned["date"]
        others = Page.objects.exclude(pk=self.instance.pk)
        return others.filter(
            issue__newspaper=cleaned["newspaper"],
            issue__date=date,
            issue__edition=cleaned["edition"] or 1,
            sequence=cleaned["sequence"],
        ).first()

    @staticmethod
    def has_place(cleaned: dict[str, Any]) -> bool:
        """Whether newspaper, date and page are all said."""
        return all(cleaned.get(name) for name in ("newspaper", "date", "sequence"))


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
        cleaned = form.cleaned_data
        if PageForm.has_place(cleaned):
            date: dt.date = cleaned["date"]
            edition = cleaned["edition"] or 1
            place_page(obj, cleaned["newspaper"], date, cleaned["sequence"], edition)
        else:
            save_place(obj)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        """Publish or withdraw when that button was pressed."""
        if "_publish" in request.POST and request.user.has_perm("archive.publish_page"):
            if publish_pages([obj.pk], signed_in(request)):
                self.message_user(request, _("%(page)s已发布。") % {"page": obj}, messages.SUCCESS)
            elif not obj.is_published:
                text = _("还不能发布：报纸、日期和版次要先确认。")
                self.message_user(request, text, messages.WARNING)
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
        return bullet_list(f"{piece['kind']}：{piece['text']}" for piece in page.furniture)

    @admin.display(description=gettext_lazy("来稿"))
    def source_link(self, page: Page) -> SafeString:
        """A link to the upload."""
        return admin_link(page.source_file)

    @admin.display(description=gettext_lazy("原文"))
    def source(self, page: Page) -> SafeString:
        """The text as it came, lines numbered."""
        return numbered_source(page.source_text)
