"""What Qt does not look at in PNG and WebP files: the orientation in their EXIF data, a missing end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from editor_app.render.media.orientation import Orientation

ORIENTATION_TAG = 0x0112
_MAX_BYTES = 2**20
# EXIF 2.3, tag Orientation: what it takes to lay the stored picture upright
_TURNS = {
    2: Orientation(a=-1),
    3: Orientation(a=-1, d=-1),
    4: Orientation(d=-1),
    5: Orientation(a=0, b=1, c=1, d=0),
    6: Orientation(a=0, b=1, c=-1, d=0),
    7: Orientation(a=0, b=-1, c=-1, d=0),
    8: Orientation(a=0, b=-1, c=1, d=0),
}


def exif_turn(path: Path, content: str) -> Orientation:
    """Give the turn that a PNG or WebP file asks for; none for other formats."""
    if content not in ("png", "webp"):
        return Orientation()
    with path.open("rb") as file:
        chunks = _png_chunks(file) if content == "png" else _webp_chunks(file)
        data = next(chunks, b"")
    if not data:
        return Orientation()
    exif = Image.Exif()
    try:
        exif.load(data)
        return _TURNS.get(exif.get(ORIENTATION_TAG, 1), Orientation())
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError):
        return Orientation()


def png_is_whole(path: Path) -> bool:
    """Say whether a PNG file goes on to its end mark (libpng tells only the terminal when it does not)."""
    with path.open("rb") as file:
        file.seek(8)
        while len(head := file.read(8)) == 8:
            if head[4:] == b"IEND":
                return True
            file.seek(int.from_bytes(head[:4], "big") + 4, 1)
    return False


def _png_chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(8)
    while len(head := file.read(8)) == 8 and head[4:] != b"IEND":
        size = int.from_bytes(head[:4], "big")
        if head[4:] == b"eXIf" and size <= _MAX_BYTES:
            yield file.read(size)
        else:
            file.seek(size, 1)
        file.seek(4, 1)


def _webp_chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(12)
    while len(head := file.read(8)) == 8:
        size = int.from_bytes(head[4:], "little")
        if head[:4] == b"EXIF" and size <= _MAX_BYTES:
            yield file.read(size)
        else:
            file.seek(size, 1)
        file.seek(size % 2, 1)
