"""The dot map of cities."""

from __future__ import annotations

import pytest

from archive.maps import WIDTH, DotMap, Place, draw

TAIAN = Place("泰安", 117.1, 36.2, 100, "/cities/370900/")
SHAOXING = Place("绍兴", 120.6, 30.0, 25, "/cities/330600/")
CHENGDU = Place("成都", 104.1, 30.7, 4, "/cities/510100/")


def drawn(*places: Place, ground: list[tuple[float, float]] | None = None) -> DotMap:
    dot_map = draw(places, ground or [])
    assert dot_map is not None
    return dot_map


def test_nothing_to_draw() -> None:
    assert draw([], [(117.0, 36.0)]) is None


@pytest.mark.parametrize(
    "places", [(TAIAN,), (TAIAN, SHAOXING), (TAIAN, SHAOXING, CHENGDU)], ids=len
)
def test_every_dot_lies_inside(places: tuple[Place, ...]) -> None:
    dot_map = drawn(*places)
    assert len(dot_map.dots) == len(places)
    for dot in dot_map.dots:
        assert dot.radius < dot.x < WIDTH - dot.radius
        assert dot.radius < dot.y < dot_map.height - dot.radius


def test_north_is_up_and_east_is_right() -> None:
    dots = {dot.place.label: dot for dot in drawn(TAIAN, SHAOXING, CHENGDU).dots}
    assert dots["泰安"].y < dots["绍兴"].y
    assert dots["成都"].x < dots["泰安"].x < dots["绍兴"].x


def test_dots_grow_with_articles_and_the_largest_comes_first() -> None:
    dots = drawn(CHENGDU, TAIAN, SHAOXING).dots
    assert [dot.place.label for dot in dots] == ["泰安", "绍兴", "成都"]
    assert dots[0].radius > dots[1].radius > dots[2].radius


def test_label_of_a_dot_at_the_right_edge_stands_to_its_left() -> None:
    dots = {dot.place.label: dot for dot in drawn(CHENGDU, SHAOXING).dots}
    assert dots["绍兴"].flipped
    assert dots["绍兴"].text_x < dots["绍兴"].x
    assert dots["成都"].text_x > dots["成都"].x


def test_ground_outside_the_frame_is_left_out() -> None:
    dot_map = drawn(TAIAN, ground=[(117.0, 36.0), (87.6, 43.8)])
    assert dot_map.ground.count("M") == 1
