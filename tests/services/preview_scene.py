"""A preview with its real process, on documents with real media, and ways to wait for what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from editor_app.document import Document
from editor_app.render.media.source import MediaSource
from editor_app.services.preview import Preview, PreviewFrame
from editor_app.session import Session
from editor_app.state.model import EditorState
from editor_app.store.history import Work

PATIENCE_MS = 60_000


class Sources(QObject):
    """Where media lie, as told."""

    changed = Signal(object)

    def __init__(self, sources: Mapping[str, MediaSource]) -> None:
        super().__init__()
        self.sources: Mapping[str, MediaSource] = sources

    def put(self, sources: Mapping[str, MediaSource]) -> None:
        """Have other media."""
        self.sources = sources
        self.changed.emit(sources)


class Scene:
    """A document, a session, a preview, and every frame it showed."""

    def __init__(self, qtbot: QtBot, state: EditorState, sources: Mapping[str, MediaSource]) -> None:
        self.qtbot = qtbot
        self.document, self.session, self.sources = Document(Work(state)), Session(), Sources(sources)
        self.preview = Preview(self.document, self.session, self.sources)
        self.frames: list[PreviewFrame] = []
        self.notices: list[str] = []
        self.preview.frame_ready.connect(self.frames.append)
        self.preview.notice.connect(self.notices.append)

    @property
    def last(self) -> PreviewFrame:
        """The frame that is seen now."""
        return self.frames[-1]

    def until(self, found: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(found, timeout=PATIENCE_MS)

    def until_shown(self, tick: int, size: tuple[int, int]) -> PreviewFrame:
        """Wait until the exact frame of a tick is what is seen."""
        self.until(
            lambda: (
                bool(self.frames)
                and (self.last.tick, self.last.size, self.last.is_exact) == (tick, size, True)
            )
        )
        return self.last

    def color(self, x: int, y: int) -> str:
        """The colour of a pixel of the frame that is seen."""
        return self.last.image.pixelColor(x, y).name()

    def until_color(self, x: int, y: int, color: str) -> None:
        """Wait until a pixel has that colour."""
        self.until(lambda: bool(self.frames) and self.color(x, y) == color)


def plant(monkeypatch, what: str) -> None:
    """Make processes that start from now on misbehave when they open a file: "crash clip.mp4"."""
    folder = Path(__file__).parents[1] / "render" / "export" / "plant"
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=":")
    monkeypatch.setenv("PLANTED", what)
