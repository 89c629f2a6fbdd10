"""The row under the picture: what plays, where, how fast, how good, how loud."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, get_args

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from editor_app.document import Document
from editor_app.session import Session
from editor_app.state.queries import project_length
from editor_app.timebase import format_timecode
from editor_app.ui import icons
from editor_app.ui.actions import follow_key, make_actions, without_checked
from editor_app.ui.theme import DARK, SMALL_PX, Tokens, ui_font
from editor_app.ui.transport.actions import QUALITIES, TABLE
from editor_app.ui.transport.buttons import QualityButton, more_button, tool_button
from editor_app.ui.transport.fitting import MENU_GROUPS, PARTS, parts_shown
from editor_app.ui.transport.held_key import HeldKey
from editor_app.ui.transport.meter import PeakMeter
from editor_app.ui.transport.more import fill_menu
from editor_app.ui.transport.ports import Plays, Previews, Quality
from editor_app.ui.transport.texts import speed_text, stats_text, tr
from editor_app.ui.transport.time_field import TimeField

_PLAY_PX, _SIGN_PX = 40, 15
_MARGIN_PX, _GAP_PX, _TEXT_GAP_PX = 8, 4, 8
_ICONS = {
    "start": "mdi6.skip-previous",
    "back": "mdi6.step-backward",
    "on": "mdi6.step-forward",
    "end": "mdi6.skip-next",
    "full-screen": "mdi6.fullscreen",
}
SAME_AS = {
    "start": "playhead.start",
    "back": "playhead.previous-frame",
    "on": "playhead.next-frame",
    "end": "playhead.end",
    "in": "range.in",
    "out": "range.out",
    "full-screen": "view.full-screen",
}
"""Buttons, and the actions that do the same."""


class TransportBar(QWidget):
    """Time at the left, playing in the middle, quality and sound at the right.

    What there is no room for stands in the menu of the “…” button.
    """

    notice = Signal(str)
    """A sentence for the notice area."""
    full_screen_requested = Signal()

    def __init__(
        self,
        document: Document,
        session: Session,
        player: Plays,
        preview: Previews,
        parent: QWidget | None = None,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent)
        self._document, self._session, self._player, self._preview = document, session, player, preview
        self._tokens = tokens
        self._is_dropping = False
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stopping = HeldKey(self)
        self.actions_by_id = make_actions(self, TABLE, self._calls(), context="Transport")
        self.addActions(list(self.actions_by_id.values()))
        self.time = TimeField(self)
        self.length = self._label("transportLength")
        self.speed = self._label("transportSpeed", speed_text(-16.0))
        self.stats = self._label("transportStats", stats_text(60.0, 9999))
        self.meter = PeakMeter(self, tokens=tokens)
        self.quality = QualityButton(self, [self.actions_by_id[spec.id] for spec in QUALITIES])
        self.buttons = self._make_buttons()
        self.more = more_button(self)
        self._lent: tuple[QToolButton, ...] = ()
        self._shown: frozenset[str] | None = None
        self._lay_out()
        self._connect()
        self.set_tokens(tokens)
        self._show_all()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.meter.set_tokens(tokens)
        for name, icon in _ICONS.items():
            self.buttons[name].setIcon(icons.icon(icon, color=tokens.secondary, color_active=tokens.text))
        loop = icons.icon("mdi6.repeat", color=tokens.secondary, color_on=tokens.accent)
        self.actions_by_id["play.loop"].setIcon(loop)
        dots = icons.icon("mdi6.dots-horizontal", color=tokens.secondary, color_active=tokens.text)
        self.more.setIcon(dots)
        self.quality.setIcon(icons.icon("mdi6.chevron-down", color=tokens.secondary))
        self._show_speed()
        self._show_muted()

    def lend_room(self, *buttons: QToolButton) -> None:
        """Take buttons of others in, beside the quality; without room they stand in the menu."""
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._lent_row.addWidget(button)
        self._lent = (*self._lent, *buttons)
        self._shown = None
        self._fit()

    def share_actions(self, actions: Mapping[str, QAction]) -> None:
        """Take the actions of others, by id: buttons that do the same name their keys."""
        for name, action in SAME_AS.items():
            follow_key(self.buttons[name], actions[action])
        self._fill_more()

    def _calls(self) -> dict[str, Any]:
        calls = {
            "play.toggle": self._player.toggle,
            "play.back": partial(self._shuttle, -1),
            "play.stop": self._stop,
            "play.forward": partial(self._shuttle, 1),
        }
        for quality in get_args(Quality):
            calls[f"play.quality-{quality}"] = partial(self._preview.set_quality, quality)
        switches = {"play.loop": self._session.set_loop, "play.mute": self._player.set_muted}
        return {name: without_checked(call) for name, call in calls.items()} | switches

    def _stop(self) -> None:
        self._stopping.press(self.actions_by_id["play.stop"].shortcuts())
        self._player.shuttle_stop()

    def _shuttle(self, direction: int) -> None:
        if self._stopping.is_down:
            self._player.step(direction)
        elif direction > 0:
            self._player.shuttle_forward()
        else:
            self._player.shuttle_back()

    def _label(self, name: str, widest: str = "") -> QLabel:
        """Make a label; with room for its `widest` text, so that nothing moves when it is filled."""
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("secondary", True)
        label.setFont(ui_font(SMALL_PX, tabular=True))
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest))
        return label

    def _make_buttons(self) -> dict[str, QToolButton]:
        session = self._session
        plain = {
            "start": (tr("Go to the start"), partial(session.set_playhead, 0)),
            "back": (tr("Previous frame"), partial(self._player.step, -1)),
            "on": (tr("Next frame"), partial(self._player.step, 1)),
            "end": (tr("Go to the end"), self._go_to_end),
            "in": (tr("Set in point"), self._set_in),
            "out": (tr("Set out point"), self._set_out),
            "full-screen": (tr("Full-screen preview"), self.full_screen_requested.emit),
        }
        buttons: dict[str, QToolButton] = {}
        for name, (text, call) in plain.items():
            buttons[name] = tool_button(self, text)
            buttons[name].clicked.connect(without_checked(call))
        for name, sign in (("in", "["), ("out", "]")):
            buttons[name].setText(sign)
            buttons[name].setFont(ui_font(_SIGN_PX, weight=600))
            buttons[name].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            buttons[name].setProperty("sign", True)
        for name in ("toggle", "loop", "mute"):
            button = tool_button(self, "")
            button.setDefaultAction(self.actions_by_id[f"play.{name}"])
            button.setAccessibleName(self.actions_by_id[f"play.{name}"].text())
            button.setProperty("quiet", True)
            buttons[name] = button
        play = buttons["toggle"]
        play.setObjectName("playButton")
        play.setIconSize(QSize(24, 24))
        return buttons

    def _lay_out(self) -> None:
        left, middle, right = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (left, middle, right):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(_GAP_PX)
        for widget in (self.time, self.length, self.speed, self.stats):
            left.addWidget(widget)
        left.setSpacing(_TEXT_GAP_PX)
        left.addStretch(1)
        # As many on either side of the play button as on the other, so that it stands in the middle.
        for name in ("in", "start", "back", "toggle", "on", "end", "out"):
            middle.addWidget(self.buttons[name])
        right.addWidget(self.buttons["loop"])
        right.addStretch(1)
        self._lent_row = QHBoxLayout()
        self._lent_row.setSpacing(_GAP_PX)
        right.addLayout(self._lent_row)
        last = (self.buttons["mute"], self.buttons["full-screen"], self.more)
        for widget in (self.quality, self.meter, *last):
            right.addWidget(widget)
        grid = QGridLayout(self)
        grid.setContentsMargins(_MARGIN_PX, 4, _MARGIN_PX, 4)
        grid.setHorizontalSpacing(_GAP_PX)
        for column, row in enumerate((left, middle, right)):
            grid.addLayout(row, 0, column)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        document, session, player = self._document, self._session, self._player
        session.playhead_changed.connect(self._show_time)
        session.loop_changed.connect(self.actions_by_id["play.loop"].setChecked)
        document.changed.connect(self._show_length)
        document.sidecar_changed.connect(self._show_all)
        document.loaded.connect(self._show_all)
        player.speed_changed.connect(self._show_speed)
        player.stats_changed.connect(self._show_stats)
        player.levels_changed.connect(self.meter.show_peaks)
        player.muted_changed.connect(self._show_muted)
        self._preview.quality_changed.connect(self._show_quality)
        self.time.chosen.connect(session.set_playhead)
        self.time.notice.connect(self.notice)
        menu = self.more.menu()
        assert menu is not None
        # Only then: a key may be another one by now, and to clear a menu while rows are laid out crashed Qt.
        menu.aboutToShow.connect(self._fill_more)

    def _show_all(self, *_news: object) -> None:
        self.actions_by_id["play.loop"].setChecked(self._session.loop)
        self._show_time()
        self._show_length()
        self._show_quality()
        self._show_speed()
        self._show_muted()

    def _show_time(self, *_news: object) -> None:
        self.time.show_time(self._session.playhead_ticks, self._document.sidecar.edit_rate)

    def _show_length(self, *_news: object) -> None:
        length = project_length(self._document.state)
        text = "/ " + format_timecode(length, self._document.sidecar.edit_rate)
        self.length.setMinimumWidth(self.length.fontMetrics().horizontalAdvance(text))
        speed = speed_text(self._player.speed)
        is_told_here = bool(speed) and not self._is_shown("speed")
        self.length.setText(speed if is_told_here else text)
        self.length.setToolTip(tr("Length of the film"))

    def _show_quality(self, *_news: object) -> None:
        chosen, fps = self._preview.quality, self._document.sidecar.edit_rate
        with_rate = self._is_shown("rate")
        self.quality.show_quality(chosen, self._preview.effective_quality, fps, with_rate=with_rate)
        self.actions_by_id[f"play.quality-{chosen}"].setChecked(True)

    def _show_speed(self, *_news: object) -> None:
        speed = self._player.speed
        name = "mdi6.pause" if speed else "mdi6.play"
        self.actions_by_id["play.toggle"].setIcon(icons.icon(name, color=self._tokens.window))
        self.buttons["toggle"].setAccessibleName(tr("Pause") if speed else tr("Play"))
        self.speed.setText(speed_text(speed))
        self._show_length()
        if not speed:
            self.stats.clear()
            self._set_dropping(False)

    def _show_stats(self, stats: Any) -> None:
        if self._player.speed:
            self.stats.setText(stats_text(stats.fps, stats.dropped))
            late = stats.fps < self._document.sidecar.edit_rate * 0.9
            self._set_dropping(stats.dropped > 0 and late and abs(self._player.speed) == 1)

    def _set_dropping(self, on: bool) -> None:
        if on != self._is_dropping:
            self._is_dropping = on
            self.stats.setProperty("warning", on)
            self.stats.style().unpolish(self.stats)
            self.stats.style().polish(self.stats)

    def _show_muted(self, *_news: object) -> None:
        muted = self._player.muted
        action = self.actions_by_id["play.mute"]
        action.setChecked(muted)
        name = "mdi6.volume-off" if muted else "mdi6.volume-high"
        action.setIcon(icons.icon(name, color=self._tokens.secondary, color_on=self._tokens.warning))

    def _go_to_end(self) -> None:
        self._session.set_playhead(project_length(self._document.state))

    def _set_in(self) -> None:
        self._session.set_in(self._session.playhead_ticks)

    def _set_out(self) -> None:
        self._session.set_out(self._session.playhead_ticks)

    def minimumSizeHint(self) -> QSize:
        """Stay usable where little room is left: parts hide."""
        return QSize(320, _PLAY_PX + 8)

    def sizeHint(self) -> QSize:
        """Ask for a row as high as the play button."""
        return QSize(900, _PLAY_PX + 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """See again what there is room for when a part has become wider or narrower."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _is_shown(self, part: str) -> bool:
        return self._shown is None or part in self._shown

    def _parts(self) -> dict[str, tuple[QWidget, ...]]:
        """Give the widgets of each part that may give way, in the order of the row."""
        buttons = self.buttons
        return {
            "length": (self.length,),
            "speed": (self.speed,),
            "stats": (self.stats,),
            "marks": (buttons["in"], buttons["out"]),
            "ends": (buttons["start"], buttons["end"]),
            "steps": (buttons["back"], buttons["on"]),
            "loop": (buttons["loop"],),
            "lent": self._lent,
            "quality": (self.quality,),
            "meter": (self.meter,),
            "sound": (buttons["mute"],),
            "full-screen": (buttons["full-screen"],),
        }

    def _needs_px(self) -> dict[str, int]:
        """Give the width of each part that may give way, with the space beside it."""
        parts = self._parts()
        gaps = dict.fromkeys(PARTS, _GAP_PX) | dict.fromkeys(("length", "speed", "stats"), _TEXT_GAP_PX)
        needs = {part: sum(_width(w) + gaps[part] for w in widgets) for part, widgets in parts.items()}
        fps = self._document.sidecar.edit_rate
        name_px = self.quality.width_px(fps, with_rate=False)
        return needs | {
            "quality": name_px + _GAP_PX,
            "rate": self.quality.width_px(fps, with_rate=True) - name_px,
        }

    def _fit(self) -> None:
        """Show the parts that fit, and offer the others in the menu."""
        for button in self._lent:
            # Both sides share the room: without this, one is squeezed while the other has some to spare.
            button.setMinimumWidth(button.sizeHint().width())
        always_px = 2 * (_MARGIN_PX + _GAP_PX) + _width(self.time) + _width(self.buttons["toggle"])
        shown = parts_shown(self.width(), always_px, _width(self.more) + _GAP_PX, self._needs_px())
        if shown == self._shown:
            return
        self._shown = shown
        parts = self._parts()
        for part, widgets in parts.items():
            for widget in widgets:
                widget.setVisible(part in shown)
        self.more.setVisible("more" in shown)
        self._show_length()
        self._show_quality()

    def _fill_more(self) -> None:
        """Offer what is hidden."""
        menu, parts = self.more.menu(), self._parts()
        assert menu is not None
        hidden = ([b for p in group if not self._is_shown(p) for b in parts[p]] for group in MENU_GROUPS)
        fill_menu(menu, hidden)

    def changeEvent(self, event: QEvent) -> None:
        """Keep sizes in step with the face."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_all()


def _width(widget: QWidget) -> int:
    """Give the width a widget wants, within its bounds."""
    return max(min(widget.sizeHint().width(), widget.maximumWidth()), widget.minimumWidth())
