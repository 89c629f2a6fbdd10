"""What becomes of a place that is taken: its names, and the button that chooses."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from editor_app.session import WAYS_WHEN_TAKEN, Session, WhenTaken
from editor_app.ui.actions import ActionSpec
from editor_app.ui.timeline.choice import ChoiceButton
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


class WhenTakenButton(ChoiceButton):
    """Shows the way that is chosen, and opens the choice."""

    def __init__(self, session: Session, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(ACTIONS, actions, parent, plain="taken.refuse")
        self._session = session
        session.when_taken_changed.connect(self._show)
        self._show()

    def hint(self) -> str:
        """Say which key pushes without a choice."""
        return tr("Press Ctrl while dragging to push clips to later.")

    def _show(self, *_news: object) -> None:
        self.show_chosen(f"taken.{self._session.when_taken}")
