"""What stands in an address of a results page in, search parameters out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """The search box."""

    q = forms.CharField(label=_("检索词"), required=False)
