"""The media panel: the library, and what can be added ready-made."""

from editor_app.ui.media.panel import MediaPanel
from editor_app.ui.media.placing import Placement

__all__ = ["MediaPanel", "Placement"]
