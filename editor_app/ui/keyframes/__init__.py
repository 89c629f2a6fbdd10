"""The keyframes of the selected clips: a dope sheet and the curve of one field."""

from editor_app.ui.keyframes.panel import KeyframesPanel

__all__ = ["KeyframesPanel"]
