"""Fonts: what is there is known by whoever draws, so it is asked for separately."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from editor_app.items import CaptionsItem, TextItem, TextTemplateItem
from editor_app.items.text_template import TextNode
from editor_app.problem import PathPart, Problem, problem, quoted
from editor_app.state import EditorState

_SCRIPTS = {"HANGUL": "Korean", "CJK": "Chinese or Japanese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}


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


def missing_letters(state: EditorState, lacking: Callable[[str, str], str]) -> tuple[Problem, ...]:
    """Report texts with letters that no font has; `lacking` gives some of those of a family and a text."""
    return tuple(
        problem("LOCAL_LETTERS_MISSING", ("items", key, "text"), _sentence(letters))
        for key, item in state.items.items()
        if isinstance(item, TextItem)
        and not item.text.isascii()
        and (letters := lacking(item.font_family, item.text))
    )


def _sentence(letters: str) -> str:
    scripts = ", ".join(dict.fromkeys(map(_script, letters)))
    return (
        f"No font on this computer has {quoted(letters)} ({scripts}), so boxes are drawn. "
        "Install a font that has these letters."
    )


def _script(letter: str) -> str:
    """Name what a letter belongs to, as far as its own name tells."""
    first = unicodedata.name(letter, f"U+{ord(letter):04X}").partition(" ")[0]
    return _SCRIPTS.get(first, first if first.startswith("U+") else first.capitalize())


def _families(state: EditorState) -> Iterator[tuple[tuple[PathPart, ...], str]]:
    for key, item in state.items.items():
        if isinstance(item, TextItem | CaptionsItem):
            yield ("items", key), item.font_family
        elif isinstance(item, TextTemplateItem):
            for index, node in enumerate(item.nodes):
                if isinstance(node, TextNode):
                    yield ("items", key, "nodes", index), node.font_family
