"""Join encoded segments and sound into one file without encoding again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
from av.audio.stream import AudioStream
from av.packet import Packet
from av.video.stream import VideoStream

from editor_app.render.export.recipes import RECIPES, SPOOL_FORMAT
from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import RenderFailed, Target
from editor_app.render.media.quiet import silence_decoders
from editor_app.timebase import SAMPLE_RATE

silence_decoders()

_AAC_FRAME, _OPUS_FRAME = 1024, 960
_PCM_BYTES_PER_SAMPLE = 8


class Joiner:
    """Write the output from spool files as they come in any order; a context manager.

    Nothing waits longer than it must: a segment is written once the sound and all before it are there, and
    deleted unless it is to be `kept`.
    """

    def __init__(self, path: Path, target: Target, *, kept: bool = False) -> None:
        self._path = path
        self._kept = kept
        self._target = target
        self._ready: dict[int, tuple[Segment, Path]] = {}
        self._following = 0
        self._muxer: _Muxer | None = None

    def take(self, segment: Segment | None, path: Path) -> None:
        """Take a spool file: a segment's, or the sound's where that is None."""
        if segment is None:
            self._muxer = _Muxer(self._path, self._target, path)
        else:
            self._ready[segment.index] = (segment, path)
        while self._muxer is not None and self._following in self._ready:
            self._muxer.add(*self._ready[self._following])
            _, path = self._ready.pop(self._following)
            if not self._kept:
                path.unlink()
            self._following += 1

    def finish(self, go_on: Callable[[], None] = lambda: None) -> None:
        """Write the rest of the sound and the file's index."""
        if self._muxer is not None:
            self._muxer.finish()

    def __enter__(self) -> Joiner:
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        if self._muxer is not None:
            self._muxer.abandon()


class _Muxer:
    """The output container and the sound's spool file.

    Times are counted, not copied (the spool's are rounded to milliseconds): exact in frames and samples.
    """

    def __init__(self, path: Path, target: Target, sound: Path) -> None:
        self._target = target
        recipe = RECIPES[target.format]
        options = {"fflags": "+bitexact", **recipe.container_options}
        self._sound_spool = av.open(str(sound), format=SPOOL_FORMAT)
        self._output = av.open(str(path), "w", format=recipe.container, options=options)
        self._picture: VideoStream | None = None
        self._sound: AudioStream | None = None
        self._header: bytes | None = None
        self._delay = 0
        self._packets = 0
        self._waiting: Packet[AudioStream] | None = None
        self._sounds = self._sound_packets(self._sound_spool.streams.audio[0])

    def add(self, segment: Segment, path: Path) -> None:
        """Append `segment`, encoded in the file `path`, with the sound that belongs beside it."""
        with av.open(str(path), format=SPOOL_FORMAT) as spool:
            stream = spool.streams.video[0]
            picture = self._picture or self._begin(stream)
            if stream.codec_context.extradata != self._header:
                raise RenderFailed(
                    f"Segment {segment.index} was encoded with another header than the first one."
                )
            count = 0
            for packet in spool.demux(stream):
                if not packet.size or packet.pts is None:
                    continue
                frame = round(packet.pts * packet.time_base * self._target.fps)
                packet.stream = picture
                packet.time_base = Fraction(1, self._target.fps)
                packet.pts = segment.first_frame + frame
                packet.dts = self._packets - self._delay
                packet.duration = 1
                self._write_sound_until(Fraction(packet.dts, self._target.fps))
                self._output.mux(packet)
                self._packets += 1
                count += 1
        if count != segment.frames:
            raise RenderFailed(f"Segment {segment.index} has {count} frames instead of {segment.frames}.")

    def _begin(self, stream: VideoStream) -> VideoStream:
        """Open both output streams after the first segment's."""
        fps = self._target.fps
        picture = self._output.add_stream_from_template(stream, opaque=True)
        picture.time_base = Fraction(1, fps * 512)
        picture.codec_context.framerate = Fraction(fps)
        if self._target.alpha:
            picture.metadata["alpha_mode"] = "1"
        sound = self._output.add_stream_from_template(self._sound_spool.streams.audio[0], opaque=True)
        sound.time_base = Fraction(1, SAMPLE_RATE)
        self._header = stream.codec_context.extradata
        self._delay = stream.codec_context.reorder_depth
        self._picture, self._sound = picture, sound
        return picture

    def _sound_packets(self, stream: AudioStream) -> Iterator[Packet[AudioStream]]:
        position = -_priming(stream)
        for packet in self._sound_spool.demux(stream):
            if not packet.size:
                continue
            if self._sound is not None:
                packet.stream = self._sound
            size = _samples(self._target, packet)
            packet.time_base = Fraction(1, SAMPLE_RATE)
            packet.pts = packet.dts = position
            packet.duration = min(size, self._target.samples - position)
            position += size
            if packet.duration > 0:
                yield packet

    def _write_sound_until(self, seconds: Fraction | None) -> None:
        """Write the sound packets that start by `seconds`, all of them for None."""
        while True:
            packet = self._waiting or next(self._sounds, None)
            self._waiting = packet
            if packet is None or packet.pts is None:
                return
            if seconds is not None and Fraction(packet.pts, SAMPLE_RATE) > seconds:
                return
            self._waiting = None
            self._output.mux(packet)

    def finish(self) -> None:
        """Write the rest of the sound and the index, and close."""
        self._write_sound_until(None)
        self._sound_spool.close()
        self._output.close()

    def abandon(self) -> None:
        """Close whatever is still open; nobody needs the file any more."""
        self._sound_spool.close()
        with contextlib.suppress(OSError, ValueError):
            self._output.close()


def _priming(stream: AudioStream) -> int:
    """Count the samples a decoder drops at the start."""
    name = stream.codec_context.name
    if name == "aac":
        return _AAC_FRAME
    header = stream.codec_context.extradata
    if name in {"opus", "libopus"} and header is not None:
        return int.from_bytes(header[10:12], "little")
    return 0


def _samples(target: Target, packet: Packet[AudioStream]) -> int:
    """Count the samples that `packet` decodes to."""
    codec = RECIPES[target.format].audio_codec
    if codec == "aac":
        return _AAC_FRAME
    if codec == "libopus":
        return _OPUS_FRAME
    return packet.size // _PCM_BYTES_PER_SAMPLE
