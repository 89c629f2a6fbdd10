"""The media type that is stated of a file that goes up. Pure."""

from __future__ import annotations


def stated_type(mime_type: str) -> str | None:
    """Give a type that can be stated in a header; None lets it be guessed by the file's name."""
    family, _, kind = mime_type.partition("/")
    return mime_type if family and kind and "*" not in kind and mime_type.isprintable() else None
