"""From what a page tells of itself to the newspaper, issue and page number it belongs to."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from archive.models import MAX_PAGES, RESERVED_SLUGS, City, Issue, Newspaper
from archive.parsing import KnownNewspaper
from archive.parsing.records import IssueRecord

#: A value at least this sure is taken; below it an editor decides.
ACCEPT = 0.8
FILE_NAME_CONFIDENCE = 0.7
#: Of a value that contradicts something else.
DOUBTFUL = 0.3
#: A total issue number beyond this is a figure misread: a daily of 200 years has 73,000.
MAX_ISSUE_NUMBER = 999_999
_DATE_IN_NAME = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-_.年]?(0?[1-9]|1[0-2])[-_.月]?([0-2]?\d|3[01])(?!\d)"
)
_PAGE_IN_NAME = re.compile(
    r"(?:第|[pP]|page[-_ ]?|/|_|-)([A-Da-d]?\d{1,2})(?:版|[^/\d]*?)\.[a-z]+$", re.IGNORECASE
)

Proposal = dict[str, Any]
Proposals = dict[str, Proposal]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the uploader says instead of the text."""

    newspaper: Newspaper | None = None
    date: dt.date | None = None
    page: int | None = None

    def __bool__(self) -> bool:
        return any((self.newspaper, self.date, self.page))


@dataclass(frozen=True, slots=True)
class NewNewspaper:
    """A newspaper that is surely named but not in the archive yet."""

    name: str
    city: City
    cn: str | None


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a page belongs, as far as it is sure, and everything that was proposed."""

    newspaper: Newspaper | NewNewspaper | None
    date: dt.date | None
    sequence: int | None
    proposals: Proposals


def known_newspapers(papers: Iterable[Newspaper]) -> tuple[KnownNewspaper, ...]:
    """Return the archive's newspapers, with their cities, in the form the parser takes."""
    return tuple(
        KnownNewspaper(name=n.name, aliases=tuple(n.aliases), cn=n.cn or "", city=n.city.short_name)
        for n in papers
    )


def place(
    record: IssueRecord, file_name: str, overrides: Overrides, papers: Iterable[Newspaper]
) -> Placement:
    """Weigh the text, the file's name and the uploader's word (which overrides both).

    `papers` are the archive's newspapers, which a file's name may name.
    Writes nothing: a newspaper that the archive lacks is found by `found_newspaper` later.
    """
    proposals: Proposals = {
        key: value
        for key, value in record.as_json().items()
        if isinstance(value, dict) and value["value"] not in (None, "")
    }
    _add_hints_of_name(proposals, file_name, papers)
    _override(proposals, overrides)
    _doubt_future(proposals)
    newspaper = overrides.newspaper or find_newspaper(proposals) or _new_newspaper(proposals)
    date = parse_iso_date(accepted(proposals, "date"))
    sequence = page_sequence(accepted(proposals, "page"))
    return Placement(newspaper, date, sequence, proposals)


def accepted(proposals: Proposals, field: str) -> Any:
    """Return a proposed value that is sure enough to be taken, else None."""
    proposal = proposals.get(field)
    return proposal["value"] if proposal and proposal["confidence"] >= ACCEPT else None


def proposed(proposals: Proposals, field: str) -> Any:
    """Return a proposed value however doubtful, or None."""
    return (proposals.get(field) or {}).get("value")


def parse_iso_date(value: object) -> dt.date | None:
    """Return the date of `2025-04-18`, or None for anything else."""
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def page_sequence(label: object) -> int | None:
    """Return the order of a printed page label: 3 → 3, A03 → 3, B03 → 103; None if it has none.

    Sections (叠) are kept apart by hundreds, since a page of section B does not tell how many
    pages section A has.
    """
    match = re.fullmatch(r"([A-Za-z]?)0*(\d{1,3})", str(label or ""))
    if not match or not int(match[2]):
        return None
    section = ord(match[1].upper()) - ord("A") if match[1] else 0
    return section * 100 + int(match[2])


def find_newspaper(proposals: Proposals) -> Newspaper | None:
    """Return the archive's newspaper with the surely read CN number, name or alias."""
    cn, name = accepted(proposals, "cn"), accepted(proposals, "newspaper")
    by_cn = Newspaper.objects.filter(cn=cn).first() if cn else None
    return by_cn or (find_newspaper_by_name(str(name)) if name else None)


def find_newspaper_by_name(name: str) -> Newspaper | None:
    """Return the newspaper with this name, slug or alias, or None."""
    exact = (
        Newspaper.objects.filter(name=name).first() or Newspaper.objects.filter(slug=name).first()
    )
    return exact or next((n for n in Newspaper.objects.all() if name in n.aliases), None)


def find_city(name: str) -> City | None:
    """Return the city of this full or short name; of namesakes the one of the highest level."""
    ranks = (City.Level.CITY, City.Level.COUNTY, City.Level.PROVINCE)
    named = list(City.objects.filter(short_name=name)) or list(City.objects.filter(name=name))
    return min(named, key=lambda city: ranks.index(City.Level(city.level)), default=None)


def page_city(newspaper: Newspaper, proposals: Proposals) -> City | None:
    """Return the city of a provincial paper's local page; None where the paper's own holds."""
    if newspaper.city.level != City.Level.PROVINCE:
        return None
    city = find_city(str(proposed(proposals, "city") or ""))
    same_province = city is not None and city.province == newspaper.city.province
    return city if same_province and city != newspaper.city else None


def update_issue(issue: Issue, proposals: Proposals) -> None:
    """Take issue number and pages announced from a page that surely tells them."""
    changed = []
    for field, most in (("issue_number", MAX_ISSUE_NUMBER), ("pages_announced", MAX_PAGES)):
        value = accepted(proposals, field)
        if not value or not 1 <= value <= most:
            continue
        if field not in issue.corrected_fields and getattr(issue, field) != value:
            setattr(issue, field, value)
            changed.append(field)
    if changed:
        issue.save(update_fields=changed)


def _add_hints_of_name(proposals: Proposals, file_name: str, papers: Iterable[Newspaper]) -> None:
    hints: dict[str, object] = {}
    if match := _DATE_IN_NAME.search(file_name):
        hints["date"] = _iso(*match.groups())
    rest = _DATE_IN_NAME.sub("", file_name)
    if match := _PAGE_IN_NAME.search(rest):
        hints["page"] = match[1].lstrip("0").upper()
    for newspaper in papers:
        if any(word and word in file_name for word in (newspaper.name, newspaper.slug)):
            hints["newspaper"] = newspaper.name
    for field, value in hints.items():
        told = proposals.get(field, {"confidence": 0.0})["confidence"]
        if value and told < FILE_NAME_CONFIDENCE:
            proposals[field] = {
                "value": value,
                "confidence": FILE_NAME_CONFIDENCE,
                "evidence": f"文件名 {file_name}",
            }


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _override(proposals: Proposals, overrides: Overrides) -> None:
    said: dict[str, object] = {
        "newspaper": overrides.newspaper and overrides.newspaper.name,
        "date": overrides.date and overrides.date.isoformat(),
        "page": overrides.page,
    }
    for field, value in said.items():
        if value:
            proposals[field] = {"value": value, "confidence": 1.0, "evidence": "上传者指定"}


def _doubt_future(proposals: Proposals) -> None:
    """Leave a day that has not come yet to the editor: more likely a figure misread."""
    date = parse_iso_date(proposed(proposals, "date"))
    if date is not None and date > timezone.localdate() + dt.timedelta(days=1):
        told = proposals["date"]
        evidence = f"{told['evidence']}（这一天还没有到，请核对）"
        proposals["date"] = {**told, "confidence": DOUBTFUL, "evidence": evidence}


def _new_newspaper(proposals: Proposals) -> NewNewspaper | None:
    name = accepted(proposals, "newspaper")
    city = find_city(str(accepted(proposals, "city") or ""))
    if not name or city is None:
        return None
    return NewNewspaper(str(name)[:60], city, accepted(proposals, "cn"))


def found_newspaper(newspaper: Newspaper | NewNewspaper) -> Newspaper:
    """Return the row of a newspaper, made if the archive lacks it."""
    if isinstance(newspaper, Newspaper):
        return newspaper
    known = Newspaper.objects.filter(name=newspaper.name).first()
    if known is not None:
        return known
    slug = free_slug(newspaper.name, newspaper.city)
    return Newspaper.objects.create(
        name=newspaper.name, slug=slug, city=newspaper.city, cn=newspaper.cn
    )


def free_slug(name: str, city: City) -> str:
    """Return an address part no newspaper has: 菏泽日报 of 菏泽 → `heze-ribao`."""
    from pypinyin import lazy_pinyin  # its dictionary takes a quarter of a second to load

    rest = name.removeprefix(city.short_name)
    lead = f"{city.pinyin}-" if rest != name else ""
    base = slugify(lead + "".join(lazy_pinyin(rest)))[:70] or "newspaper"
    taken = RESERVED_SLUGS | set(Newspaper.objects.values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
