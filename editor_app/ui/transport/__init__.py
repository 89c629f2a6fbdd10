"""The row under the picture: time, playing, loop, quality, sound."""

from editor_app.ui.transport.bar import TransportBar

__all__ = ["TransportBar"]
