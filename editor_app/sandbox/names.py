"""What files, keys and accounts may be called, so that a name is shown as it is and leads nowhere. Pure."""

from __future__ import annotations


def trouble_with_name(name: str) -> str | None:
    """Tell what is wrong with a name that people read, as the rest of a sentence; None where it is fine.

    Controls would reach the terminal, and marks of direction let one name look like another.
    """
    if not name.strip():
        return "must not be empty"
    if not name.isprintable():
        return "holds control characters or invisible ones"
    return None


def shown(name: str) -> str:
    """Give a name that any terminal shows as it is; what cannot be seen is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def trouble_with_filename(name: str) -> str | None:
    """Tell what is wrong with a file's name, as the rest of a sentence; None where it is fine."""
    if not name.isprintable():
        return "holds characters that no name of a file can have"
    if name.strip() in ("", ".", "..") or "/" in name or "\\" in name:
        return "must be a name without folders"
    return None
