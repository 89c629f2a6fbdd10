"""Read a video by presentation time: which frame is on screen at a moment, whatever was asked before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
from av.error import FFmpegError
from av.stream import Discard

from editor_app.render.media.clock import clock_of, zero_seconds
from editor_app.render.media.container import has_alpha_layer, open_container, video_stream
from editor_app.render.media.errors import MediaUnreadable
from editor_app.render.media.haste import Haste
from editor_app.render.media.lengths import missing_seconds, shorter_by
from editor_app.render.media.medium import check_pixels
from editor_app.render.media.tags import tags_of

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.codeccontext import VideoCodecContext
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

_ALPHA_DECODERS = {"vp9": "libvpx-vp9", "vp8": "libvpx"}  # FFmpeg's own drop the alpha layer
_STEPS_BACK_S = (0, 2, 10)
_WORTH_SEEKING_S = 3
_WORTH_SEEKING_FRAMES = 12
# Decoders whose frames that no other frame needs can be left out on a long way, without a trace.
_LEAVES_OUT = frozenset({"h264", "hevc"})
_WORTH_LEAVING_OUT_S, _WHOLE_AGAIN_S = 1, Fraction(1, 2)
# No time stamps, or (MPEG program streams) stamps that only hold when read from the start.
_READ_FROM_START = frozenset(
    {"mpeg", "mpegvideo", "h261", "h263", "h264", "hevc", "vvc", "m4v", "vc1", "obu"}
)
# Their index counts in order of decoding: frames are shown later, by the delay of reordering.
_COUNT_DECODING = frozenset({"mov,mp4,m4a,3gp,3g2,mj2"})


@dataclass(frozen=True, slots=True)
class Shown:
    """A decoded frame and its time stamp (in the stream's time base)."""

    stamp: int
    frame: VideoFrame


class VideoReader:
    """One decoder on one file. Not for use from two threads.

    Moving forward decodes; moving back, or far ahead, seeks to the key frame before and decodes from
    there, so that a time's frame is the same on every way to it. Packets that cannot be decoded are
    skipped and told to `warn` once.
    """

    def __init__(
        self,
        path: Path,
        label: str,
        *,
        threads: int = 1,
        warn: Callable[[str], None] = lambda _: None,
        haste: Haste | None = None,
        like: VideoReader | None = None,
        length_s: float = 0.0,
    ) -> None:
        """Open the file; `like` is a reader of the same file, whose beginning need not be decoded again.

        `length_s` is how long others take the file to be, for files that do not say it.
        """
        self._path, self._label, self._threads, self._warn = path, label, threads, warn
        self._haste, self._length_s = haste or Haste(), length_s
        self._may_leave_out = haste is None
        self._whole_from: int | None = None
        self._reached = 0  # the latest end of a packet
        self._is_hurt = False  # something could not be decoded, and nothing came after it yet
        self._current: Shown | None = None
        self._next: Shown | None = None
        self._open()
        if like is not None:
            self._clock, self._first = like._clock, like._first
            return
        zero = zero_seconds(self._container)
        self._start_decoding(None)
        if self._current is None:
            raise MediaUnreadable(label, "holds no picture that can be decoded")
        self._first = self._current
        if self._container.format.name == "avi":
            # AVI counts in order of decoding: with B-frames the first picture is late by their delay.
            zero = self._first.stamp * self._time_base
        self._clock = clock_of(self._stream, zero)

    @property
    def pixels(self) -> int:
        """Give the size of a frame, which the memory of a decoder goes with."""
        return self._first.frame.width * self._first.frame.height

    def close(self) -> None:
        """Let go of the file and the decoder."""
        self._frames = iter(())
        self._container.close()

    @property
    def pixel_aspect(self) -> Fraction | None:
        """Give the width of a pixel divided by its height, where the file says."""
        return self._stream.sample_aspect_ratio

    @property
    def first(self) -> Shown:
        """Give the first frame of the stream."""
        return self._first

    def frame_at(self, source_ticks: int) -> Shown:
        """Give the last frame with a time stamp at or before `source_ticks`; the ends hold.

        In haste, an earlier one where that takes long to find; the next call goes on from there.
        """
        stamp = max(self._clock.stamp_at(source_ticks), self._first.stamp)
        self._leave_out_before(stamp)
        if self._current is None or stamp < self._position or self._better_to_seek(stamp):
            self._seek(stamp)
        shown = self._go_to(stamp)
        if self._whole_from is not None and shown.stamp < self._whole_from:
            # Nothing begins after it: it may have been left out itself.
            self._whole_from = None
            self._seek(stamp)
            shown = self._go_to(stamp)
        self._whole_from = None
        return shown

    def _go_to(self, stamp: int) -> Shown:
        while self._next is not None and self._next.stamp <= stamp and self._haste.may_go_on():
            self._current, self._next = self._next, self._pull()
        assert self._current is not None
        return self._current

    def _leave_out_before(self, stamp: int) -> None:
        """Where the way to `stamp` is long, let the decoder leave out what nobody needs before it."""
        gap = stamp - (self._next.stamp if self._next else stamp)
        is_long = gap * self._time_base > _WORTH_LEAVING_OUT_S or stamp < self._position
        if self._may_leave_out and is_long and self._decoder.name in _LEAVES_OUT:
            self._whole_from = stamp - int(_WHOLE_AGAIN_S / self._time_base)

    def distance(self, source_ticks: int) -> float | None:
        """Say how many seconds of decoding lead to `source_ticks`; None where a seek would be needed."""
        stamp = max(self._clock.stamp_at(source_ticks), self._first.stamp)
        if self._current is None or stamp < self._position or self._better_to_seek(stamp):
            return None
        return float((stamp - self._position) * self._time_base)

    @property
    def _position(self) -> int:
        return self._current.stamp if self._current else self._first.stamp

    def _open(self) -> None:
        self._container = open_container(self._path, self._label)
        self._stream = video_stream(self._container, self._label)
        check_pixels((self._stream.width, self._stream.height), self._label)
        for other in self._container.streams:
            if other.index != self._stream.index:
                other.discard = Discard.all
        self._time_base = self._stream.time_base or Fraction(1, 1000)
        self._tags = tags_of(self._stream)
        self._decoder = _decoder_for(self._stream, self._threads)
        self._frames: Iterator[Shown] = iter(())

    def _restart(self) -> None:
        """Stand at the very first frame."""
        self._container.close()
        self._open()
        self._start_decoding(None)

    def _start_decoding(self, from_stamp: int | None) -> None:
        self._frames = self._decoded(from_stamp)
        self._current = self._pull()
        self._next = self._pull()

    def _pull(self) -> Shown | None:
        return next(self._frames, None)

    def _better_to_seek(self, stamp: int) -> bool:
        """Judge whether a key frame ahead is nearer to `stamp` than the decoder is."""
        if self._next is None or self._container.format.name in _READ_FROM_START:
            return False
        gap_s = (stamp - self._next.stamp) * self._time_base
        index = self._stream.index_entries
        if len(index) == 0:
            return gap_s > _WORTH_SEEKING_S
        entry = index.search_timestamp(stamp - self._delay)
        if entry < 0:
            return False
        saved_s = (index[entry].timestamp - self._next.stamp) * self._time_base
        rate = self._stream.average_rate or Fraction(25)
        return saved_s * rate > _WORTH_SEEKING_FRAMES

    @property
    def _delay(self) -> int:
        """Give how much earlier than it is shown an index may count a key frame."""
        if self._container.format.name not in _COUNT_DECODING:
            return 0
        rate = self._stream.average_rate or Fraction(25)
        return round(self._decoder.reorder_depth / rate / self._time_base)

    def _seek(self, stamp: int) -> None:
        for step_s in () if self._container.format.name in _READ_FROM_START else _STEPS_BACK_S:
            goal = stamp - int(step_s / self._time_base)
            if goal <= self._first.stamp:
                break
            try:
                self._container.seek(goal, stream=self._stream, backward=True)
            except FFmpegError:
                break
            self._decoder.flush_buffers()
            self._start_decoding(goal)
            if self._current is not None and self._current.stamp <= stamp:
                return
        self._restart()

    def _decoded(self, after_seek: int | None) -> Iterator[Shown]:
        """Yield frames in order of presentation; after a seek, none before the first key frame's."""
        floor: int | None = None
        last: int | None = None
        waiting = after_seek is not None
        count = 0
        for packet in self._packets():
            if packet is not None and waiting:
                if not packet.is_keyframe or packet.pts is None:
                    continue
                waiting, floor = False, packet.pts
            self._decoder.skip_frame = "NONREF" if self._is_needless(packet) else "DEFAULT"
            for frame in self._decode(packet):
                stamp = frame.pts if frame.pts is not None else frame.dts
                if stamp is None:
                    stamp = self._counted(count)
                count += 1
                if (floor is not None and stamp < floor) or (last is not None and stamp <= last):
                    continue
                last = stamp
                self._tell_damage()
                yield Shown(stamp, self._tags.complete(frame))
        if last is not None:
            self._ended()
        self._tell_damage()

    def _is_needless(self, packet: Packet | None) -> bool:
        """Tell whether the packet's frame is only wanted if others build on it."""
        whole_from = self._whole_from
        return (
            whole_from is not None
            and packet is not None
            and packet.pts is not None
            and packet.pts < whole_from
        )

    def _counted(self, count: int) -> int:
        rate = self._stream.average_rate or self._stream.guessed_rate or Fraction(25)
        return round(count / rate / self._time_base)

    def _packets(self) -> Iterator[Packet | None]:
        """Yield the stream's packets, then None, the call to empty the decoder."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    self._reached = max(self._reached, (packet.pts or 0) + (packet.duration or 0))
                    yield packet
        except (FFmpegError, OSError):
            self._is_hurt = True
        yield None

    def _decode(self, packet: Packet | None) -> list[VideoFrame]:
        try:
            return self._decoder.decode(packet)
        except EOFError:
            return []
        except FFmpegError:
            self._is_hurt = True
            return []

    def _ended(self) -> None:
        """Say what the end lacks; a picture that was cut through belongs to that."""
        reached = self._reached * self._time_base
        missing = missing_seconds(self._container, self._stream, reached, self._open_again)
        shorter = shorter_by(self._container, self._length_s)
        if shorter:
            self._warn(
                f"“{self._label}” is {shorter:.1f} s shorter than the project says: its end may be missing."
            )
        if missing:
            self._is_hurt = False
            self._warn(f"“{self._label}” is incomplete: the last {missing:.1f} s of its picture are missing.")

    def _open_again(self) -> InputContainer:
        return open_container(self._path, self._label)

    def _tell_damage(self) -> None:
        if self._is_hurt:
            self._is_hurt = False
            self._warn(f"“{self._label}” is damaged in places; the pictures before each gap hold.")


def _decoder_for(stream: VideoStream, threads: int) -> VideoCodecContext:
    decoder = stream.codec_context
    name = _ALPHA_DECODERS.get(decoder.name)
    if name and has_alpha_layer(stream):
        alpha = cast("VideoCodecContext", av.CodecContext.create(name, "r"))
        alpha.extradata = decoder.extradata
        decoder = alpha
    decoder.thread_count = threads
    if threads != 1:
        decoder.thread_type = "AUTO"
    return decoder
