"""Delivered formats: each module has ``detect()`` and ``read()``, lines in, a sheet out."""

from __future__ import annotations

from collections.abc import Sequence

from archive.parsing.blocks import Line
from archive.parsing.shapes import Sheet
from archive.parsing.sources import ocr, pdf


def read_sheet(lines: Sequence[Line]) -> Sheet:
    """The sheet of a page, by the module that knows its format."""
    return pdf.read(lines) if pdf.detect(lines) else ocr.read(lines)
