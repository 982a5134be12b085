"""Drafts that the page's layout tore apart are mended: streams, captions, titles, second halves.

Two articles read line by line into one another come apart by the width of their columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from archive.parsing.assemble import Assembly, Draft
from archive.parsing.blocks import Block, Kind, is_data, looks_like_caption
from archive.parsing.byline import find_lead, find_photo_credit, has_role
from archive.parsing.cohesion import Lexicon
from archive.parsing.text import ends_sentence, is_finished, squeeze, width

NARROW = 22.0
FRAGMENT = 8.0
#: A picture that was left out leaves this many blank lines.
PICTURE_GAP = 3
CAPTION = 130
STRAY = 120
#: Text that an untitled article has before a title is looked for.
ENOUGH = 60
#: Where more articles than a page holds stand together, halves are not looked for in all of them.
MOST = 100


def mend(assembly: Assembly) -> tuple[list[Draft], list[Block]]:
    """The drafts after all repairs, and the blocks without a place."""
    drafts = list(assembly.drafts)
    drafts = _part_streams(drafts)
    drafts = _part_captions(drafts)
    _hand_over_photo_bylines(drafts)
    if len(drafts) <= MOST:
        _share_double_titles(drafts, assembly.lexicon)
        drafts = _reunite(drafts, assembly.lexicon)
    drafts, stray = _part_stray(drafts)
    return drafts, assembly.unplaced + stray


def _part_streams(drafts: Sequence[Draft]) -> list[Draft]:
    """An untitled draft of narrow lines gives the wide paragraphs back to the article before."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if before and not draft.heads and _is_mixed(draft):
            wide, narrow = _streams(draft.body)
            before.body += _joined_by_stops(wide)
            draft.body = _joined_by_stops(narrow)
            note = "与另一篇稿件的栏目逐行交错，已按行宽分开，请核对段落顺序。"
            before.warnings.append(note)
            draft.warnings.append(note)
        out.append(draft)
    return out


def _joined_by_stops(blocks: Sequence[Block]) -> list[Block]:
    """Where columns were read across, only stops tell what goes on with what."""
    before = (None, *blocks)
    return [
        replace(block, goes_on=above is not None and not is_finished(above.text))
        for above, block in zip(before, blocks, strict=False)
    ]


def _is_mixed(draft: Draft) -> bool:
    narrow = sum(block.narrow for block in draft.body)
    wide = sum(width(block.text) > NARROW for block in draft.body)
    return narrow >= 5 and wide >= 2


def _streams(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    wide: list[Block] = []
    narrow: list[Block] = []
    for block in blocks:
        if width(block.text) <= NARROW:
            narrow.append(block)
            continue
        if wide and narrow and not is_finished(wide[-1].text) and _is_fragment(narrow[-1], block):
            wide.append(narrow.pop())
        wide.append(block)
    return wide, narrow


def _is_fragment(last: Block, following: Block) -> bool:
    """The few characters that end a wide paragraph stand right above the next one."""
    near = last.lines[-1] + following.gap + 1 == following.lines[0]
    return near and width(last.text) <= FRAGMENT and ends_sentence(last.text)


def _part_captions(drafts: Sequence[Draft]) -> list[Draft]:
    """Photo captions amid an article become items of their own (genre photo)."""
    out: list[Draft] = []
    for draft in drafts:
        captions = [i for i in range(len(draft.body)) if _is_caption(draft.body, i)]
        if len(captions) == len(draft.body):
            draft.genre = "photo" if captions else draft.genre
            out.append(draft)
            continue
        out.append(draft)
        out += [Draft(body=[draft.body[i]], genre="photo") for i in captions]
        draft.body = [block for i, block in enumerate(draft.body) if i not in captions]
    return out


def _is_caption(body: Sequence[Block], i: int) -> bool:
    text = body[i].text
    if body[i].kind is Kind.HEAD or len(text) > CAPTION:
        return False
    if find_photo_credit(text) or looks_like_caption(text):
        return True
    interrupts = 0 < i < len(body) - 1 and not is_finished(body[i - 1].text)
    return interrupts and body[i].gap >= PICTURE_GAP and ends_sentence(text) and len(text) > 15


def _hand_over_photo_bylines(drafts: Sequence[Draft]) -> None:
    """A name without a role amid text is the photographer's, where a caption stands above."""
    captions = [draft for draft in drafts if draft.genre == "photo" and not draft.bylines]
    for draft in drafts:
        if not captions or len(draft.bylines) < 2 or draft.genre == "photo":
            continue
        loose = [b for b in draft.bylines[1:] if not has_role(b.text)]
        for byline in loose[:1]:
            captions[0].bylines.append(byline)
            draft.bylines.remove(byline)


def _share_double_titles(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Two headlines that stood side by side and were read as one line find their articles.

    The text without a title must open as an article does, with names or a lead-in, and the line
    must be the other's only title.
    """
    for untitled in drafts:
        if untitled.heads or untitled.genre == "photo" or len(untitled.text) < ENOUGH:
            continue
        if not untitled.bylines and find_lead(untitled.body[0].text) is None:
            continue
        for owner in drafts:
            if len(owner.heads) == 1 and _hand_over_title(owner, untitled, lexicon):
                break


def _hand_over_title(owner: Draft, untitled: Draft, lexicon: Lexicon) -> bool:
    for i, head in enumerate(owner.heads):
        parts = re.split(r"[ \u3000]+", head.text)
        if len(parts) != 2 or min(map(width, parts)) < 4:
            continue
        for mine, theirs in (parts, parts[::-1]):
            if _belongs(theirs, untitled, owner, lexicon) and _belongs(
                mine, owner, untitled, lexicon
            ):
                lines = dict(zip(parts, _lines_of(head, parts[0]), strict=True))
                owner.heads[i] = replace(head, text=mine, parts=(mine,), lines=lines[mine])
                untitled.heads.append(
                    replace(head, text=theirs, parts=(theirs,), lines=lines[theirs])
                )
                return True
    return False


def _lines_of(head: Block, first: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lines that hold a title's first part, and those that hold the rest."""
    if len(head.parts) != len(head.lines):
        return head.lines, head.lines
    size, end = len(squeeze(first)), 0
    former: list[int] = []
    latter: list[int] = []
    for number, part in zip(head.lines, head.parts, strict=True):
        start, end = end, end + len(squeeze(part))
        if start < size:
            former.append(number)
        if end > size or start >= size:
            latter.append(number)
    return tuple(former), tuple(latter or head.lines[-1:])


def _belongs(title: str, to: Draft, rather_than: Draft, lexicon: Lexicon) -> bool:
    return lexicon.covered(title, to.text) > lexicon.covered(title, rather_than.text)


def _reunite(drafts: Sequence[Draft], lexicon: Lexicon) -> list[Draft]:
    """An untitled first half, cut in mid-sentence, joins the half that stands elsewhere."""
    out = list(drafts)
    for first in drafts:
        if first.heads or first.genre or not first.body or is_finished(first.body[-1].text):
            continue
        others = [d for d in out if d is not first and _may_be_second_half(d, first)]
        if not others:
            continue
        second = max(others, key=lambda d: lexicon.shared(first.text, d.text))
        first.heads, first.body = second.heads, first.body + second.body
        first.bylines += second.bylines
        first.warnings.append("前后两部分不在一处，已按上下文拼接，请核对。")
        out.remove(second)
    return out


def _may_be_second_half(draft: Draft, first: Draft) -> bool:
    if not draft.body or (draft.bylines and first.bylines) or draft.genre:
        return False
    later = draft.body[0].lines[0] > first.body[-1].lines[-1]
    return later and bool(draft.heads) and find_lead(draft.body[0].text) is None


def _part_stray(drafts: Sequence[Draft]) -> tuple[list[Draft], list[Block]]:
    """Figures and labels of a graphic, which no title and no sentence hold together."""
    kept: list[Draft] = []
    stray: list[Block] = []
    for draft in drafts:
        if draft.bylines or draft.genre or not _is_stray(draft):
            kept.append(draft)
        else:
            stray += draft.heads + draft.body
    return kept, stray


def _is_stray(draft: Draft) -> bool:
    if len(draft.text) > STRAY:
        return False
    sentences = sum(ends_sentence(block.text) for block in draft.body)
    notes = sum(is_data(block.text) for block in draft.body)
    return notes > sentences if draft.heads else notes >= sentences
