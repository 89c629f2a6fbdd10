"""The four CSS easing curves."""

from __future__ import annotations

from collections.abc import Callable


def ease(name: str | None, share: float, default: str = "linear") -> float:
    """Give the eased progress for `share` 0..1 of the time on the CSS curve of that name."""
    share = min(max(share, 0.0), 1.0)
    return _CURVES.get(name or default, _linear)(share)


def cubic_bezier(x1: float, y1: float, x2: float, y2: float) -> Callable[[float], float]:
    """Give the CSS timing curve through (x1, y1) and (x2, y2), solved to 1e-9."""

    def solve(x: float) -> float:
        low, high = 0.0, 1.0
        t = x
        for _ in range(60):
            error = _axis(t, x1, x2) - x
            if abs(error) < 1e-12:
                break
            low, high = (low, t) if error > 0 else (t, high)
            slope = 3 * (1 - t) ** 2 * x1 + 6 * (1 - t) * t * (x2 - x1) + 3 * t * t * (1 - x2)
            step = t - error / slope if slope > 1e-9 else low - 1
            t = step if low < step < high else (low + high) / 2
        return _axis(t, y1, y2)

    return solve


def _axis(t: float, first: float, second: float) -> float:
    return 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t * t * second + t**3


def _linear(share: float) -> float:
    return share


_CURVES: dict[str, Callable[[float], float]] = {
    "linear": _linear,
    "ease-in": cubic_bezier(0.42, 0.0, 1.0, 1.0),
    "ease-out": cubic_bezier(0.0, 0.0, 0.58, 1.0),
    "ease-in-out": cubic_bezier(0.42, 0.0, 0.58, 1.0),
}
