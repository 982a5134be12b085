"""Lines of type into a PDF, in one of the orders in which newspapers' layout programs draw.

The order is what a tool without an eye for the page gives back, so it decides what a parser sees.
"""

from __future__ import annotations

import io
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from bench.pdf_layout import Run
from bench.pdf_setting import Setting

#: One of the fonts that every PDF reader has for Chinese; nothing is embedded.
FONT = "STSong-Light"
#: Parts of an article in the order in which each way of drawing takes them.
PARTS = {
    "heads_first": ("kicker", "headline", "subhead", "byline", "body"),
    "heads_last": ("byline", "body", "kicker", "headline", "subhead"),
    "headline_first": ("headline", "kicker", "subhead", "byline", "body"),
    "headline_last": ("byline", "body", "headline", "kicker", "subhead"),
    "subhead_first": ("subhead", "byline", "body", "kicker", "headline"),
}
_PIECES = re.compile(
    r"[A-Za-z0-9.%]+|[^A-Za-z0-9.%，。；：、（“]{1,9}[，。；：、（“]*|[，。；：、（“]+"
)
_HEADS = ("kicker", "headline", "subhead")

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


@lru_cache(maxsize=20_000)
def measure(char: str) -> float:
    """Width of a character in ems."""
    return float(pdfmetrics.stringWidth(char, FONT, 1))


def order_runs(runs: Sequence[Run], setting: Setting, rng: random.Random) -> list[list[Run]]:
    """The lines in drawing order, in groups between which furniture may be drawn."""
    if setting.order == "columns":
        return [sorted(runs, key=lambda run: (run.column, run.y))]
    articles: dict[int, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        articles[run.article][run.part].append(run)
    numbers = list(articles)
    if setting.shuffled:
        rng.shuffle(numbers)
    if setting.order == "page_heads_first":
        heads = [[run for n in numbers for part in _HEADS for run in articles[n][part]]]
        return heads + [_join(articles[n], ("byline", "body", "caption")) for n in numbers]
    groups = []
    for number in numbers:
        order = setting.order
        if order == "mixed":
            order = rng.choice(("heads_first", "heads_last", "headline_last"))
        parts = list(PARTS[order])
        parts.insert(rng.choice((0, len(parts), len(parts))), "caption")
        groups.append(_join(articles[number], parts))
    return groups


def _join(article: dict[str, list[Run]], parts: Sequence[str]) -> list[Run]:
    return [run for part in parts for run in article[part]]


def draw(runs: Sequence[Run], setting: Setting, width: float, height: float) -> bytes:
    """A PDF of one page with the lines drawn in the order given, the same bytes every time."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(width, height), invariant=1)
    for run in runs:
        _draw_run(canvas, run, setting.drawn, height)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _draw_run(canvas: Canvas, run: Run, drawn: str, height: float) -> None:
    natural = sum(map(measure, run.text)) * run.size
    spaced = (run.fit - natural) / max(1, len(run.text) - 1) if run.fit else 0.0
    x = run.x
    for piece in _cut(run.text, drawn):
        text = canvas.beginText(x, height - run.y)
        text.setFont(FONT, run.size)
        if spaced:
            text.setCharSpace(spaced)
        text.textOut(piece)
        canvas.drawText(text)
        x += sum(map(measure, piece)) * run.size + spaced * len(piece)


def _cut(text: str, drawn: str) -> Iterator[str]:
    """A line as it is drawn: whole, in pieces at Latin letters and stops, or by characters."""
    if drawn == "line":
        yield text
    elif drawn == "glyphs":
        yield from text
    else:
        end = 0
        for match in _PIECES.finditer(text):
            yield text[end : match.start()] + match[0]
            end = match.end()
        if end < len(text):
            yield text[end:]
