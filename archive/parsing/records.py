"""The frozen records that parsing hands on: a page, its issue, its articles, its furniture.

``PageRecord.as_json()`` has the form that editors' tools and the scorer read:
``{"issue": {"newspaper": {"value": "…", "confidence": 0.97, "evidence": "…"}}, "articles": []}``
"""

from __future__ import annotations

from dataclasses import dataclass, fields

Lines = tuple[tuple[int, int], ...]
Value = str | int | None
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class KnownNewspaper:
    """A newspaper of the archive, by which a masthead is recognised; ``cn`` as "37-0067"."""

    name: str
    aliases: tuple[str, ...] = ()
    cn: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """One name of a byline with the role printed for it ("记者"), or "" where none is."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A value read from the page, how sure it is (0 to 1) and the words it rests on."""

    value: Value = None
    confidence: float = 0.0
    evidence: str = ""

    def as_json(self) -> Json:
        """The form of PAGES.md; a date stays an ISO string."""
        return {"value": self.value, "confidence": self.confidence, "evidence": self.evidence}


NOT_TOLD = FieldValue()


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """What the page tells of its issue; ``date`` is an ISO string, ``page`` "3" or "A03"."""

    newspaper: FieldValue = NOT_TOLD
    city: FieldValue = NOT_TOLD
    date: FieldValue = NOT_TOLD
    edition: FieldValue = NOT_TOLD
    issue_number: FieldValue = NOT_TOLD
    cn: FieldValue = NOT_TOLD
    pages_announced: FieldValue = NOT_TOLD
    page: FieldValue = NOT_TOLD
    page_label: FieldValue = NOT_TOLD
    page_name: FieldValue = NOT_TOLD
    warnings: tuple[str, ...] = ()

    def as_json(self) -> Json:
        """Every field with its confidence and evidence, and the warnings."""
        told = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "warnings"}
        return {name: value.as_json() for name, value in told.items()} | {
            "warnings": list(self.warnings)
        }


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """One item of a page; ``byline`` is as printed, ``credits`` are its names with roles."""

    column: str = ""
    kicker: str = ""
    headline: str = ""
    subhead: str = ""
    credits: tuple[Credit, ...] = ()
    byline: str = ""
    agency: str = ""
    dateline_place: str = ""
    dateline_date: str = ""
    paragraphs: tuple[str, ...] = ()
    genre: str = "news"
    jump_to: str = ""
    jump_from: str = ""
    confidence: float = 0.0
    field_confidence: tuple[tuple[str, float], ...] = ()
    warnings: tuple[str, ...] = ()
    lines: Lines = ()

    def as_json(self) -> Json:
        """The form of PAGES.md, with ``field_confidence`` beside it."""
        out: Json = {f.name: getattr(self, f.name) for f in fields(self)}
        out["credits"] = [{"name": c.name, "role": c.role} for c in self.credits]
        out["paragraphs"] = list(self.paragraphs)
        out["field_confidence"] = dict(self.field_confidence)
        out["warnings"] = list(self.warnings)
        out["lines"] = [list(pair) for pair in self.lines]
        return out


@dataclass(frozen=True, slots=True)
class FurnitureRecord:
    """Text that is no article; ``kind`` is masthead, colophon, weather, ad or teaser."""

    kind: str
    text: str
    lines: Lines

    def as_json(self) -> Json:
        """The form of PAGES.md."""
        return {"kind": self.kind, "text": self.text, "lines": [list(pair) for pair in self.lines]}


@dataclass(frozen=True, slots=True)
class UnplacedRecord:
    """Lines that belong to nothing known: repeats, stray figures."""

    text: str
    lines: Lines

    def as_json(self) -> Json:
        """The form of PAGES.md."""
        return {"text": self.text, "lines": [list(pair) for pair in self.lines]}


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page; line numbers count from the first line of the page, ``first_line`` in the file."""

    issue: IssueRecord
    articles: tuple[ArticleRecord, ...]
    furniture: tuple[FurnitureRecord, ...]
    unplaced: tuple[UnplacedRecord, ...]
    first_line: int
    text: str

    def as_json(self) -> Json:
        """The form of PAGES.md."""
        return {
            "issue": self.issue.as_json(),
            "articles": [article.as_json() for article in self.articles],
            "furniture": [piece.as_json() for piece in self.furniture],
            "unplaced": [piece.as_json() for piece in self.unplaced],
            "first_line": self.first_line,
        }
