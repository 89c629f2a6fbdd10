"""The actions of playing in one table."""

from __future__ import annotations

from editor_app.ui.actions import ActionSpec

PLAYING = (
    ActionSpec("play.toggle", "Play or pause", ("Space",), "mdi6.play"),
    ActionSpec("play.back", "Play backwards, again for faster", ("J",)),
    ActionSpec("play.stop", "Stop; held down, J and L go one frame", ("K",)),
    ActionSpec("play.forward", "Play, again for faster", ("L",)),
)
SWITCHES = (
    ActionSpec("play.loop", "Loop", ("Alt+L",), "mdi6.repeat", toggles=True),
    ActionSpec("play.mute", "Mute playback", ("Alt+Shift+M",), "mdi6.volume-high", toggles=True),
)
QUALITIES = (
    ActionSpec("play.quality-auto", "Preview quality: auto"),
    ActionSpec("play.quality-full", "Preview quality: full"),
    ActionSpec("play.quality-half", "Preview quality: half"),
    ActionSpec("play.quality-quarter", "Preview quality: quarter"),
)
TABLE = (*PLAYING, *SWITCHES, *QUALITIES)
