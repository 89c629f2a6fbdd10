"""The document as one immutable value, and how it is read, written, asked and compared."""

from editor_app.state.dialects import read, to_bytes, write
from editor_app.state.model import (
    BrokenTrack,
    BrokenTransition,
    EditorState,
    Track,
    Transition,
)
from editor_app.state.payload import payload
from editor_app.state.reading import DocumentError, parse_json

__all__ = [
    "BrokenTrack",
    "BrokenTransition",
    "DocumentError",
    "EditorState",
    "Track",
    "Transition",
    "parse_json",
    "payload",
    "read",
    "to_bytes",
    "write",
]
