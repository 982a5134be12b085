"""What extraction tools make of a PDF: one function a tool, all from bytes to text.

``pdftotext`` is poppler's command (Debian: poppler-utils and poppler-data); the others come with
the ``bench`` extra. A tool that is not installed is left out of ``find_tools()``.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from functools import partial

import pymupdf
from pdfminer.high_level import extract_text
from pdfminer.layout import LAParams
from pypdf import PdfReader

Tool = Callable[[bytes], str]
#: Tools that give back drawing order.
DRAWING_ORDER = ("pypdf", "pdftotext-raw", "mupdf", "mupdf-blocks")


def read_pypdf(data: bytes) -> str:
    """pypdf's plain extraction: drawing order, a line for each move downwards."""
    return str(PdfReader(io.BytesIO(data)).pages[0].extract_text())


def read_pypdf_layout(data: bytes) -> str:
    """pypdf's layout mode: the page as a grid, columns side by side."""
    return str(PdfReader(io.BytesIO(data)).pages[0].extract_text(extraction_mode="layout"))


def read_pdfminer(data: bytes) -> str:
    """pdfminer.six with its usual settings: boxes found on the page, a blank line after each."""
    return str(extract_text(io.BytesIO(data)))


def read_pdfminer_unsorted(data: bytes) -> str:
    """pdfminer.six with boxes from top to bottom (``boxes_flow=None``)."""
    return str(extract_text(io.BytesIO(data), laparams=LAParams(boxes_flow=None)))


def read_mupdf(data: bytes, sort: bool = False) -> str:
    """PyMuPDF's plain text: drawing order, or ``sort`` from top to bottom."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return str(document[0].get_text("text", sort=sort))


def read_mupdf_blocks(data: bytes) -> str:
    """PyMuPDF's blocks in drawing order, a blank line between them."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        blocks = document[0].get_text("blocks")
    return "\n".join(str(block[4]) for block in blocks)


def read_pdftotext(data: bytes, *options: str) -> str:
    """poppler's pdftotext with so many options; raises CalledProcessError when it fails."""
    command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()  # noqa: S603


_PYTHON: dict[str, Tool] = {
    "pypdf": read_pypdf,
    "pypdf-layout": read_pypdf_layout,
    "pdfminer": read_pdfminer,
    "pdfminer-unsorted": read_pdfminer_unsorted,
    "mupdf": read_mupdf,
    "mupdf-sorted": partial(read_mupdf, sort=True),
    "mupdf-blocks": read_mupdf_blocks,
}


def _poppler(*options: str) -> Tool:
    return lambda data: read_pdftotext(data, *options)


_POPPLER: dict[str, Tool] = {
    "pdftotext-raw": _poppler("-raw"),
    "pdftotext": _poppler(),
    "pdftotext-layout": _poppler("-layout"),
}


def find_tools() -> dict[str, Tool]:
    """The tools that are installed, by name."""
    return _PYTHON | (_POPPLER if shutil.which("pdftotext") else {})
