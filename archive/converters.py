"""Parts of addresses that path() does not know."""

from __future__ import annotations

from datetime import date

from archive.parsing.dates import EARLIEST, LATEST


class IsoDateConverter:
    """`2025-04-18` ↔ a date; a day that no issue can have is no address (404)."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the date; ValueError tells path() that the address does not match."""
        day = date.fromisoformat(value)
        if not EARLIEST <= day <= LATEST:
            raise ValueError(f"no issue is of {value}")
        return day

    def to_url(self, value: date | str) -> str:
        """Return the ISO form of a date, or the text of one."""
        return str(value)


class YearConverter:
    """`2025` ↔ 2025; a year that no issue can have is no address (404)."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        """Return the year; ValueError tells path() that the address does not match."""
        year = int(value)
        if not EARLIEST.year <= year <= LATEST.year:
            raise ValueError(f"no issue is of {value}")
        return year

    def to_url(self, value: int) -> str:
        """Return the year's digits."""
        return str(value)
