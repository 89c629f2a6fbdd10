"""Painting one frame to a PNG, in the process that `frame` keeps apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from editor_app.render.image_bytes import image_bytes
from editor_app.render.media import MediaPool, MediaSource
from editor_app.render.picture.renderer import Renderer
from editor_app.state.model import EditorState
from editor_app.store.whole_file import whole_file


class NotWritten(Exception):
    """The picture cannot be written; the text is a sentence."""


@dataclass(frozen=True)
class FrameJob:
    """A frame to paint, in a form that travels between processes."""

    state: EditorState
    sources: Mapping[str, MediaSource]
    tick: int
    size: tuple[int, int]
    alpha: bool
    output: Path


@dataclass(frozen=True)
class Painted:
    """What was painted, and what the renderer had to say about it."""

    tick: int
    size: tuple[int, int]
    warnings: tuple[str, ...]


def paint_frame(job: FrameJob) -> Painted:
    """Paint the frame and write it whole or not at all; raise NotWritten."""
    pool = MediaPool(job.sources)
    try:
        renderer = Renderer(pool)
        image = renderer.frame(job.state, job.tick, job.size, transparent=job.alpha)
        warnings = (*renderer.warnings, *pool.warnings)
    finally:
        pool.close()
    content = image_bytes(image, "PNG")
    try:
        with whole_file(job.output) as temporary:
            temporary.write_bytes(content)
    except OSError as error:
        raise NotWritten(f"“{job.output}” cannot be written: {error.strerror or error}.") from error
    return Painted(job.tick, job.size, tuple(dict.fromkeys(warnings)))
