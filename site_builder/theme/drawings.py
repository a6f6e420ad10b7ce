"""The two drawings of the theme, as numbers for its templates: years on a line, places on a map.

Positions are percentages, so that a drawing grows with the page while its lettering keeps its size.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from site_builder.pages import PlacePoint, YearCount

EDGE = 2.0
"""Percent of a timeline left free at either end, for half a label."""
BASE = 82.0
"""Percent of a timeline above the years that are written below it."""
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)
DEGREES = (1, 2, 5, 10, 15, 30, 45)
ASPECT = 2.0
"""Width of a map to its height; the theme's styles say the same."""
WIDTHS = ((1040, "roomy"), (690, "fair"), (280, ""))
"""Pixels of a map for which its lettering is laid out, and the class of a name that needs them."""
MARGIN = 56
"""Pixels at the start of a map that is not small: degrees stand there."""
LETTERED = 40
LINE, TALL_LINE = 16, 30
"""Pixels from one line of lettering to the next; in Nastaliq, whose words climb."""
NASTALIQ = frozenset({"ur", "ks", "pa-arab"})


@dataclass(frozen=True, slots=True)
class Bar:
    """One year."""

    x: str
    y: str
    width: str
    height: str
    year: int
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    year: int


@dataclass(frozen=True, slots=True)
class Timeline:
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    base: str
    """Where the bars stand: below it are the years."""


def timeline(years: Sequence[YearCount], *, mirrored: bool) -> Timeline:
    """A bar for each dated year, in reading direction; the tallest reaches the top."""
    dated = sorted((y for y in years if y.year), key=lambda y: y.year)
    if not dated:
        return Timeline((), (), _percent(BASE))
    first, span = dated[0].year, dated[-1].year - dated[0].year + 1
    most = max(y.count for y in dated)
    slot = (100 - 2 * EDGE) / span
    wide = min(max(slot * 0.8, 0.5), 6)

    def middle(year: int) -> float:
        at = EDGE + (year - first + 0.5) * slot
        return 100 - at if mirrored else at

    bars = tuple(
        Bar(
            x=_percent(middle(y.year) - wide / 2),
            y=_percent(BASE - height),
            width=_percent(wide),
            height=_percent(height),
            year=y.year,
            count=y.count,
            address=y.address,
        )
        for y in dated
        for height in [BASE * max(0.03, y.count / most)]
    )
    step = next((s for s in STEPS if span / s <= 5), STEPS[-1])
    ticks = tuple(
        Tick(_percent(middle(year)), year)
        for year in range(-(-first // step) * step, first + span, step)
        if 6 <= middle(year) <= 94 or span == 1
    )
    return Timeline(bars, ticks, _percent(BASE))


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    radius: int
    """Pixels."""
    place: PlacePoint
    anchor: str = ""
    """Where its name stands: start (to the right), end (to the left), middle; empty: nowhere."""
    dx: int = 0
    dy: int = 0
    """Pixels from the dot to the name."""
    room: str = ""
    """The class of a name that has no room on narrower screens."""


@dataclass(frozen=True, slots=True)
class GridLine:
    at: str
    degrees: int
    """North and east are positive."""


@dataclass(frozen=True, slots=True)
class Map:
    dots: tuple[Dot, ...]
    parallels: tuple[GridLine, ...]
    meridians: tuple[GridLine, ...]


def chart(points: Sequence[PlacePoint]) -> Map:
    """The places in an equirectangular projection that is true at their middle latitude."""
    if not points:
        return Map((), (), ())
    frame = _frame(points)
    spots = [(p, *frame.spot(p.longitude, p.latitude), _radius(p)) for p in points]
    sides: dict[int, _Side] = {}
    rooms: dict[int, str] = {}
    for width, room in WIDTHS:
        found = _lettering(spots, width, sides or None)
        sides = sides or found
        rooms |= dict.fromkeys(found, room)
    dots = []
    for index, (point, x, y, radius) in enumerate(spots):
        dot = Dot(_percent(x), _percent(y), radius, point)
        if side := sides.get(index):
            dx, dy = side.across * (radius + 4), side.down * (radius + 11) + 5
            dot = replace(dot, anchor=side.anchor, dx=dx, dy=dy, room=rooms[index])
        dots.append(dot)
    return Map(tuple(dots), tuple(frame.parallels()), tuple(frame.meridians()))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that is drawn, in degrees; ``west`` to ``east`` may pass 180."""

    west: float
    east: float
    south: float
    north: float

    def spot(self, longitude: float, latitude: float) -> tuple[float, float]:
        """(x, y) in percent of the drawing."""
        turned = longitude + 360 if longitude < self.west else longitude
        x = 100 * (turned - self.west) / (self.east - self.west)
        return x, 100 * (self.north - latitude) / (self.north - self.south)

    def parallels(self) -> Iterator[GridLine]:
        step = _step(self.north - self.south, 4)
        for degrees in range(math.ceil(self.south / step) * step, math.floor(self.north) + 1, step):
            yield GridLine(_percent(self.spot(self.west, degrees)[1]), degrees)

    def meridians(self) -> Iterator[GridLine]:
        step = _step(self.east - self.west, 7)
        for degrees in range(math.ceil(self.west / step) * step, math.floor(self.east) + 1, step):
            at = 100 * (degrees - self.west) / (self.east - self.west)
            yield GridLine(_percent(at), (degrees + 180) % 360 - 180)


def _frame(points: Sequence[PlacePoint]) -> _Frame:
    """All the points with air round them, in the shape of the drawing."""
    latitudes = [point.latitude for point in points]
    longitudes = sorted({point.longitude for point in points})
    # The drawing begins after the widest stretch without a place, wherever that is.
    gaps = [
        (after - before, after)
        for before, after in zip(longitudes, (*longitudes[1:], longitudes[0] + 360), strict=True)
    ]
    gap, start = max(gaps)
    west = (start + 180) % 360 - 180
    wide = max((360 - gap) * 1.16, 16.0)
    high = max((max(latitudes) - min(latitudes)) * 1.24, 6.0)
    centre_y = (max(latitudes) + min(latitudes)) / 2
    centre_x = west + (360 - gap) / 2
    shrink = max(math.cos(math.radians(centre_y)), 0.2)
    if wide * shrink < high * ASPECT:
        wide = high * ASPECT / shrink
    else:
        high = wide * shrink / ASPECT
    return _Frame(
        centre_x - wide / 2, centre_x + wide / 2, centre_y - high / 2, centre_y + high / 2
    )


def _radius(point: PlacePoint) -> int:
    return min(round(3 + 2 * math.sqrt(point.count)), 14)


@dataclass(frozen=True, slots=True)
class _Side:
    """Where a name may stand beside its dot."""

    anchor: str
    across: int
    down: int


_SIDES = (_Side("start", 1, 0), _Side("end", -1, 0), _Side("middle", 0, -1), _Side("middle", 0, 1))
_Box = tuple[float, float, float, float]
"""Its middle, and half its size."""


def _lettering(
    spots: Sequence[tuple[PlacePoint, float, float, int]],
    width: int,
    allowed: dict[int, _Side] | None,
) -> dict[int, _Side]:
    """Index -> the side on which a place's name stands free of all others, at this width.

    The places come with the most important first, and the first have the choice.
    """
    height, left = width / ASPECT, MARGIN if width > 500 else 0
    taken: list[_Box] = [(x * width / 100, y * height / 100, r, r) for _, x, y, r in spots]
    found: dict[int, _Side] = {}
    for index, (point, _, _, radius) in enumerate(spots[:LETTERED]):
        half = sum(map(_breadth, point.label.text)) / 2
        line = TALL_LINE if point.label.language in NASTALIQ else LINE
        x, y = taken[index][:2]
        for side in _SIDES if allowed is None else filter(None, [allowed.get(index)]):
            box = (
                x + side.across * (radius + 4 + half), y + side.down * (radius + 11),
                half, line / 2,
            )  # fmt: skip
            others = taken[:index] + taken[index + 1 :]
            inside = left + half <= box[0] <= width - half and LINE <= box[1] <= height - LINE
            if inside and not any(_touch(box, other) for other in others):
                taken.append(box)
                found[index] = side
                break
    return found


def _touch(one: _Box, other: _Box) -> bool:
    across = abs(one[0] - other[0]) < one[2] + other[2]
    return across and abs(one[1] - other[1]) < one[3] + other[3]


def _breadth(character: str) -> float:
    """Pixels a letter of a map takes, rather too many than too few."""
    if unicodedata.combining(character):
        return 0
    return 14 if unicodedata.east_asian_width(character) in "WF" else 8


def _step(span: float, most: int) -> int:
    return next((s for s in DEGREES if span / s <= most), DEGREES[-1])


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
