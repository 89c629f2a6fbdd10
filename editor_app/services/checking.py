"""Checks of large documents, in a process that keeps the document and is told of its changes."""

from __future__ import annotations

from editor_app.checks import check, missing_fonts, missing_letters
from editor_app.problem import Problem
from editor_app.render.picture.fonts import is_known_family, lacking_letters
from editor_app.state import EditorState
from editor_app.state.patch import Patch

_kept: dict[int, EditorState] = {}
"""The document that was checked last, by its number."""


def problems_of(state: EditorState) -> tuple[Problem, ...]:
    """Give all that is wrong with a document, fonts included."""
    fonts = (*missing_fonts(state, is_known_family), *missing_letters(state, lacking_letters))
    return (*check(state), *fonts)


def check_whole(number: int, state: EditorState) -> tuple[Problem, ...]:
    """Keep a document under a number, and check it."""
    _kept.clear()
    _kept[number] = state
    return problems_of(state)


def check_changed(old: int, number: int, patch: Patch) -> tuple[Problem, ...] | None:
    """Check the document `old` with a change; None where this process does not know it."""
    state = _kept.get(old)
    return None if state is None else check_whole(number, patch.apply(state))
