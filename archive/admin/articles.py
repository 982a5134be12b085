"""Articles in the admin: every field may be corrected, and what was corrected stays."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.display import admin_link, bullet_list, confidence_mark, page_state
from archive.admin.fields import CreditsField, IsoDateInput, choose_only
from archive.models import Article, ArticleTopic
from archive.placing import ACCEPT
from archive.review import note_corrections, remove_article
from archive.rows import ARTICLE_FIELDS

_LINE = forms.TextInput(attrs={"class": "vTextField"})


class ArticleForm(forms.ModelForm[Article]):
    """An article's printed fields."""

    credits = CreditsField(
        label=gettext_lazy("作者"),
        required=False,
        help_text=gettext_lazy("一行一人：姓名 空格 身份。"),
    )

    class Meta:
        model = Article
        fields = (*ARTICLE_FIELDS, "order")
        widgets = {
            **dict.fromkeys(("column", "kicker", "headline", "subhead", "byline"), _LINE),
            "dateline_date": IsoDateInput(),
            "body": forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField article-body"}),
        }

    def clean_body(self) -> str:
        """One paragraph a line, blank lines dropped."""
        lines = (line.strip() for line in self.cleaned_data["body"].splitlines())
        return "\n".join(line for line in lines if line)


class ConfidenceFilter(admin.SimpleListFilter):
    """Doubtful articles, or sure ones."""

    title = gettext_lazy("把握")
    parameter_name = "sure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The two sides of the mark."""
        return [("no", _("存疑（低于 %(mark)s）") % {"mark": ACCEPT}), ("yes", _("有把握"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Keep one side."""
        if self.value() == "no":
            return queryset.filter(confidence__lt=ACCEPT)
        if self.value() == "yes":
            return queryset.filter(confidence__gte=ACCEPT)
        return queryset


class TopicInline(admin.TabularInline[ArticleTopic, Article]):
    """The article's topics; a change by hand stays."""

    model = ArticleTopic
    extra = 1
    autocomplete_fields = ("topic",)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Choosing a topic is no place to edit or delete topics."""
        return choose_only(super().formfield_for_dbfield(db_field, request, **kwargs))


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin[Article]):
    """Articles."""

    form = ArticleForm
    list_display = ("shown_title", "on_page", "mark", "state")
    list_per_page = 50
    list_filter = (ConfidenceFilter, "genre", "page__issue__newspaper")
    list_select_related = ("page__issue__newspaper", "page__source_file")
    search_fields = ("headline", "body", "byline")
    inlines = (TopicInline,)
    readonly_fields = ("on_page", "doubts", "corrected")
    fieldsets = (
        (None, {"fields": ("on_page", "doubts", "corrected")}),
        (
            gettext_lazy("标题"),
            {"fields": ("column", "kicker", "headline", "subhead", "genre", "order")},
        ),
        (
            gettext_lazy("署名与电头"),
            {"fields": ("byline", "credits", "agency", "dateline_place", "dateline_date")},
        ),
        (gettext_lazy("正文"), {"fields": ("body", "jump_to", "jump_from")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come from pages."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Article, form: forms.ModelForm[Article], change: bool
    ) -> None:
        """Save and remember what was corrected."""
        note_corrections(obj, form.changed_data)
        super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the topics and remember that an editor chose them."""
        super().save_formset(request, form, formset, change)
        if formset.has_changed():
            note_corrections(form.instance, ("topics",))
            form.instance.save(update_fields=["corrected_fields"])

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """What readers see is deleted by a publisher only."""
        allowed = super().has_delete_permission(request, obj)
        if obj is not None and obj.page.is_published:
            return allowed and request.user.has_perm("archive.publish_page")
        return allowed

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleting many at once is for publishers: the list may hold published ones."""
        actions = super().get_actions(request)
        if not request.user.has_perm("archive.publish_page"):
            actions.pop("delete_selected", None)
        return actions

    def delete_model(self, request: HttpRequest, obj: Article) -> None:
        """Delete so that a re-ingest does not bring it back."""
        remove_article(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        """Delete so that a re-ingest does not bring them back."""
        for article in queryset:
            remove_article(article)

    @admin.display(description=gettext_lazy("标题"), ordering="headline")
    def shown_title(self, article: Article) -> str:
        """The headline or the beginning of the text."""
        return article.title

    @admin.display(description=gettext_lazy("版"))
    def on_page(self, article: Article) -> SafeString:
        """A link to the page."""
        return admin_link(article.page)

    @admin.display(description=gettext_lazy("把握"), ordering="confidence")
    def mark(self, article: Article) -> SafeString:
        """How sure the parser is."""
        return confidence_mark(article.confidence)

    @admin.display(description=gettext_lazy("状态"))
    def state(self, article: Article) -> SafeString:
        """Whether readers see it."""
        return page_state(article.page)

    @admin.display(description=gettext_lazy("把握与提示"))
    def doubts(self, article: Article) -> SafeString:
        """Confidence of the article and its fields, and the parser's remarks."""
        fields = (
            format_html("{} {}", _field_label(name), confidence_mark(value))
            for name, value in article.field_confidence.items()
        )
        return format_html(
            "{} {} {}", confidence_mark(article.confidence), bullet_list(fields),
            bullet_list(article.warnings),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("人工改过"))
    def corrected(self, article: Article) -> str:
        """The fields that a re-ingest leaves alone."""
        return "、".join(_field_label(name) for name in article.corrected_fields) or "—"


def _field_label(name: str) -> str:
    names = {field.name: str(field.verbose_name) for field in Article._meta.fields}
    return {"topics": _("稿件主题"), "article": _("整篇"), "paragraphs": _("段落")}.get(
        name, names.get(name, name)
    )
