"""The question about what another program made of the project, which nobody can join without asking."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor_app.services.sync.exchange import Answer, ForeignError
from editor_app.services.sync.frames import Frames, Side, SidePicture, Sources
from editor_app.state import EditorState
from editor_app.state.queries import project_length
from editor_app.timebase import format_length
from editor_app.ui.conflicts.side import SideView
from editor_app.ui.conflicts.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, TEXT_PX, Tokens, ui_font
from editor_app.ui.widgets.tab_order import follow_layout

_SIZE = (860, 480)


def foreign_text(reason: str, name: str, *, can_join: bool) -> str:
    """Say what has happened, and what can be done."""
    what = {
        "stripped": tr(
            "At {name}, a program that does not know how we keep projects in step has changed this one."
        ),
        "unknown": tr("The project at {name} and the one here have no version in common that is known here."),
    }
    either = tr("Nothing has been overwritten, here or there. Choose which of the two goes on.")
    both = tr(
        "Nothing has been overwritten, here or there. Join both, or choose one. Joining compares them with "
        "what was last in step: what only one of them changed is taken, what collides is shown."
    )
    first = what.get(reason, what["unknown"]).format(name=name)
    return f"{first} {both if can_join else either}"


def summary(state: EditorState) -> str:
    """Say how much is in a document."""
    clips = tr("1 clip") if len(state.items) == 1 else tr("{count} clips")
    tracks = tr("1 track") if len(state.tracks) == 1 else tr("{count} tracks")
    parts = (
        clips.format(count=len(state.items)),
        tracks.format(count=len(state.tracks)),
        format_length(project_length(state)),
    )
    return " · ".join(parts)


class ForeignDialog(QDialog):
    """Mine beside theirs where they differ, and the answers; it deletes itself when it is closed."""

    answered = Signal(str)
    """Answer."""

    def __init__(
        self,
        parent: QWidget,
        foreign: ForeignError,
        mine: EditorState,
        *,
        name: str,
        sources: Sources,
        playhead: int,
        fps: int,
        tokens: Tokens,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Changed elsewhere"))
        self._fps = fps
        self.frames = Frames(self)
        self.heading = QLabel(tr("This project was changed elsewhere"), self)
        self.text = QLabel(foreign_text(foreign.reason, name, can_join=foreign.can_join), self)
        self.sides: dict[Side, SideView] = {
            "mine": SideView(tr("Mine"), tokens, self),
            "theirs": SideView(tr("At {name}").format(name=name), tokens, self),
        }
        self.later = QPushButton(tr("Later"), self)
        self.buttons: Mapping[Answer, QPushButton] = {
            "theirs": QPushButton(tr("Keep &theirs"), self),
            "mine": QPushButton(tr("Keep &mine"), self),
            "joined": QPushButton(tr("&Join both"), self),
        }
        self.buttons["joined"].setVisible(foreign.can_join)
        self._dress(name)
        self._lay_out()
        follow_layout(self)
        self._connect()
        self.resize(min(_SIZE[0], parent.width() - 64), min(_SIZE[1], parent.height() - 64))
        first = self.buttons["joined"] if foreign.can_join else self.later
        first.setDefault(True)
        first.setFocus()
        self.sides["mine"].show_value(summary(mine))
        self.sides["theirs"].show_value(summary(foreign.theirs.state))
        self.frames.want_states(mine, foreign.theirs.state, sources, playhead)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for side in self.sides.values():
            side.picture.set_tokens(tokens)

    def _dress(self, name: str) -> None:
        self.heading.setFont(ui_font(TEXT_PX + 2, weight=600))
        self.text.setWordWrap(True)
        self.note = QLabel(
            tr("If you keep theirs, a copy of yours is saved first: an untitled project under Recent."), self
        )
        self.note.setWordWrap(True)
        self.note.setProperty("secondary", True)
        tips = {
            self.buttons["joined"]: tr("Take what each side changed; what collides waits for your choice"),
            self.buttons["mine"]: tr("What is at {name} becomes as it is here").format(name=name),
            self.buttons["theirs"]: tr("A copy of yours is kept, then this project becomes theirs"),
            self.later: tr("Go on working; nothing is synchronized until you choose"),
        }
        for button, tip in tips.items():
            button.setMinimumHeight(HIT_PX)
            button.setAutoDefault(False)
            button.setToolTip(tip)

    def _lay_out(self) -> None:
        sides, foot, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        sides.setSpacing(2 * SPACE_PX)
        for side in self.sides.values():
            sides.addWidget(side, 1)
        foot.setSpacing(SPACE_PX)
        foot.addStretch(1)
        for button in (self.later, *self.buttons.values()):
            foot.addWidget(button)
        whole.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        whole.setSpacing(SPACE_PX)
        whole.addWidget(self.heading)
        whole.addWidget(self.text)
        whole.addLayout(sides, 1)
        whole.addWidget(self.note)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.later.clicked.connect(self.reject)
        self.buttons["mine"].clicked.connect(self._keep_mine)
        self.buttons["theirs"].clicked.connect(self._keep_theirs)
        self.buttons["joined"].clicked.connect(self._join)
        self.frames.ready.connect(self._show_picture)
        self.finished.connect(self._end)

    def _keep_mine(self) -> None:
        self._answer("mine")

    def _keep_theirs(self) -> None:
        self._answer("theirs")

    def _join(self) -> None:
        self._answer("joined")

    def _answer(self, answer: Answer) -> None:
        self.accept()
        self.answered.emit(answer)

    def _show_picture(self, side: Side, found: SidePicture) -> None:
        self.sides[side].show_picture(found, self._fps)

    def _end(self, _code: int) -> None:
        self.frames.close()
        self.deleteLater()
