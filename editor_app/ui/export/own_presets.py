"""The presets that a person has made, as a text that settings keep. Pure."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from editor_app.render.export.formats import FORMATS
from editor_app.ui.export.recipes import Preset, Recipe
from editor_app.ui.export.texts import tr

MOST = 40
_LONGEST_NAME = 60


def read_presets(text: str) -> tuple[Preset, ...]:
    """Give the presets; those that cannot be read are left out."""
    try:
        value = json.loads(text) if text else []
    except ValueError:
        return ()
    entries: list[Any] = value if isinstance(value, list) else []
    found = (_preset(entry) for entry in entries)
    return tuple(preset for preset in found if preset is not None)[:MOST]


def write_presets(presets: Sequence[Preset]) -> str:
    """Give the text."""
    return json.dumps([{"id": one.id, "name": one.name, "recipe": asdict(one.recipe)} for one in presets])


def with_preset(presets: Sequence[Preset], name: str, recipe: Recipe) -> tuple[Preset, ...]:
    """Add a preset, or give the one of that name other settings; an empty name adds none."""
    name = _name(name)
    if not name:
        return tuple(presets)
    if any(one.name == name for one in presets):
        return tuple(replace(one, recipe=recipe) if one.name == name else one for one in presets)
    return (*presets, Preset(f"own-{uuid.uuid4().hex}", name, recipe, is_own=True))[-MOST:]


def renamed(presets: Sequence[Preset], preset_id: str, name: str) -> tuple[Preset, ...]:
    """Call a preset otherwise; not like another one, and not by nothing."""
    name = _name(name)
    if not name or any(one.name == name for one in presets):
        return tuple(presets)
    return tuple(replace(one, name=name) if one.id == preset_id else one for one in presets)


@dataclass(frozen=True, slots=True)
class NameWord:
    """What there is to say of a name for a preset, and whether it can be that one."""

    is_right: bool
    text: str = ""
    replaces: bool = False
    """Whether another preset gets the settings anew."""


def judge_name(name: str, offered: Sequence[Preset], renamed_id: str = "") -> NameWord:
    """Judge a name: none is that of another preset, however it is written.

    Settings that are saved under the name of one's own preset replace that one's. `renamed_id` is the id of
    a preset that gets the name.
    """
    name = _name(name)
    if not name:
        return NameWord(False)
    same = (one for one in offered if one.id != renamed_id and one.name.casefold() == name.casefold())
    found = next(same, None)
    if found is None:
        return NameWord(True)
    if found.is_own and not renamed_id and found.name == name:
        return NameWord(True, tr("“{name}” gets these settings instead of its own.").format(name=name), True)
    text = tr("There is a preset “{name}” already. Choose another name.")
    return NameWord(False, text.format(name=found.name))


def without(presets: Sequence[Preset], preset_id: str) -> tuple[Preset, ...]:
    """Take a preset out."""
    return tuple(one for one in presets if one.id != preset_id)


def _name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME]


def _preset(entry: Any) -> Preset | None:
    try:
        values = dict(entry["recipe"])
        values["size"] = tuple(map(int, values["size"])) if values.get("size") else None
        recipe, name = Recipe(**values), _name(entry["name"])
        is_right = recipe.format in FORMATS and recipe.fit in ("bars", "fill") and bool(name)
        recipe.pixels((1920, 1080))
        return Preset(str(entry["id"]), name, recipe, is_own=True) if is_right else None
    except Exception:  # whatever an older or newer version has written
        return None
