"""A key map as JSON, for the settings and for files that go from one computer to another. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from editor_app.problem import quoted
from editor_app.ui.keys.keymap import KeyMap, portable
from editor_app.ui.keys.presets import PRESETS
from editor_app.ui.keys.reserved import refusal
from editor_app.ui.keys.texts import tr

_KIND, _VERSION = "keys", 1


class BadKeyMap(ValueError):
    """What was read is no key map; the message says why."""


def to_text(keymap: KeyMap) -> str:
    """Give a key map as a JSON text."""
    changes = {name: list(keys) for name, keys in sorted(keymap.changes.items())}
    whole = {"kind": _KIND, "version": _VERSION, "preset": keymap.preset, "changes": changes}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def from_text(text: str | bytes) -> KeyMap:
    """Read a key map; raise BadKeyMap with a sentence.

    Changes of actions that nobody knows are kept: another version may know them.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadKeyMap(tr("It is not JSON.")) from error
    if not isinstance(value, dict) or cast("dict[str, Any]", value).get("kind") != _KIND:
        raise BadKeyMap(tr("It holds no key map."))
    whole = cast("dict[str, Any]", value)
    if whole.get("version") != _VERSION:
        raise BadKeyMap(tr("It was made by a newer version of this program."))
    preset, changes = whole.get("preset"), whole.get("changes")
    if not isinstance(preset, str) or preset not in PRESETS:
        known = ", ".join(PRESETS)
        raise BadKeyMap(
            tr("It begins from a preset {name}, which there is not; there are: {known}.").format(
                name=_quoted(preset), known=known
            )
        )
    if not isinstance(changes, dict):
        raise BadKeyMap(tr("It does not say what was changed."))
    return KeyMap(preset, _changes(cast("dict[str, Any]", changes)))


def _changes(changes: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, keys in changes.items():
        if not isinstance(keys, list):
            raise BadKeyMap(tr("The keys of {action} are no list.").format(action=quoted(name)))
        found[name] = tuple(dict.fromkeys(_key(name, key) for key in cast("list[Any]", keys)))
    return found


def _key(action: str, key: Any) -> str:
    read = portable(key) if isinstance(key, str) else ""
    names = {"key": _quoted(key), "action": quoted(action)}
    if not read:
        raise BadKeyMap(tr("{key}, for {action}, is no key.").format(**names))
    if why := refusal(read):
        raise BadKeyMap(tr("{key} cannot be the key of {action}: {why}").format(**names, why=why))
    return read


def _quoted(value: Any) -> str:
    return quoted(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
