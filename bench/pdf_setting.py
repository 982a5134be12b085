"""How one newspaper page is set and drawn: a ``Setting`` drawn at random for each page."""

from __future__ import annotations

import random
from dataclasses import dataclass

#: Orders in which a page is drawn, with their weights; a tool that keeps drawing order shows them.
ORDERS = {
    "heads_first": 40,
    "heads_last": 26,
    "headline_first": 6,  # kicker and subhead are drawn after the main line
    "headline_last": 6,  # text, headline, then kicker and subhead
    "subhead_first": 4,  # subhead, text, kicker, headline
    "mixed": 6,  # each article in its own way
    "page_heads_first": 5,  # all heads of the page, then all texts
    "columns": 4,  # column after column over the whole page
}
DRAWN = {"line": 6, "pieces": 2, "glyphs": 1}


@dataclass(frozen=True, slots=True)
class Setting:
    """Sizes in points; ``*_lead`` in lines of space, ``*_ems`` in widths of a character."""

    order: str
    drawn: str
    shuffled: bool  # articles are not drawn in the order in which they stand
    furniture_at: str  # first, last or middle
    columns: int
    widest: int  # columns that one article takes at most
    size: float
    leading: float
    column_width: float
    gutter: float
    margin: float
    indent_text: str
    indent_ems: float
    justified: bool
    centred: bool
    crossheads_centred: bool
    crosshead_lead: float
    paragraph_lead: float
    head_gap: float
    head_descent: float  # room below a line of a head, in its own size
    article_gap: float
    minor: float  # size of kickers and subheads against the text
    inset: float  # chance that a head spans only some of its article's columns
    caption: float


def draw_setting(rng: random.Random) -> Setting:
    """A way of setting pages."""
    size = rng.choice((8.5, 9.0, 9.5, 10.0, 10.5))
    columns = rng.choice((5, 5, 6, 6, 7, 8))
    measure = rng.randint(12, 24 if columns < 7 else 17)
    indent = rng.choice(("offset", "offset", "offset", "spaces", "none"))
    return Setting(
        order=rng.choices(list(ORDERS), list(ORDERS.values()))[0],
        drawn=rng.choices(list(DRAWN), list(DRAWN.values()))[0],
        shuffled=rng.random() < 0.25,
        furniture_at=rng.choice(("first", "first", "last", "middle")),
        columns=columns,
        widest=rng.choice((2, 3, 4, 4)),
        size=size,
        leading=size * rng.choice((1.25, 1.35, 1.42)),
        column_width=size * measure + 0.2,
        gutter=size * rng.choice((1.6, 2.0, 2.5)),
        margin=36.0,
        indent_text="　　" if indent == "spaces" else "",
        indent_ems=2.0 if indent == "offset" else 0.0,
        justified=rng.random() < 0.7,
        centred=rng.random() < 0.6,
        crossheads_centred=rng.random() < 0.6,
        crosshead_lead=rng.choice((0.0, 0.5, 1.0)),
        paragraph_lead=rng.choice((0.0, 0.0, 0.0, 0.4)),
        head_gap=rng.choice((0.3, 0.8, 1.5)),
        head_descent=rng.choice((0.25, 0.35, 0.5)),
        article_gap=size * rng.choice((1.2, 2.0, 3.0)),
        minor=rng.choice((1.2, 1.4, 1.6)),
        inset=rng.choice((0.0, 0.3)),
        caption=rng.choice((0.0, 0.3)),
    )
