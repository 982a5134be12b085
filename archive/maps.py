"""Places with coordinates in, dots of a small drawing out; no database.

The ground of the map is a faint dot for every place of the gazetteer inside its frame, so that the
country shows through without a drawn border.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 640
#: The frame is at least this many degrees wide and high, so that one city still has a country.
_LEAST_DEGREES = 9.0
_MARGIN = 0.14
#: Height by width, at least.
_LEAST_SHAPE = 0.62
_SMALLEST, _LARGEST = 5.0, 15.0


@dataclass(frozen=True, slots=True)
class Place:
    """A place to draw: its size in articles, and where its dot leads."""

    label: str
    longitude: float
    latitude: float
    count: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """One dot of the drawing, in its pixels."""

    x: float
    y: float
    radius: float
    place: Place

    @property
    def text_x(self) -> float:
        """Where the label begins, or ends for a dot near the right edge."""
        return round(self.x + (-1 if self.flipped else 1) * (self.radius + 5), 1)

    @property
    def flipped(self) -> bool:
        """Whether the label stands to the left of the dot."""
        return self.x > WIDTH * 0.82


@dataclass(frozen=True, slots=True)
class DotMap:
    """A finished drawing: its height, the ground and the dots, largest first."""

    height: int
    #: One path for all dots of the ground: thousands of elements would make the page heavy.
    ground: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    east: float
    south: float
    north: float

    @property
    def shrink(self) -> float:
        """How much shorter a degree of longitude is than one of latitude, in the middle."""
        return math.cos(math.radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self.shrink)

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.shrink * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)


def draw(places: Sequence[Place], ground: Iterable[tuple[float, float]]) -> DotMap | None:
    """Return the map of `places` over the `ground`'s (longitude, latitude), or None without any."""
    if not places:
        return None
    frame = _frame(places)
    most = max(place.count for place in places) or 1
    dots = [
        Dot(*frame.project(p.longitude, p.latitude), _radius(p.count, most), p)
        for p in sorted(places, key=lambda p: -p.count)
    ]
    points = (frame.project(*point) for point in ground if frame.holds(*point))
    path = "".join(f"M{x:.0f} {y:.0f}h0" for x, y in points)
    height = round((frame.north - frame.south) * frame.scale)
    return DotMap(height, path, tuple(dots))


def _frame(places: Sequence[Place]) -> _Frame:
    west, east = _widen([place.longitude for place in places], _LEAST_DEGREES * 1.6)
    south, north = _widen([place.latitude for place in places], _LEAST_DEGREES)
    wide = _Frame(west, east, south, north)
    south, north = _widen([south, north], (east - west) * wide.shrink * _LEAST_SHAPE, margin=0)
    return _Frame(west, east, south, north)


def _widen(values: Sequence[float], least: float, margin: float = _MARGIN) -> tuple[float, float]:
    middle = (min(values) + max(values)) / 2
    half = max((max(values) - min(values)) * (0.5 + margin), least / 2)
    return middle - half, middle + half


def _radius(count: int, most: int) -> float:
    # The area, not the radius, grows with the count.
    return round(_SMALLEST + (_LARGEST - _SMALLEST) * math.sqrt(count / most), 1)
