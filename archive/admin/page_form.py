"""The form that says where a page belongs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.fields import IsoDateInput
from archive.models import Issue, Newspaper, Page, validate_date
from archive.placing import (
    find_city,
    find_newspaper_by_name,
    page_sequence,
    parse_iso_date,
    proposed,
)

PLACE = ("newspaper", "date", "sequence")


class PageForm(forms.ModelForm[Page]):
    """Where a page belongs; filled with the proposals, so that saving accepts them."""

    #: Set by the admin: a published page is moved by a publisher only.
    may_move_published = True

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
    date = forms.DateField(
        required=False,
        label=gettext_lazy("日期"),
        widget=IsoDateInput(),
        validators=[validate_date],
    )
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
        told = _place_of(page.issue) if page.issue is not None else _proposed_place(page)
        for name, value in told.items():
            if name in self.fields and value is not None:
                self.initial.setdefault(name, value)
        if page.sequence is None:
            self.initial["sequence"] = page_sequence(proposed(page.proposals, "page"))
        if page.issue is None and page.city is None:
            self.initial["city"] = find_city(str(proposed(page.proposals, "city") or ""))
        if page.is_published and not self.may_move_published:
            for name in (*PLACE, "edition"):
                if name in self.fields:
                    self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """The place must be free, and whole where readers see the page or are to see it."""
        cleaned = super().clean() or {}
        missing = [n for n in PLACE if not cleaned.get(n) and n not in self.errors]
        if not missing and not self.errors:
            self._refuse_taken_place(cleaned)
        elif self.instance.is_published:
            for name in missing:
                self.add_error(name, _("这一版已发布，这一项不能空；要清空请先撤回。"))
        elif "_publish" in self.data:
            for name in missing:
                self.add_error(name, _("发布之前要先确认这一项。"))
        city, newspaper = cleaned.get("city"), cleaned.get("newspaper")
        if newspaper is not None and city == newspaper.city:
            cleaned["city"] = None  # the paper's own city: no local page
        return cleaned

    def _refuse_taken_place(self, cleaned: dict[str, Any]) -> None:
        date: dt.date = cleaned["date"]
        rival = (
            Page.objects.exclude(pk=self.instance.pk)
            .filter(
                issue__newspaper=cleaned["newspaper"],
                issue__date=date,
                issue__edition=cleaned.get("edition") or 1,
                sequence=cleaned["sequence"],
            )
            .first()
        )
        if rival is not None:
            text = _("%(page)s已经有了（%(file)s）。") % {"page": rival, "file": rival.source_file}
            self.add_error("sequence", text)


def _place_of(issue: Issue) -> dict[str, Any]:
    return {"newspaper": issue.newspaper, "date": issue.date, "edition": issue.edition}


def _proposed_place(page: Page) -> dict[str, Any]:
    name = proposed(page.proposals, "newspaper")
    return {
        "newspaper": find_newspaper_by_name(str(name)) if name else None,
        "date": parse_iso_date(proposed(page.proposals, "date")),
    }
