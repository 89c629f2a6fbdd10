"""From a config to a document, by the one converter there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from editor_app.sandbox.exports.sources import MissingMedia
from editor_app.sandbox.renderingvideo.records.files import Facts

if TYPE_CHECKING:
    from editor_app.interchange.renderingvideo import Reading


def read_config(config: Mapping[str, Any]) -> Reading:
    """Give a config that was checked as a document; raise MissingMedia where it can no longer be drawn."""
    from editor_app.interchange.renderingvideo import to_editor_state

    return _whole(to_editor_state(config))


def read_exactly(config: Mapping[str, Any], facts: Mapping[str, Facts]) -> Reading:
    """Give it with what is known of media by their addresses; in a process that has Qt for the texts.

    Raises MissingMedia, as `read_config`.
    """
    from editor_app.interchange.renderingvideo import MediaFacts, to_editor_state
    from editor_app.render.picture.gui import ensure_gui
    from editor_app.render.picture.text import measure

    ensure_gui()
    media = {
        address: MediaFacts(found.width, found.height, found.duration, found.has_sound)
        for address, found in facts.items()
    }
    return _whole(to_editor_state(config, media=media, measure=measure))


def _whole(reading: Reading) -> Reading:
    """Give it on; what was refused is left out of it, and a video without that is not what was ordered."""
    if reading.refusals:
        raise MissingMedia(reading.refusals[0].message)
    return reading
