"""What becomes of a place that is taken: its names, and the button that chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor_app.session import WAYS_WHEN_TAKEN, Session, WhenTaken
from editor_app.ui import icons
from editor_app.ui.actions import ActionSpec
from editor_app.ui.theme import HIT_PX, Tokens
from editor_app.ui.timeline.labels import tr

_NAMES: Mapping[WhenTaken, str] = {
    "refuse": str(QT_TRANSLATE_NOOP("Timeline", "Keep")),
    "overwrite": str(QT_TRANSLATE_NOOP("Timeline", "Overwrite")),
    "insert": str(QT_TRANSLATE_NOOP("Timeline", "Insert")),
}
ACTIONS = (
    ActionSpec("taken.refuse", "Where clips lie: keep them", (), "mdi6.shield-outline"),
    ActionSpec("taken.overwrite", "Where clips lie: overwrite them", (), "mdi6.arrow-down-bold-box-outline"),
    ActionSpec("taken.insert", "Where clips lie: push them to later", (), "mdi6.arrow-expand-right"),
)


def when_taken_name(way: WhenTaken) -> str:
    """Give what a way is called at the pointer."""
    return tr(_NAMES[way])


def calls(session: Session) -> dict[str, Callable[..., None]]:
    """Give what to call for each action's id."""

    def choose(way: WhenTaken) -> Callable[..., None]:
        return lambda _checked=False: session.set_when_taken(way)

    return {f"taken.{way}": choose(way) for way in WAYS_WHEN_TAKEN}


class WhenTakenButton(QToolButton):
    """Shows the way that is chosen, and opens the choice."""

    def __init__(self, session: Session, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._tokens: Tokens | None = None
        self._ways = {way: actions[f"taken.{way}"] for way in WAYS_WHEN_TAKEN}
        menu = QMenu(self)
        for action in self._ways.values():
            action.setCheckable(True)
            menu.addAction(action)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setIconSize(QSize(18, 18))
        self.setMinimumSize(HIT_PX + 12, HIT_PX)
        self.setProperty("quiet", True)
        session.when_taken_changed.connect(self._show)
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        for spec, action in zip(ACTIONS, self._ways.values(), strict=True):
            action.setIcon(icons.icon(spec.icon, color=tokens.secondary, color_disabled=tokens.disabled))
        self._show()

    def _show(self, *_news: object) -> None:
        way = self._session.when_taken
        for one, action in self._ways.items():
            action.setChecked(one == way)
        spec = next(one for one in ACTIONS if one.id == f"taken.{way}")
        if self._tokens is not None:
            colour = self._tokens.secondary if way == "refuse" else self._tokens.accent
            self.setIcon(icons.icon(spec.icon, color=colour))
        words = self._ways[way].text()
        self.setToolTip(words + "\n" + tr("Hold Ctrl while you drag to push clips to later."))
        self.setAccessibleName(words)
