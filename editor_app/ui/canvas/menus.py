"""The canvas's context menu."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.ui.canvas.actions import ALIGN, ORDER, OVERLAYS, ZOOM
from editor_app.ui.canvas.labels import tr
from editor_app.ui.names import clip_label

_SHARED = ("clip.cut", "clip.copy", "clip.paste", "clip.duplicate", "clip.delete")
"""Actions that others own; they appear where the window lends them."""


def menu_for(
    parent: QWidget,
    state: EditorState,
    session: Session,
    stack: Sequence[str],
    actions: Mapping[str, QAction],
) -> QMenu:
    """Give the menu for a place: what lies there, the topmost first, and what can be done with it."""
    menu = QMenu(parent)
    if stack:
        _add_layers(menu, state, session, stack)
        menu.addSeparator()
    if session.selection.item_ids:
        _add(menu, actions, ("canvas.edit-text", "canvas.crop", "canvas.reset-crop"), only_enabled=True)
        _add(menu.addMenu(tr("Align")), actions, (spec.id for spec in ALIGN))
        _add(menu.addMenu(tr("Order")), actions, (spec.id for spec in ORDER))
        menu.addSeparator()
        _add(menu, actions, _SHARED)
        menu.addSeparator()
    _add(menu.addMenu(tr("Zoom")), actions, (spec.id for spec in ZOOM))
    _add(menu.addMenu(tr("Show")), actions, (spec.id for spec in OVERLAYS))
    return menu


def _add_layers(menu: QMenu, state: EditorState, session: Session, stack: Sequence[str]) -> None:
    layers = menu.addMenu(tr("Select layer"))
    for item_id in stack:
        action = layers.addAction(_short(clip_label(state, state.items[item_id])))
        action.setCheckable(True)
        action.setChecked(item_id in session.selection.item_ids)
        action.triggered.connect(partial(_select, session, item_id))


def _select(session: Session, item_id: str, _checked: bool = False) -> None:
    session.select((item_id,))


def _short(text: str) -> str:
    plain = text.replace("&", "&&")
    return plain if len(plain) <= 40 else f"{plain[:39]}…"


def _add(
    menu: QMenu, actions: Mapping[str, QAction], ids: Iterable[str], *, only_enabled: bool = False
) -> None:
    for name in ids:
        action = actions.get(name)
        if action is not None and (action.isEnabled() or not only_enabled):
            menu.addAction(action)
