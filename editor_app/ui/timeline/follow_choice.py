"""How the timeline follows the playhead: the button that chooses, and the key that stops and resumes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from editor_app.session import FOLLOW_MODES, FollowMode, Session
from editor_app.ui.actions import ActionSpec, native
from editor_app.ui.timeline.choice import ChoiceButton
from editor_app.ui.timeline.labels import tr

ACTIONS = (
    ActionSpec("follow.none", "Do not follow the playhead", (), "mdi6.pin-outline"),
    ActionSpec("follow.page", "Follow the playhead page by page", (), "mdi6.arrow-right-bold-box-outline"),
    ActionSpec(
        "follow.smooth",
        "Follow the playhead smoothly, in the middle",
        (),
        "mdi6.format-horizontal-align-center",
    ),
)
SWITCH = ActionSpec("follow", "Follow playhead", ("F",), toggles=True)


class Following:
    """What the actions do; the switch goes back to the way that was followed last."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: FollowMode = "page"
        session.follow_changed.connect(self._remember)
        self._remember(session.follow)

    def table(self) -> dict[str, Callable[..., None]]:
        """Give what to call for each action's id."""

        def choose(mode: FollowMode) -> Callable[..., None]:
            return lambda _checked=False: self._session.set_follow(mode)

        return {f"follow.{mode}": choose(mode) for mode in FOLLOW_MODES} | {"follow": self.switch}

    def switch(self, on: bool) -> None:
        """Follow as before, or no longer."""
        if on != (self._session.follow != "none"):
            self._session.set_follow(self._last if on else "none")

    def _remember(self, mode: FollowMode) -> None:
        if mode != "none":
            self._last = mode


class FollowButton(ChoiceButton):
    """Shows how the playhead is followed, and opens the choice."""

    def __init__(self, session: Session, actions: Mapping[str, QAction], parent: QWidget) -> None:
        self._switch = actions["follow"]
        super().__init__(ACTIONS, actions, parent, plain="follow.none")
        self._session = session
        session.follow_changed.connect(self._show)
        self._switch.changed.connect(self._show)  # its key may be another
        self._show()

    def hint(self) -> str:
        """Name the key that stops and resumes."""
        key = native(self._switch.shortcut())
        return tr("{key} turns it off and on.").format(key=key) if key else ""

    def _show(self, *_news: object) -> None:
        self.show_chosen(f"follow.{self._session.follow}")
