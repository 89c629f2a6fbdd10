"""The timeline's actions in one table."""

from __future__ import annotations

from editor_app.ui.actions import ActionSpec
from editor_app.ui.timeline.follow_choice import ACTIONS as FOLLOW
from editor_app.ui.timeline.follow_choice import SWITCH as FOLLOW_SWITCH
from editor_app.ui.timeline.frame_commands import ACTIONS as FRAMES
from editor_app.ui.timeline.when_taken import ACTIONS as WHEN_TAKEN

TOOLS = (
    ActionSpec("tool.select", "Select", ("V",), "mdi6.cursor-default", "select"),
    ActionSpec("tool.razor", "Razor", ("C",), "mdi6.box-cutter", "razor"),
    ActionSpec("tool.ripple", "Ripple trim", ("T",), "mdi6.arrow-expand-horizontal", "ripple"),
    ActionSpec("tool.roll", "Roll", ("Shift+T",), "mdi6.swap-horizontal", "roll"),
    ActionSpec("tool.slip", "Slip", ("Y",), "mdi6.arrow-left-right-bold-outline", "slip"),
    ActionSpec("tool.slide", "Slide", ("U",), "mdi6.arrow-split-vertical", "slide"),
    ActionSpec("tool.stretch", "Stretch", ("R",), "mdi6.clock-fast", "stretch"),
    ActionSpec("tool.hand", "Hand", ("H",), "mdi6.hand-back-right-outline", "hand"),
)
EDITS = (
    ActionSpec("clip.split", "Split", ("S",), "mdi6.content-cut"),
    ActionSpec("clip.split-all", "Split all tracks", ("Shift+S",)),
    ActionSpec("clip.delete", "Delete", ("Del", "Backspace"), "mdi6.trash-can-outline"),
    ActionSpec(
        "clip.ripple-delete", "Ripple delete", ("Shift+Del", "Shift+Backspace"), "mdi6.delete-sweep-outline"
    ),
    ActionSpec("clip.duplicate", "Duplicate", ("Ctrl+D",)),
    ActionSpec("clip.copy", "Copy", ("Ctrl+C",)),
    ActionSpec("clip.cut", "Cut", ("Ctrl+X",)),
    ActionSpec("clip.paste", "Paste", ("Ctrl+V",)),
    ActionSpec("clip.paste-attributes", "Paste attributes", ("Ctrl+Shift+V",)),
    ActionSpec("clip.link", "Link", ("Ctrl+L",)),
    ActionSpec("clip.unlink", "Unlink", ("Ctrl+Shift+L",)),
    ActionSpec("clip.detach-sound", "Detach sound"),
    ActionSpec("clip.nudge-left", "Nudge left one frame", (",",)),
    ActionSpec("clip.nudge-right", "Nudge right one frame", (".",)),
    ActionSpec("clip.nudge-left-10", "Nudge left ten frames", ("Shift+,", "<")),
    ActionSpec("clip.nudge-right-10", "Nudge right ten frames", ("Shift+.", ">")),
    ActionSpec("clip.up", "Move up one track", ("Alt+Up",)),
    ActionSpec("clip.down", "Move down one track", ("Alt+Down",)),
    ActionSpec("clip.trim-start", "Ripple trim start to playhead", ("Q", "Shift+I")),
    ActionSpec("clip.trim-end", "Ripple trim end to playhead", ("W", "Shift+O")),
    ActionSpec("clip.select-all", "Select all", ("Ctrl+A",)),
    ActionSpec("clip.select-none", "Select nothing", ("Ctrl+Shift+A",)),
    ActionSpec("clip.select-after", "Select everything after the playhead", ("A",)),
    ActionSpec("gap.close", "Close gap", ("Ctrl+G",)),
    ActionSpec("gap.close-all", "Close all gaps", ("Ctrl+Shift+G",)),
    ActionSpec("cut.select", "Select the transition at the playhead", ("Ctrl+Shift+T",)),
    ActionSpec("cut.fade", "Add a cross-fade to the cut", ("Ctrl+T",)),
    ActionSpec("track.add", "Add track", ("Ctrl+Alt+T",)),
    ActionSpec("track.remove-empty", "Remove empty tracks"),
    ActionSpec("track.menu", "Tracks: rename, hide, lock, move…", ("Ctrl+Alt+M",)),
    ActionSpec("track.wider-headers", "Wider track headers"),
    ActionSpec("track.narrower-headers", "Narrower track headers"),
    ActionSpec("marker.add", "Add marker", ("M",)),
    ActionSpec("marker.remove", "Remove marker at the playhead", ("Alt+M",)),
    ActionSpec("marker.earlier", "Move marker one frame earlier", ("Ctrl+Alt+,",)),
    ActionSpec("marker.later", "Move marker one frame later", ("Ctrl+Alt+.",)),
    ActionSpec("marker.list", "Markers: go to, name, colour…", ("Ctrl+Alt+Shift+M",)),
    ActionSpec("marker.next", "Next marker", ("Shift+M",)),
    ActionSpec("marker.previous", "Previous marker", ("Ctrl+Shift+M",)),
)
MOVES = (
    ActionSpec("playhead.next-frame", "Next frame", ("Right",)),
    ActionSpec("playhead.previous-frame", "Previous frame", ("Left",)),
    ActionSpec("playhead.next-second", "One second on", ("Shift+Right",)),
    ActionSpec("playhead.previous-second", "One second back", ("Shift+Left",)),
    ActionSpec("playhead.next-edit", "Next edit", ("Down",)),
    ActionSpec("playhead.previous-edit", "Previous edit", ("Up",)),
    ActionSpec("playhead.start", "Go to the start", ("Home", "Ctrl+Home")),
    ActionSpec("playhead.end", "Go to the end", ("End", "Ctrl+End")),
    ActionSpec("range.in", "Set in point", ("I",)),
    ActionSpec("range.out", "Set out point", ("O",)),
    ActionSpec("range.clear", "Clear in and out", ("Alt+X",)),
    ActionSpec("view.zoom-in", "Zoom in", ("+", "="), "mdi6.plus"),
    ActionSpec("view.zoom-out", "Zoom out", ("-",), "mdi6.minus"),
    ActionSpec("view.fit", "Fit", ("\\",), "mdi6.fit-to-page-outline"),
    ActionSpec("view.fit-selection", "Zoom to selection", ("Shift+\\",)),
    ActionSpec("view.next-page", "Scroll one page on in time", ("PgDown",)),
    ActionSpec("view.previous-page", "Scroll one page back in time", ("PgUp",)),
)
SWITCHES = (
    ActionSpec("snap", "Snap", ("N",), "mdi6.magnet", toggles=True),
    ActionSpec("ripple", "Ripple", ("Alt+R",), "mdi6.format-horizontal-align-left", toggles=True),
    ActionSpec("linked", "Linked selection", ("Shift+L",), "mdi6.link-variant", toggles=True),
)
TABLE = (*TOOLS, *EDITS, *FRAMES, *MOVES, *SWITCHES, FOLLOW_SWITCH, *FOLLOW, *WHEN_TAKEN)
