"""Check a film that a service has made: is it whole, and is it what was asked for?"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from fractions import Fraction
from pathlib import Path
from typing import cast

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from editor_app.render import processes
from editor_app.render.export.settings import BadFile
from editor_app.render.export.streams import frame_near, last_frame
from editor_app.render.media.quiet import silence_decoders
from editor_app.render.with_parent import end_with_parent

silence_decoders()

_USUAL_FPS = Fraction(30)


def verify_foreign(
    path: Path,
    duration_s: float | None,
    size: tuple[int, int] | None,
    tolerance_s: float = 0.1,
    *,
    needs_sound: bool = False,
) -> tuple[int, int]:
    """Read a film, decode its first, middle and last picture, give its px; raise BadFile where it is wrong.

    Its length is to be `duration_s` within `tolerance_s`, its picture `size` px; None asks for nothing. It
    decodes, and so belongs off the window's process: see `verify_foreign_apart`.
    """
    try:
        with av.open(str(path)) as container:
            picture, found = _picture(path, container, size, needs_sound)
            length = _length(path, container)
            fps = picture.average_rate or _USUAL_FPS
        if duration_s is not None and abs(length - duration_s) > tolerance_s + 1 / fps:
            raise BadFile(f"“{path.name}” lasts {float(length):.2f} s instead of {duration_s:.2f} s.")
        _decode_three(path, length, fps)
        return found
    except FFmpegError as error:
        raise BadFile(f"“{path.name}” cannot be read: {error.strerror or error}.") from error


def verify_foreign_apart(
    path: Path,
    duration_s: float | None,
    size: tuple[int, int] | None,
    tolerance_s: float = 0.1,
    *,
    needs_sound: bool = False,
) -> tuple[int, int]:
    """Do what `verify_foreign` does in a process of its own; blocks; raises BadFile if that dies over it."""
    context = processes.context()
    with ProcessPoolExecutor(1, mp_context=context, initializer=end_with_parent) as executor:
        call: Callable[..., tuple[int, int]] = verify_foreign
        with processes.deaf_to_interrupts():
            future = executor.submit(call, path, duration_s, size, tolerance_s, needs_sound=needs_sound)
        try:
            return future.result()
        except BrokenProcessPool:
            raise BadFile(f"“{path.name}” crashes its decoder.") from None


def _picture(
    path: Path, container: InputContainer, size: tuple[int, int] | None, needs_sound: bool
) -> tuple[VideoStream, tuple[int, int]]:
    if not container.streams.video:
        raise BadFile(f"“{path.name}” has no picture.")
    if needs_sound and not container.streams.audio:
        raise BadFile(f"“{path.name}” has no sound.")
    picture = container.streams.video[0]
    found = picture.codec_context.width, picture.codec_context.height
    if size is not None and found != size:
        raise BadFile(f"“{path.name}” is {found[0]} × {found[1]} instead of {size[0]} × {size[1]}.")
    return picture, found


def _length(path: Path, container: InputContainer) -> Fraction:
    """Read every packet; give when the last picture ends, in seconds."""
    begin, end, declared = None, Fraction(0), Fraction(0)
    for stream in container.streams.video:
        declared = Fraction(stream.frames)
    count = 0
    for packet in container.demux():
        if packet.is_corrupt:
            raise BadFile(f"“{path.name}” is damaged inside.")
        if not packet.size or packet.pts is None or packet.stream.type != "video":
            continue
        at = packet.pts * cast(Fraction, packet.time_base)
        count += 1
        begin = at if begin is None else min(begin, at)
        end = max(end, at + (packet.duration or 0) * cast(Fraction, packet.time_base))
    if begin is None or count < declared:
        raise BadFile(f"“{path.name}” is cut off: it holds {count} of its {int(declared)} pictures.")
    return end - begin


def _decode_three(path: Path, length: Fraction, fps: Fraction) -> None:
    """Decode a picture at the start, in the middle, at the end: each file anew, from its key frame on."""
    for name, at in (("first", Fraction(0)), ("middle", length / 2), ("last", length - 1 / fps)):
        with av.open(str(path)) as container:
            frame = last_frame(container, at) if name == "last" else frame_near(container, at, fps)
            if frame is None or frame.is_corrupt:
                raise BadFile(f"The {name} picture of “{path.name}” cannot be decoded.")
