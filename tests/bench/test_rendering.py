"""Pages set from items: every style prints all of the gold, and the same seed the same page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from archive.parsing.text import width
from bench.corpus import Item
from bench.pages import MOST_CHARACTERS, MOST_ITEMS, draw_pages
from bench.people import draw_bottom, draw_byline, draw_lead, draw_name, draw_signature, draw_top
from bench.rendering import Gold, dress, render
from bench.styles import KINDS, Style, draw_style
from tests.bench.corpora import make_item, seeded

SEEDS = range(4)
PLAIN = Style("plain", lead=0, bare=0, byline=0, caption=0, top=0, bottom=0)


def items(seed: int, count: int = 3) -> list[Item]:
    rng = seeded(seed)
    return [make_item(rng) for _ in range(count)]


def draw(kind: str, seed: int) -> tuple[str, Gold, Style]:
    rng = seeded(seed)
    style = draw_style(rng, kind)
    text, gold = render(items(seed), style, rng)
    return text, gold, style


def squeeze(text: str) -> str:
    """The characters that are printed, without what a style adds or takes."""
    return re.sub(r"[\s#*■]", "", text)


def articles(gold: Gold) -> list[dict[str, object]]:
    told = gold["articles"]
    assert isinstance(told, list)
    return told


def printed_parts(article: dict[str, object]) -> list[str]:
    heads = [str(article.get(name) or "") for name in ("column", "kicker", "headline", "subhead")]
    paragraphs = article["paragraphs"]
    assert isinstance(paragraphs, list)
    return [*filter(None, heads), *paragraphs, str(article.get("byline") or "")]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_everything_in_the_gold_is_printed_and_nothing_else(kind: str, seed: int) -> None:
    text, gold, _ = draw(kind, seed)
    furniture = gold["furniture"]
    assert isinstance(furniture, list)
    told = "".join("".join(printed_parts(article)) for article in articles(gold))
    told += "".join(piece["text"] for piece in furniture)
    assert sorted(squeeze(text)) == sorted(squeeze(told))


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_page(kind: str) -> None:
    assert draw(kind, 7)[:2] == draw(kind, 7)[:2]
    assert draw(kind, 7)[0] != draw(kind, 8)[0]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_titles_stand_on_their_side(kind: str, seed: int) -> None:
    text, gold, style = draw(kind, seed)
    page = squeeze(text)
    for article in articles(gold):
        paragraphs = article["paragraphs"]
        assert isinstance(paragraphs, list)
        if article.get("genre") != "photo":
            place = page.find(squeeze(str(article["headline"])))
            below = place > page.find(squeeze(paragraphs[0]))
            assert below is style.titles_last


@pytest.mark.parametrize("kind", ["wrap", "wraptail", "runon"])
def test_lines_keep_to_their_column(kind: str) -> None:
    _, _, style = draw(kind, 1)
    plain = replace(style, top=0, bottom=0, caption=0)
    text, _ = render(items(1), plain, seeded(1))
    widest = max(style.measure, style.title_measure)
    body = [line for line in text.splitlines() if "记者" not in line]
    assert max(map(width, body)) <= widest + 3


@pytest.mark.parametrize("measure", [12, 18, 26])
@pytest.mark.parametrize("indent", ["", "　　"], ids=["flush", "indented"])
def test_no_line_opens_with_a_stop(measure: int, indent: str) -> None:
    style = replace(PLAIN, measure=measure, title_measure=measure, indent=indent)
    text, _ = render(items(2), style, seeded(2))
    lines = list(filter(None, text.splitlines()))
    assert not [line for line in lines if line.strip()[0] in "，。、；：！？）》」』”’"]
    assert not [line for line in lines if line.strip()[-1] in "（《「『“‘"]


@pytest.mark.parametrize(("chance", "gaps"), [(1.0, True), (0.0, False)], ids=["gaps", "none"])
def test_gaps_between_paragraphs(chance: float, gaps: bool) -> None:
    (item,) = items(3, 1)
    text, _ = render([item], replace(PLAIN, paragraph_gap=chance), seeded(3))
    assert (f"{item.paragraphs[0]}\n\n{item.paragraphs[1]}" in text) is gaps
    assert item.paragraphs[0] in text.splitlines()


def test_marks_of_titles_and_crossheads() -> None:
    item = replace(items(4, 1)[0], kicker="我市推进便民工程——", subhead="——街坊走笔")
    texts = (*item.paragraphs[:1], "街坊的早晨", *item.paragraphs[-1:])
    style = replace(PLAIN, marked=1, head_mark="#", minor_mark="## ", crosshead_mark="**")
    text, gold = render([replace(item, paragraphs=texts)], style, seeded(4))
    lines = text.splitlines()
    assert f"# {item.headline}" in lines
    assert "## 我市推进便民工程——" in lines
    assert "## ——街坊走笔" in lines
    assert "**街坊的早晨**" in lines
    assert "街坊的早晨" in printed_parts(articles(gold)[0])


def test_a_column_cuts_paragraphs() -> None:
    (item,) = items(5, 1)
    style = replace(PLAIN, column=60)
    lines = render([item], style, seeded(5))[0].splitlines()
    assert not set(item.paragraphs) <= set(lines)
    assert squeeze("".join(lines)) == squeeze("".join(printed_parts(_gold_of(item))))


def _gold_of(item: Item) -> dict[str, object]:
    names = ("column", "kicker", "headline", "subhead", "byline")
    return {name: getattr(item, name) for name in names} | {"paragraphs": list(item.paragraphs)}


class TestDress:
    """What the style's paper prints beside an item's own words."""

    def dressed(self, item: Item, **more: Any) -> Item:
        return dress(item, replace(PLAIN, **more), seeded(6))

    def test_a_lead_in(self) -> None:
        item = items(6, 1)[0]
        first = self.dressed(item, lead=1).paragraphs[0]
        assert first.endswith(item.paragraphs[0])
        assert re.match("本报|新华社", first)

    def test_a_lead_in_is_taken_away(self) -> None:
        item = items(6, 1)[0]
        led = replace(item, paragraphs=(f"本报讯（记者 王小雨）{item.paragraphs[0]}", "完。"))
        assert self.dressed(led, bare=1).paragraphs[0] == item.paragraphs[0]
        assert self.dressed(led, lead=1).paragraphs[0] == led.paragraphs[0]

    def test_a_byline_only_where_no_lead_in_stands(self) -> None:
        item = items(6, 1)[0]
        assert self.dressed(item, byline=1).byline
        assert not self.dressed(item, byline=1, lead=1).byline
        assert self.dressed(replace(item, byline="李山"), byline=1, lead=1).byline == "李山"

    def test_half_width_marks(self) -> None:
        item = self.dressed(replace(items(6, 1)[0], headline="快来，看灯！"), half_width=True)
        assert item.headline == "快来,看灯!"
        assert "，" not in "".join(item.paragraphs)

    def test_a_jump_line(self) -> None:
        assert re.search(r"（下转\d版）$", self.dressed(items(6, 1)[0], jump=1).paragraphs[-1])

    def test_a_label(self) -> None:
        assert self.dressed(items(6, 1)[0], label=1).column
        assert not self.dressed(items(6, 1)[0], label=0).column


class TestPeople:
    """Invented names and furniture."""

    @pytest.mark.parametrize("form", range(8))
    def test_bylines_hold_names(self, form: int) -> None:
        assert re.search("[\u4e00-\u9fff]{2,3}", draw_byline(seeded(form), form))

    def test_names_have_two_or_three_characters(self) -> None:
        rng = seeded(1)
        assert {len(draw_name(rng)) for _ in range(60)} == {2, 3}

    def test_leads_and_signatures(self) -> None:
        assert "讯" in draw_lead(seeded(1), "3月6日") or "电" in draw_lead(seeded(1), "3月6日")
        assert re.fullmatch("（.+）", draw_signature(seeded(1)))

    @pytest.mark.parametrize("page", [1, 6])
    @pytest.mark.parametrize("seed", SEEDS)
    def test_the_top_tells_what_it_prints(self, page: int, seed: int) -> None:
        lines, told = draw_top(seeded(seed), "2024-03-06", page)
        printed = " ".join(lines)
        assert told["page"] == str(page)
        assert str(told["newspaper"]) in printed
        assert str(told.get("issue_number", "")) in printed
        assert str(told.get("cn", "")) in printed
        assert re.search("2024(年0?3月0?6日|-03-06)", printed)

    def test_the_bottom_is_one_line(self) -> None:
        assert len(draw_bottom(seeded(1))) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_style_of_its_own(kind: str) -> None:
    style = draw_style(seeded(1), kind)
    assert style.name == kind
    assert bool(style.measure) is (kind in ("wrap", "wraptail", "runon"))


def test_unknown_kinds_are_refused() -> None:
    with pytest.raises(KeyError):
        draw_style(seeded(1), "carved")


class TestDrawPages:
    """Pages of groups of items that stood together."""

    def drawn(self, group: list[Item], count: int = 6) -> list[tuple[str, str, Gold]]:
        return list(draw_pages([group], seeded(9), ["ocr", "wrap"], count))

    def test_kinds_take_turns(self) -> None:
        assert [kind for kind, _, _ in self.drawn(items(9))] == ["ocr", "wrap"] * 3

    def test_a_page_holds_so_much(self) -> None:
        for _, text, gold in self.drawn(items(9, 40)):
            told = [a for a in articles(gold) if a.get("genre") != "photo"]
            assert 1 <= len(told) <= MOST_ITEMS
            assert len(text) < 2 * MOST_CHARACTERS

    def test_a_page_has_one_date(self) -> None:
        rng = seeded(1)
        mixed = [make_item(rng, f"2024-03-0{day}") for day in range(1, 6)]
        for _, text, _ in self.drawn(mixed):
            assert len(set(re.findall(r"2024年0?3月0?\d日|2024-03-0\d", text))) <= 1
