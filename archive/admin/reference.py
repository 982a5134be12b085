"""Cities, newspapers and topics in the admin."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive.admin.fields import LinesField
from archive.models import City, Newspaper, Topic


class NewspaperForm(forms.ModelForm[Newspaper]):
    """A newspaper with its aliases a line each."""

    aliases = LinesField(label=_("别名"), required=False, help_text=_("一行一个。"))

    class Meta:
        model = Newspaper
        fields = ("name", "slug", "city", "cn", "publisher", "aliases")

    def clean_cn(self) -> str | None:
        """An empty number is none: the column is unique."""
        return self.cleaned_data["cn"] or None


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
    prepopulated_fields = {"slug": ()}


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    """The topic tree; labels may be changed, terms stand in the rule file (docs/topics.md)."""

    list_display = ("label_zh", "label_en", "parent", "iptc_code", "position")
    list_select_related = ("parent",)
    search_fields = ("label_zh", "label_en", "slug")
