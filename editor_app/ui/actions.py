"""Actions as rows of tables: id, text, default keys, icon; and the QActions made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

if TYPE_CHECKING:  # the start page comes before all that a session knows of
    from editor_app.session import Tool

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One row: `keys` in Qt's portable form; `tool` for those that take a tool; `toggles` for switches."""

    id: str
    text: str
    keys: Keys = ()
    icon: str = ""
    tool: Tool | None = None
    toggles: bool = False


def make_actions(
    parent: QObject,
    table: Iterable[ActionSpec],
    run: Mapping[str, Callable[..., None]],
    keys: Mapping[str, Keys] | None = None,
    *,
    context: str,
) -> dict[str, QAction]:
    """Make an action for each row; `run` says what each does, `keys` replaces default keys by id.

    Texts are translated in `context`. Icons are left to whoever knows the tokens.
    """
    group = QActionGroup(parent)
    actions: dict[str, QAction] = {}
    for spec in table:
        action = QAction(QCoreApplication.translate(context, spec.text), parent)
        action.setObjectName(spec.id)
        set_keys(action, (keys or {}).get(spec.id, spec.keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if spec.tool is not None:
            action.setCheckable(True)
            group.addAction(action)
        action.setCheckable(spec.tool is not None or spec.toggles)
        (action.toggled if spec.toggles else action.triggered).connect(run[spec.id])
        actions[spec.id] = action
    return actions


def without_checked(call: Callable[..., None]) -> Callable[..., None]:
    """Leave out the `checked` that QAction.triggered brings."""

    def run(_checked: bool = False) -> None:
        call()

    return run


def set_keys(action: QAction, keys: tuple[str, ...]) -> None:
    """Give an action its keys, and name the first in its tooltip."""
    action.setShortcuts([QKeySequence(key) for key in keys])
    text = action.text()
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(f"{text} ({shown})" if shown else text)


def clashes(table: Iterable[ActionSpec]) -> dict[str, tuple[str, ...]]:
    """Give the keys that more than one action has, with the actions' ids."""
    found: dict[str, list[str]] = {}
    for spec in table:
        for key in spec.keys:
            found.setdefault(QKeySequence(key).toString(), []).append(spec.id)
    return {key: tuple(ids) for key, ids in found.items() if len(ids) > 1}
