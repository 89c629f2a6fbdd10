"""The keys of other programs, where they differ from ours: small tables by action id.

An action that is not listed keeps its default keys, as far as no listed one has them.
"""

from __future__ import annotations

from collections.abc import Mapping

from editor_app.ui.actions import Keys

DEFAULT = "default"

_PREMIERE: Mapping[str, Keys] = {
    "file.new": ("Ctrl+Alt+N",),
    "file.close": ("Ctrl+Shift+W",),
    "tool.ripple": ("B",),
    "tool.roll": ("N",),
    "snap": ("S",),
    "clip.split": ("Ctrl+K",),
    "clip.split-all": ("Ctrl+Shift+K",),
    "clip.duplicate": ("Ctrl+Shift+/",),
    "clip.paste-attributes": ("Ctrl+Alt+V",),
    "clip.nudge-left": ("Alt+Left",),
    "clip.nudge-right": ("Alt+Right",),
    "clip.nudge-left-10": ("Alt+Shift+Left",),
    "clip.nudge-right-10": ("Alt+Shift+Right",),
    "frame.slip-earlier": ("Ctrl+Alt+Right",),  # a picture that goes to the right shows what was before
    "frame.slip-later": ("Ctrl+Alt+Left",),
    "frame.slide-earlier": ("Alt+,",),
    "frame.slide-later": ("Alt+.",),
    "cut.fade": ("Ctrl+D",),
    "range.clear": ("Ctrl+Shift+X",),
    "marker.remove": ("Ctrl+Alt+M",),
    "view.full-screen": ("Ctrl+`", "F11"),
}
_RESOLVE: Mapping[str, Keys] = {
    "tool.select": ("A",),
    "tool.razor": ("B",),
    "clip.split": ("Ctrl+B", "Ctrl+\\"),
    "clip.delete": ("Backspace",),
    "clip.ripple-delete": ("Del",),
    "clip.link": ("Ctrl+Alt+L",),
    "clip.paste-attributes": ("Alt+V",),
    "clip.trim-start": ("Ctrl+Shift+[",),
    "clip.trim-end": ("Ctrl+Shift+]",),
    "clip.select-after": ("Alt+Y",),
    "linked": ("Ctrl+Shift+L",),
    "marker.next": ("Shift+Down",),
    "marker.previous": ("Shift+Up",),
    "keyframes.previous": ("[",),
    "keyframes.next": ("]",),
    "play.loop": ("Ctrl+/",),
    "view.zoom-in": ("Ctrl+=", "Ctrl++"),
    "view.zoom-out": ("Ctrl+-",),
    "view.fit": ("Shift+Z",),
    "view.full-screen": ("P", "Ctrl+F"),
}
_SHOTCUT: Mapping[str, Keys] = {
    "clip.delete": ("Del", "Backspace", "Z"),
    "clip.ripple-delete": ("Shift+Del", "Shift+Backspace", "X"),
    "clip.nudge-left-10": (),
    "clip.nudge-right-10": (),
    "clip.select-none": ("Ctrl+D",),
    "media.add": ("A",),
    "snap": ("Ctrl+P",),
    "ripple": ("Ctrl+R",),
    "marker.remove": ("Shift+M",),
    "marker.next": (">",),
    "marker.previous": ("<",),
    "playhead.next-second": ("PgDown",),
    "playhead.previous-second": ("PgUp",),
    "playhead.next-edit": ("Alt+Right",),
    "playhead.previous-edit": ("Alt+Left",),
    "keyframes.previous": ("Alt+[",),
    "keyframes.next": ("Alt+]",),
    "view.fit": ("0",),
    "view.palette": ("/", "Ctrl+K", "Ctrl+Shift+P"),
}
PRESETS: Mapping[str, Mapping[str, Keys]] = {
    DEFAULT: {},
    "premiere": _PREMIERE,
    "resolve": _RESOLVE,
    "shotcut": _SHOTCUT,
}
NAMES: Mapping[str, str] = {
    DEFAULT: "Default",
    "premiere": "Premiere",
    "resolve": "Resolve",
    "shotcut": "Shotcut",
}
"""What they are called; all but the first are names of programs."""
