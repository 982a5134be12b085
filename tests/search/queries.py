"""What readers and vandals type: queries for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = [
    "甲", "乙", "春耕", "abc", "或", "且", "非", "OR", "AND", "NOT", "-", "－", "|", "｜",
    "(", ")", "（", "）", '"', "＂", "“", "”", "「", "」", "『", "』", " ", "\u3000", "\n", "\x00",
    "*", "＊", "?", "？", "！", "。", "~", "～", "10", "５", ":", "：", "、", ",", "..", "至", "/",
    "标题:", "作者：", "title:", "栏目:", "城市:", "报纸:", "主题:", "体裁:", "版:", "头版", "A3",
    "日期:", "date：", "2022", "-03", "2022-01", ">", "<=", "上周", "今", "last-week", "12:30",
    "臺",
]  # fmt: skip


def typed() -> st.SearchStrategy[str]:
    """Return queries made of words, fields, signs and what breaks them."""
    return st.lists(st.sampled_from(_PIECES), max_size=16).map("".join)
