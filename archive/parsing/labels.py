"""Column labels (栏目) that stand before or after their article, taken from groups of titles.

A label ``特写`` marked less than the headline below it is no kicker of that headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.parsing.assemble import Draft
from archive.parsing.blocks import Block
from archive.parsing.byline import find_lead
from archive.parsing.cohesion import Lexicon
from archive.parsing.text import fold, width

LABEL_WIDTH = 6.0
#: A line of unknown words is a label only when it is this short; longer ones are kickers.
UNKNOWN_WIDTH = 4.0
_COMMON = re.compile(
    r"^(?:特写|通讯|短评|评论|社评|时评|快评|侧记|综述|专访|专题|消息|特稿|深度|聚焦|关注|今日关注|权威发布|权威解读"
    r"|新闻速递|一句话新闻|简讯|短讯|要闻|国内新闻|国际新闻|本地新闻|民生新闻|图片新闻|图说新闻|新闻链接|相关链接|记者手记|记者观察"
    r"|编者按|本报评论员|服务台|读者来信|来信|副刊|随笔|人物|视点|热点|焦点|直击|调查|连线|导读)$"
)
#: How papers name their own columns: 岱下时评, 田野手记.
_LABEL_END = re.compile(
    r"(?:时评|微评|杂谈|漫谈|论坛|论语|手记|说法|观察|视点|之声|笔记|随笔|茶座|专栏|故事会|人物志|周刊)$"
)
#: Labels that news with a lead-in (本报讯) does not carry.
_FEATURE = re.compile(r"特写|通讯|评论|社评|时评|短评|快评|侧记|专访|特稿|随笔|人物|手记")


def assign_labels(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Take labels out of the title groups; all labels of a page stand on the same side."""
    found = [(i, label) for i, draft in enumerate(drafts) if (label := _take_label(draft))]
    after = sum(_votes_after(drafts, i, label, lexicon) for i, label in found)
    for i, label in found:
        target = drafts[i - 1] if after > 0 and i > 0 else drafts[i]
        if target.label is not None:
            target = drafts[i]
        target.label = label


def _take_label(draft: Draft) -> Block | None:
    if len(draft.heads) < 2 or not _is_label(draft.heads[0], draft.heads[1]):
        return None
    return draft.heads.pop(0)


def _is_label(block: Block, following: Block) -> bool:
    if width(block.text) > LABEL_WIDTH or re.search(r"\d|[—:：]$", fold(block.text)):
        return False
    if _COMMON.match(block.text) or (_LABEL_END.search(block.text) and not block.mark):
        return True
    outranks = following.mark in ("#", "##") and len(block.mark) > len(following.mark)
    return block.is_marked_title and outranks and width(block.text) <= UNKNOWN_WIDTH


def _votes_after(drafts: Sequence[Draft], i: int, label: Block, lexicon: Lexicon) -> float:
    """Evidence that the label belongs to the article above: its kind, its words, the page's top."""
    if i == 0:
        return -3.0
    above, below = drafts[i - 1], drafts[i]
    vote = 2.0 if i == len(drafts) - 1 and not below.body else 0.0
    if _FEATURE.search(label.text):
        vote += float(_has_lead(below)) - float(_has_lead(above))
    words = [head.text for head in above.heads], [head.text for head in below.heads]
    mine, theirs = (lexicon.covered(label.text, "".join(w)) for w in words)
    return vote + (mine > theirs) - (theirs > mine)


def _has_lead(draft: Draft) -> bool:
    return bool(draft.body) and find_lead(draft.body[0].text) is not None
