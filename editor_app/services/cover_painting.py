"""Paints the picture that a project is known by; for a process of its own, as documents may be large."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter

from editor_app.render.media.pool import MediaPool
from editor_app.render.picture.renderer import Renderer
from editor_app.services.covers import is_dark
from editor_app.services.sources import find_here
from editor_app.state import EditorState, read
from editor_app.state.queries import project_length
from editor_app.store.folders import Folders
from editor_app.store.linked_projects import file_of
from editor_app.store.local_database import LocalDatabase, LocalDatabaseError
from editor_app.store.media_cache import MediaCache
from editor_app.store.media_files import FoundMedia
from editor_app.store.project import MediaPlace, ProjectError, load_project

_log = logging.getLogger(__name__)
BOX = QSize(480, 270)
_MOMENTS = (0.25, 0.5, 0.1, 0.75)
"""Shares of the length, tried until one shows something."""
_QUALITY = 86


@dataclass(frozen=True, slots=True)
class Here:
    """What this computer knows of a project of a service: `places` are of the one that is open."""

    folders: Folders
    service: str
    project_id: str
    places: Mapping[str, MediaPlace] = field(default_factory=dict[str, MediaPlace])


class Painted(NamedTuple):
    """A picture as JPEG, empty where there is nothing to see, and whether all its media were here."""

    content: bytes
    is_whole: bool


def paint_cover(document: Mapping[str, Any], here: Here) -> Painted:
    """Paint a moment of a document.

    Media whose files are elsewhere are drawn as the labelled stand-ins that the preview has for them.
    """
    state = read(dict(document))[0]
    length = project_length(state)
    if not length:
        return Painted(b"", True)
    found = _find(state, here)
    pool = MediaPool(found.sources)
    try:
        renderer, size = Renderer(pool), _size(state)
        images = (renderer.frame(state, int(length * share), size) for share in _MOMENTS)
        image = next((one for one in images if not is_dark(one)), None)
        return Painted(_jpeg(image) if image is not None else b"", not found.missing)
    finally:
        pool.close()


def _find(state: EditorState, here: Here) -> FoundMedia:
    """Find media by the places that the open project or the file in step has, and by their contents."""
    database = LocalDatabase(here.folders.services)
    places = here.places or _places_of_file(database, here)
    return find_here(state, places, MediaCache(database, here.folders.fetched))


def _places_of_file(database: LocalDatabase, here: Here) -> Mapping[str, MediaPlace]:
    try:
        file = file_of(database, here.service, here.project_id)
        return load_project(file).media if file is not None else {}
    except (LocalDatabaseError, ProjectError) as error:
        _log.info("Media of a project in step are not known: %s", error)
        return {}


def _size(state: EditorState) -> tuple[int, int]:
    own = QSize(int(state.composition_width), int(state.composition_height))
    fitted = own.scaled(BOX, Qt.AspectRatioMode.KeepAspectRatio)
    return max(1, fitted.width()), max(1, fitted.height())


def _jpeg(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(_QUALITY)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB32))
    return bytes(content.data())
