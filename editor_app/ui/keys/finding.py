"""Which actions a search finds. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from editor_app.ui.keys.keymap import Strokes, strokes


def finds(query: str, name: str, keys: Iterable[str]) -> bool:
    """Tell whether all words of a query are in an action's name, or the whole of it in a key's text."""
    wanted = query.casefold().strip()
    pressed = wanted.replace(" ", "")
    if any(pressed in key.casefold().replace(" ", "") for key in keys):
        return True
    return all(word in name.casefold() for word in wanted.split())


def has_key(pressed: str, keys: Iterable[str]) -> bool:
    """Tell whether one of the keys is the pressed one, or begins with it."""
    wanted: Strokes = strokes(pressed)
    return any(strokes(key)[: len(wanted)] == wanted for key in keys)
