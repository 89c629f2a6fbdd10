"""Colours and gradients that CSS has or has not, and that are not drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from pydantic import BaseModel

from editor_app.css import is_color, is_gradient
from editor_app.items import Item, TextTemplateItem
from editor_app.items.text_template import TextNode
from editor_app.problem import PathPart, Problem, problem, quoted
from editor_app.record import wire_name
from editor_app.state import EditorState
from editor_app.state.backgrounds import ColorBackground

_Where = tuple[PathPart, ...]


def item_colours(state: EditorState, key: str, item: Item) -> Iterable[Problem]:
    """Report an item's colours that cannot be read, so that others are drawn."""
    found = _unread_of(item)
    if isinstance(item, TextTemplateItem):
        for index, node in enumerate(item.nodes):
            if isinstance(node, TextNode):
                found += [(("nodes", index, *where), color) for where, color in _unread_of(node)]
    return [_problem(("items", key, *where), color) for where, color in found] if found else ()


def background_colours(state: EditorState) -> Iterator[Problem]:
    """Report a colour or a gradient of the background that cannot be read."""
    chosen = state.global_background
    if not isinstance(chosen, ColorBackground):
        return
    if chosen.color and not is_color(chosen.color):
        yield _problem(("globalBackground", "color"), chosen.color)
    if chosen.gradient and not is_gradient(chosen.gradient):
        message = (
            f"{quoted(chosen.gradient)} cannot be drawn here as it is written. "
            "Write one linear-gradient(…) or radial-gradient(…) of colours."
        )
        yield problem("LOCAL_GRADIENT_UNREAD", ("globalBackground", "gradient"), message)


def _problem(where: _Where, color: str) -> Problem:
    message = (
        f"{quoted(color)} cannot be read as a colour, so another one is drawn. Write it as #rrggbb or rgb(…)."
    )
    return problem("LOCAL_COLOUR_UNREAD", where, message)


def _unread_of(record: BaseModel) -> list[tuple[_Where, str]]:
    """List a record's colours that cannot be read, its background's too, with their places in it."""
    fields = record.__dict__
    found: list[tuple[_Where, str]] = []
    for name, wire in _colour_fields(type(record)):
        if (color := fields[name]) and not is_color(color):
            found.append(((wire,), color))
    if (background := fields.get("background")) and background.color and not is_color(background.color):
        found.append((("background", "color"), background.color))
    return found


@cache
def _colour_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """List a type's colours by attribute and wire name."""
    return tuple(
        (name, wire_name(model, name))
        for name, field in model.model_fields.items()
        if field.annotation is str and (name == "color" or name.endswith("_color"))
    )
