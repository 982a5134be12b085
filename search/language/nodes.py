"""The tree that a query is: conditions on an article's text, its facets and its day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

#: Characters that a `*` inside a pattern stands for at most.
STAR = 20
#: Fields of text that a query can name; without a name all units are searched.
TEXT_FIELDS = ("title", "author", "column")
#: Brackets within brackets beyond this are read as if they were not there.
MAX_DEPTH = 16


@dataclass(frozen=True)
class Term:
    """A plain run of text: all its words must be there."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """A quoted string: it must be there exactly."""

    text: str


@dataclass(frozen=True)
class Wildcard:
    """A pattern: `?` stands for one character, `*` for up to STAR of them, inside one unit."""

    text: str


@dataclass(frozen=True)
class Near:
    """Strings inside one unit with at most `distance` characters between neighbours.

    In any order; they do not overlap.
    """

    strings: tuple[str, ...]
    distance: int


@dataclass(frozen=True)
class In:
    """What `node` asks for, looked for in the units of one field (TEXT_FIELDS) alone.

    A field named further inside wins; facets and days are what they are in any field.
    """

    field: str
    node: Node


@dataclass(frozen=True)
class And:
    """All of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Any of these."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """Everything else."""

    node: Node


@dataclass(frozen=True)
class OneOf:
    """A facet has one of these values: set by filters, or typed with its name (`城市:菏泽`).

    As typed the values are names; search.names puts the facet's own values in their place.
    """

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Between:
    """Printed on one of these days, both ends included: set by filters, or typed (`日期:`)."""

    first: date | None
    last: date | None


Leaf = Term | Phrase | Wildcard | Near
Node = Leaf | In | And | Or | Not | OneOf | Between
