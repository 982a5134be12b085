"""How a page may come out of a tool: one ``Style`` a page, drawn at random.

The four styles of ``../shared/pages/made`` are points of this space; the rest of it is wider:
marks of many kinds, gaps or none, indents or none, titles before or after, columns cut anywhere.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

HEAD_MARKS = (("#", 0.55), ("##", 0.15), ("**", 0.1), ("■ ", 0.05), ("### ", 0.05), ("# **", 0.1))
PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Style:
    """What one delivery does throughout a page; ``*_gap`` are chances of a blank line."""

    name: str
    measure: int = 0  # characters a line where lines are hard-wrapped, else 0
    title_measure: int = 0
    titles_last: bool = False
    marked: float = 0.0  # chance that a headline carries its mark
    head_mark: str = "#"
    minor_mark: str = ""  # before kickers and subheads
    crosshead_mark: str = ""
    label_mark: str = ""
    label: float = 0.0  # chance of a column label above a head
    parted: float = 0.0  # chance that a title of two parts stands on two lines
    jump: float = 0.0  # chance of a jump line at the end
    paragraph_gap: float = 1.0
    head_gap: float = 1.0  # between two lines of one head
    edge_gap: float = 1.0  # between a head and the text
    article_gap: float = 1.0  # between two articles
    crosshead_gap: float = 1.0
    column: int = 0  # characters after which a column ends
    cut_gap: float = 1.0
    indent: str = ""
    set_in: bool = False  # first lines are shorter by two characters, without spaces
    half_width: bool = False
    lead: float = 0.2  # chance of a lead-in for articles that have none
    bare: float = 0.3  # chance that a lead-in is taken away
    byline: float = 0.2
    byline_form: int = 0
    caption: float = 0.05
    top: float = 0.8
    bottom: float = 0.5


def draw_style(rng: random.Random, kind: str) -> Style:
    """A style of one kind: ocr, ocrplain, wrap, wraptail or run-on (wrapped without gaps)."""
    return {
        "ocr": _ocr,
        "ocrplain": _ocrplain,
        "wrap": _wrap,
        "wraptail": _wraptail,
        "runon": _run_on,
    }[kind](rng)


KINDS = ("ocr", "ocrplain", "wrap", "wraptail", "runon")


def _text_habits(rng: random.Random) -> dict[str, float | int | bool]:
    led = rng.choice((0.0, 0.1, 0.3, 0.8))
    return {
        "lead": led,
        "bare": rng.choice((0.0, 0.0, 0.3, 0.9)) if led < 0.5 else 0.0,
        "byline": rng.choice((0.0, 0.0, 0.2, 0.6)),
        "byline_form": rng.randrange(8),
        "caption": rng.choice((0.0, 0.0, 0.1)),
        "label": rng.choice((0.0, 0.0, 0.0, 0.15)),
        "parted": rng.choice((0.0, 0.0, 0.5)),
        "jump": rng.choice((0.0, 0.0, 0.15)),
        "top": rng.choice((0.0, 1.0, 1.0)),
        "bottom": rng.choice((0.0, 1.0)),
    }


#: Marks of headlines with the marks that a page may give to less than headlines.
_RANKS = {
    "#": ("", "", "## ", "### ", "**", "**"),
    "##": ("", "", "### ", "**", "**"),
    "### ": ("", "", "**"),
    "# **": ("", "", "**"),
    "**": ("", "", ""),
    "■ ": ("", "", ""),
}


def _ocr(rng: random.Random) -> Style:
    marks, weights = zip(*HEAD_MARKS, strict=True)
    mark = rng.choices(marks, weights)[0]
    return Style(
        name="ocr",
        marked=rng.choice((1.0, 1.0, 0.9)),
        head_mark=mark,
        minor_mark=rng.choice(_RANKS[mark]),
        crosshead_mark=rng.choice(_RANKS[mark]),
        label_mark=rng.choice((mark, *_RANKS[mark])),
        column=rng.choice((0, 350, 600, 900)),
        half_width=rng.random() < 0.5,
        **_text_habits(rng),  # type: ignore[arg-type]
    )


def _ocrplain(rng: random.Random) -> Style:
    close = rng.random() < 0.25
    return Style(
        name="ocrplain",
        column=rng.choice((0, 350, 600, 900)),
        paragraph_gap=0.0 if close else 1.0,
        head_gap=0.0 if close else rng.choice((1.0, 0.0)),
        edge_gap=rng.choice((0.0, 1.0)) if close else 1.0,
        article_gap=rng.choice((0.0, 1.0)) if close else 1.0,
        crosshead_gap=0.0 if close else 1.0,
        cut_gap=0.0 if close else 1.0,
        half_width=rng.random() < 0.5,
        **_text_habits(rng),  # type: ignore[arg-type]
    )


def _wrapped(rng: random.Random, name: str, **more: object) -> Style:
    measure = rng.randint(12, 26)
    indent = rng.choice(("", "", "", "　　", "  "))
    settings: dict[str, object] = {
        "measure": measure,
        "title_measure": rng.choice((measure, measure, rng.randint(8, 14), rng.randint(14, 30))),
        "paragraph_gap": rng.choice((0.0, 0.2, 0.5, 0.5, 1.0)),
        "head_gap": rng.choice((0.0, 1.0, 1.0)),
        "crosshead_gap": rng.choice((0.0, 0.5, 0.5, 1.0)),
        "column": rng.choice((0, 200, 400, 800)),
        "cut_gap": rng.choice((0.0, 1.0, 1.0)),
        "indent": indent,
        "set_in": not indent and rng.random() < 0.75,
        "half_width": rng.random() < 0.1,
    }
    return Style(name=name, **{**settings, **_text_habits(rng), **more})  # type: ignore[arg-type]


def _wrap(rng: random.Random) -> Style:
    return _wrapped(rng, "wrap")


def _wraptail(rng: random.Random) -> Style:
    return _wrapped(rng, "wraptail", titles_last=True)


def _run_on(rng: random.Random) -> Style:
    return _wrapped(
        rng,
        "runon",
        titles_last=rng.random() < 0.3,
        paragraph_gap=0.0,
        head_gap=0.0,
        edge_gap=0.0,
        article_gap=rng.choice((0.0, 0.0, 1.0)),
        crosshead_gap=0.0,
        cut_gap=0.0,
    )
