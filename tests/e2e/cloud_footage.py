"""Twenty files as somebody brings them home: pictures of three kinds, films and sound, each another.

python -m tests.e2e.cloud_footage FOLDER
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QPainter

from editor_app.demo import evening, film, music, still_life, sunrise
from editor_app.demo.brush import canvas, grain
from editor_app.render.image_bytes import image_bytes

Scene = Callable[[QPainter, float, float], None]
_FORMS = {".jpg": ("JPG", 92), ".png": ("PNG", -1), ".webp": ("WEBP", 90)}
_FILM_SECONDS = 1.5

FILMS: dict[str, tuple[Scene, float]] = {
    "01 Sun over the bay.mp4": (sunrise.paint, 0.0),
    "02 Lamps along the quay.mp4": (evening.paint, 0.5),
    "03 The boat leaves.mp4": (sunrise.paint, 0.7),
}
PICTURES: dict[str, tuple[Scene, float, float, float, float]] = {
    # scene, moment, and what is seen of it: how large, and from where
    "04 First light.jpg": (sunrise.paint, 0.15, 1.0, 0.0, 0.0),
    "05 Three vessels.webp": (still_life.paint, 0.0, 1.0, 0.0, 0.0),
    "06 Harbour at dusk.jpg": (evening.paint, 0.1, 1.0, 0.0, 0.0),
    "07 Glaze.png": (still_life.paint, 0.0, 2.4, 0.36, 0.5),
    "08 The lighthouse.webp": (evening.paint, 0.4, 1.8, 0.5, 0.3),
    "09 Far hills.jpg": (sunrise.paint, 0.3, 1.7, 0.0, 0.3),
    "10 Windows.png": (evening.paint, 0.7, 2.0, 0.1, 0.4),
    "11 Morning haze.jpg": (sunrise.paint, 0.45, 1.4, 0.2, 0.2),
    "12 On the table.webp": (still_life.paint, 0.0, 1.5, 0.2, 0.3),
    "13 Still water.png": (sunrise.paint, 0.6, 2.0, 0.2, 0.5),
    "14 Night comes.jpg": (evening.paint, 0.85, 1.2, 0.1, 0.1),
    "15 The branch.jpg": (still_life.paint, 0.0, 2.0, 0.5, 0.1),
    "16 Noon.webp": (sunrise.paint, 0.9, 1.0, 0.0, 0.0),
    "17 Last lamps.png": (evening.paint, 1.0, 1.0, 0.0, 0.0),
}
SOUNDS: dict[str, tuple[float, float]] = {
    "18 Theme.m4a": (0.0, 12.0),
    "19 Interlude.m4a": (3.0, 8.0),
    "20 Ending.m4a": (7.0, 12.0),
}


def make_footage(folder: Path) -> list[Path]:
    """Write all files into a folder; needs a QGuiApplication."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (scene, moment) in FILMS.items():
        film.write_video(folder / name, partial(_later, scene, moment), _FILM_SECONDS)
    for name, seen in PICTURES.items():
        _write_picture(folder / name, *seen)
    piece = music.play()
    for name, (start, end) in SOUNDS.items():
        part = piece[:, round(start * music.RATE) : round(end * music.RATE)]
        film.write_sound(folder / name, part, music.RATE)
    return sorted(folder.iterdir())


def _later(scene: Scene, moment: float, painter: QPainter, progress: float, seconds: float) -> None:
    """Paint a scene that begins at another moment."""
    scene(painter, moment + progress * (1 - moment) / 2, seconds + 5 * moment)


def _write_picture(path: Path, scene: Scene, moment: float, scale: float, left: float, top: float) -> None:
    with canvas(1920, 1080) as (image, painter):
        painter.save()
        painter.scale(scale, scale)
        painter.translate(-1280 * left * (1 - 1 / scale), -720 * top * (1 - 1 / scale))
        scene(painter, moment, 5 * moment)
        painter.restore()
        grain(painter, 0)
    form, quality = _FORMS[path.suffix]
    path.write_bytes(image_bytes(image, form, quality))


if __name__ == "__main__":
    application = QGuiApplication(sys.argv)
    make_footage(Path(sys.argv[1]))
