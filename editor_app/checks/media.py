"""Media: whether their files are there is known by whoever looks for them, so they are told."""

from __future__ import annotations

from collections.abc import Iterable

from editor_app.problem import Problem, problem


def missing_media(found: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Report media without a file, each by its asset id and a sentence that says what to do next."""
    return tuple(problem("LOCAL_MEDIA_MISSING", ("assets", key), message) for key, message in found)
