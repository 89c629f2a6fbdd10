"""Joining what two people made of one document."""

from editor_app.merge.choosing import choose
from editor_app.merge.conflicts import (
    ABSENT,
    Choice,
    Conflict,
    choices,
    conflict_from_json,
    conflict_to_json,
)
from editor_app.merge.joining import Merged, merge
from editor_app.merge.likeness import same_content

__all__ = [
    "ABSENT",
    "Choice",
    "Conflict",
    "Merged",
    "choices",
    "choose",
    "conflict_from_json",
    "conflict_to_json",
    "merge",
    "same_content",
]
