"""Inputs that the admin lacks."""

from typing import Any

from django import forms


class IsoDateInput(forms.DateInput):
    """The browser's own date input, which takes ISO dates only, whatever the language."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)
