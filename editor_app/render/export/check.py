"""Is a finished file what it should be? Its streams, its times, three of its pictures, its sound's level."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError
from PySide6.QtGui import QImage

from editor_app.render.export.jobs import Part
from editor_app.render.export.proofs import least_likeness_db, likeness_db, proof_frames
from editor_app.render.export.sequence import picture_files
from editor_app.render.export.settings import BadFile, Target
from editor_app.render.export.spool import Spool
from editor_app.render.export.streams import frame_near, last_frame, level_at
from editor_app.render.export.verify import verify
from editor_app.render.media.colour import Converter

_LEAST_LEVEL, _MOST_LEVEL = 0.5, 2.0
"""How a decoded level may stand to the mix's."""


def check(path: Path, target: Target, spool: Spool, beat: Callable[[], None], part: Part = "all") -> None:
    """Read a finished file or folder back, calling `beat` often; raise BadFile where it is wrong.

    Folders and single pictures are looked at as a whole.
    """
    if target.kind in ("still", "sequence"):
        _check_pictures(path, target, spool)
        return
    frames = proof_frames(target)
    try:
        if part == "the end":
            _check_frames(path, frames[-1:], target, spool, beat)
            return
        verify(path, target, beat)
        with av.open(str(path)) as container:
            if target.has_sound:
                _check_sound(path, container, target, spool)
        if target.has_pictures:
            _check_frames(path, frames if part == "all" else frames[:-1], target, spool, beat)
    except FFmpegError as error:
        raise BadFile(f"“{path.name}” cannot be read back: {error.strerror or error}.") from error


def _check_sound(path: Path, container: InputContainer, target: Target, spool: Spool) -> None:
    note = spool.note_of(spool.piece_path(target, None))
    if note is None or note.loudest is None:
        return
    start, count, level = note.loudest
    heard = level_at(container, Fraction(start, 48_000), Fraction(count, 48_000))
    if heard is None or not _LEAST_LEVEL * level <= heard <= _MOST_LEVEL * level:
        what = "silent" if not heard or heard < level else "louder"
        raise BadFile(f"“{path.name}” is {what} where the project is not, {start / 48_000:.1f} s in.")


def _check_frames(
    path: Path, frames: tuple[int, ...], target: Target, spool: Spool, beat: Callable[[], None]
) -> None:
    converter = Converter()
    for number in frames:
        beat()
        seconds = Fraction(number, target.fps)
        # Opened anew: after an end, or with another decoder's frames in hand, seeking is not what it seems.
        with av.open(str(path)) as container:
            if number == target.frames - 1:
                frame = last_frame(container, seconds)
            else:
                frame = frame_near(container, seconds, Fraction(target.fps))
            if frame is None:
                raise BadFile(f"“{path.name}” ends before its frame {number + 1}.")
            if frame.is_corrupt:
                raise BadFile(f"“{path.name}” is damaged in its frame {number + 1}.")
            image = converter.image(frame, target.size)
        _compare(path, image, number, target, spool)


def _check_pictures(path: Path, target: Target, spool: Spool) -> None:
    files = [path] if target.kind == "still" else picture_files(path, target)
    if len(files) != target.frames:
        raise BadFile(f"“{path.name}” holds {len(files)} pictures instead of {target.frames}.")
    for number in proof_frames(target):
        image = QImage.fromData(files[number].read_bytes())
        if (image.width(), image.height()) != target.size:
            raise BadFile(f"“{files[number].name}” is not a picture of {target.width} × {target.height}.")
        _compare(files[number], image, number, target, spool)


def _compare(path: Path, image: QImage, number: int, target: Target, spool: Spool) -> None:
    try:
        proof = QImage.fromData(spool.proof_path(number).read_bytes())
    except FileNotFoundError:
        return
    # One that a power cut has spoilt proves nothing.
    if not proof.isNull() and likeness_db(image, proof) < least_likeness_db(target):
        raise BadFile(f"“{path.name}” shows another picture than the project in its frame {number + 1}.")
