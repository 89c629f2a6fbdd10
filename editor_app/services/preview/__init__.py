"""The picture under the playhead, made in a process of its own."""

from editor_app.services.preview.preview import Preview, PreviewFrame, Sources
from editor_app.services.preview.quality import Quality
from editor_app.services.preview.stats import PlaybackStats

__all__ = ["PlaybackStats", "Preview", "PreviewFrame", "Quality", "Sources"]
