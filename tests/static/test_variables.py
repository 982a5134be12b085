"""The colours of the site: readable in both themes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

LEAST = 4.5
TEXT = ("ink", "ink-2", "link", "accent")
GROUND = ("paper", "surface", "hover")
PAIRS = [*product(TEXT, GROUND), ("on-accent", "accent"), ("ink", "hit")]


def blocks() -> dict[str, dict[str, str]]:
    """Return the colours of each theme, by the selector that sets them."""
    css = Path(str(finders.find("css/variables.css"))).read_text(encoding="utf-8")
    found = re.findall(r"(:root[^{]*)\{([^{}]*--paper[^{}]*)\}", css)
    return {
        selector.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
        for selector, body in found
    }


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("text", "ground"), PAIRS, ids="-on-".join)
@pytest.mark.parametrize("theme", [":root", ':root[data-theme="dark"]'])
def test_text_can_be_read(theme: str, text: str, ground: str) -> None:
    colours = blocks()[theme]
    assert contrast(colours[text], colours[ground]) >= LEAST


def test_chosen_and_system_dark_are_the_same() -> None:
    found = blocks()
    assert found[':root[data-theme="dark"]'] == found[':root:not([data-theme="light"])']
    assert set(found[":root"]) == set(found[':root[data-theme="dark"]'])
