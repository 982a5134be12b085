"""Byline lines (署名), datelines (电头), signatures and photographers' credits.

>>> find_lead("本报青石3月2日讯（记者 王晓明）昨日").place
'青石'
>>> find_signature("公园开放。（记者 王晓明）")
'记者 王晓明'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from archive.parsing.credits import (
    HOUSE,
    ROLES,
    makes_byline,
    may_name_role,
    normalize_role,
    parse_names,
)
from archive.parsing.names import SURNAMES, is_name
from archive.parsing.text import HAN, fold, split_mark, width

__all__ = [
    "Lead",
    "find_lead",
    "find_photo_credit",
    "find_signature",
    "has_role",
    "is_bare_name",
    "is_byline_line",
    "normalize_role",
    "parse_names",
    "strip_parens",
]

_H = f"[{HAN}]"
#: Agencies and the paper itself stand before 讯 or 电 without more; other houses need a sign.
_KNOWN_HOUSE = (
    "本\\s?报|本刊|新华社|新华网|中新社|中新网|中国新闻社|人民网|央视网|央广网|央视新闻|新华视点"
)
_OTHER_HOUSE = rf"[{HAN}·]{{1,12}}(?:报|社|网|融媒体?|全媒体|客户端|壹点|新闻)"
_AGENCY = re.compile("新华|中新|中国新闻社|人民网|央")
_DAY = r"(?:\d{1,2}\s?月)?\s?\d{1,2}\s?日"
#: 本报刚果（金）布卡武7月25日电, 新华社北京、上海3月5日电.
_PLACE = rf"{_H}(?:[{HAN}、/·]|[(]{_H}{{1,4}}[)]){{1,12}}?"
_LEAD = re.compile(
    rf"^\s*[【\[]?(?:据)?(?:(?P<house>{_KNOWN_HOUSE})\s?(?P<place>{_PLACE})?\s?"
    rf"(?P<day>{_DAY})?\s?(?P<end>(?<!通)讯|电|(?:综合|(?<=[报社网闻日]))消息)|(?P<again>又讯|又电|另讯))(?!{_H}?[影台视脑线梯力商子动网话息号问])[】\]]?\s*"
)
_OTHER_LEAD = re.compile(
    rf"^\s*[【\[]?(?:据)?(?:(?P<house>{_OTHER_HOUSE})(?:全媒体|融媒体)?\s?(?P<place>{_PLACE})?\s?"
    rf"(?P<day>{_DAY})?\s?)?(?P<end>讯|电|快讯)[】\]]?(?=[\s(【])\s*"
)
_IN_PARENS = re.compile(r"[(](?P<names>[^()]{1,90})[)]\s*")
_BARE_LEAD = re.compile(rf"^\s*[((](?P<names>(?:{HOUSE})?(?:{ROLES})[^()]{{2,90}})[)]")
_SAID = re.compile(
    rf"^\s*(?P<names>(?:{HOUSE})?(?:{ROLES})[{HAN}·\s、:]{{2,40}}?)\s?报道\s?(?:[:,]|\s|$)\s*"
)
_SPACED = re.compile(
    rf"(?P<names>(?:{HOUSE})?(?:{ROLES})(?:\s?[{HAN}·]{{2,4}}(?=[\s、])[\s、]*|\s)+)"
)
_SIGNATURE = re.compile(
    rf"(?<=[。!?…”\")])\s*(?P<all>[(]?\s*(?P<names>{HOUSE}?(?:{ROLES})[^。()]{{2,60}})[)]?)\s*$"
    rf"|[(]\s*(?P<inner>{HOUSE}?(?:{ROLES})[^。()]{{2,60}})[)]\s*$"
)
_SIGNATURE_PLAIN = re.compile(rf"(?<=[。!?…”\"])\s*[((](?P<names>[{HAN}·\s、/]{{2,30}})[))]\s*$")
_PHOTO_END = re.compile(
    rf"(?:^|[。!?”\")(\s□■◎●▲])\s*+[(]?(?P<names>(?:{HOUSE}?(?:{ROLES})\s?)?[{HAN}·\s、]{{2,24}}?)"
    r"\s?/?\s?(?P<tail>摄影报道|摄影|摄|供图)\s*[)]?\s*$"
)
_PHOTO_TAILS = ("摄影报道", "摄影", "摄", "供图")
_PHOTO_BEFORE = re.compile(
    rf"[。!?”\")(\s]\s*[(]?(?P<names>(?:摄影|摄|图|图片)(?P<by>\s?[:/]\s?|\s)[{HAN}·\s、]{{2,16}})[)]?\s*$"
)
_NAMES_ALONE = re.compile(rf"^{_H}{{2,4}}$|^{_H}{{1,8}}·[{HAN}·]{{1,10}}$")
_JOINED = re.compile(rf"{_H}+")
_SEEN = 200
_SET_BEFORE = ("■", "□", "◆", "●")
_BYLINE_MARKS = frozenset((*_SET_BEFORE, "◎", "○"))


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead-in of a first paragraph: 本报济南3月2日讯(记者 …)."""

    text: str
    agency: str = ""
    place: str = ""
    day: str = ""
    names: str = ""


def find_lead(text: str) -> Lead | None:
    """The lead-in that opens the paragraph, or None; rests on 讯/电 and its place at the start."""
    start = text[:64]
    signed = "讯" in start or "电" in start or "消息" in start or "报道" in start
    if not signed and start.lstrip()[:1] not in ("(", "（"):
        return None
    return _find_lead(text[:_SEEN])


@lru_cache(1024)
def _find_lead(text: str) -> Lead | None:
    folded = fold(text)
    found = _LEAD.match(folded) or _OTHER_LEAD.match(folded)
    if found:
        end, names = _names_after(folded, found.end())
        house = re.sub(r"\s", "", found["house"] or "")
        own = house in ("", "本报", "本刊") or (found["end"] != "电" and not _AGENCY.match(house))
        return Lead(
            text=text[:end],
            agency="" if own else house,
            place=found["place"] or "",
            day=found["day"] or "",
            names=names,
        )
    bare = _BARE_LEAD.match(folded) or _SAID.match(folded)
    # Names in parentheses with nothing behind them close a text.
    if bare and folded[bare.end() :].strip() and parse_names(bare["names"]):
        return Lead(text=text[: bare.end()], names=bare["names"].strip())
    return None


def _names_after(text: str, start: int) -> tuple[int, str]:
    """Where the lead-in with its names ends, and the names: in parentheses, or said to report."""
    found = _IN_PARENS.match(text, start)
    if found:
        return found.end(), _only_names(found["names"])
    said = _SAID.match(text[start:])
    if said and parse_names(said["names"]):
        return start + said.end(), said["names"].strip()
    spaced = _SPACED.match(text, start)
    names = spaced["names"].strip() if spaced else ""
    while names and not parse_names(names):
        names = names.rpartition(" ")[0].strip()
    return (start + len(names), names) if names else (start, "")


def _only_names(text: str | None) -> str:
    """The text where it is names: with a role, or with a family name known as such."""
    names = parse_names(text) if text else ()
    known = any(c.role or c.name[0] in SURNAMES or "·" in c.name for c in names)
    return text if text and known else ""


def is_byline_line(text: str) -> bool:
    """Whether the line is a byline and nothing else: marked, or with a role, then only names."""
    if not may_name_role(text) and _BYLINE_MARKS.isdisjoint(text):
        return False
    mark, bare = split_mark(text)
    if len(bare) > 80 or width(bare) > 40 or not bare:
        return False
    marked = mark in _SET_BEFORE or bare[0] in "◎○"
    if not (marked or may_name_role(fold(bare))):
        return False
    inner = strip_parens(bare)
    names = parse_names(inner)
    if _JOINED.fullmatch(inner) and not all(is_name(credit.name) for credit in names):
        # 记者调查 is a heading, （评论员观察） a column's name.
        return False
    return bool(names) and (makes_byline(names) or marked or "/" in fold(bare))


def is_bare_name(text: str) -> bool:
    """Whether the line may be one author's name; rests on length and the commonest surnames."""
    bare = re.sub(r"\s", "", fold(text))
    return 2 <= len(bare) <= 4 and is_name(bare) and bool(_NAMES_ALONE.match(bare))


def has_role(text: str) -> bool:
    """Whether any name of the byline has a role printed."""
    return any(credit.role for credit in parse_names(strip_parens(split_mark(text)[1])))


def strip_parens(text: str) -> str:
    """The text without parentheses around the whole."""
    folded = fold(text).strip()
    enclosed = folded.startswith("(") and folded.find(")") == len(folded) - 1
    inner = folded[1:-1]
    return inner.strip() if enclosed and "(" not in inner else folded


def find_signature(text: str) -> str:
    """The names that close the last paragraph, as printed, or "".

    Rests on a role word after the last full stop, or in parentheses; names alone count only in
    parentheses after it.
    """
    tail = text[-90:]
    folded = fold(tail)
    for pattern in (_SIGNATURE, _SIGNATURE_PLAIN):
        found = pattern.search(folded)
        group = "inner" if found and found.groupdict().get("inner") else "names"
        if found and _only_names(found[group]):
            return tail[found.start(group) : found.end(group)].strip()
    return ""


def find_photo_credit(text: str) -> str:
    """The photographer's credit that closes a caption (甲 乙 摄, 摄影/甲), or ""."""
    tail = text[-50:]
    if "摄" not in tail and "图" not in tail:
        return ""
    folded = fold(tail)
    ends = folded.rstrip().removesuffix(")").rstrip().endswith(_PHOTO_TAILS)
    found = _PHOTO_END.search(folded) if ends else None
    if found and parse_names(f"{found['names']} {found['tail']}"):
        return tail[found.start("names") : found.end("tail")].strip()
    before = _PHOTO_BEFORE.search(folded)
    if before and parse_names(before["names"]):
        return tail[before.start("names") : before.end("names")].strip()
    return ""
