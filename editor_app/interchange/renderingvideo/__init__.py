"""RenderingVideo's schema v2: configs from documents, documents from configs, and what differs."""

from editor_app.interchange.renderingvideo.check import check_config
from editor_app.interchange.renderingvideo.importing import Imported, import_config, is_config, read_config
from editor_app.interchange.renderingvideo.reading.document import to_editor_state
from editor_app.interchange.renderingvideo.report import (
    Conversion,
    Loss,
    MediaFacts,
    Plan,
    Prerender,
    Reading,
    Refusal,
)
from editor_app.interchange.renderingvideo.writing.reduced import reduced_state
from editor_app.interchange.renderingvideo.writing.schema import to_schema

__all__ = [
    "Conversion",
    "Imported",
    "Loss",
    "MediaFacts",
    "Plan",
    "Prerender",
    "Reading",
    "Refusal",
    "check_config",
    "import_config",
    "is_config",
    "read_config",
    "reduced_state",
    "to_editor_state",
    "to_schema",
]
