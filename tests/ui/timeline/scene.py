"""A small document on a timeline of known size, and real mouse and key events for it.

```
seconds   0   1   2   3   4   5   6   7   8
V2        | title |  card |       |  end  |
V1        |     v (video) |     w (video) |     v: source 1 s on, of 10 s; fade t on the cut
A1        |              m (sound)        |     fades in for 1 s
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor_app.document import Document
from editor_app.session import Session, TimelineView
from editor_app.state import EditorState
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.store.sidecar import Sidecar
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.timeline.area import TimelineArea
from editor_app.ui.timeline.panel import TimelinePanel
from tests.documents import document, number, solid, track

S = TICKS_PER_SECOND
FRAME = S // 30
LEFT, SHIFT, CTRL, ALT = (
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def clip(key: str, start: float, end: float, **fields: Any) -> dict[str, Any]:
    """Make a solid by its seconds."""
    return solid(key, round(start * S), round((end - start) * S), **fields)


def sounding(
    key: str, kind: str, start: float, end: float, source: float = 0, **fields: Any
) -> dict[str, Any]:
    """Make a video or a sound by its seconds."""
    made = clip(key, start, end)
    for name in ("color", "shape"):
        del made[name]
    if kind == "audio":
        for name in ("keepAspectRatio", "borderRadius", "rotation"):
            del made[name]
    return made | {
        "type": kind,
        "assetId": f"asset-{kind}",
        "sourceStartTicks": round(source * S),
        "decibelAdjustment": number(0),
        "playbackRate": 1,
        "audioFadeInDurationTicks": 0,
        "audioFadeOutDurationTicks": 0,
        **fields,
    }


def asset(kind: str, seconds: float = 10, **fields: Any) -> dict[str, Any]:
    """Make an asset."""
    size = {"width": 640, "height": 360, "hasAudioTrack": True} if kind == "video" else {}
    return {
        "id": f"asset-{kind}",
        "type": kind,
        "filename": f"{kind}.mp4",
        "size": 1000,
        "mimeType": f"{kind}/mp4",
        "remoteUrl": None,
        "remoteKey": None,
        "durationInSeconds": seconds,
        **size,
        **fields,
    }


def state() -> EditorState:
    """Make the document of the picture above."""
    items = [
        clip("title", 0, 2, opacity=number(1, (S // 2, 0), (S, 1))),
        clip("card", 2, 4),
        clip("end", 6, 8),
        sounding("v", "video", 0, 4, 1),
        sounding("w", "video", 4, 8),
        sounding("m", "audio", 0, 8, audioFadeInDurationTicks=S),
    ]
    fade = {
        "id": "t",
        "trackId": "V1",
        "fromClipId": "v",
        "toClipId": "w",
        "type": "fade",
        "durationTicks": S,
        "easing": "linear",
    }
    tracks = [track("V2", "title", "card", "end"), track("V1", "v", "w"), track("A1", "m")]
    made = document(
        *items,
        tracks=tracks,
        assets={f"asset-{kind}": asset(kind) for kind in ("video", "audio")},
        transitions={"t": fade},
    )
    found, problems = read(made)
    assert problems == ()
    return found


@dataclass
class Scene:
    """The timeline, a pointer and a keyboard."""

    document: Document
    session: Session
    panel: TimelinePanel
    area: TimelineArea

    def x(self, seconds: float) -> float:
        """Give where a time lies."""
        return self.area.view().x_of(seconds * S)

    def y(self, row: int, share: float = 0.5) -> float:
        """Give a height within a row."""
        stage = self.area.stage()
        return stage.row_y(stage.rows[row]) + stage.rows[row].height_px * share

    def press(
        self, x: float, y: float, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Press a button."""
        self._mouse(QEvent.Type.MouseButtonPress, x, y, button, button, keys)

    def move(
        self, x: float, y: float, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Move with a button down."""
        self._mouse(QEvent.Type.MouseMove, x, y, Qt.MouseButton.NoButton, button, keys)

    def release(
        self, x: float, y: float, keys: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT
    ) -> None:
        """Let a button go."""
        self._mouse(QEvent.Type.MouseButtonRelease, x, y, button, Qt.MouseButton.NoButton, keys)

    def click(self, x: float, y: float, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press and let go."""
        self.press(x, y, keys)
        self.release(x, y, keys)

    def drag(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        keys: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = LEFT,
    ) -> None:
        """Press, move in steps, and let go."""
        self.press(*start, keys, button)
        for step in (0.3, 0.7, 1.0):
            at = [a + (b - a) * step for a, b in zip(start, end, strict=True)]
            self.move(at[0], at[1], keys, button)
        self.release(*end, keys, button)

    def hover(self, x: float, y: float) -> None:
        """Move without a button."""
        self._mouse(QEvent.Type.MouseMove, x, y, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, NONE)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key."""
        QTest.keyClick(self.area, key, keys)

    def item(self, key: str) -> Any:
        """Give an item as it is now."""
        return self.document.state.items[key]

    def span(self, key: str) -> tuple[float, float]:
        """Give start and end of an item in seconds."""
        item = self.item(key)
        return item.start_ticks / S, item.end_ticks / S

    def tracks(self) -> list[tuple[str, ...]]:
        """Give the items of each track."""
        return [track.items for track in self.document.state.tracks]

    def _mouse(
        self,
        kind: QEvent.Type,
        x: float,
        y: float,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        at = QPointF(x, y)
        there = QPointF(self.area.mapToGlobal(QPoint(round(x), round(y))))
        QApplication.sendEvent(self.area, QMouseEvent(kind, at, there, button, held, keys))


def make_scene(found: EditorState | None = None, sidecar: Sidecar | None = None) -> Scene:
    """Show the timeline 1200 px wide, 100 px a second."""
    made = Document(Work(found or state(), sidecar or Sidecar()))
    session = Session()
    panel = TimelinePanel(made, session)
    panel.resize(1200, 480)
    session.set_view(TimelineView(S / 100))
    session.set_snapping(False)
    return Scene(made, session, panel, panel.area)
