"""The media panel's actions, as a table."""

from __future__ import annotations

from editor_app.ui.actions import ActionSpec

TABLE = (
    ActionSpec("media.import", "Import files…", (), "mdi6.plus"),
    ActionSpec("media.import-folder", "Import a folder…", (), "mdi6.folder-plus-outline"),
    ActionSpec("media.add", "Add to timeline", (), "mdi6.playlist-plus"),
    ActionSpec("media.replace-clips", "Use for the selected clips", (), "mdi6.swap-horizontal"),
    ActionSpec("media.find", "Find in timeline", (), "mdi6.crosshairs-gps"),
    ActionSpec("media.background", "Use as background", (), "mdi6.image-outline"),
    ActionSpec("media.rename", "Rename", (), "mdi6.rename-outline"),
    ActionSpec("media.replace-file", "Replace file…", (), "mdi6.file-swap-outline"),
    ActionSpec("media.locate", "Locate missing files…", (), "mdi6.magnify"),
    ActionSpec("media.show", "Show in folder", (), "mdi6.folder-open-outline"),
    ActionSpec("media.remove", "Remove", (), "mdi6.delete-outline"),
    ActionSpec("media.remove-unused", "Remove unused media", (), "mdi6.broom"),
)
MENU = (
    ("media.add", "media.replace-clips", "media.find", "media.background"),
    ("media.rename", "media.replace-file", "media.locate", "media.show"),
    ("media.remove", "media.remove-unused"),
)
