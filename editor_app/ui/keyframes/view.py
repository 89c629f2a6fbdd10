"""The dope sheet as it is seen: its rows, scrolled, one of them chosen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor_app.document import Document
from editor_app.session import KeyframeRef, Session
from editor_app.ui.keyframes.commands import KeyframeCommands
from editor_app.ui.keyframes.fields import Lane, can_set_key
from editor_app.ui.keyframes.gesture import Bench, Gesture
from editor_app.ui.keyframes.layout import ROW_PX, RULER_PX, Sheet, hit, sheet_of
from editor_app.ui.keyframes.painting import Look, Shown, paint_sheet
from editor_app.ui.keyframes.texts import tr
from editor_app.ui.keyframes.words import description_of, tooltip_of
from editor_app.ui.theme import DARK, Tokens


class SheetView(QWidget):
    """The rows: which show, how far they are scrolled, which is chosen, and what is said of them."""

    notice = Signal(str)
    lane_changed = Signal()
    scrolled = Signal()

    def __init__(
        self, document: Document, session: Session, commands: KeyframeCommands, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._commands = document, session, commands
        self._look = Look.of(DARK)
        self._lanes: tuple[Lane, ...] = ()
        self._lane: int | None = None
        self._scroll_px = 0
        self._hover: tuple[int | None, str] = (None, "")
        self._gesture: Gesture | None = None
        self._bench = Bench(document, session, commands, lambda: self.sheet, self.notice.emit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(480, RULER_PX + 2 * ROW_PX)
        self.setAccessibleName(tr("Keyframes"))

    def sizeHint(self) -> QSize:
        """Give room for some rows."""
        return QSize(900, 200)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._look = Look.of(tokens)
        self.update()

    @property
    def look(self) -> Look:
        """Give the look."""
        return self._look

    def set_lanes(self, lanes: tuple[Lane, ...]) -> None:
        """Show other rows, and keep the chosen field if it is among them."""
        chosen = self.lane
        self._lanes = lanes
        places = [number for number, lane in enumerate(lanes) if lane.field is not None]
        self._lane = lanes.index(chosen) if chosen in lanes else (places[0] if places else None)
        self.scroll_to(self._scroll_px)
        self.lane_changed.emit()
        self.update()

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Give the rows."""
        return self._lanes

    @property
    def lane(self) -> Lane | None:
        """Give the chosen row."""
        return self._lanes[self._lane] if self._lane is not None and self._lane < len(self._lanes) else None

    def can_set(self, lane: Lane | None) -> bool:
        """Tell whether a key can be set on a row at the playhead."""
        item = self._document.state.items.get(lane.item_id) if lane is not None else None
        return can_set_key(item, self._session.playhead_ticks)

    def choose_lane(self, number: int) -> None:
        """Choose a row with a field."""
        if 0 <= number < len(self._lanes) and self._lanes[number].field is not None:
            self._lane = number
            top = number * ROW_PX
            room = self.height() - RULER_PX
            if top < self._scroll_px:
                self.scroll_to(top)
            elif top + ROW_PX > self._scroll_px + room:
                self.scroll_to(top + ROW_PX - room)
            self.describe()
            self.lane_changed.emit()
            self.update()

    @property
    def sheet(self) -> Sheet:
        """Give the layout as it is now."""
        return sheet_of(self._document.state, self._lanes, self.width(), self._scroll_px)

    @property
    def scroll_range(self) -> int:
        """Give how far the rows can be scrolled."""
        return max(0, self.sheet.content_px - self.height())

    @property
    def scroll_px(self) -> int:
        """Give how far the rows are scrolled."""
        return self._scroll_px

    def scroll_to(self, px: int) -> None:
        """Scroll the rows."""
        self._scroll_px = min(max(0, px), self.scroll_range)
        self.scrolled.emit()
        self.update()

    def shown(self) -> Shown:
        """Give all that shows, for the painters."""
        return Shown(
            self._document.state,
            self.sheet,
            self._fps,
            self._session.playhead_ticks,
            self._refs_shown(),
            self._lane if self.lane is not None else None,
            self._hover,
            self._gesture.marquee if self._gesture is not None else None,
            self.hasFocus(),
        )

    def _refs_shown(self) -> frozenset[KeyframeRef]:
        dragged = self._gesture.dragged if self._gesture is not None else None
        return self._chosen() if dragged is None else dragged

    def _chosen(self) -> frozenset[KeyframeRef]:
        return self._session.selection.keyframes

    @property
    def _fps(self) -> int:
        return self._document.sidecar.edit_rate

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint."""
        painter = QPainter(self)
        paint_sheet(painter, self.shown(), self._look, (self.width(), self.height()))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the scroll in range."""
        super().resizeEvent(event)
        self.scroll_to(self._scroll_px)

    def tooltip_at(self, x: float, y: float) -> str:
        """Say what a press at a point does, or what a key is."""
        met = hit(self._document.state, self.sheet, x, y)
        lane = self._lanes[met.lane] if met.lane is not None else None
        return tooltip_of(self._document.state, lane, met, self._fps, can_set=self.can_set(lane))

    def describe(self) -> None:
        """Say in words which row is chosen, and whether a key can be set there."""
        lane = self.lane
        if lane is not None and lane.field is not None:
            state, can_set = self._document.state, self.can_set(lane)
            self.setAccessibleDescription(
                description_of(state, lane, self._chosen(), self._fps, can_set=can_set)
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        self.describe()
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        self.update()
        super().focusOutEvent(event)
