"""CSS colours and gradients, read into drawing brushes."""

from editor_app.css.colors import color_text, is_color, parse_color
from editor_app.css.gradients import GradientKind, gradient_parts, is_gradient, parse_gradient
from editor_app.css.stops import color_at

__all__ = [
    "GradientKind",
    "color_at",
    "color_text",
    "gradient_parts",
    "is_color",
    "is_gradient",
    "parse_color",
    "parse_gradient",
]
