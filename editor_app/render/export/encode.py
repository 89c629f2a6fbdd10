"""Turn pictures into packets, in spool files."""

from __future__ import annotations

import contextlib
import time
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import cast

import av
import numpy as np
from av.codec.context import Flags
from av.video.frame import VideoFrame
from av.video.reformatter import (
    ColorPrimaries,
    ColorRange,
    Colorspace,
    ColorTrc,
    Interpolation,
    VideoReformatter,
)
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from editor_app.render.export.recipes import RECIPES, SPOOL_FORMAT, is_rgb, pixel_format, video_options
from editor_app.render.export.settings import StageTimes, Target
from editor_app.render.export.writing import writing
from editor_app.render.media import planes
from editor_app.render.media.planes import BySize
from editor_app.render.picture.overlaid import Overlaid
from editor_app.render.regions import kept

_MATRIX_RGB = 0
_BIT_EXACT = {"fflags": "+bitexact"}


class PictureEncoder:
    """Encode pictures into a spool file; a context manager.

    One thread and bit-exact, so that the same pictures always give the same bytes. Raises CannotWrite,
    which names `output`.
    """

    def __init__(
        self, path: Path, output: Path, target: Target, times: StageTimes, spool: Path | None = None
    ) -> None:
        self._output, self._spool = output, spool
        self._target = target
        self._times = times
        self._format = pixel_format(target)
        self._time_base = Fraction(1, target.fps)
        self._container = av.open(str(path), "w", format=SPOOL_FORMAT, options=dict(_BIT_EXACT))
        codec = RECIPES[target.format].video_codec
        self._stream = cast(
            VideoStream, self._container.add_stream(codec, rate=target.fps, options=video_options(target))
        )
        self._open_codec()
        self._reformatter = VideoReformatter()
        self._part_reformatters = BySize(VideoReformatter)
        self._frame: VideoFrame | None = None
        # The encoder copies what it is given, so one frame serves for all.
        self._canvas: VideoFrame | None = None
        self._count = 0

    def _open_codec(self) -> None:
        context = self._stream.codec_context
        context.width, context.height = self._target.size
        context.pix_fmt = self._format
        context.thread_count = 1
        context.time_base = self._time_base
        context.flags |= Flags.bitexact
        rgb = is_rgb(self._target)
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = _MATRIX_RGB if rgb else Colorspace.ITU709
        context.color_range = ColorRange.JPEG if rgb else ColorRange.MPEG

    def show(self, image: QImage) -> None:
        """Take `image` (32 bits a pixel, of the target's size) as the picture from now on."""
        begin = time.perf_counter()
        if self._target.alpha:
            image = image.convertToFormat(QImage.Format.Format_ARGB32)
        pixels = _pixels(image)
        if self._format == "bgra":
            # Nothing to convert, so the frame would go on using the image's memory.
            pixels = pixels.copy()
        self._frame = self._converted(self._reformatter, pixels)
        self._times.convert += time.perf_counter() - begin

    @property
    def takes_planes(self) -> bool:
        """Tell whether the film stores what a video's planes hold: 4:2:0 without transparency."""
        return self._format == planes.FORMAT

    def show_overlaid(self, picture: Overlaid) -> None:
        """Take a video's planes, with parts painted over, as the picture from now on."""
        begin = time.perf_counter()
        size = self._target.size
        if self._canvas is None:
            self._canvas = VideoFrame(*size, self._format)
        picture.planes.copy_to(self._canvas)
        for part in picture.parts:
            region, inner = part.region, kept(part.region, size)
            reformatter = self._part_reformatters.of((region.width, region.height))
            frame = self._converted(reformatter, _pixels(part.image))
            local = inner.moved(-region.left, -region.top)
            for ours, theirs in zip(
                planes.parts_of(frame, local), planes.parts_of(self._canvas, inner), strict=True
            ):
                np.copyto(theirs, ours)
        self._frame = self._canvas
        self._times.convert += time.perf_counter() - begin

    @property
    def shown(self) -> VideoFrame:
        """Give the picture as it will be encoded."""
        assert self._frame is not None
        return self._frame

    def _converted(self, reformatter: VideoReformatter, pixels: NDArray[np.uint8]) -> VideoFrame:
        # Chroma averaged over its four pixels, correct to half a step (bilinear is off by 0.15 on average).
        return reformatter.reformat(
            VideoFrame.from_numpy_buffer(pixels, format="bgra"),
            format=self._format,
            src_colorspace=Colorspace.ITU709,
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.JPEG if is_rgb(self._target) else ColorRange.MPEG,
            interpolation=Interpolation.AREA,
            threads=1,
        )

    def write(self) -> None:
        """Encode the shown picture as the next frame."""
        begin = time.perf_counter()
        frame = self.shown
        frame.pts = self._count
        frame.time_base = self._time_base
        self._count += 1
        packets = self._stream.encode(frame)
        if packets:
            with writing(self._output, self._spool):
                self._container.mux(packets)
        self._times.encode += time.perf_counter() - begin

    def __enter__(self) -> PictureEncoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        begin = time.perf_counter()
        with writing(self._output, self._spool) if kind is None else contextlib.suppress(OSError, ValueError):
            try:
                if kind is None:
                    self._container.mux(self._stream.encode(None))
            finally:
                self._container.close()
        self._times.encode += time.perf_counter() - begin


def _pixels(image: QImage) -> NDArray[np.uint8]:
    height, stride = image.height(), image.bytesPerLine()
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(height, stride // 4, 4)
    return lines[:, : image.width()]
