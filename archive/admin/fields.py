"""Form fields and inputs that the admin lacks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper


class IsoDateInput(forms.DateInput):
    """The browser's own date input, which takes ISO dates only, whatever the language."""

    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


def choose_only(field: Any) -> Any:
    """Return a form field whose related row may be chosen or added, not changed or deleted."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        field.widget.can_change_related = False
        field.widget.can_delete_related = False
    return field


class LinesField(forms.Field):
    """A list edited as lines, one item each; blank lines are dropped."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 40})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines; what was typed stays as it was typed."""
        return "\n".join(map(self.format_item, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[Any]:
        """Read lines as a list."""
        lines = (line.strip() for line in str(value or "").splitlines())
        return [self.parse_line(line) for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as lists."""
        return bool((initial or []) != self.to_python(data))

    def format_item(self, item: Any) -> str:
        """One item as its line."""
        return str(item)

    def parse_line(self, line: str) -> Any:
        """One line as its item."""
        return line


class CreditsField(LinesField):
    """Credits as lines: name, space, role."""

    def format_item(self, item: Any) -> str:
        """`{"name": "甲", "role": "记者"}` as `甲 记者`."""
        return f"{item['name']} {item.get('role', '')}".strip()

    def parse_line(self, line: str) -> Any:
        """`甲 记者` as `{"name": "甲", "role": "记者"}`."""
        name, _space, role = line.partition(" ")
        return {"name": name, "role": role.strip()}
