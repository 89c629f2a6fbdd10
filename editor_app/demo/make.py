"""Making the demo project in a folder, without ever touching a file of somebody else's."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage, QLinearGradient, QPainter

from editor_app.demo import evening, film, music, still_life, sunrise
from editor_app.demo.brush import color
from editor_app.demo.document import HEIGHT, WIDTH, editor_state
from editor_app.product import PROJECT_FORMAT, PROJECT_SUFFIX
from editor_app.render.image_bytes import image_bytes
from editor_app.store.whole_file import whole_file

PROJECT_NAME = "demo" + PROJECT_SUFFIX
SHOT_SECONDS = 5.0


class DemoFolderTaken(Exception):
    """The folder holds files that are not the demo's; the text is a sentence."""


def make_demo(folder: Path, on_step: Callable[[str], None] = lambda name: None) -> Path:
    """Write the demo into `folder` (made if need be) and give the project file.

    A folder that holds the demo already, whole or in part, is completed and otherwise left as it is, with
    what its owner changed in it. Raises DemoFolderTaken where it holds something else, OSError where it
    cannot be written. If that or an interrupt ends it, what it has made so far goes again.
    """
    project = folder / PROJECT_NAME
    if not project.is_file():
        _refuse_foreign(folder)
    elif not _is_demo(project):
        raise DemoFolderTaken(f"“{project}” is another project, not the demo. Choose a new or empty folder.")
    with _undone_on_failure() as made:
        for place in (*reversed(folder.parents), folder, folder / "media"):
            if not place.exists():
                place.mkdir(exist_ok=True)
                made.append(place)
        for name in MEDIA:
            path = folder / "media" / name
            if not path.exists():
                on_step(name)
                with whole_file(path) as temporary:
                    MEDIA[name](temporary)
                made.append(path)
        if not project.is_file():
            on_step(PROJECT_NAME)
            files = {name: (folder / "media" / name).read_bytes() for name in MEDIA}
            with whole_file(project) as temporary:
                temporary.write_text(_project_text(files), encoding="utf-8")
    return project


@contextlib.contextmanager
def _undone_on_failure() -> Iterator[list[Path]]:
    """Take a list of what is made, and remove that again where the block does not end well."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for path in reversed(made):
            with contextlib.suppress(OSError):  # a folder into which somebody else has put something stays
                path.rmdir() if path.is_dir() else path.unlink()
        raise


def _is_demo(project: Path) -> bool:
    """Tell whether a project file names media of the demo, whatever its owner has changed in it."""
    content = project.read_bytes()
    return any(f"media/{name}".encode() in content for name in MEDIA)


def is_made(folder: Path) -> Path | None:
    """Give the project file of a demo that is there whole, else None."""
    project = folder / PROJECT_NAME
    is_whole = project.is_file() and all((folder / "media" / name).is_file() for name in MEDIA)
    return project if is_whole else None


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise DemoFolderTaken(f"“{folder}” is a file, not a folder. Choose another place for the demo.")
    found = {path.relative_to(folder).as_posix() for path in folder.glob("*")}
    found |= {path.relative_to(folder).as_posix() for path in folder.glob("media/*")}
    if foreign := sorted(found - {"media", *(f"media/{name}" for name in MEDIA)}):
        raise DemoFolderTaken(
            f"The folder “{folder}” is not empty (it holds “{foreign[0]}”), and the demo overwrites nothing. "
            "Choose a new or empty folder."
        )


def _project_text(files: Mapping[str, bytes]) -> str:
    state = editor_state({name: len(content) for name, content in files.items()})
    media = {
        key: {
            "path": f"media/{asset['filename']}",
            "sha256": hashlib.sha256(files[asset["filename"]]).hexdigest(),
            "size": asset["size"],
        }
        for key, asset in state["assets"].items()
    }
    project = {
        "format": PROJECT_FORMAT,
        "editorState": state,
        "project": {"title": "Summer Launch", "description": "A launch clip of twelve seconds."},
        "media": media,
        "sidecar": {
            "editRate": 30,
            "trackNames": {
                "track-veil": "Veil",
                "track-titles": "Titles",
                "track-lines": "Lines",
                "track-marks": "Marks",
                "track-scrim": "Shade",
                "track-shots": "Shots",
                "track-music": "Music",
            },
        },
    }
    return json.dumps(project, ensure_ascii=False, indent=2) + "\n"


def _write_scrim(path: Path) -> None:
    """Write the dark shade, clear towards the right, on which the first title stands."""
    image = QImage(360, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    gradient = QLinearGradient(QPointF(0, 0), QPointF(360, 0))
    for offset, alpha in ((0.0, 0.62), (0.35, 0.46), (0.7, 0.15), (1.0, 0.0)):
        gradient.setColorAt(offset, color("#0f2a40", alpha))
    painter.fillRect(image.rect(), gradient)
    painter.end()
    path.write_bytes(image_bytes(image, "PNG"))


MEDIA: Mapping[str, Callable[[Path], None]] = {
    "music.m4a": lambda path: film.write_sound(path, music.play(), music.RATE),
    "vessels.jpg": lambda path: film.write_picture(path, still_life.paint, WIDTH, HEIGHT),
    "scrim.png": _write_scrim,
    "sunrise.mp4": lambda path: film.write_video(path, sunrise.paint, SHOT_SECONDS),
    "evening.mp4": lambda path: film.write_video(path, evening.paint, SHOT_SECONDS),
}
