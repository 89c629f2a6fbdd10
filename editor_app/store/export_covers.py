"""A small picture of what was exported, for each export that is remembered."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from editor_app.store.folders import Folders
from editor_app.store.whole_file import whole_file

SIZE = QSize(144, 80)
"""The box that a picture is kept at."""
_QUALITY = 86


def export_cover_file(folders: Folders, job_id: str) -> Path:
    """Give where the picture of an export is kept."""
    return folders.data / "covers" / "exports" / f"{job_id}.jpg"


def write_export_cover(folders: Folders, job_id: str, image: QImage) -> None:
    """Keep a picture of an export; raise OSError."""
    file = export_cover_file(folders, job_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    small = image.scaled(SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    with whole_file(file) as temporary:
        if not small.convertToFormat(QImage.Format.Format_RGB32).save(str(temporary), quality=_QUALITY):
            raise OSError(f"a picture could not be written to {file.parent}")


def read_export_cover(folders: Folders, job_id: str) -> QImage | None:
    """Give the picture of an export, None where there is none."""
    image = QImage(str(export_cover_file(folders, job_id)))
    return None if image.isNull() else image


def drop_export_cover(folders: Folders, job_id: str) -> None:
    """Forget the picture of an export."""
    with contextlib.suppress(OSError):
        export_cover_file(folders, job_id).unlink(missing_ok=True)
