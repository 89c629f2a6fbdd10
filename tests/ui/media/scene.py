"""A media panel on a known document, with imports, sources and thumbnails that only note what is asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from editor_app.assets import AudioAsset, ImageAsset, VideoAsset
from editor_app.document import Document
from editor_app.edits import add_assets
from editor_app.edits.blank import blank_document
from editor_app.edits.new_clips import place_assets
from editor_app.render.media.source import MediaSource
from editor_app.services.drops import Coming
from editor_app.session import Session
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.ui.media import MediaPanel
from editor_app.ui.widgets.dropping import ASSETS_MIME


class Sources(QObject):
    """Sources that a test sets."""

    changed = Signal(object)
    sources: Mapping[str, MediaSource] = {}
    missing: tuple[MissingMedium, ...] = ()


class Imports(QObject):
    """Imports that only note what they are asked for."""

    progress_changed = Signal(object)
    coming_changed = Signal()
    coming: tuple[Coming, ...] = ()
    notes_changed = Signal()
    finished = Signal(object)
    notice = Signal(str)
    tasks: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Any] = []
        self.odd = {"film": ("Its frame rate varies.", "It is HDR.")}

    def notes(self, source: MediaSource) -> tuple[str, ...]:
        return self.odd.get(source.asset_id, ())

    def add_mime(self, mime: QMimeData, place: object = None) -> bool:
        self.asked.append(place)
        return mime.hasImage()

    def add_paths(self, paths: Sequence[Path], place: object = None) -> None:
        self.asked.append((tuple(paths), place))

    def replace_files(self, paths: Mapping[str, Path]) -> None:
        self.asked.append(dict(paths))

    def cancel(self) -> None:
        self.asked.append("cancel")


class Thumbnails:
    """Pictures whose shade tells their time."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []
        self.rounds = 0

    def begin_round(self) -> None:
        self.rounds += 1

    def thumbnail(self, asset_id: str, source_ticks: int, height_px: int) -> QImage | None:
        self.asked.append((asset_id, source_ticks))
        image = QImage(160, 90, QImage.Format.Format_RGB32)
        image.fill(QColor("#336699"))
        return image

    def on_ready(self, tell: Callable[[], None]) -> None:
        tell()


def make_scene(qtbot: QtBot) -> SimpleNamespace:
    """A panel 420 px wide with a video that is used, a picture, and a sound."""
    common = {"size": 10, "mime_type": "x/x"}
    video = {"duration_in_seconds": 12.0, "has_audio_track": True, "width": 640, "height": 360}
    assets = [
        VideoAsset.model_validate(common | video | {"id": "film", "filename": "beach.mp4"}, by_name=True),
        ImageAsset.model_validate(
            common | {"id": "photo", "filename": "Été à Nice.png", "width": 80, "height": 40}, by_name=True
        ),
        AudioAsset.model_validate(
            common | {"id": "song", "filename": "song.mp3", "duration_in_seconds": 84.0}, by_name=True
        ),
    ]
    state = add_assets(blank_document(width=1920, height=1080), assets=assets)
    state = place_assets(state, asset_ids=["film", "film"], start_ticks=0)
    document, session, sources = Document(Work(state)), Session(), Sources()
    sources.sources = {
        "film": MediaSource("film", Path("beach.mp4"), "video", "beach.mp4"),
    }
    imports, thumbnails = Imports(), Thumbnails()
    panel = MediaPanel(document, session, imports, sources, thumbnails)  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(420, 640)
    said: list[str] = []
    panel.notice.connect(said.append)
    panel.show()
    return SimpleNamespace(
        document=document,
        session=session,
        sources=sources,
        imports=imports,
        thumbnails=thumbnails,
        panel=panel,
        library=panel.library,
        view=panel.library.view,
        said=said,
    )


def names(scene: SimpleNamespace) -> list[str]:
    model = scene.library.model
    return [model.index(row).data() for row in range(model.rowCount())]


def select(scene: SimpleNamespace, *keys: str) -> None:
    scene.library.select(keys)


def press(scene: SimpleNamespace, row: int) -> QPoint:
    return scene.view.visualRect(scene.library.model.index(row)).center() - QPoint(0, 20)


def assets_mime(*keys: str) -> QMimeData:
    mime = QMimeData()
    mime.setData(ASSETS_MIME, json.dumps(keys).encode())
    return mime
