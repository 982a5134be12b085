"""A request's time: when to stop looking, and whether anything was left out for it."""

from __future__ import annotations

from time import monotonic

#: The part of the time that may go into reading texts; the rest is for counting.
READING = 0.8
#: The part that may go into trying out strings: each is looked up again for page and facets.
TRYING = 0.15


class Limit:
    """The time that one request may take; `cut` tells that something was left out."""

    def __init__(self, seconds: float | None) -> None:
        self._start = monotonic()
        self._seconds = seconds
        self.cut = False

    @property
    def endless(self) -> bool:
        """Whether there is no limit."""
        return self._seconds is None

    def allows_trying(self) -> bool:
        """Tell whether there is time to try one more string; where there is none, it is cut."""
        return self._allows(TRYING)

    def allows_counting(self) -> bool:
        """Tell whether there is time left; where there is none, the answer is cut."""
        return self._allows(1.0)

    def allows_reading(self) -> bool:
        """Tell whether there is time to read more texts; where there is none, it is cut."""
        return self._allows(READING)

    def _allows(self, part: float) -> bool:
        if self._seconds is None or monotonic() < self._start + part * self._seconds:
            return True
        self.cut = True
        return False
