"""The clip list: the document as a table, so that every edit of time is possible without the timeline."""

from editor_app.ui.clips.panel import ClipListPanel

__all__ = ["ClipListPanel"]
