"""A gradient as the editor changes it: its kind, its direction or shape, its stops. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from editor_app.css import GradientKind, color_at, color_text, gradient_parts, parse_gradient
from editor_app.drawing import Box, Color, LinearGradient, Stop

FEWEST_STOPS = 2
_DOWNWARDS = 180.0
"""The angle of a linear gradient that states none."""
_BOXES = (Box(0.0, 0.0, 160.0, 90.0), Box(0.0, 0.0, 300.0, 400.0))
_NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Gradient:
    """Stops in order, at least two, each at an offset 0..1; `head` is what CSS writes before them.

    Every change gives a new gradient; those that can move stops past each other also give where the
    stop in question stands then.
    """

    kind: GradientKind
    stops: tuple[Stop, ...]
    head: str = ""

    def css(self) -> str:
        """Write it as CSS."""
        parts = [f"{color_text(stop.color)} {_percent(stop.offset)}" for stop in self.stops]
        return f"{self.kind}-gradient({', '.join([self.head, *parts] if self.head else parts)})"

    def color_at(self, offset: float) -> Color:
        """Give the colour at a place, as the picture has it."""
        return color_at(self.stops, offset)

    def added(self, offset: float) -> tuple[Gradient, int]:
        """Add a stop with the colour found there, which changes nothing yet."""
        offset = _within(offset)
        place = bisect_right(self._offsets, offset)
        new = Stop(offset, self.color_at(offset))
        return replace(self, stops=(*self.stops[:place], new, *self.stops[place:])), place

    def moved(self, place: int, offset: float) -> tuple[Gradient, int]:
        """Move a stop; it passes others, but comes to stand on the near side of one at the same offset."""
        offset, old = _within(offset), self.stops[place]
        if offset == old.offset:
            return self, place
        others = self.stops[:place] + self.stops[place + 1 :]
        find = bisect_left if offset > old.offset else bisect_right
        to = find([stop.offset for stop in others], offset)
        return replace(self, stops=(*others[:to], Stop(offset, old.color), *others[to:])), to

    def removed(self, place: int) -> Gradient:
        """Take a stop away, unless only two are left."""
        if len(self.stops) <= FEWEST_STOPS:
            return self
        return replace(self, stops=self.stops[:place] + self.stops[place + 1 :])

    def coloured(self, place: int, color: Color) -> Gradient:
        """Give a stop another colour."""
        stop = replace(self.stops[place], color=color)
        return replace(self, stops=(*self.stops[:place], stop, *self.stops[place + 1 :]))

    def reversed(self) -> Gradient:
        """Turn the stops round."""
        return replace(self, stops=tuple(Stop(1.0 - s.offset, s.color) for s in reversed(self.stops)))

    def as_kind(self, kind: GradientKind) -> Gradient:
        """Make it linear or radial; the direction or shape of the other kind is lost."""
        return self if kind == self.kind else Gradient(kind, self.stops)

    def with_angle(self, degrees: float) -> Gradient:
        """Give a linear gradient a direction: 0 upwards, 90 to the right."""
        turned = round(degrees, 2) % 360.0
        return replace(self, head="" if turned == _DOWNWARDS else f"{turned:g}deg")

    def angle_in(self, box: Box) -> float:
        """Give a linear gradient's direction over `box` in degrees, 0 to 360; towards a corner it depends."""
        brush = parse_gradient(self.css(), box)
        if not isinstance(brush, LinearGradient):
            return _DOWNWARDS
        return round(math.degrees(math.atan2(brush.x2 - brush.x1, brush.y1 - brush.y2)), 4) % 360.0

    def with_shape(self, shape: str) -> Gradient:
        """Give a radial gradient a shape around the middle: ellipse or circle."""
        return replace(self, head="" if shape == "ellipse" else shape)

    @property
    def shape(self) -> str | None:
        """Give the shape of a radial gradient: ellipse or circle; None for one that is placed or sized."""
        return {"": "ellipse", "ellipse": "ellipse", "circle": "circle"}.get(self.head.lower())

    @property
    def _offsets(self) -> list[float]:
        return [stop.offset for stop in self.stops]


def read_gradient(text: str) -> Gradient | None:
    """Read CSS; None for what is no gradient, or one that could not be written back unchanged.

    Stops stand where the renderer reads them, so those in pixels are none of ours: in another size they
    would stand elsewhere.
    """
    parts = gradient_parts(text)
    if parts is None:
        return None
    found = [_stops_in(text, box) for box in _BOXES]
    if not _are_alike(*found):
        return None
    kind, head = parts
    return Gradient(kind, found[0], head)


def first_gradient(color: Color) -> Gradient:
    """Give a gradient to begin with: a colour, running downwards into a darker or lighter one."""
    is_dark = (color.red + color.green + color.blue) / 3 < 0.35
    to, share = (1.0, 0.35) if is_dark else (0.0, 0.55)
    red, green, blue = (part + (to - part) * share for part in (color.red, color.green, color.blue))
    return Gradient("linear", (Stop(0.0, color), Stop(1.0, Color(red, green, blue, color.alpha))))


def _stops_in(text: str, box: Box) -> tuple[Stop, ...]:
    brush = parse_gradient(text, box)
    if brush is None or isinstance(brush, Color):
        return ()
    if len(brush.stops) == 1:
        color = brush.stops[0].color
        return Stop(0.0, color), Stop(1.0, color)
    return brush.stops


def _are_alike(a: tuple[Stop, ...], b: tuple[Stop, ...]) -> bool:
    if not a or len(a) != len(b):
        return False
    return all(abs(x.offset - y.offset) < _NEAR for x, y in zip(a, b, strict=True))


def _within(offset: float) -> float:
    return min(max(round(offset, 4), 0.0), 1.0)


def _percent(offset: float) -> str:
    return f"{round(100 * offset, 2):g}%"
