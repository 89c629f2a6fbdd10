"""Key maps as files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editor_app.ui.keys.file import BadKeyMap, from_text, to_text
from editor_app.ui.keys.keymap import KeyMap

WHOLE: dict[str, Any] = {"kind": "keys", "version": 1, "preset": "premiere", "changes": {}}


@pytest.mark.parametrize(
    "keymap",
    [KeyMap(), KeyMap("resolve", {"clip.split": ("Ctrl+K", "S"), "snap": (), "of.later": ("Ctrl+Ö",)})],
)
def test_what_is_written_is_read_again(keymap: KeyMap) -> None:
    assert from_text(to_text(keymap)) == keymap


def test_keys_are_read_however_they_are_written() -> None:
    read = from_text(json.dumps({**WHOLE, "changes": {"a": ["ctrl+d", "Ctrl+D", "Delete"]}}))
    assert read.changes == {"a": ("Ctrl+D", "Del")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "It is not JSON."),
        (b"\xff\xfe{", "It is not JSON."),
        ("[" * 100_000, "It is not JSON."),
        ("[]", "It holds no key map."),
        ('{"tracks": []}', "It holds no key map."),
        (json.dumps({**WHOLE, "version": 2}), "It was made by a newer version of this program."),
        (
            json.dumps({**WHOLE, "preset": "emacs"}),
            "It begins from a preset “emacs”, which there is not; "
            "there are: default, premiere, resolve, shotcut.",
        ),
        (json.dumps({**WHOLE, "changes": None}), "It does not say what was changed."),
        (json.dumps({**WHOLE, "changes": {"a": "S"}}), "The keys of “a” are no list."),
        (json.dumps({**WHOLE, "changes": {"a": ["Foo"]}}), "“Foo”, for “a”, is no key."),
        (json.dumps({**WHOLE, "changes": {"a": [5]}}), "“5”, for “a”, is no key."),
        (json.dumps({**WHOLE, "changes": {"a": [None]}}), "“null”, for “a”, is no key."),
        (json.dumps({**WHOLE, "changes": {"a": ["X" * 3000]}}), f"“{'X' * 59}…”, for “a”, is no key."),
        (json.dumps({**WHOLE, "changes": {"b" * 3000: 5}}), f"The keys of “{'b' * 59}…” are no list."),
        (
            json.dumps({**WHOLE, "preset": "p" * 3000}),
            f"It begins from a preset “{'p' * 59}…”, which there is not; "
            "there are: default, premiere, resolve, shotcut.",
        ),
        (json.dumps({**WHOLE, "changes": {"a": ["\ud800"]}}), "“\\ud800”, for “a”, is no key."),
        (
            json.dumps({**WHOLE, "changes": {"a": ["Esc"]}}),
            "“Esc” cannot be the key of “a”: Escape cancels and closes everywhere; choose another key.",
        ),
    ],
)
def test_what_is_no_key_map_is_said(text: str | bytes, said: str) -> None:
    with pytest.raises(BadKeyMap) as raised:
        from_text(text)
    assert str(raised.value) == said
