"""The timeline and the map: every year and place where it belongs, no name upon another."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from site_builder.model import LangText
from site_builder.pages import PlacePoint, YearCount
from site_builder.theme.drawings import ASPECT, WIDTHS, Dot, chart, timeline

YEARS = (
    YearCount(2013, 4, "/en/2013/"),
    YearCount(2015, 8, "/en/2015/"),
    YearCount(0, 1, "/en/undated/"),
)


def place(name: str, latitude: float, longitude: float, count: int = 1) -> PlacePoint:
    return PlacePoint(LangText(name, "en"), f"/en/places/{name}/", count, latitude, longitude)


def percent(text: str) -> float:
    return float(text.removesuffix("%"))


CROWD = tuple(
    place(f"town {row} {column}", 48 + row * 1.5, 2 + column * 3.0, 1 + (row + column) % 3)
    for row in range(6)
    for column in range(5)
)


def test_a_timeline_runs_in_the_direction_of_reading() -> None:
    rightward, leftward = timeline(YEARS, mirrored=False), timeline(YEARS, mirrored=True)
    assert [bar.year for bar in rightward.bars] == [2013, 2015]
    first, last = (percent(bar.x) for bar in rightward.bars)
    assert first < last
    assert [percent(bar.x) + percent(bar.width) for bar in leftward.bars] == pytest.approx(
        [100 - first, 100 - last], abs=0.05
    )


def test_a_bar_is_as_tall_as_its_year_is_full_and_stands_on_the_ground() -> None:
    line = timeline(YEARS, mirrored=False)
    small, tall = line.bars
    assert percent(tall.height) == percent(line.base)
    assert percent(small.height) * 2 == pytest.approx(percent(tall.height))
    assert {percent(bar.y) + percent(bar.height) for bar in line.bars} == {percent(line.base)}


def test_a_thousand_years_keep_bars_that_can_be_seen_and_few_labels() -> None:
    years = (YearCount(868, 1, "/en/0868/"), YearCount(2022, 1, "/en/2022/"))
    line = timeline(years, mirrored=False)
    assert all(percent(bar.width) >= 0.5 and percent(bar.height) >= 2 for bar in line.bars)
    assert [tick.year for tick in line.ticks] == [1000, 1500]


def test_no_year_makes_no_drawing() -> None:
    assert timeline((YearCount(0, 3, "/en/undated/"),), mirrored=False).bars == ()
    assert chart(()).dots == ()


def test_every_place_is_inside_the_map_north_above_south_and_east_right_of_west() -> None:
    dots = {
        dot.place.label.text: (percent(dot.x), percent(dot.y))
        for dot in chart(
            [place("Oslo", 59.9, 10.7), place("Boulder", 40, -105.3), place("Jaffna", 9.7, 80)]
        ).dots
    }
    assert all(0 < x < 100 and 0 < y < 100 for x, y in dots.values())
    assert dots["Boulder"][0] < dots["Oslo"][0] < dots["Jaffna"][0]
    assert dots["Oslo"][1] < dots["Boulder"][1] < dots["Jaffna"][1]


def test_a_degree_is_as_long_eastward_as_northward_in_the_middle_of_the_map() -> None:
    """At 60° north a degree of longitude is half as long as one of latitude."""
    west, east, north, south = chart(
        [place("w", 60, 0), place("e", 60, 2), place("n", 61, 1), place("s", 59, 1)]
    ).dots
    across = (percent(east.x) - percent(west.x)) * ASPECT
    assert across == pytest.approx((percent(south.y) - percent(north.y)) / 2, rel=0.01)


def test_places_on_both_sides_of_the_date_line_are_neighbours() -> None:
    fiji, samoa = chart([place("Suva", -18.1, 178.4), place("Apia", -13.8, -171.8)]).dots
    assert 0 < percent(fiji.x) < percent(samoa.x) < 100
    assert {line.degrees for line in chart([fiji.place, samoa.place]).meridians} >= {-180, -175}


def box(dot: Dot, width: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name, seven pixels a letter."""
    long = 7 * len(dot.place.label.text)
    start = percent(dot.x) * width / 100 + dot.dx
    left = start - {"start": 0, "end": long, "middle": long / 2}[dot.anchor]
    foot = percent(dot.y) * width / ASPECT / 100 + dot.dy
    return left, foot - 11, left + long, foot + 3


@pytest.mark.parametrize(("width", "room"), WIDTHS)
def test_no_name_stands_upon_another_or_leaves_the_map(width: int, room: str) -> None:
    rooms = [name for _, name in WIDTHS]
    shown = [
        dot
        for dot in chart(CROWD).dots
        if dot.anchor and rooms.index(dot.room) >= rooms.index(room)
    ]
    assert shown
    boxes = [box(dot, width) for dot in shown]
    assert all(left >= 0 and right <= width for left, _, right, _ in boxes)
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


def test_more_names_are_shown_where_there_is_more_room() -> None:
    dots = [dot for dot in chart(CROWD).dots if dot.anchor]
    assert len(dots) > sum(dot.room != "roomy" for dot in dots) > sum(not dot.room for dot in dots)


def test_names_in_nastaliq_keep_the_distance_that_its_climbing_words_need() -> None:
    close = [place(f"town {row} {c}", 48 + row * 0.25, c * 3.0) for row in range(6) for c in (1, 5)]
    urdu = [replace(point, label=LangText(point.label.text, "ur")) for point in close]

    def too_close(points: list[PlacePoint]) -> int:
        """Pairs of names of which one stands less than 28 pixels below the other."""
        boxes = [box(dot, WIDTHS[0][0]) for dot in chart(points).dots if dot.anchor]
        assert len(boxes) > 5
        return sum(
            one[0] < other[2] and other[0] < one[2] and abs(one[3] - other[3]) < 28
            for one, other in combinations(boxes, 2)
        )

    assert too_close(close) > 0
    assert too_close(urdu) == 0
