"""A small picture of every project, kept beside the list of recent ones."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from editor_app.store.folders import Folders, project_id
from editor_app.store.whole_file import whole_file

SIZE = QSize(480, 270)
"""The box that a picture is kept at."""
_QUALITY = 86


def cover_file(folders: Folders, project: Path) -> Path:
    """Give where a project's picture is kept."""
    return folders.data / "covers" / f"{project_id(project)}.jpg"


def write_cover(folders: Folders, project: Path, image: QImage) -> None:
    """Keep a picture of a project; raise OSError."""
    file = cover_file(folders, project)
    file.parent.mkdir(parents=True, exist_ok=True)
    small = image
    if image.width() > SIZE.width() or image.height() > SIZE.height():
        small = image.scaled(
            SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    with whole_file(file) as temporary:
        if not small.convertToFormat(QImage.Format.Format_RGB32).save(str(temporary), quality=_QUALITY):
            raise OSError(f"a picture could not be written to {file.parent}")


def read_cover(folders: Folders, project: Path) -> QImage | None:
    """Give a project's picture, None where there is none."""
    image = QImage(str(cover_file(folders, project)))
    return None if image.isNull() else image


def drop_cover(folders: Folders, project: Path) -> None:
    """Forget a project's picture."""
    with contextlib.suppress(OSError):
        cover_file(folders, project).unlink(missing_ok=True)
