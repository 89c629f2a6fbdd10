"""Find out what a file really is, and open it as what the document says it should be."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from editor_app.render.media.animated import FirstFrame, Repeated, Retimed, shown_ms
from editor_app.render.media.cache import ImageCache
from editor_app.render.media.container import open_container, video_stream
from editor_app.render.media.errors import MediaUnreadable, MediaWrongKind
from editor_app.render.media.files import read_head, read_text, without_file
from editor_app.render.media.medium import Medium
from editor_app.render.media.movie import VideoMedium
from editor_app.render.media.sniff import ANIMATED, STILLS, Content, sniff
from editor_app.render.media.source import MediaKind, MediaSource
from editor_app.render.media.video import VideoReader
from editor_app.timebase import TICKS_PER_SECOND, ticks_from_ms

_CALLED: dict[MediaKind, str] = {
    "video": "a video",
    "image": "an image",
    "gif": "an animation",
    "lottie": "a Lottie animation",
    "audio": "a sound",
}


class Workshop(Protocol):
    """What media share: the cache of pictures and the warm decoders."""

    @property
    def cache(self) -> ImageCache: ...

    @property
    def warn(self) -> Callable[[str], None]: ...

    def reader(self, source: MediaSource, path: Path, source_ticks: int) -> VideoReader:
        """Lend a decoder that stands near `source_ticks`."""
        ...


def open_medium(source: MediaSource, workshop: Workshop) -> Medium:
    """Open what `source` names; raise MediaError."""
    if source.lottie_json is not None:
        return _repeated_lottie(source, source.lottie_json)
    if source.path is None:
        raise without_file(source)
    content = sniff(read_head(source.path, source.label))
    if content == "svg" and source.kind in ("image", "gif", "lottie"):
        from editor_app.render.media.vector import VectorMedium

        return VectorMedium(source.asset_id, source.path, source.label, workshop.cache, workshop.warn)
    if content == "json" and source.kind == "lottie":
        from editor_app.render.media.lottie import MAX_TEXT_CHARS

        return _repeated_lottie(source, read_text(source.path, source.label, MAX_TEXT_CHARS))
    if content in ("json", "text", "svg"):
        called = "an SVG image" if content == "svg" else "a text file"
        raise _wrong(source, called, MediaUnreadable if content == "text" else MediaWrongKind)
    if source.kind in ("lottie", "audio"):
        raise _wrong(source, "a sound" if source.kind == "audio" else "something else")
    return _open_pixels(source, source.path, content, workshop)


def _open_pixels(source: MediaSource, path: Path, content: Content, workshop: Workshop) -> Medium:
    if content in STILLS:
        if source.kind == "video":
            raise _wrong(source, "an image")
        from editor_app.render.media.still import StillFile, StillMedium

        file = StillFile(path, content, source.label)
        return StillMedium(source.asset_id, file, workshop.cache)
    if content == "webp-animated":
        from editor_app.render.media.webp import WebpMedium

        webp = WebpMedium(source.asset_id, path, source.label, workshop.cache)
        return _in_time(source, webp, webp.length_ticks)
    if content == "av" and source.kind == "image":
        with open_container(path, source.label) as container:
            video_stream(container, source.label, _CALLED["image"])
        raise _wrong(source, "a video")
    is_plain = source.kind == "video" and content not in ANIMATED
    frames = [] if is_plain else _frames(path, source.label, _CALLED[source.kind])
    video = VideoMedium(
        source.asset_id,
        source.label,
        lambda ticks: workshop.reader(source, path, ticks),
        workshop.cache,
    )
    if is_plain:
        return video
    if content in ANIMATED:
        retimed = Retimed(video, frames)
        return _in_time(source, retimed, retimed.length_ticks)
    return _in_time(source, video, frames[-1][0] + frames[-1][1])


def _in_time(source: MediaSource, medium: Medium, length_ticks: int) -> Medium:
    """Let an animation loop as an animation, play once as a video, and stand still as an image."""
    if source.kind == "image":
        return FirstFrame(medium)
    return Repeated(medium, length_ticks, loops=source.loops and source.kind == "gif")


def _repeated_lottie(source: MediaSource, text: str) -> Medium:
    from editor_app.render.media.lottie import LottieMedium

    lottie = LottieMedium(text, source.label)
    return Repeated(lottie, lottie.length_ticks, loops=True)


def _frames(path: Path, label: str, called: str) -> list[tuple[int, int]]:
    """List when each picture starts and how long it is shown, in ticks, without decoding them."""
    with open_container(path, label) as container:
        stream = video_stream(container, label, called)
        tick = (stream.time_base or Fraction(1)) * TICKS_PER_SECOND
        stamps = sorted((p.pts, p.duration or 0) for p in container.demux(stream) if p.pts is not None)
    if not stamps:
        return [(0, 1)]
    first = stamps[0][0]
    return [
        (round((pts - first) * tick), ticks_from_ms(shown_ms(float(shown * tick * 1000 / TICKS_PER_SECOND))))
        for pts, shown in stamps
    ]


def _wrong(
    source: MediaSource, called: str, error: type[MediaWrongKind | MediaUnreadable] = MediaWrongKind
) -> MediaWrongKind | MediaUnreadable:
    if source.kind == "audio":
        return error(source.label, "is a sound, it has no picture")
    return error(source.label, f"is {called}, not {_CALLED[source.kind]}", MediaWrongKind.next_step)
