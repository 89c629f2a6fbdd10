"""A file with a config of schema v2, opened as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from editor_app.interchange.renderingvideo.reading.document import to_editor_state
from editor_app.interchange.renderingvideo.report import MediaFacts, Reading
from editor_app.items.context import Measure
from editor_app.state.dialects import read
from editor_app.state.model import EditorState
from editor_app.state.reading import DocumentError, parse_json


@dataclass(frozen=True, slots=True)
class Imported:
    """A document made of a config, and what the reading of that config says."""

    state: EditorState
    reading: Reading


def is_config(value: object) -> bool:
    """Tell whether JSON looks like a config of schema v2, perhaps as the body of a request."""
    if not isinstance(value, Mapping):
        return False
    root = cast("Mapping[str, Any]", value)
    if isinstance(root.get("config"), Mapping):
        root = cast("Mapping[str, Any]", root["config"])
    return "meta" in root and "tracks" in root and "compositionWidth" not in root


def read_config(content: bytes) -> Mapping[str, Any]:
    """Give the config that a file holds, taken out of a request's body; raise DocumentError."""
    value = parse_json(content)
    if not is_config(value):
        raise DocumentError("This JSON is no RenderingVideo config: it has no “meta” and “tracks”.")
    return value["config"] if isinstance(value.get("config"), Mapping) else value


def import_config(
    config: object,
    *,
    media: Mapping[str, MediaFacts] | None = None,
    measure: Measure | None = None,
) -> Imported:
    """Make a document of a config, as far as it can be drawn; the reading tells the rest."""
    reading = to_editor_state(config, media=media, measure=measure)
    state, _ = read(reading.document)
    return Imported(state, reading)
