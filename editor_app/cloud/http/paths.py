"""Paths and queries of calls."""

from __future__ import annotations

from urllib.parse import quote, urlencode


def segment(resource_id: str) -> str:
    """Give an id as one part of a path; raise ValueError for what is none."""
    if not isinstance(resource_id, str) or not resource_id.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ValueError("An id is required.")
    if resource_id in (".", ".."):
        raise ValueError(f"“{resource_id}” is no id.")
    return quote(resource_id, safe="", errors="replace")


def with_query(path: str, **parameters: str | int | None) -> str:
    """Give a path with those parameters that are not None."""
    query = urlencode({name: value for name, value in parameters.items() if value is not None})
    return f"{path}?{query}" if query else path
