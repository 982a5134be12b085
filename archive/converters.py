"""Parts of addresses that path() does not know."""

from __future__ import annotations

from datetime import date


class IsoDateConverter:
    """`2025-04-18` ↔ a date; a day that the calendar lacks is no address (404)."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the date; ValueError tells path() that the address does not match."""
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        """Return the ISO form of a date, or the text of one."""
        return str(value)


class YearConverter:
    """`2025` ↔ 2025, from the first year that a calendar can show."""

    regex = "(?:1[5-9]|2[0-9])[0-9]{2}"

    def to_python(self, value: str) -> int:
        """Return the year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return the year's digits."""
        return str(value)
