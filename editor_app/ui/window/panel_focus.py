"""Going from panel to panel with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from editor_app.ui.widgets.tab_order import stops


def focus_panel(panel: QWidget) -> bool:
    """Give a panel the keyboard: what had it there last, or else the first that can; tell whether one can."""
    target = panel.focusWidget() or panel
    # WORKAROUND(PySide 6.11): walking by nextInFocusChain crashes the program later. What is laid out comes
    # as it is read; what is not, in the order in which it was made.
    if target is panel or not _takes_keys(target):
        inside = [panel, *stops(panel), *panel.findChildren(QWidget)]
        target = next((child for child in inside if _takes_keys(child)), None)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def step_panel(panels: Sequence[QWidget], by: int) -> None:
    """Go to the next or the previous panel that can be seen and takes keys, round and round."""
    seen = [panel for panel in panels if panel.isVisible() and not panel.visibleRegion().isEmpty()]
    now = QApplication.focusWidget()
    at = next((n for n, panel in enumerate(seen) if now is not None and _holds(panel, now)), None)
    start = at if at is not None else (-1 if by > 0 else len(seen))
    for step in range(1, len(seen) + 1):
        if focus_panel(seen[(start + by * step) % len(seen)]):
            return


def _holds(panel: QWidget, widget: QWidget) -> bool:
    return widget is panel or panel.isAncestorOf(widget)


def _takes_keys(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    return widget.isVisible() and widget.isEnabled() and bool(policy & Qt.FocusPolicy.TabFocus)
