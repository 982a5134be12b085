"""Pages set as PDFs and read back: gold tells what was set, whatever tool reads it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from bench.corpus import Item

WHY = "needs the bench extra: make .venv/.bench"
for name in ("reportlab", "pypdf", "pdfminer", "pymupdf"):
    pytest.importorskip(name, reason=WHY)
layout = pytest.importorskip("bench.pdf_layout")
setting = pytest.importorskip("bench.pdf_setting")
reading = pytest.importorskip("bench.pdf_reading")
drawing = pytest.importorskip("bench.pdf_drawing")
pdfs = pytest.importorskip("bench.pdfs")

HARVEST = Item(
    source="test",
    id="1",
    date="2024-09-10",
    page="1",
    kicker="秋收进入最后十天",
    headline="河湾镇三千亩稻田开镰",
    subhead="合作社请来外省机手",
    byline="本报记者 甲乙",
    paragraphs=(
        "清早的雾还没有散，河湾镇的稻田里已经有了机器声。机手把割台放低，沿着田埂走了第一趟。",
        "机手从哪里来",
        "合作社今年请来十二名外省机手，每人每天能割六十亩。他们白天下田，夜里轮班看护机器，饭由村里送到地头。",
    ),
)
BRIDGE = Item(
    source="test",
    id="2",
    date="2024-09-10",
    page="1",
    headline="老石桥修好后重新通行",
    paragraphs=("停用两年的老石桥昨天重新通行。桥面换了石板，两边加了栏杆，只许行人和自行车经过。",)
    * 2,
)
FURNITURE = pdfs.Furniture(
    ("河湾日报", "2024年9月10日 星期二"),
    ("责任编辑:甲乙 校对:丙丁",),
    {"newspaper": "河湾日报", "date": "2024-09-10"},
)
TOOLS = sorted(reading.find_tools())
#: Tools may drop marks that their font tables do not know; letters never.
KEPT = 0.99


def seeded(seed: int) -> random.Random:
    """The generator of one test."""
    return random.Random(seed)  # noqa: S311


def plain_setting(**changes: object) -> object:
    """A setting with every habit that is drawn at random turned off."""
    drawn = setting.draw_setting(seeded(1))
    habits = {
        "order": "heads_first",
        "drawn": "line",
        "shuffled": False,
        "furniture_at": "first",
        "indent_text": "",
        "caption": 0.0,
        "inset": 0.0,
    }
    return replace(drawn, **{**habits, **changes})


def read(tool: str = "pypdf", **changes: object) -> tuple[str, dict[str, object]]:
    """The two articles read back by one tool."""
    pages = pdfs.render([HARVEST, BRIDGE], seeded(3), FURNITURE, [tool], plain_setting(**changes))
    _, text, gold = pages[0]
    return str(text), gold


def squeeze(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


@pytest.mark.parametrize("drawn", sorted(setting.DRAWN))
@pytest.mark.parametrize("tool", TOOLS)
def test_every_tool_gives_back_what_was_set(tool: str, drawn: str) -> None:
    text, _ = read(tool, drawn=drawn)
    told = [HARVEST.kicker, HARVEST.headline, HARVEST.subhead, HARVEST.byline, BRIDGE.headline]
    want = Counter(squeeze("".join([*told, *HARVEST.paragraphs, *BRIDGE.paragraphs])))
    assert (want & Counter(text)).total() >= KEPT * want.total()


@pytest.mark.parametrize("tool", ["pypdf", "mupdf", "mupdf-blocks"])
@pytest.mark.parametrize(
    ("order", "parts"),
    [
        ("heads_first", ["kicker", "headline", "subhead", "byline", "body"]),
        ("heads_last", ["byline", "body", "kicker", "headline", "subhead"]),
        ("headline_first", ["headline", "kicker", "subhead", "byline", "body"]),
        ("headline_last", ["byline", "body", "headline", "kicker", "subhead"]),
        ("subhead_first", ["subhead", "byline", "body", "kicker", "headline"]),
    ],
)
def test_drawing_order_is_what_comes_back(order: str, parts: list[str], tool: str) -> None:
    text = squeeze(read(tool, order=order)[0])
    starts = {name: squeeze(getattr(HARVEST, name)) for name in parts if name != "body"}
    starts["body"] = HARVEST.paragraphs[0][:8]
    assert sorted(parts, key=lambda part: text.index(starts[part])) == parts


def test_all_heads_of_a_page_may_come_before_all_texts() -> None:
    text = squeeze(read(order="page_heads_first")[0])
    assert text.index(BRIDGE.headline) < text.index(HARVEST.paragraphs[0][:8])


@pytest.mark.parametrize("at", ["first", "last", "middle"])
def test_furniture_is_drawn_where_the_setting_says(at: str) -> None:
    text = squeeze(read(furniture_at=at)[0])
    before = [text.index(item.headline) < text.index("河湾日报") for item in (HARVEST, BRIDGE)]
    assert before == {"first": [False] * 2, "last": [True] * 2, "middle": [True, False]}[at]


def test_gold_is_the_items_in_drawing_order() -> None:
    _, gold = read()
    articles = gold["articles"]
    assert isinstance(articles, list)
    assert [a["headline"] for a in articles] == [HARVEST.headline, BRIDGE.headline]
    assert articles[0]["paragraphs"] == list(HARVEST.paragraphs)
    assert (articles[0]["kicker"], articles[0]["subhead"]) == (HARVEST.kicker, HARVEST.subhead)
    assert gold["issue"] == FURNITURE.issue
    assert gold["furniture"] == [
        {"kind": "masthead", "text": "河湾日报2024年9月10日 星期二"},
        {"kind": "colophon", "text": "责任编辑:甲乙 校对:丙丁"},
    ]


def test_a_caption_is_printed_and_is_gold_of_its_own() -> None:
    text, gold = read(caption=1.0, columns=8, widest=8)
    captions = [a for a in gold["articles"] if a.get("genre") == "photo"]  # type: ignore[attr-defined]
    assert captions
    assert all(squeeze(a["paragraphs"][0]) in squeeze(text) for a in captions)


def test_the_same_seed_gives_the_same_pages() -> None:
    first, second = (pdfs.render([HARVEST, BRIDGE], seeded(9), FURNITURE) for _ in range(2))
    assert first == second
    assert [tool for tool, _, _ in first] == list(reading.find_tools())


def test_indents_by_place_leave_no_spaces() -> None:
    assert "　" not in read(indent_text="", indent_ems=2.0)[0]
    assert "　　清早" in read(indent_text="　　", indent_ems=0.0)[0]


def measure(char: str) -> float:
    """A font of squares, digits half as wide."""
    return 0.5 if char.isdigit() else 1.0


@pytest.mark.parametrize(
    ("text", "shift", "lines"),
    [
        pytest.param("一二三四五六七", 0.0, ["一二三四五", "六七"], id="full lines"),
        pytest.param("一二三四五六七", 2.0, ["一二三", "四五六七"], id="first line set in"),
        pytest.param("一二三四五。六", 0.0, ["一二三四五。", "六"], id="a stop is squeezed in"),
        pytest.param("一二三四“五六", 0.0, ["一二三四", "“五六"], id="an opening quote goes on"),
        pytest.param("12345678901", 0.0, ["1234567890", "1"], id="digits are narrow"),
    ],
)
def test_lines_are_filled_as_compositors_do(text: str, shift: float, lines: list[str]) -> None:
    filled = list(layout.fill(text, 5.0, shift, measure))
    assert [line for line, _ in filled] == lines
    assert [ends for _, ends in filled] == [False] * (len(lines) - 1) + [True]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("一二三四五", ["一二三四五"], id="fits"),
        pytest.param("一二三四 五六七", ["一二三四", "五六七"], id="breaks at its space"),
        pytest.param("一二三四五六七八", ["一二三四五", "六七八"], id="breaks where it is full"),
    ],
)
def test_titles_break_at_spaces_first(title: str, lines: list[str]) -> None:
    assert layout.wrap_title(title, 6.0, measure) == lines


@pytest.mark.parametrize("seed", range(5))
def test_lines_of_type_do_not_lie_on_each_other(seed: int) -> None:
    rng = seeded(seed)
    chosen = setting.draw_setting(rng)
    runs, _, end = layout.lay_out([HARVEST, BRIDGE] * 2, chosen, rng, drawing.measure, 50.0)
    places = [(run.column, round(run.y, 2)) for run in runs if run.part == "body"]
    assert len(set(places)) == len(places)
    assert max(run.y for run in runs) <= end
