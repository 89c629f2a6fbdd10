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
    found = [_unread(where, color) for where, color in _colours(item) if color and not is_color(color)]
    return [problem("LOCAL_COLOUR_UNREAD", ("items", key, *where), message) for where, message in found]


def background_colours(state: EditorState) -> Iterator[Problem]:
    """Report a colour or a gradient of the background that cannot be read."""
    chosen = state.global_background
    if not isinstance(chosen, ColorBackground):
        return
    if chosen.color and not is_color(chosen.color):
        where, message = _unread(("globalBackground", "color"), chosen.color)
        yield problem("LOCAL_COLOUR_UNREAD", where, message)
    if chosen.gradient and not is_gradient(chosen.gradient):
        message = (
            f"{quoted(chosen.gradient)} cannot be drawn here as it is written. "
            "Write one linear-gradient(…) or radial-gradient(…) of colours."
        )
        yield problem("LOCAL_GRADIENT_UNREAD", ("globalBackground", "gradient"), message)


def _unread(where: _Where, color: str) -> tuple[_Where, str]:
    return where, (
        f"{quoted(color)} cannot be read as a colour, so another one is drawn. Write it as #rrggbb or rgb(…)."
    )


def _colours(item: Item) -> Iterator[tuple[_Where, str]]:
    yield from _own(item)
    if background := getattr(item, "background", None):
        yield ("background", "color"), background.color
    if isinstance(item, TextTemplateItem):
        for index, node in enumerate(item.nodes):
            if isinstance(node, TextNode):
                yield from ((("nodes", index, *where), color) for where, color in _own(node))


def _own(record: BaseModel) -> Iterator[tuple[_Where, str]]:
    fields = record.__dict__
    for name, wire in _colour_fields(type(record)):
        yield (wire,), fields[name]


@cache
def _colour_fields(model: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """List a type's colours by attribute and wire name."""
    return tuple(
        (name, wire_name(model, name))
        for name, field in model.model_fields.items()
        if field.annotation is str and (name == "color" or name.endswith("_color"))
    )
