"""Seconds that a search may take in, whether they are over out."""

from __future__ import annotations

import time


class Clock:
    """Runs from the moment it is made; `late` tells whether anything was left out for it."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.monotonic() + seconds
        self.late = False

    def over(self) -> bool:
        """Whether the time is over; who asks leaves the rest of its work out."""
        if self._end is not None and time.monotonic() > self._end:
            self.late = True
        return self.late
