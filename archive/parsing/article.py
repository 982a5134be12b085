"""A draft into an article record: fields, credits, confidence, warnings.

>>> join_body([])
()
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.parsing.assemble import Draft
from archive.parsing.blocks import Block, Kind, is_signed
from archive.parsing.byline import (
    Lead,
    find_lead,
    find_photo_credit,
    find_signature,
    parse_names,
    strip_parens,
)
from archive.parsing.dates import find_days, make_date
from archive.parsing.jump import find_jump_from, find_jump_to, is_jump_line
from archive.parsing.records import ArticleRecord, Credit
from archive.parsing.text import (
    fold,
    is_finished,
    is_list_item,
    join_lines,
    join_title,
    tidy_body,
    tidy_title,
    to_ranges,
)
from archive.parsing.trust import DOUBTFUL, UNNAMED_DOUBT, Trust, find_reasons

_NOTICE = re.compile(
    r"(?:公告|启事|通告|声明|公示|通知书?|招标公告|拍卖|公报|讣告)$|^(?:遗失|注销|公告)"
)
#: What may close a text without a full stop: a remark in parentheses, a source.
_REMARK = re.compile(r"[)】\]]$|^[\u4e00-\u9fff]{0,4}来源:")
LONG_ENOUGH = 40
#: How sure a byline is that was found, and that there is none where none was.
NAMED, UNNAMED = 0.95, 0.85
#: The most that an article without headline or text gets, and one that ends in mid-sentence.
LACKING, OPEN_ENDED = 0.5, 0.75


def build_article(draft: Draft, trust: Trust) -> ArticleRecord:
    """The record of a draft, the day of its dateline still without a year."""
    bylines = [block.text for block in draft.bylines]
    heads = _heads(draft.heads)
    paragraphs = join_body(draft.body)
    lead = find_lead(paragraphs[0]) if paragraphs else None
    named, byline = _credits(bylines, lead, paragraphs)
    edges = "".join(paragraphs[:1])[:60], "".join(paragraphs[-1:])[-40:]
    return ArticleRecord(
        column=tidy_title(draft.label.text) if draft.label else "",
        kicker=heads.kicker,
        headline=heads.headline,
        subhead=heads.subhead,
        credits=named,
        byline=byline,
        agency=lead.agency if lead else "",
        dateline_place=lead.place if lead else "",
        paragraphs=paragraphs,
        genre=_genre(draft, heads, paragraphs),
        jump_to=find_jump_to(edges[1]),
        jump_from=find_jump_from(edges[0]) or find_jump_from(edges[1]),
        confidence=_confidence(draft, heads, paragraphs, trust),
        field_confidence=(
            ("headline", trust.headline),
            ("byline", NAMED if byline else UNNAMED),
            ("paragraphs", trust.body),
        ),
        warnings=tuple(_warnings(draft, heads, paragraphs, trust)),
        lines=to_ranges(_line_numbers(draft)),
    )


def complete_dateline(article: ArticleRecord, year: int) -> ArticleRecord:
    """The article with its dateline's day in this year; no other field depends on the year."""
    lead = find_lead(article.paragraphs[0]) if article.paragraphs else None
    day = next(find_days(lead.day), None) if lead and lead.day else None
    date = make_date(year, day[0], day[1]) if day else None
    return replace(article, dateline_date=date.isoformat()) if date else article


@dataclass(frozen=True, slots=True)
class Heads:
    """The three lines above an article."""

    kicker: str = ""
    headline: str = ""
    subhead: str = ""


def _heads(blocks: Sequence[Block]) -> Heads:
    titles = [
        (block.part, tidy_title(join_title(block.parts or (block.text,)))) for block in blocks
    ]
    parts = ("kicker", "headline", "subhead")
    return Heads(*(" ".join(title for part, title in titles if part == name) for name in parts))


def _line_numbers(draft: Draft) -> list[int]:
    label = [draft.label] if draft.label else []
    return [n for b in [*draft.heads, *draft.bylines, *draft.body, *label] for n in b.lines]


def join_body(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Paragraphs made whole again: what a column break cut is joined."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and _goes_on(groups[-1][-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    return tuple(tidy_body(join_lines(b.text for b in group)) for group in groups)


def _goes_on(before: Block, block: Block) -> bool:
    """A jump line closes the paragraph above it; else what the reading of lines found."""
    if is_jump_line(block.text):
        return not is_finished(before.text)
    if Kind.HEAD in (before.kind, block.kind):
        return False
    parted = before.lines[-1] + block.gap + 1 != block.lines[0]
    return not is_finished(before.text) if parted and block.goes_on else block.goes_on


def _credits(
    bylines: Sequence[str], lead: Lead | None, paragraphs: Sequence[str]
) -> tuple[tuple[Credit, ...], str]:
    """Names from the byline's lines, the lead-in and the signature, in that order."""
    signature = find_signature(paragraphs[-1]) if paragraphs else ""
    photo = find_photo_credit(paragraphs[-1]) if paragraphs and not signature else ""
    printed = [*bylines, lead.names if lead else "", signature, photo]
    named: dict[str, Credit] = {}
    for text in filter(None, printed):
        for credit in parse_names(strip_parens(text)):
            named.setdefault(credit.name, Credit(credit.name, credit.role))
    byline = " ".join(bylines) or (lead.names if lead else "") or signature or photo
    return tuple(named.values()), tidy_title(byline)


def _genre(draft: Draft, heads: Heads, paragraphs: Sequence[str]) -> str:
    if draft.genre:
        return draft.genre
    if _NOTICE.search(fold(heads.headline)):
        return "notice"
    items = sum(is_list_item(text) and len(text) < LONG_ENOUGH for text in paragraphs)
    return "table" if len(paragraphs) >= 4 and items >= 0.8 * len(paragraphs) else "news"


def _confidence(draft: Draft, heads: Heads, paragraphs: Sequence[str], trust: Trust) -> float:
    """How sure the article is: half its text alone, half text and headline together.

    What visibly lacks a part is never trusted, whatever the decisions' odds.
    """
    sure = round((trust.body + trust.whole) / 2, 2)
    if not paragraphs or not (heads.headline or draft.genre == "photo"):
        return min(sure, LACKING)
    return sure if _has_its_end(paragraphs[-1]) else min(sure, OPEN_ENDED)


def _has_its_end(text: str) -> bool:
    """A closed sentence, names, a remark in parentheses, a source, or a notice's date."""
    signed = find_signature(text) or find_photo_credit(text) or is_signed(text)
    return is_finished(text) or bool(signed) or bool(_REMARK.search(fold(text).strip()))


def _warnings(draft: Draft, heads: Heads, paragraphs: Sequence[str], trust: Trust) -> list[str]:
    warnings = list(dict.fromkeys(draft.warnings))
    if not heads.headline and draft.genre != "photo":
        warnings.append("没有找到标题。")
    if not paragraphs:
        warnings.append("只有标题，没有找到正文。")
    elif not _has_its_end(paragraphs[-1]):
        warnings.append("结尾的句子不完整，可能缺下文。")
    if min(trust.headline, trust.body, trust.whole) < DOUBTFUL:
        warnings += find_reasons(draft) or ([] if warnings else [UNNAMED_DOUBT])
    return warnings
