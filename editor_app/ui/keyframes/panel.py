"""The Keyframes panel: toolbar, dope sheet, and the curve of the chosen field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollBar,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.session import Session
from editor_app.ui import icons
from editor_app.ui.actions import make_actions, with_key, without_checked
from editor_app.ui.keyframes.actions import TABLE
from editor_app.ui.keyframes.commands import KeyframeCommands
from editor_app.ui.keyframes.fields import lanes_of
from editor_app.ui.keyframes.painting import paint_graph
from editor_app.ui.keyframes.sheet import DopeSheet
from editor_app.ui.keyframes.texts import beside_clip, tr
from editor_app.ui.theme import DARK, HIT_PX, Tokens

_MOST_CLIPS = 50
"""More clips than anyone looks through are not all shown."""


class CurveView(QWidget):
    """The curve of the row that is chosen in the sheet."""

    def __init__(self, sheet: DopeSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.setMinimumHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Curve of the chosen field"))
        sheet.lane_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Give room for a curve."""
        return QSize(900, 112)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        paint_graph(painter, self._sheet.shown(), self._sheet.look, (self.width(), self.height()))
        painter.end()


class KeyframesPanel(QWidget):
    """The keyframes of the selected clips."""

    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self, document: Document, session: Session, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self._document, self._session = document, session
        self._shows_all = False
        self._clip_ids: tuple[str, ...] = ()
        self.commands = KeyframeCommands(document, session, self)
        self.sheet = DopeSheet(document, session, self.commands, self)
        self.curve = CurveView(self.sheet, self)
        self.actions_by_id = make_actions(
            self,
            TABLE,
            {
                "keyframes.previous": without_checked(lambda: self.sheet.step(-1)),
                "keyframes.toggle": without_checked(self.sheet.toggle_here),
                "keyframes.next": without_checked(lambda: self.sheet.step(1)),
                "keyframes.all-fields": self._set_shows_all,
            },
            context="Keyframes",
        )
        self.addActions(list(self.actions_by_id.values()))
        self._can_set: bool | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._empty = QLabel(self)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._take_clips()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens, self._can_set = tokens, None
        self.sheet.set_tokens(tokens)
        self.curve.update()
        self._empty.setStyleSheet(f"color: {tokens.secondary};")
        for spec in TABLE:
            icon = icons.icon(
                spec.icon, color=tokens.secondary, color_on=tokens.accent, color_disabled=tokens.disabled
            )
            self.actions_by_id[spec.id].setIcon(icon)
        self._show_can_set()

    def show_clip(self, item_id: str) -> None:
        """Show the keyframes of a clip, and let the keyboard go there."""
        self._session.select((item_id,))
        self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        for spec in TABLE:
            button = QToolButton(self)
            button.setDefaultAction(self.actions_by_id[spec.id])
            button.setIconSize(QSize(18, 18))
            button.setMinimumSize(HIT_PX, HIT_PX)
            button.setAccessibleName(self.actions_by_id[spec.id].text())
            if spec.toggles:
                bar.addStretch(1)
                button.setProperty("quiet", True)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            bar.addWidget(button)
        upper = QWidget(self)
        row = QHBoxLayout(upper)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sheet, 1)
        row.addWidget(self._bar)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(upper)
        split.addWidget(self.curve)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._pages = QStackedLayout()
        self._pages.addWidget(split)
        self._pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addLayout(self._pages, 1)

    def _connect(self) -> None:
        self.commands.notice.connect(self.notice)
        self.sheet.notice.connect(self.notice)
        self.sheet.scrolled.connect(self._show_scroll)
        self.sheet.lane_changed.connect(self._show_can_set)
        self._bar.valueChanged.connect(self.sheet.scroll_to)
        self._document.changed.connect(self._refresh)
        self._document.loaded.connect(self._take_clips)
        self._session.selection_changed.connect(self._take_clips)
        self._session.playhead_changed.connect(self._repaint)

    # What shows.

    def _take_clips(self, *_news: object) -> None:
        chosen = self._session.selection.item_ids
        self._clip_ids = tuple(sorted(chosen[-_MOST_CLIPS:], key=chosen.index))
        self._refresh()

    def _refresh(self, *_news: object) -> None:
        if not self.isVisible():
            return
        state = self._document.state
        lanes = lanes_of(state, self._clip_ids, shows_all=self._shows_all)
        if lanes != self.sheet.lanes:
            self.sheet.set_lanes(lanes)
        present = [key for key in self._clip_ids if key in state.items]
        self._empty.setText(
            tr("No keyframes yet. Show all fields and double-click a row to add one.")
            if present
            else tr("Select a clip to see its keyframes.")
        )
        self._pages.setCurrentIndex(0 if lanes else 1)
        self._show_scroll()
        self._repaint()

    def _show_can_set(self) -> None:
        """Dim the diamond of the toolbar too while it sets no key; its shortcut still says why."""
        lane = self.sheet.lane
        can_set = lane is None or self.sheet.can_set(lane)
        if can_set != self._can_set:
            self._can_set = can_set
            spec = next(spec for spec in TABLE if spec.id == "keyframes.toggle")
            colour = self._tokens.secondary if can_set else self._tokens.disabled
            action = self.actions_by_id[spec.id]
            action.setIcon(icons.icon(spec.icon, color=colour))
            action.setToolTip(with_key(action.text(), action) if can_set else beside_clip())
            self.sheet.describe()

    def _repaint(self, *_news: object) -> None:
        self._show_can_set()
        self.sheet.update()
        self.curve.update()

    def _show_scroll(self) -> None:
        self._bar.blockSignals(True)
        self._bar.setRange(0, self.sheet.scroll_range)
        self._bar.setPageStep(max(1, self.sheet.height()))
        self._bar.setSingleStep(28)
        self._bar.setValue(self.sheet.scroll_px)
        self._bar.blockSignals(False)
        self._bar.setVisible(self.sheet.scroll_range > 0)

    def _set_shows_all(self, on: bool) -> None:
        self._shows_all = on
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is selected now."""
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sheet's text in step with the face."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_tokens"):
            self.sheet.set_tokens(self._tokens)
