"""The presets as buttons, one of them pressed where the settings are its own; and those a person makes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QToolButton, QWidget

from editor_app.ui import icons
from editor_app.ui.export.own_presets import NameWord, judge_name
from editor_app.ui.export.preset_dialog import PresetDialog
from editor_app.ui.export.recipes import Preset
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, Tokens
from editor_app.ui.widgets.flow import FlowLayout


class PresetRow(QWidget):
    """The buttons, in as many lines as they need, and one at the end that keeps the settings as another."""

    chosen = Signal(object)
    """Preset."""
    save_wanted = Signal(str)
    """str: the name under which the settings shall be kept."""
    rename_wanted = Signal(str, str)
    """str, str: a preset's id, and another name."""
    delete_wanted = Signal(str)
    """str: a preset's id."""

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.offered: tuple[Preset, ...] = ()
        self.marked: str | None = None
        """The id of the preset whose button is pressed."""
        self.dialog: PresetDialog | None = None
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(spacing=6)
        self.setLayout(self._flow)
        self.save = QToolButton(self)
        self.save.setFixedSize(HIT_PX, HIT_PX)
        self.save.setAccessibleName(tr("Save as preset…"))
        self.save.setToolTip(tr("Save these settings as a preset of your own"))
        self.save.clicked.connect(self.ask_name)
        self._flow.addWidget(self.save)
        self.setAccessibleName(tr("Preset"))
        self._group.idClicked.connect(self._choose)
        self.set_tokens(tokens)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Give the buttons in order."""
        return tuple(button for button in self._group.buttons() if isinstance(button, QPushButton))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.save.setIcon(icons.icon("mdi6.plus", color=tokens.secondary, color_active=tokens.text))

    def offer(self, offered: Sequence[Preset]) -> None:
        """Show other presets."""
        if tuple(offered) == self.offered:
            return
        self.offered = tuple(offered)
        for button in self.buttons:
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._flow.removeWidget(self.save)
        for number, preset in enumerate(self.offered):
            button = QPushButton(preset.name, self)
            button.setCheckable(True)
            button.setMinimumHeight(HIT_PX)
            about = (
                tr("Settings for: {name}")
                if not preset.is_own
                else tr("Your preset: {name}; more in its menu")
            )
            button.setToolTip(about.format(name=preset.name))
            button.installEventFilter(self)
            self._group.addButton(button, number)
            self._flow.addWidget(button)
            button.show()
        self._flow.addWidget(self.save)

    def mark(self, preset_id: str | None) -> None:
        """Press one's button, or none."""
        self.marked = preset_id
        self._group.setExclusive(preset_id is not None)
        for preset, button in zip(self.offered, self.buttons, strict=True):
            button.setChecked(preset.id == preset_id)

    def ask_name(self) -> None:
        """Ask what the settings shall be called."""
        self._ask(tr("Save as preset"), "").named.connect(self.save_wanted)

    def ask_other_name(self, preset: Preset) -> None:
        """Ask what a preset shall be called from now on."""
        dialog = self._ask(tr("Rename preset"), preset.name, preset.id)
        dialog.named.connect(lambda name: self.rename_wanted.emit(preset.id, name))

    def menu_for(self, preset: Preset) -> QMenu:
        """Make the menu of a preset of one's own."""
        menu = QMenu(self)
        menu.addAction(tr("Rename…")).triggered.connect(lambda: self.ask_other_name(preset))
        menu.addAction(tr("Delete")).triggered.connect(lambda: self.delete_wanted.emit(preset.id))
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the menu of a preset of one's own."""
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QPushButton):
            number = self._group.id(watched)
            if 0 <= number < len(self.offered) and self.offered[number].is_own:
                menu = self.menu_for(self.offered[number])
                menu.aboutToHide.connect(menu.deleteLater)
                menu.popup(event.globalPos())
                return True
        return False

    def _ask(self, title: str, name: str, preset_id: str = "") -> PresetDialog:
        def judge(text: str) -> NameWord:
            return judge_name(text, self.offered, preset_id)

        self.dialog = dialog = PresetDialog(title, name, judge, self)
        dialog.finished.connect(self._forget_dialog)
        dialog.open()
        return dialog

    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None

    def _choose(self, number: int) -> None:
        self.chosen.emit(self.offered[number])
