"""The dialog with what two people did to the same things: one after the other, mine beside theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.edits.errors import EditError
from editor_app.merge import Choice, Conflict
from editor_app.services.sync.choosing import all_mine, choices_of, chosen, is_gone
from editor_app.services.sync.frames import Frames, Side, SidePicture, Sources
from editor_app.services.sync.ports import AnyConflict
from editor_app.state.patch import PatchError
from editor_app.ui.conflicts.side import SideView
from editor_app.ui.conflicts.texts import tr
from editor_app.ui.conflicts.words import Words, words_of
from editor_app.ui.theme import HIT_PX, SPACE_PX, TEXT_PX, Tokens, ui_font
from editor_app.ui.widgets.breakable import breakable
from editor_app.ui.widgets.tab_order import follow_layout

_SIZE = (1040, 440)
_LIST_PX = 248


class Waits(Protocol):
    """What knows of collisions: `services.sync.sync.Sync`."""

    conflicts_changed: Any

    @property
    def conflicts(self) -> tuple[AnyConflict, ...]: ...


class ConflictsDialog(QDialog):
    """Lists what waits for a choice; the window behind stays usable. It deletes itself when it is closed."""

    done_with = Signal(object)
    """tuple[AnyConflict, ...]: these were chosen about, or need no choice any more."""
    step_made = Signal(object)
    """tuple[AnyConflict, ...]: the latest step settled these, and can be taken back; before `done_with`."""

    def __init__(
        self,
        parent: QWidget,
        document: Document,
        sync: Waits,
        *,
        sources: Callable[[], Sources],
        playhead: Callable[[], int],
        tokens: Tokens,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Conflicts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._document, self._sync, self._sources, self._playhead = document, sync, sources, playhead
        self._chosen: frozenset[str] = frozenset()
        self._shown: tuple[str, object] = ("", None)
        self.frames = Frames(self)
        self.list = QListWidget(self)
        self.heading, self.what, self.trouble = QLabel(self), QLabel(self), QLabel(self)
        self.was = QLabel(self)
        self.sides: dict[Side, SideView] = {
            "mine": SideView(tr("Mine"), tokens, self),
            "theirs": SideView(tr("Theirs"), tokens, self),
        }
        self.buttons: dict[Choice, QPushButton] = {
            "mine": QPushButton(tr("Keep &mine"), self),
            "theirs": QPushButton(tr("Keep &theirs"), self),
            "both": QPushButton(tr("Keep &both"), self),
        }
        self.dismiss = QPushButton(tr("Dismiss"), self)
        self.all_mine = QPushButton(tr("Keep mine for all"), self)
        self.close_button = QPushButton(tr("Close"), self)
        self._dress()
        self._lay_out()
        follow_layout(self)
        self._connect()
        self.resize(min(_SIZE[0], parent.width() - 64), min(_SIZE[1], parent.height() - 64))
        self._show_list()
        self.list.setFocus()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        for side in self.sides.values():
            side.picture.set_tokens(tokens)

    @property
    def current(self) -> AnyConflict | None:
        """Give the conflict that is looked at."""
        row = self.list.currentRow()
        waiting = self._waiting()
        return waiting[row] if 0 <= row < len(waiting) else None

    def choose(self, choice: Choice) -> None:
        """Settle the conflict that is looked at, as one step, and go on to the next."""
        conflict = self.current
        if conflict is None or choice not in choices_of(conflict) or self._is_gone(conflict):
            return
        work = self._document.work
        labels = {
            "mine": tr("Keep mine: {what}"),
            "theirs": tr("Keep theirs: {what}"),
            "both": tr("Keep both: {what}"),
        }
        label = labels[choice].format(what=self._words(conflict).field)
        try:
            state, sidecar = chosen(work, conflict, choice)
            self._document.apply(label, state, sidecar=sidecar, is_decision=True)
        except (EditError, PatchError) as error:
            text = tr(
                "That cannot be done as the project is now. {why} Choose the other, or change it first."
            )
            self._say(text.format(why=error))
            return
        self._let_go(conflict, by_step=True)

    def keep_all_mine(self) -> None:
        """Settle everything that waits as it is here, as one step."""
        waiting = self._waiting()
        state, sidecar, done = all_mine(self._document.work, waiting)
        text = tr("Keep mine: 1 conflict") if len(done) == 1 else tr("Keep mine: {count} conflicts")
        try:
            text = text.format(count=len(done))
            self._document.apply(text, state, sidecar=sidecar, is_decision=bool(done))
        except PatchError as error:
            self._say(str(error))
            return
        self._let_go(*done, by_step=True)
        if len(done) < len(waiting):
            self._say(tr("What is left cannot be kept as you have it. Choose theirs, or change it first."))

    # Showing.

    def _waiting(self) -> tuple[AnyConflict, ...]:
        return tuple(c for c in self._sync.conflicts if c.id not in self._chosen)

    def _words(self, conflict: AnyConflict) -> Words:
        return words_of(self._document.work.state, self._document.work.sidecar, conflict)

    def _is_gone(self, conflict: AnyConflict) -> bool:
        return is_gone(self._document.work.state, conflict)

    def _take_news(self) -> None:
        """Take what the service brought: something that was chosen about may have collided again."""
        self._chosen &= frozenset(c.id for c in self._sync.conflicts)
        self._show_list()

    def _show_list(self) -> None:
        waiting, row = self._waiting(), self.list.currentRow()
        known = [self.list.item(n).data(Qt.ItemDataRole.UserRole) for n in range(self.list.count())]
        current = known[row] if 0 <= row < len(known) else ""
        ids = [conflict.id for conflict in waiting]
        self.list.blockSignals(True)
        self.list.clear()
        for conflict in waiting:
            words = self._words(conflict)
            below = " · ".join(part for part in (words.field, words.where) if part)
            item = QListWidgetItem(f"{words.name}\n{below}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, conflict.id)
            item.setToolTip(f"{words.name}\n{below}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words.name}, {below}")
        place = ids.index(current) if current in ids else min(max(row, 0), len(ids) - 1)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)
        self._show_current()

    def _show_current(self, *_news: object) -> None:
        conflict = self.current
        self.trouble.hide()
        self.was.hide()
        is_gone = conflict is not None and self._is_gone(conflict)
        able = choices_of(conflict) if conflict is not None and not is_gone else ()
        for choice, button in self.buttons.items():
            button.setEnabled(choice in able)
            button.setVisible(conflict is not None)  # in one place: a row must not move them
        self.dismiss.setVisible(is_gone)
        for part in (self.list, self.all_mine):
            part.setVisible(conflict is not None)
        for side in self.sides.values():
            side.setVisible(conflict is not None and not is_gone)
        if conflict is None:
            self._show_nothing()
        elif is_gone:
            self._show_gone(conflict)
        else:
            self._show_sides(conflict)

    def _show_nothing(self) -> None:
        self._shown = ("", None)
        self.frames.want_none()
        self.heading.setText(tr("Nothing waits for a choice"))
        self.what.setText(tr("Where you and others change the same thing, both versions stand here."))
        self.close_button.setFocus()

    def _show_gone(self, conflict: AnyConflict) -> None:
        self._shown = (conflict.id, None)
        self.frames.want_none()
        words = self._words(conflict)
        self.heading.setText(breakable(f"{words.name} · {words.field}"))
        self.what.setText(
            tr("This has been deleted meanwhile, so there is nothing left to choose. Dismiss it.")
        )

    def _show_sides(self, conflict: AnyConflict) -> None:
        state = self._document.work.state
        words = self._words(conflict)
        self.heading.setText(breakable(" · ".join(p for p in (words.name, words.where, words.field) if p)))
        self.what.setText(breakable(words.what))
        self.was.setText(tr("Before: {value}").format(value=breakable(words.was)))
        self.was.setVisible(bool(words.was))
        if self._shown == (conflict.id, state):
            return
        self._shown = (conflict.id, state)
        self.sides["mine"].show_value(words.mine)
        self.sides["theirs"].show_value(words.theirs)
        if isinstance(conflict, Conflict):
            self.frames.want_choices(state, conflict, self._sources(), self._playhead())
        else:
            self.frames.want_none()
            for side in self.sides.values():
                side.show_no_picture(tr("The picture is the same on both sides."))

    def _show_picture(self, side: Side, found: SidePicture) -> None:
        self.sides[side].show_picture(found, self._document.work.sidecar.edit_rate)

    def _say(self, sentence: str) -> None:
        self.trouble.setText(breakable(sentence))
        self.trouble.show()

    def _let_go(self, *conflicts: AnyConflict, by_step: bool = False) -> None:
        self._chosen |= {conflict.id for conflict in conflicts}
        if by_step and conflicts:
            self.step_made.emit(conflicts)
        self._show_list()
        if conflicts:
            self.done_with.emit(conflicts)

    # Making it.

    def _dress(self) -> None:
        self.list.setAccessibleName(tr("What waits for a choice"))
        self.list.setFixedWidth(_LIST_PX)
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading.setFont(ui_font(TEXT_PX + 2, weight=600))
        self.was.setFont(ui_font(TEXT_PX, tabular=True))
        for label in (self.heading, self.what, self.was, self.trouble):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.what.setProperty("secondary", True)
        self.trouble.setObjectName("conflictTrouble")
        tips = {
            self.buttons["mine"]: tr("The project stays, or becomes, as you have it (1)"),
            self.buttons["theirs"]: tr("The project becomes as others have it (2)"),
            self.buttons["both"]: tr("Theirs lies on a track above yours (3)"),
            self.dismiss: tr("Take this off the list"),
            self.all_mine: tr("Everything on the list stays as you have it; one step, which can be undone"),
            self.close_button: tr("Close; what is left waits until you come back"),
        }
        for button, tip in tips.items():
            button.setMinimumHeight(HIT_PX)
            button.setAutoDefault(False)
            button.setToolTip(tip)
        self.buttons["mine"].setDefault(True)

    def _lay_out(self) -> None:
        sides, foot, right = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        for side in self.sides.values():
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            sides.addWidget(side, 1)
        for row in (sides, foot):
            row.setSpacing(2 * SPACE_PX if row is sides else SPACE_PX)
        foot.addWidget(self.all_mine)
        foot.addStretch(1)
        for button in (self.dismiss, *self.buttons.values(), self.close_button):
            foot.addWidget(button)
        right.setSpacing(SPACE_PX)
        right.addWidget(self.heading)
        right.addWidget(self.what)
        right.addWidget(self.was)
        right.addLayout(sides, 1)
        right.addWidget(self.trouble)
        upper, whole = QHBoxLayout(), QVBoxLayout(self)
        upper.setSpacing(2 * SPACE_PX)
        upper.addWidget(self.list)
        upper.addLayout(right, 1)
        whole.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        whole.setSpacing(2 * SPACE_PX)
        whole.addLayout(upper, 1)
        whole.addLayout(foot)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_current)
        self.buttons["mine"].clicked.connect(self._keep_mine)
        self.buttons["theirs"].clicked.connect(self._keep_theirs)
        self.buttons["both"].clicked.connect(self._keep_both)
        self.dismiss.clicked.connect(self._dismiss)
        self.all_mine.clicked.connect(self.keep_all_mine)
        self.close_button.clicked.connect(self.reject)
        for key, keep in (("1", self._keep_mine), ("2", self._keep_theirs), ("3", self._keep_both)):
            QShortcut(QKeySequence(key), self).activated.connect(keep)
        self.frames.ready.connect(self._show_picture)
        self._sync.conflicts_changed.connect(self._take_news)
        self._document.changed.connect(self._follow)
        self._document.loaded.connect(self.reject)
        self.finished.connect(self._end)

    def _follow(self, _patch: object) -> None:
        """Show how things are now; not for every moment of a gesture."""
        if not self._document.is_previewing:
            self._show_list()

    def _keep_mine(self) -> None:
        self.choose("mine")

    def _keep_theirs(self) -> None:
        self.choose("theirs")

    def _keep_both(self) -> None:
        self.choose("both")

    def _dismiss(self) -> None:
        if (conflict := self.current) is not None:
            self._let_go(conflict)

    def _end(self, _code: int) -> None:
        self.frames.close()
