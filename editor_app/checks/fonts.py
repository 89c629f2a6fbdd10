"""Fonts: what is there is known by whoever draws, so it is asked for separately."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from editor_app.items import CaptionsItem, TextItem, TextTemplateItem
from editor_app.items.text_template import TextNode
from editor_app.problem import PathPart, Problem, problem, quoted
from editor_app.state import EditorState


def missing_fonts(state: EditorState, is_known: Callable[[str], bool]) -> tuple[Problem, ...]:
    """Report every text whose font family `is_known` does not know."""
    return tuple(
        problem(
            "LOCAL_FONT_MISSING",
            (*where, "fontFamily"),
            f"The font {quoted(family)} is not installed; the default font is used instead.",
        )
        for where, family in _families(state)
        if not is_known(family)
    )


def _families(state: EditorState) -> Iterator[tuple[tuple[PathPart, ...], str]]:
    for key, item in state.items.items():
        if isinstance(item, TextItem | CaptionsItem):
            yield ("items", key), item.font_family
        elif isinstance(item, TextTemplateItem):
            for index, node in enumerate(item.nodes):
                if isinstance(node, TextNode):
                    yield ("items", key, "nodes", index), node.font_family
