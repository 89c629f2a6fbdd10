"""Read a finished file back: is it what it should be?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av

from editor_app.render.export.settings import RenderFailed, Target
from editor_app.render.media.quiet import silence_decoders

silence_decoders()


def verify(path: Path, target: Target, go_on: Callable[[], None]) -> None:
    """Read a finished file back, calling `go_on` often; raise RenderFailed where `target` says otherwise."""
    with av.open(str(path)) as container:
        if len(container.streams.video) != 1 or len(container.streams.audio) != 1:
            raise RenderFailed(f"“{path.name}” lacks its picture or its sound.")
        picture, sound = container.streams.video[0], container.streams.audio[0]
        size = (picture.codec_context.width, picture.codec_context.height)
        if size != target.size:
            raise RenderFailed(
                f"“{path.name}” is {size[0]} × {size[1]} instead of {target.width} × {target.height}."
            )
        frames, sound_end = 0, Fraction(0)
        for packet in container.demux(picture, sound):
            go_on()
            if packet.size and packet.stream_index == picture.index:
                frames += 1
            elif packet.size and packet.pts is not None:
                sound_end = (packet.pts + (packet.duration or 0)) * packet.time_base
        if frames != target.frames:
            raise RenderFailed(f"“{path.name}” has {frames} frames instead of {target.frames}.")
        if abs(sound_end - Fraction(target.frames, target.fps)) > Fraction(1, target.fps):
            raise RenderFailed(
                f"The sound of “{path.name}” lasts {float(sound_end):.3f} s, unlike its picture."
            )
