"""The window's own actions, and which actions stand in which menu."""

from __future__ import annotations

from collections.abc import Mapping

from editor_app.ui.actions import ActionSpec
from editor_app.ui.theme import Look

TABLE = (
    ActionSpec("file.new", "New…", ("Ctrl+N",), "mdi6.file-plus-outline"),
    ActionSpec("file.open", "Open…", ("Ctrl+O",), "mdi6.folder-open-outline"),
    ActionSpec("file.cloud", "Open from the cloud…", ("Ctrl+Shift+O",), "mdi6.cloud-outline"),
    ActionSpec("file.service-media", "Media of the service…", (), "mdi6.cloud-download-outline"),
    ActionSpec("file.demo", "Try the demo"),
    ActionSpec("file.import", "Import media…", ("Ctrl+I",), "mdi6.import"),
    ActionSpec("file.fetch", "Fetch missing media", (), "mdi6.cloud-download-outline"),
    ActionSpec("file.save", "Save", ("Ctrl+S",), "mdi6.content-save-outline"),
    ActionSpec("file.save-as", "Save as…", ("Ctrl+Shift+S",)),
    ActionSpec("file.save-state", "Save a plain editorState…"),
    ActionSpec("file.close", "Close project", ("Ctrl+W",)),
    ActionSpec("file.quit", "Quit", ("Ctrl+Q",)),
    ActionSpec("edit.undo", "Undo", ("Ctrl+Z",), "mdi6.undo"),
    ActionSpec("edit.redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "mdi6.redo"),
    ActionSpec("edit.keys", "Keyboard shortcuts…", ("Ctrl+Alt+K",), "mdi6.keyboard-outline"),
    ActionSpec("edit.settings", "Settings…", (), "mdi6.cog-outline"),
    ActionSpec("view.palette", "Find an action…", ("Ctrl+K", "Ctrl+Shift+P"), "mdi6.magnify"),
    ActionSpec("view.look-dark", "Dark"),
    ActionSpec("view.look-light", "Light"),
    ActionSpec("view.look-high-contrast", "High contrast"),
    ActionSpec("view.look-system", "As the system"),
    ActionSpec("view.full-screen", "Full-screen preview", ("F11",), "mdi6.fullscreen"),
    ActionSpec("view.reset-layout", "Reset layout"),
    ActionSpec("panel-step.next", "Go to the next panel", ("F6",)),
    ActionSpec("panel-step.previous", "Go to the previous panel", ("Shift+F6",)),
    ActionSpec("view.menu", "Go to the menus", ("F10",)),
    ActionSpec("sync.begin", "Sync this project", (), "mdi6.cloud-sync-outline"),
    ActionSpec("sync.now", "Sync now", (), "mdi6.sync"),
    ActionSpec("sync.pause", "Pause syncing", toggles=True),
    ActionSpec("sync.stop", "Stop syncing…"),
    ActionSpec("sync.conflicts", "Conflicts…"),
    ActionSpec("sync.choose", "Choose between the two versions…"),
    ActionSpec("sync.again", "Make the project there again"),
    ActionSpec("sync.keep-here", "Keep it only on this computer"),
    ActionSpec("edit.services", "Accounts and services…"),
    ActionSpec("export.open", "Export…", ("Ctrl+M",), "mdi6.export-variant"),
    ActionSpec("help.log", "Open log"),
    ActionSpec("help.about", "About Editor App"),
)

LOOKS: Mapping[str, Look | None] = {
    "view.look-dark": "dark",
    "view.look-light": "light",
    "view.look-high-contrast": "high-contrast",
    "view.look-system": None,
}
ALWAYS = (
    "file.new",
    "file.open",
    "file.cloud",
    "file.demo",
    "file.quit",
    "view.palette",
    "view.look",
    "view.menu",
    "help.",
    "edit.",
    "export.",
    "panel.exports",
)
"""How the ids begin of actions that need no open project."""
OF_PANELS = ("canvas.", "problems.", "sync.")
"""And of those for which others say whether they can be done, as soon as a project is open."""
IN_FULL_SCREEN = ("play.", "playhead.", "view.full-screen", "range.")
"""And of those that a picture alone on the screen has too."""

ALT_LETTERS = "klmrx"
"""Letters that some action has with Alt, so that no menu may."""
RULE = "-"
MENUS: Mapping[str, tuple[str, ...]] = {
    "File": (
        "file.new",
        "file.open",
        "file.cloud",
        "file.demo",
        RULE,
        "file.import",
        "file.service-media",
        "file.fetch",
        RULE,
        "file.save",
        "file.save-as",
        "file.save-state",
        RULE,
        "file.close",
        "file.quit",
    ),
    "Edit": (
        "edit.undo",
        "edit.redo",
        RULE,
        "clip.cut",
        "clip.copy",
        "clip.paste",
        "clip.paste-attributes",
        "clip.duplicate",
        "clip.delete",
        "clip.ripple-delete",
        RULE,
        "clip.select-all",
        "clip.select-none",
        "clip.select-after",
        RULE,
        "view.palette",
        "edit.keys",
        "edit.settings",
    ),
    "Clip": (
        "clip.split",
        "clip.split-all",
        "clip.trim-start",
        "clip.trim-end",
        RULE,
        "clip.nudge-left",
        "clip.nudge-right",
        "clip.up",
        "clip.down",
        RULE,
        "frame.*",
        RULE,
        "clip.link",
        "clip.unlink",
        "clip.detach-sound",
        RULE,
        "canvas.*",
    ),
    "Timeline": (
        "tool.*",
        RULE,
        "gap.close",
        "gap.close-all",
        "cut.fade",
        "cut.select",
        RULE,
        "track.add",
        "track.remove-empty",
        "track.menu",
        "track.wider-headers",
        "track.narrower-headers",
        RULE,
        "marker.add",
        "marker.remove",
        "marker.list",
        "marker.next",
        "marker.previous",
        "marker.earlier",
        "marker.later",
        RULE,
        "range.in",
        "range.out",
        "range.clear",
        RULE,
        "snap",
        "ripple",
        "linked",
        "follow",
        "follow.none",
        "follow.page",
        "follow.smooth",
        "taken.refuse",
        "taken.overwrite",
        "taken.insert",
    ),
    "View": (
        "view.zoom-in",
        "view.zoom-out",
        "view.fit",
        "view.fit-selection",
        "view.previous-page",
        "view.next-page",
        RULE,
        "canvas-view.*",
        RULE,
        "view.full-screen",
        RULE,
        "view.look-dark",
        "view.look-light",
        "view.look-high-contrast",
        "view.look-system",
        RULE,
        "view.reset-layout",
        RULE,
        "panel-step.*",
    ),
    "Playback": ("play.*", RULE, "playhead.*"),
    "Project": (
        "sync.begin",
        "sync.now",
        "sync.pause",
        "sync.stop",
        RULE,
        "sync.choose",
        "sync.conflicts",
        "sync.again",
        "sync.keep-here",
        RULE,
        "edit.services",
    ),
    "Export": ("export.open",),
    "Help": ("help.log", "help.about"),
}
"""Action ids by menu; `canvas.*` stands for every action whose id begins so."""

SUBMENUS: Mapping[str, tuple[str, ...]] = {
    "Tools": ("tool.",),
    "Trim by one frame": ("frame.",),
    "Align and distribute": ("canvas.align-", "canvas.distribute-"),
    "Markers": ("marker.",),
    "How to follow the playhead": ("follow.",),
    "What becomes of clips in the way": ("taken.",),
}
"""How the ids begin of the actions that stand in a submenu, by its title."""


def menu_ids(entries: tuple[str, ...], known: Mapping[str, object]) -> list[str]:
    """Give a menu's ids with patterns spelled out, what is not known left out, and no rule beside another."""
    listed = {entry for entries in MENUS.values() for entry in entries}
    found: list[str] = []
    for entry in entries:
        if entry == RULE:
            if found and found[-1] != RULE:
                found.append(RULE)
        elif entry.endswith("*"):
            found += [name for name in known if name.startswith(entry[:-1]) and name not in listed]
        elif entry in known:
            found.append(entry)
    if found and found[-1] == RULE:
        found.pop()
    return found
