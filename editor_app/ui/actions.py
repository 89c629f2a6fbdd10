"""Actions as rows of tables: id, text, default keys, icon; and the QActions made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

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
    *,
    context: str,
) -> dict[str, QAction]:
    """Make an action for each row, with its default keys; `run` says what each does.

    Texts are translated in `context`. Icons are left to whoever knows the tokens.
    """
    group = QActionGroup(parent)
    actions: dict[str, QAction] = {}
    for spec in table:
        action = QAction(QCoreApplication.translate(context, spec.text), parent)
        action.setObjectName(spec.id)
        action.setToolTip(action.text())  # Qt's own leaves the ellipsis out
        set_keys(action, spec.keys)
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


def set_keys(action: QAction, keys: Keys) -> None:
    """Give an action its keys, and name the first at the end of its tooltip, whatever that says."""
    name = without_key(action.toolTip(), action) if action.shortcuts() else action.toolTip()
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setToolTip(with_key(name, action))


def keys_of(action: QAction) -> Keys:
    """Give an action's keys in Qt's portable form."""
    return tuple(key.toString() for key in action.shortcuts())


def with_key(name: str, action: QAction) -> str:
    """Put the key of an action behind a name."""
    return f"{name} ({shown})" if (shown := native(action.shortcut())) else name


def without_key(tooltip: str, action: QAction) -> str:
    """Take the key of an action off a tooltip that names it."""
    return tooltip.removesuffix(f" ({native(action.shortcut())})")


def native(key: QKeySequence | str) -> str:
    """Give a key as this system and language write it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def follow_key(widget: QWidget, action: QAction) -> None:
    """Name the key of an action behind a widget's tooltip, from now on."""
    name = widget.toolTip()

    def show() -> None:
        if isValid(widget):  # it may go before the action does
            widget.setToolTip(with_key(name, action))

    action.changed.connect(show)
    show()


def clashes(table: Iterable[ActionSpec]) -> dict[str, tuple[str, ...]]:
    """Give the keys that more than one action has, with the actions' ids."""
    found: dict[str, list[str]] = {}
    for spec in table:
        for key in spec.keys:
            found.setdefault(QKeySequence(key).toString(), []).append(spec.id)
    return {key: tuple(ids) for key, ids in found.items() if len(ids) > 1}
