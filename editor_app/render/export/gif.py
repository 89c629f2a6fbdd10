"""A GIF from lossless pieces: one palette for the whole film, then every frame in its colours."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import cast

import av
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as AtTheEnd
from av.filter import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from editor_app.render.export.recipes import RECIPES, SPOOL_FORMAT, pixel_format
from editor_app.render.export.segments import Segment
from editor_app.render.export.settings import RenderFailed, Target
from editor_app.render.media.quiet import silence_decoders

silence_decoders()

_SAMPLED_FRAMES, _SAMPLED_PX = 240, 200
"""So many frames, so large at most, tell a film's colours: each that is met is remembered, in 16 bytes."""
_OPAQUE_FROM = 128
"""A GIF's pixel is there or not: from this alpha on it is."""
# An ordered pattern stands still where the picture does; scattered errors flicker, and cost more bytes.
_DITHER = {"dither": "bayer", "bayer_scale": "3", "diff_mode": "rectangle"}


class GifMaker:
    """Collects the pieces and makes the file at the end, frame by frame; a context manager."""

    def __init__(self, path: Path, target: Target, *, kept: bool) -> None:
        self._path, self._target, self._kept = path, target, kept
        self._pieces: dict[int, Path] = {}

    def take(self, segment: Segment | None, path: Path) -> None:
        """Take a segment's piece."""
        if segment is not None:
            self._pieces[segment.index] = path

    def finish(self, go_on: Callable[[], None]) -> None:
        """Choose the colours and write the file, calling `go_on` for every frame; raise OSError."""
        pieces = [self._pieces[index] for index in sorted(self._pieces)]
        step = -(-self._target.frames // _SAMPLED_FRAMES)
        palette = _palette(self._target, self._frames(pieces, go_on, step))
        _write(self._path, self._target, palette, self._frames(pieces, go_on))
        if not self._kept:
            for piece in pieces:
                piece.unlink()

    def _frames(
        self, pieces: Sequence[Path], go_on: Callable[[], None], step: int = 1
    ) -> Iterator[VideoFrame]:
        """Decode every `step`th frame: each packet of these pieces is one that needs no other."""
        number = 0
        for piece in pieces:
            with av.open(str(piece), format=SPOOL_FORMAT) as container:
                for packet in container.demux(video=0):
                    if not packet.size:
                        continue
                    go_on()
                    for frame in packet.decode() if number % step == 0 else ():
                        frame.pts, frame.time_base = number, Fraction(1, self._target.fps)
                        yield frame
                    number += 1
        if number != self._target.frames:
            raise RenderFailed(f"The pieces hold {number} frames instead of {self._target.frames}.")

    def __enter__(self) -> GifMaker:
        return self

    def __exit__(
        self, _k: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        pass


def _palette(target: Target, frames: Iterator[VideoFrame]) -> VideoFrame:
    graph = Graph()
    source = graph.add_buffer(
        width=target.width,
        height=target.height,
        format=VideoFormat(pixel_format(target)),
        time_base=Fraction(1, target.fps),
    )
    options = {"reserve_transparent": "1" if target.alpha else "0", "stats_mode": "full"}
    sampler = graph.add("scale", **_sample_size(target), flags="neighbor")
    chooser = graph.add("palettegen", **options)
    sink = graph.add("buffersink")
    source.link_to(sampler)
    sampler.link_to(chooser)
    chooser.link_to(sink)
    graph.configure()
    for frame in frames:
        source.push(frame)
    source.push(None)
    return cast(VideoFrame, sink.pull())


def _sample_size(target: Target) -> dict[str, str]:
    """Give the size at which colours are counted, in pixels that are those of the picture."""
    factor = max(1, round(max(target.size) / _SAMPLED_PX))
    return {"w": str(max(1, target.width // factor)), "h": str(max(1, target.height // factor))}


def _write(path: Path, target: Target, palette: VideoFrame, frames: Iterator[VideoFrame]) -> None:
    recipe = RECIPES[target.format]
    container = av.open(str(path), "w", format=recipe.container, options=dict(recipe.container_options))
    try:
        stream = cast(VideoStream, container.add_stream("gif", rate=target.fps))
        context = stream.codec_context
        context.width, context.height, context.pix_fmt = target.width, target.height, "pal8"
        context.time_base = Fraction(1, target.fps)
        for frame in _coloured(target, palette, frames):
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        container.close()
    finally:
        with contextlib.suppress(OSError, ValueError):
            container.close()


def _coloured(target: Target, palette: VideoFrame, frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """Give every frame in the palette's colours."""
    graph, time_base = Graph(), Fraction(1, target.fps)
    layout = VideoFormat(pixel_format(target))
    source = graph.add_buffer(width=target.width, height=target.height, format=layout, time_base=time_base)
    colours = graph.add_buffer(
        width=palette.width, height=palette.height, format=palette.format, time_base=time_base
    )
    painter = graph.add("paletteuse", **_DITHER, alpha_threshold=str(_OPAQUE_FROM))
    sink = graph.add("buffersink")
    source.link_to(painter, 0, 0)
    colours.link_to(painter, 0, 1)
    painter.link_to(sink)
    graph.configure()
    palette.pts, palette.time_base = 0, time_base
    colours.push(palette)
    colours.push(None)
    for frame in frames:
        source.push(frame)
        yield from _ready(sink.pull)
    source.push(None)
    yield from _ready(sink.pull)


def _ready(pull: Callable[[], object]) -> Iterator[VideoFrame]:
    while True:
        try:
            frame = pull()
        except (NothingYet, AtTheEnd):
            return
        yield cast(VideoFrame, frame)
