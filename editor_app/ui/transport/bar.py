"""The row under the picture: what plays, where, how fast, how good, how loud."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal, Protocol, get_args

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from editor_app.document import Document
from editor_app.session import Session
from editor_app.state.queries import project_length
from editor_app.timebase import format_timecode
from editor_app.ui import icons
from editor_app.ui.actions import make_actions, without_checked
from editor_app.ui.theme import DARK, HIT_PX, SMALL_PX, Tokens, ui_font
from editor_app.ui.transport.actions import QUALITIES, TABLE
from editor_app.ui.transport.held_key import HeldKey
from editor_app.ui.transport.meter import PeakMeter
from editor_app.ui.transport.texts import parts_shown, quality_text, speed_text, stats_text, tr
from editor_app.ui.transport.time_field import TimeField

Quality = Literal["auto", "full", "half", "quarter"]
_PLAY_PX, _SIGN_PX = 40, 15
_BESIDE_TEXT_PX = 40
_ICONS = {
    "start": "mdi6.skip-previous",
    "back": "mdi6.step-backward",
    "on": "mdi6.step-forward",
    "end": "mdi6.skip-next",
    "full-screen": "mdi6.fullscreen",
}


class Plays(Protocol):
    """What plays: `services.playback.Player`."""

    speed_changed: Any
    stats_changed: Any
    levels_changed: Any
    muted_changed: Any

    @property
    def speed(self) -> float: ...
    @property
    def muted(self) -> bool: ...
    def toggle(self) -> None: ...
    def stop(self) -> None: ...
    def shuttle_forward(self) -> None: ...
    def shuttle_back(self) -> None: ...
    def shuttle_stop(self) -> None: ...
    def step(self, frames: int) -> None: ...
    def set_muted(self, on: bool) -> None: ...


class Previews(Protocol):
    """What has a quality: `services.preview.Preview`."""

    quality_changed: Any

    @property
    def quality(self) -> Quality: ...
    @property
    def effective_quality(self) -> str: ...
    def set_quality(self, quality: Quality) -> None: ...


class TransportBar(QWidget):
    """Time at the left, playing in the middle, quality and sound at the right."""

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
        self._stopping = HeldKey(Qt.Key.Key_K, self)
        self.actions_by_id = make_actions(self, TABLE, self._calls(), context="Transport")
        self.addActions(list(self.actions_by_id.values()))
        self.time = TimeField(self)
        self.length = self._label("transportLength")
        self.speed = self._label("transportSpeed")
        self.stats = self._label("transportStats")
        self.meter = PeakMeter(self, tokens=tokens)
        self.quality = self._quality_button()
        self.buttons = self._make_buttons()
        self._lent: tuple[QToolButton, ...] = ()
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
        self.quality.setIcon(icons.icon("mdi6.chevron-down", color=tokens.secondary))
        self._show_speed()
        self._show_muted()

    def lend_room(self, *buttons: QToolButton) -> None:
        """Take buttons of others in, beside the quality; they go first where there is little room."""
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._lent_row.addWidget(button)
        self._lent = (*self._lent, *buttons)

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
        self._stopping.press()
        self._player.shuttle_stop()

    def _shuttle(self, direction: int) -> None:
        if self._stopping.is_down:
            self._player.step(direction)
        elif direction > 0:
            self._player.shuttle_forward()
        else:
            self._player.shuttle_back()

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("secondary", True)
        label.setFont(ui_font(SMALL_PX, tabular=True))
        return label

    def _make_buttons(self) -> dict[str, QToolButton]:
        session = self._session
        plain = {
            "start": (tr("Go to the start (Home)"), partial(session.set_playhead, 0)),
            "back": (tr("Previous frame (Left)"), partial(self._player.step, -1)),
            "on": (tr("Next frame (Right)"), partial(self._player.step, 1)),
            "end": (tr("Go to the end (End)"), self._go_to_end),
            "in": (tr("Set in point (I)"), self._set_in),
            "out": (tr("Set out point (O)"), self._set_out),
            "full-screen": (tr("Full-screen preview (F11)"), self.full_screen_requested.emit),
        }
        buttons: dict[str, QToolButton] = {}
        for name, (tip, call) in plain.items():
            buttons[name] = self._button(tip)
            buttons[name].clicked.connect(without_checked(call))
        for name, sign in (("in", "["), ("out", "]")):
            buttons[name].setText(sign)
            buttons[name].setFont(ui_font(_SIGN_PX, weight=600))
            buttons[name].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            buttons[name].setProperty("sign", True)
        for name in ("toggle", "loop", "mute"):
            button = self._button("")
            button.setDefaultAction(self.actions_by_id[f"play.{name}"])
            button.setAccessibleName(self.actions_by_id[f"play.{name}"].text())
            button.setProperty("quiet", True)
            buttons[name] = button
        play = buttons["toggle"]
        play.setObjectName("playButton")
        play.setIconSize(QSize(24, 24))
        return buttons

    def _button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(tip.rpartition(" (")[0] or tip)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(20, 20))
        button.setMinimumSize(HIT_PX, HIT_PX)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoRaise(True)
        return button

    def _quality_button(self) -> QToolButton:
        button = self._button(tr("Quality of the preview; the export is always full"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setIconSize(QSize(14, 14))
        button.setFont(ui_font(SMALL_PX, tabular=True))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu, group = QMenu(button), QActionGroup(self)
        names = (tr("Auto: as good as plays smoothly"), tr("Full"), tr("Half (½)"), tr("Quarter (¼)"))
        for spec, name in zip(QUALITIES, names, strict=True):
            action = self.actions_by_id[spec.id]
            action.setIconText(name)
            action.setCheckable(True)
            group.addAction(action)
            menu.addAction(action)
        button.setMenu(menu)
        return button

    def _lay_out(self) -> None:
        left, middle, right = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (left, middle, right):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        for widget in (self.time, self.length, self.speed, self.stats):
            left.addWidget(widget)
        left.setSpacing(8)
        left.addStretch(1)
        # As many on either side of the play button as on the other, so that it stands in the middle.
        for name in ("in", "start", "back", "toggle", "on", "end", "out"):
            middle.addWidget(self.buttons[name])
        right.addWidget(self.buttons["loop"])
        right.addStretch(1)
        self._lent_row = QHBoxLayout()
        self._lent_row.setSpacing(4)
        right.addLayout(self._lent_row)
        for widget in (self.quality, self.meter, self.buttons["mute"], self.buttons["full-screen"]):
            right.addWidget(widget)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setHorizontalSpacing(8)
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
        self.length.setText("/ " + format_timecode(length, self._document.sidecar.edit_rate))
        self.length.setToolTip(tr("Length of the film"))

    def _show_quality(self, *_news: object) -> None:
        chosen, fps = self._preview.quality, self._document.sidecar.edit_rate
        self.quality.setText(quality_text(chosen, self._preview.effective_quality, fps))
        text_px = self.quality.fontMetrics().horizontalAdvance(self.quality.text())
        self.quality.setMinimumWidth(text_px + _BESIDE_TEXT_PX)
        self.quality.setAccessibleName(tr("Preview quality: {text}").format(text=self.quality.text()))
        self.actions_by_id[f"play.quality-{chosen}"].setChecked(True)

    def _show_speed(self, *_news: object) -> None:
        speed = self._player.speed
        name = "mdi6.pause" if speed else "mdi6.play"
        self.actions_by_id["play.toggle"].setIcon(icons.icon(name, color=self._tokens.window))
        self.buttons["toggle"].setAccessibleName(tr("Pause") if speed else tr("Play"))
        self.speed.setText(speed_text(speed))
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
        shown = parts_shown(self.width())
        by_part: dict[str, tuple[QWidget, ...]] = {
            "ends": (self.buttons["start"], self.buttons["end"]),
            "marks": (self.buttons["in"], self.buttons["out"]),
            "sound": (self.buttons["mute"],),
            "quality": (self.quality,),
            "length": (self.length,),
            "stats": (self.stats,),
            "meter": (self.meter,),
            "lent": self._lent,
        }
        for part, widgets in by_part.items():
            for widget in widgets:
                widget.setVisible(part in shown)

    def changeEvent(self, event: QEvent) -> None:
        """Keep sizes in step with the face."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_all()
