"""Stills of a config for its public pages: a few moments of it, painted as a render would."""

from __future__ import annotations

from collections.abc import Mapping

from editor_app.render.export.limits import output_size
from editor_app.render.image_bytes import image_bytes
from editor_app.render.media.source import MediaSource
from editor_app.sandbox.exports.sources import MissingMedia
from editor_app.sandbox.probing import UnfitFile
from editor_app.sandbox.renderingvideo.errors import not_found
from editor_app.sandbox.renderingvideo.staging import Json, Stage
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.store.media_files import find_media

COUNT = 6
"""How many moments are shown, in equal parts of the length."""
_LONGEST_PX = 640


async def still_of(stage: Stage, config: Json, account_id: str | None, number: int) -> bytes:
    """Paint the moment of that number as a PNG; raise Refused (404) where there is none."""
    if not 0 <= number < COUNT:
        raise not_found("Picture")
    try:
        staged = await stage.put_on(config, account_id)
        # What is missing is shown as such, on the page as in the picture.
        sources = find_media(staged.state, staged.places).sources
        tick = project_length(staged.state) * number // COUNT
        return await stage.prober.call(paint, staged.state, sources, tick)
    except (MissingMedia, UnfitFile) as error:
        raise not_found("Picture") from error


def paint(state: EditorState, sources: Mapping[str, MediaSource], tick: int) -> bytes:
    """Paint a frame, small enough for a page, as a PNG; in a process that has Qt."""
    from editor_app.render.media import MediaPool
    from editor_app.render.picture.renderer import Renderer

    width, height = output_size(state.composition_width, state.composition_height, 1.0)
    factor = min(1.0, _LONGEST_PX / max(width, height))
    size = max(2, round(width * factor)), max(2, round(height * factor))
    pool = MediaPool(sources)
    try:
        return image_bytes(Renderer(pool).frame(state, tick, size), "PNG")
    finally:
        pool.close()
