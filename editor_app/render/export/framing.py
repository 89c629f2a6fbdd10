"""Where the composition's picture lies in an output of another shape: pure arithmetic in whole pixels."""

from __future__ import annotations

from editor_app.css import parse_color
from editor_app.drawing import Color
from editor_app.render.export.settings import Fit
from editor_app.render.regions import Region
from editor_app.state.backgrounds import ColorBackground
from editor_app.state.model import EditorState

_BLACK = Color(0.0, 0.0, 0.0)


def place(composition: tuple[int, int], size: tuple[int, int], fit: Fit) -> Region:
    """Give the pixels, of an output of `size` px, that the whole composition's picture covers.

    bars   +--------+     fill   . +-----+ .     the same shape, but for
           |        |            : |     | :     rounding to even sides:
           |########|            # |#####| #     the whole output
           |        |            : |     | :
           +--------+            . +-----+ .
    """
    width, height = composition
    wide, high = size
    if abs(wide * height - high * width) <= width + height:
        return Region(0, 0, wide, high)
    choose = min if fit == "bars" else max
    scale = choose(wide / width, high / height)
    inner_width, inner_height = _even(width * scale), _even(height * scale)
    # On even lines and columns: there the colour of a film's pixels is shared by four of them.
    left, top = (wide - inner_width) // 4 * 2, (high - inner_height) // 4 * 2
    return Region(left, top, left + inner_width, top + inner_height)


def bar_color(state: EditorState, *, transparent: bool) -> Color | None:
    """Give the colour of bars: the background's, else black; None for see-through."""
    chosen = state.global_background
    if isinstance(chosen, ColorBackground):
        return parse_color(chosen.color, _BLACK)
    return None if transparent else _BLACK


def _even(side: float) -> int:
    return max(2, int(side / 2 + 0.5) * 2)
