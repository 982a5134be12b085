"""Delivered formats: each module has ``detect()`` and ``parse()``, lines in, blocks out."""

from __future__ import annotations

from collections.abc import Sequence

from archive.parsing.blocks import Block, Line
from archive.parsing.sources import ocr, pdf


def parse_blocks(lines: Sequence[Line]) -> tuple[Block, ...]:
    """The blocks of a page, by the module that knows its format."""
    return pdf.parse(lines) if pdf.detect(lines) else ocr.parse(lines)
