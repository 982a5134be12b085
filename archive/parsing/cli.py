"""What ``manage.py parse_page`` and ``python -m archive.parsing`` share: a file into JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from archive.parsing.encoding import MAX_BYTES
from archive.parsing.page import parse_page


def parse_file(name: str) -> str:
    """The JSON of one page; "-" reads standard input. Raises ParseError and OSError."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else Path(name).read_bytes()
    return json.dumps(parse_page(data).as_json(), ensure_ascii=False, indent=1)
