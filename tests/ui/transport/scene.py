"""The transport on a small document, with a player and a preview that note what they are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from editor_app.document import Document
from editor_app.session import Session
from editor_app.state.dialects import read
from editor_app.store.history import Work
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.transport import TransportBar
from tests.documents import document, solid

S = TICKS_PER_SECOND
FRAME = S // 30


class FakePlayer(QObject):
    """Notes calls; plays when told so."""

    speed_changed = Signal(object)
    stats_changed = Signal(object)
    levels_changed = Signal(object)
    muted_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.speed = 0.0
        self.muted = False
        self.calls: list[object] = []

    def set_speed(self, speed: float) -> None:
        """Be at a speed."""
        self.speed = speed
        self.speed_changed.emit(speed)

    def toggle(self) -> None:
        """Play or stop."""
        self.calls.append("toggle")
        self.set_speed(0.0 if self.speed else 1.0)

    def stop(self) -> None:
        """Stop."""
        self.set_speed(0.0)

    def shuttle_forward(self) -> None:
        """Note it."""
        self.calls.append("forward")

    def shuttle_back(self) -> None:
        """Note it."""
        self.calls.append("back")

    def shuttle_stop(self) -> None:
        """Note it."""
        self.calls.append("stop")

    def step(self, frames: int) -> None:
        """Note it."""
        self.calls.append(frames)

    def set_muted(self, on: bool) -> None:
        """Mute."""
        self.muted = on
        self.muted_changed.emit(on)


class FakePreview(QObject):
    """Has a quality."""

    quality_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.quality: Literal["auto", "full", "half", "quarter"] = "auto"
        self.effective_quality = "half"

    def set_quality(self, quality: Literal["auto", "full", "half", "quarter"]) -> None:
        """Choose."""
        self.quality = quality
        self.effective_quality = "half" if quality == "auto" else quality
        self.quality_changed.emit()


@dataclass
class Scene:
    """A window with the transport in it, a pointer and a keyboard."""

    document: Document
    session: Session
    player: FakePlayer
    preview: FakePreview
    window: QWidget
    bar: TransportBar

    def click(self, name: str) -> None:
        """Click a button."""
        QTest.mouseClick(self.bar.buttons[name], Qt.MouseButton.LeftButton)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key and let it go."""
        QTest.keyClick(self.window, key, keys)


def make_scene(width_px: int = 1000) -> Scene:
    """Show the transport on ten seconds of film."""
    made = Document(Work(read(document(solid("a", 0, 10 * S)))[0]))
    session, player, preview = Session(), FakePlayer(), FakePreview()
    window = QWidget()
    bar = TransportBar(made, session, player, preview, window)
    window.resize(width_px, 60)
    bar.setGeometry(0, 0, width_px, 56)
    return Scene(made, session, player, preview, window, bar)
