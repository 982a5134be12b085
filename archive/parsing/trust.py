"""How likely an article is right as a whole, from how sure each decision about it was.

Calibrated on pages of days that the decisions never saw; below ``DOUBTFUL`` the reasons are told
in an editor's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from archive.parsing.assemble import Assembly, Draft
from archive.parsing.blocks import SURE, Block, Kind
from archive.parsing.byline import find_lead
from archive.parsing.learned import Matrix, trees
from archive.parsing.text import is_finished

#: An article less sure than this is told to be looked at, with the reason.
DOUBTFUL = 0.8
#: A decision less sure than this, in log-odds, is named as a reason (odds of about 12 to 1).
NAMED_BELOW = 2.5
UNNAMED_DOUBT = "版面情况少见，识别不够有把握，请通读核对。"


@dataclass(frozen=True, slots=True)
class Trust:
    """Probabilities that the headline, the body, and both are right."""

    headline: float
    body: float
    whole: float


NO_TRUST = Trust(0.0, 0.0, 0.0)


def find_trust(drafts: Sequence[Draft], assembly: Assembly, measure: float) -> list[Trust]:
    """The trust in each draft of a page; ``measure`` is 0 where lines are no columns' lines."""
    if not drafts:
        return []
    rows = np.array(trust_rows(drafts, assembly, measure), np.float64)
    columns = [_chances(trees(name).raw(rows)) for name in ("headline", "body", "whole")]
    return [Trust(*chances) for chances in zip(*columns, strict=True)]


def _chances(raw: Matrix) -> list[float]:
    return [round(float(value), 2) for value in 1 / (1 + np.exp(-raw[:, 0]))]


def trust_rows(drafts: Sequence[Draft], assembly: Assembly, measure: float) -> list[list[float]]:
    """The numbers of every draft of a page, with those of its neighbours that matter."""
    doubts = [min(draft.start, draft.end, draft.inner) for draft in drafts]
    page = [
        float(len(drafts)),
        min(doubts),
        float(assembly.titles_last),
        measure,
        float(len(assembly.unplaced)),
        sum(not draft.heads for draft in drafts) / len(drafts),
        _gap_share(drafts),
    ]
    out = []
    for i, draft in enumerate(drafts):
        before = doubts[i - 1] if i else SURE
        after = doubts[i + 1] if i + 1 < len(drafts) else SURE
        out.append([*page, before, after, *_own(draft)])
    return out


def _gap_share(drafts: Sequence[Draft]) -> float:
    """How many of the page's blocks stand below a gap."""
    gaps = [block.gap > 0 for draft in drafts for block in (*draft.heads, *draft.body)]
    return sum(gaps) / max(1, len(gaps))


def _own(draft: Draft) -> list[float]:
    body = draft.body
    first = body[0].text if body else ""
    return [
        draft.start,
        draft.end,
        draft.inner,
        float(draft.inners),
        draft.head_sure,
        min(draft.start, draft.end, draft.inner, draft.head_sure),
        float(len(draft.heads)),
        float(len(draft.text)),
        float(len(body)),
        _least(draft.heads),
        _least(body[:1]),
        _least(body[-1:]),
        _least([block for block in body if block.kind is Kind.HEAD]),
        _least(body),
        float(any(block.is_marked_title for block in draft.heads)),
        float(bool(draft.bylines) or find_lead(first) is not None),
        float(bool(body) and is_finished(body[-1].text)),
        float(len(draft.warnings)),
        float(draft.genre == "photo"),
        float(sum(len(head.text) for head in draft.heads)),
    ]


def _least(blocks: Sequence[Block]) -> float:
    return min((block.sure for block in blocks), default=SURE)


def find_reasons(draft: Draft) -> list[str]:
    """Why an editor should look at the article, the least sure decision first."""
    found = [
        (
            draft.start,
            "这一标题也可能是上一篇的小标题，请核对。"
            if draft.heads
            else "本篇也可能是上一篇的后文，请核对。",
        ),
        (draft.end, "下一篇也可能属于本篇，请核对。"),
        (draft.inner, f"文中“{draft.doubtful}”也可能是另一篇的标题，请核对。"),
        (draft.head_sure, "引题、主题、副题的划分没有把握，请核对。"),
        (_least(draft.heads), "标题的行难以和正文分清，请核对。"),
        (_least(draft.body), "有的行难以分清是小标题还是正文，请核对。"),
    ]
    return [reason for sure, reason in sorted(found) if sure < NAMED_BELOW][:2]
