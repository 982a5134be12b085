"""Cities, newspapers and topics in the admin."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.fields import LinesField
from archive.models import City, Newspaper, Topic, validate_slug_free
from archive.placing import free_slug


class NewspaperForm(forms.ModelForm[Newspaper]):
    """A newspaper with its aliases a line each."""

    slug = forms.SlugField(
        label=_("网址名"),
        required=False,
        validators=[validate_slug_free],
        help_text=_("网址的第一段，发布之后不要再改；留空就用拼音。"),
    )
    aliases = LinesField(label=_("别名"), required=False, help_text=_("一行一个。"))

    class Meta:
        model = Newspaper
        fields = ("name", "slug", "city", "cn", "publisher", "aliases")

    def clean(self) -> dict[str, Any]:
        """An address left empty is made of the name."""
        cleaned = super().clean() or {}
        if not cleaned.get("slug") and cleaned.get("name") and cleaned.get("city"):
            cleaned["slug"] = free_slug(cleaned["name"], cleaned["city"])
        return cleaned

    def clean_cn(self) -> str | None:
        """An empty number is none: the column is unique."""
        return self.cleaned_data["cn"] or None


class TopicForm(forms.ModelForm[Topic]):
    """A topic that is not its own ancestor."""

    class Meta:
        model = Topic
        fields = ("slug", "label_zh", "label_en", "parent", "iptc_code", "position")

    def clean_parent(self) -> Topic | None:
        """Walk up from the parent: the topic itself must not be there."""
        parent: Topic | None = self.cleaned_data["parent"]
        ancestor = parent
        while ancestor is not None:
            if ancestor.pk == self.instance.pk:
                raise forms.ValidationError(_("上级不能是它自己或它的下级。"))
            ancestor = ancestor.parent
        return parent


@admin.register(City)
class CityAdmin(admin.ModelAdmin[City]):
    """The gazetteer, to look things up in; it is loaded by `load_reference`."""

    list_display = ("adcode", "name", "level", "province", "pinyin")
    list_filter = ("level", "province")
    search_fields = ("name", "short_name", "pinyin", "adcode")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Places come from the gazetteer's package."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: City | None = None) -> bool:
        """Places come from the gazetteer's package."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: City | None = None) -> bool:
        """Places come from the gazetteer's package."""
        return False


@admin.register(Newspaper)
class NewspaperAdmin(admin.ModelAdmin[Newspaper]):
    """The newspapers."""

    form = NewspaperForm
    list_display = ("name", "city", "cn", "publisher", "slug")
    list_select_related = ("city",)
    search_fields = ("name", "slug", "cn", "publisher")
    autocomplete_fields = ("city",)

    def get_readonly_fields(self, request: HttpRequest, obj: Newspaper | None = None) -> Any:
        """The slug of a paper with issues is part of addresses: for publishers."""
        if obj is None or request.user.has_perm("archive.publish_page"):
            return ()
        return ("slug",) if obj.issues.exists() else ()


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    """The topic tree; labels may be changed, terms stand in the rule file (docs/topics.md)."""

    list_display = ("label_zh", "label_en", "parent", "iptc_code", "position")
    list_select_related = ("parent",)
    search_fields = ("label_zh", "label_en", "slug")
    form = TopicForm

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> Any:
        """The slug ties a topic to its terms in the rule file."""
        return () if obj is None else ("slug",)
