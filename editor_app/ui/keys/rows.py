"""The actions that have keys, grouped as the menus are. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_GROUPS = (
    ("clip.", "Clip"),
    ("view.", "View"),
    ("media.", "Media"),
    ("inspector.", "Inspector"),
    ("keyframes.", "Keyframes"),
    ("problems.", "Problems"),
    ("panel.", "Panels"),
    ("go.", "Panels"),
)
"""Where actions stand that are in no menu, by how their ids begin."""
_REST = "Other"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """An action: its id, what its group is called, and its name."""

    id: str
    group: str
    text: str


def rows_of(menus: Mapping[str, Iterable[str]], texts: Mapping[str, str]) -> tuple[KeyRow, ...]:
    """Give a row for every action in `texts`, group by group.

    `menus` are the actions' ids by the menu's title; groups are called like menus, before any translation.
    """
    groups: dict[str, list[str]] = {title: list(ids) for title, ids in menus.items()}
    listed = {name for ids in groups.values() for name in ids}
    for name in texts:
        if name not in listed:
            group = next((title for start, title in _GROUPS if name.startswith(start)), _REST)
            groups.setdefault(group, []).append(name)
    return tuple(KeyRow(name, title, texts[name]) for title, ids in groups.items() for name in ids)
