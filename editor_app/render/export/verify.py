"""Read a finished file's packets back: are the streams, the frames and the times what they should be?"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer

from editor_app.render.export.settings import BadFile, Target
from editor_app.render.media.quiet import silence_decoders

silence_decoders()

_VIDEO_CODECS = {"mp4": "h264", "webm": "vp9", "mkv": "ffv1", "gif": "gif"}
_AUDIO_CODECS = {
    "mp4": "aac",
    "m4a": "aac",
    "webm": "opus",
    "mkv": "pcm_f32le",
    "wav": "pcm_s24le",
    "mp3": "mp3",
}


def verify(path: Path, target: Target, go_on: Callable[[], None]) -> None:
    """Read a finished file back, calling `go_on` often; raise BadFile where `target` says otherwise."""
    with av.open(str(path)) as container:
        _check_streams(path, container, target)
        frames, picture_end, sound_end = 0, Fraction(0), Fraction(0)
        for packet in container.demux():
            go_on()
            if not packet.size or packet.pts is None:
                continue
            end = (packet.pts + (packet.duration or 0)) * packet.time_base
            if packet.stream.type == "video":
                frames, picture_end = frames + 1, max(picture_end, end)
            else:
                sound_end = end
    length, frame = Fraction(target.frames, target.fps), Fraction(1, target.fps)
    if target.has_pictures and frames != target.frames:
        raise BadFile(f"“{path.name}” has {frames} frames instead of {target.frames}.")
    if target.has_pictures and abs(picture_end - length) > frame:
        raise BadFile(f"“{path.name}” lasts {float(picture_end):.3f} s instead of {float(length):.3f} s.")
    # An encoder's frame of sound may be longer than the pictures'.
    if target.has_sound and abs(sound_end - length) > max(frame, Fraction(1, 10)):
        raise BadFile(f"The sound of “{path.name}” lasts {float(sound_end):.3f} s, unlike its picture.")


def _check_streams(path: Path, container: InputContainer, target: Target) -> None:
    videos, sounds = container.streams.video, container.streams.audio
    if len(videos) != target.has_pictures or len(sounds) != target.has_sound:
        raise BadFile(f"“{path.name}” lacks its picture or its sound.")
    if target.has_pictures:
        codec = videos[0].codec_context
        if (codec.width, codec.height) != target.size:
            found, wanted = f"{codec.width} × {codec.height}", f"{target.width} × {target.height}"
            raise BadFile(f"“{path.name}” is {found} instead of {wanted}.")
        if codec.codec.canonical_name != _VIDEO_CODECS[target.format]:
            raise BadFile(f"The picture of “{path.name}” is {codec.codec.canonical_name}.")
    if target.has_sound:
        codec = sounds[0].codec_context
        found = codec.codec.canonical_name, codec.sample_rate, codec.channels
        if found != (_AUDIO_CODECS[target.format], 48_000, 2):
            raise BadFile(f"The sound of “{path.name}” is {found[0]}, {found[1]} Hz, {found[2]} channels.")
