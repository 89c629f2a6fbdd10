"""The canvas: the live picture, and gestures on what is in it."""

from editor_app.ui.canvas.panel import CanvasPanel
from editor_app.ui.canvas.ports import FrameSource

__all__ = ["CanvasPanel", "FrameSource"]
