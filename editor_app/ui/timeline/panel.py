"""The timeline with its toolbar and scroll bars: what the window docks."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollBar,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.document import Document
from editor_app.session import COARSEST_TICKS_PER_PX, FINEST_TICKS_PER_PX, Session, TimelineView
from editor_app.ui import icons
from editor_app.ui.actions import ActionSpec, make_actions, without_checked
from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.timeline.actions import EDITS, MOVES, SWITCHES, TABLE, TOOLS
from editor_app.ui.timeline.area import TimelineArea
from editor_app.ui.timeline.commands import ClipCommands
from editor_app.ui.timeline.follow_choice import FollowButton, Following
from editor_app.ui.timeline.frame_commands import FrameCommands
from editor_app.ui.timeline.labels import tr
from editor_app.ui.timeline.menu_commands import MenuCommands
from editor_app.ui.timeline.menus import TimelineMenus
from editor_app.ui.timeline.moves import PlayheadCommands
from editor_app.ui.timeline.when_taken import WhenTakenButton
from editor_app.ui.timeline.when_taken import calls as when_taken_calls

_ZOOM_STEP = 1.4
_SLIDER_STEPS = 1000
_HEADER_STEP_PX = 32
_MOST_PX = (1 << 31) - 1
_ON_TOOLBAR = ("clip.split", "clip.delete", "clip.ripple-delete")
_COARSEST = min(COARSEST_TICKS_PER_PX, 240_000.0 * 120)
"""The slider's left end: two minutes a pixel; the wheel goes further."""


class TimelinePanel(QWidget):
    """Toolbar, painted area and scroll bars, and all of the timeline's actions."""

    notice = Signal(str)
    """A sentence for the notice area."""
    keyframes_wanted = Signal(str)
    """str: the keyframes of an item shall show."""
    replace_wanted = Signal(str)
    """str: another medium is wanted for an item."""

    def __init__(
        self, document: Document, session: Session, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self._session, self._tokens = session, tokens
        self.area = TimelineArea(document, session, self, tokens=tokens)
        self.commands = ClipCommands(document, session, self)
        self.frames = FrameCommands(document, session, self)
        self.moves = PlayheadCommands(document, session, self)
        self.menu_commands = MenuCommands(document, session, self)
        self._following = Following(session)
        self.actions_by_id = make_actions(
            self,
            TABLE,
            {
                **self.commands.table(),
                **self.frames.table(),
                **self.moves.table(),
                **when_taken_calls(session),
                **self._following.table(),
                **self._own_calls(),
            },
            context="Timeline",
        )
        self.addActions(list(self.actions_by_id.values()))
        self.menus = TimelineMenus(self.area, document, session, self.menu_commands, self.actions_by_id, self)
        self._icons = {spec.id: spec.icon for spec in (*TOOLS, *EDITS, *MOVES, *SWITCHES) if spec.icon}
        self._across = QScrollBar(Qt.Orientation.Horizontal, self)
        self._down = QScrollBar(Qt.Orientation.Vertical, self)
        self._slider = self._make_slider()
        self._follow = FollowButton(session, self.actions_by_id, self)
        self._when_taken = WhenTakenButton(session, self.actions_by_id, self)
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._show_session()
        self._show_extent()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.area.set_tokens(tokens)
        for button in (self._follow, self._when_taken):
            button.set_tokens(tokens)
        quiet = {spec.id for spec in SWITCHES}
        for name, icon in self._icons.items():
            on = tokens.accent if name in quiet else tokens.on_accent
            made = icons.icon(icon, color=tokens.secondary, color_on=on, color_disabled=tokens.disabled)
            self.actions_by_id[name].setIcon(made)

    def _own_calls(self):
        return {
            "view.zoom-in": lambda _checked=False: self.area.zoom_by(_ZOOM_STEP),
            "view.zoom-out": lambda _checked=False: self.area.zoom_by(1 / _ZOOM_STEP),
            "view.fit": lambda _checked=False: self.area.fit(),
            "track.menu": without_checked(self._open_tracks),
            "marker.list": without_checked(self._open_markers),
            "view.next-page": lambda _checked=False: self.area.scroll_pages(1),
            "view.previous-page": lambda _checked=False: self.area.scroll_pages(-1),
            "track.wider-headers": lambda _checked=False: self._widen_headers(_HEADER_STEP_PX),
            "track.narrower-headers": lambda _checked=False: self._widen_headers(-_HEADER_STEP_PX),
            "view.fit-selection": without_checked(self._fit_selection),
            "linked": self._set_linked,
        }

    def _open_tracks(self) -> None:
        self.menus.open_tracks()

    def _open_markers(self) -> None:
        self.menus.open_markers()

    def _fit_selection(self) -> None:
        if not self.area.fit_selection():
            self.notice.emit(tr("Select clips to zoom to, or mark a range."))

    def _widen_headers(self, by_px: int) -> None:
        self._session.set_header_px(self._session.header_px + by_px)

    def _set_linked(self, on: bool) -> None:
        for one in (self.area, self.commands, self.frames, self.menu_commands):
            one.linked = on

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setRange(0, _SLIDER_STEPS)
        slider.setFixedWidth(140)
        slider.setMinimumHeight(HIT_PX)
        slider.setAccessibleName(tr("Zoom"))
        slider.setToolTip(tr("Zoom (Ctrl and wheel)"))
        return slider

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(2)
        for spec in TOOLS:
            bar.addWidget(self._button(spec))
        bar.addWidget(_rule(self))
        for spec in EDITS:
            if spec.id in _ON_TOOLBAR:
                bar.addWidget(self._button(spec))
        bar.addWidget(_rule(self))
        for spec in SWITCHES:
            button = self._button(spec)
            button.setProperty("quiet", True)
            bar.addWidget(button)
        bar.addWidget(self._follow)
        bar.addWidget(self._when_taken)
        bar.addStretch(1)
        by_id = {spec.id: spec for spec in MOVES}
        bar.addWidget(self._button(by_id["view.zoom-out"]))
        bar.addWidget(self._slider)
        bar.addWidget(self._button(by_id["view.zoom-in"]))
        bar.addWidget(self._button(by_id["view.fit"]))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.area, 0, 0)
        grid.addWidget(self._down, 0, 1)
        grid.addWidget(self._across, 1, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(bar)
        whole.addLayout(grid, 1)

    def _button(self, spec: ActionSpec) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(self.actions_by_id[spec.id])
        button.setIconSize(QSize(18, 18))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setMinimumSize(HIT_PX, HIT_PX)
        button.setAccessibleName(tr(spec.text))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        session, area = self._session, self.area
        area.notice.connect(self.notice)
        self.commands.notice.connect(self.notice)
        self.frames.notice.connect(self.notice)
        self.moves.notice.connect(self.notice)
        self.menu_commands.notice.connect(self.notice)
        area.menu_wanted.connect(self.menus.open)
        area.keyframes_wanted.connect(self.keyframes_wanted)
        area.replace_wanted.connect(self.replace_wanted)
        area.extent_changed.connect(self._show_extent)
        session.view_changed.connect(self._show_extent)
        for signal in (
            session.tool_changed,
            session.snapping_changed,
            session.ripple_changed,
            session.follow_changed,
        ):
            signal.connect(self._show_session)
        self._across.valueChanged.connect(self._scroll)
        self._down.valueChanged.connect(self._scroll)
        self._slider.valueChanged.connect(self._zoom)

    def _action(self, name: str) -> QAction:
        return self.actions_by_id[name]

    def _show_session(self, *_news: object) -> None:
        self._action(f"tool.{self._session.tool}").setChecked(True)
        self._action("snap").setChecked(self._session.snapping)
        self._action("ripple").setChecked(self._session.ripple)
        self._action("linked").setChecked(self.area.linked)
        self._action("follow").setChecked(self._session.follow != "none")

    def _show_extent(self, *_news: object) -> None:
        seen, area = self._session.view, self.area
        width, height = area.content_size()
        view = area.view()
        for bar, whole, page, at in (
            (self._across, width, view.width_px - view.header_px, seen.left_px),
            (self._down, height, view.lanes_px, seen.top_px),
        ):
            bar.blockSignals(True)
            bar.setRange(0, min(max(0, whole - page, at), _MOST_PX))
            bar.setPageStep(max(1, page))
            bar.setSingleStep(40)
            bar.setValue(min(at, _MOST_PX))
            bar.blockSignals(False)
        self._down.setEnabled(self._down.maximum() > 0)
        self._slider.blockSignals(True)
        self._slider.setValue(_slider_of(seen.ticks_per_px))
        self._slider.blockSignals(False)

    def _scroll(self, _value: int) -> None:
        seen = self._session.view
        self._session.set_view(TimelineView(seen.ticks_per_px, self._across.value(), self._down.value()))

    def _zoom(self, value: int) -> None:
        self.area.zoom_by(self._session.view.ticks_per_px / _zoom_of(value))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the area's text in step with the language and the face."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange):
            self.area.set_tokens(self._tokens)


def _slider_of(ticks_per_px: float) -> int:
    share = math.log(_COARSEST / ticks_per_px) / math.log(_COARSEST / FINEST_TICKS_PER_PX)
    return round(_SLIDER_STEPS * min(max(share, 0.0), 1.0))


def _zoom_of(value: int) -> float:
    return _COARSEST * (FINEST_TICKS_PER_PX / _COARSEST) ** (value / _SLIDER_STEPS)


def _rule(parent: QWidget) -> QFrame:
    rule = QFrame(parent)
    rule.setObjectName("rule")
    rule.setFrameShape(QFrame.Shape.VLine)
    rule.setFixedHeight(18)
    return rule
