"""What the settings say of the keys."""

from __future__ import annotations

import pytest

from editor_app.ui.keys.keymap import KeyMap
from editor_app.ui.window.preferences import keys_line


@pytest.mark.parametrize(
    ("keymap", "said"),
    [
        (KeyMap(), "Preset: Default"),
        (KeyMap("resolve"), "Preset: Resolve"),
        (KeyMap("premiere", {"snap": ("N",)}), "Preset: Premiere, 1 action changed"),
        (KeyMap(changes={"snap": ("N",), "help.log": ()}), "Preset: Default, 2 actions changed"),
    ],
)
def test_which_keys_there_are_in_words(keymap: KeyMap, said: str) -> None:
    assert keys_line(keymap) == said
