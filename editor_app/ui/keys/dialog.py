"""The dialog for keys: a preset, a search, all actions, and a strip to change one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from editor_app.ui.actions import Keys, native
from editor_app.ui.keys.keymap import (
    KeyMap,
    KeysById,
    conflicts,
    given_up,
    left_without,
    owners,
    resolve,
    with_keys,
    without_change,
)
from editor_app.ui.keys.presets import DEFAULT, NAMES, PRESETS
from editor_app.ui.keys.reserved import refusal
from editor_app.ui.keys.row_editor import RowEditor
from editor_app.ui.keys.rows import KeyRow
from editor_app.ui.keys.search_row import SearchRow
from editor_app.ui.keys.table import KeyTable, Shown
from editor_app.ui.keys.texts import left_sentence, tr
from editor_app.ui.theme import HIT_PX, SPACE_PX, Tokens

_SIZE = (900, 640)


class KeysDialog(QDialog):
    """The dialog; every change is told at once, and whoever listens takes them all back on `rejected`."""

    changed = Signal(object)
    """KeyMap: how the keys are now."""
    import_wanted = Signal()
    export_wanted = Signal()

    def __init__(
        self,
        parent: QWidget,
        rows: Sequence[KeyRow],
        defaults: KeysById,
        keymap: KeyMap,
        *,
        tokens: Tokens,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._names = {row.id: row.text for row in rows}
        self._defaults, self._keymap = defaults, keymap
        self._now: dict[str, Keys] = {}
        self._asked: tuple[str, str] | None = None
        """An action and the key it would take from another one."""
        self.preset = QComboBox(self)
        self.preset.setAccessibleName(tr("Preset"))
        for name, shown in NAMES.items():
            self.preset.addItem(tr(shown) if name == DEFAULT else shown, name)
        self.search = SearchRow(self, tokens=tokens)
        self.table = KeyTable(rows, self, tokens=tokens)
        self.none = QLabel(tr("No action has this name or key."), self)
        self.none.setProperty("secondary", True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.editor = RowEditor(self, after=self.table, tokens=tokens)
        self.import_button = self._button(tr("Import…"), tr("Take the keys from a file"))
        self.export_button = self._button(tr("Export…"), tr("Write these keys to a file"))
        self.reset_all = self._button(tr("Reset all"), tr("Give up all your own keys; the preset stays"))
        self.cancel = self._button(tr("Cancel"), tr("Leave the keys as they were"))
        self.ok = self._button(tr("OK"), tr("Keep the keys"))
        self.ok.setDefault(True)
        self._lay_out()
        self._connect()
        self._show()
        self.search.setFocus()
        self.resize(min(_SIZE[0], parent.width() - 64), min(_SIZE[1], parent.height() - 64))

    @property
    def keymap(self) -> KeyMap:
        """Give how the keys are now."""
        return self._keymap

    def take(self, keymap: KeyMap, sentence: str = "") -> None:
        """Take another key map, as from a file; say the sentence, and what the map leaves to be done."""
        self._change(keymap)
        self._say_troubles(sentence)

    def say(self, sentence: str) -> None:
        """Say something below the table, beside what is said there of conflicts."""
        troubles = self._conflict_sentence()
        self.editor.say(f"{sentence} {troubles}".strip())

    # What is changed.

    def _press(self, key: str) -> None:
        """Take a key that was pressed for the current action, or ask about it where another one has it."""
        action = self.table.action_id()
        why = refusal(key)
        if why:
            self.editor.say(why)
            return
        self.editor.field.show_key(key)
        others = owners(self._now, key, besides=action)
        if not others:
            self._give(action, key)
            return
        self._asked = (action, key)
        said = tr("{key} is the key of {others}. Give it to “{action}”, or keep it there?")
        names = ", ".join(f"“{self._names[other]}”" for other in others)
        self.editor.say(said.format(key=native(key), others=names, action=self._names[action]), asks=True)
        self.editor.keep.setFocus()

    def _answer(self, gives: bool) -> None:
        asked, self._asked = self._asked, None
        if asked is not None and gives:
            self._give(*asked)
        elif asked is not None:
            self._show_row()
            self.editor.say(tr("Nothing was changed."))
        self.editor.field.setFocus()

    def _give(self, action: str, key: str) -> None:
        before = self._now[action] if self.editor.adds else ()
        losers = owners(self._now, key, besides=action)
        self._change(with_keys(self._keymap, self._defaults, action, (*before, key)))
        said = tr("{key} is the key of “{action}” now.").format(key=native(key), action=self._names[action])
        if losers:
            names = ", ".join(f"“{self._names[loser]}”" for loser in losers)
            said += " " + tr("{others}: without it.").format(others=names)
        self.editor.say(said)

    def _remove(self, key: str) -> None:
        action = self.table.action_id()
        left = tuple(other for other in self._now[action] if other != key)
        self._change(with_keys(self._keymap, self._defaults, action, left))
        self.editor.field.setFocus()

    def _remove_all(self) -> None:
        if action := self.table.action_id():
            self._change(with_keys(self._keymap, self._defaults, action, ()))

    def _reset(self) -> None:
        self._change(without_change(self._keymap, self.table.action_id()))
        self.editor.field.setFocus()

    def _reset_all(self) -> None:
        self._change(KeyMap(self._keymap.preset))

    def _choose_preset(self, _index: int) -> None:
        self._change(KeyMap(str(self.preset.currentData()), self._keymap.changes))
        self._say_troubles()

    def _change(self, keymap: KeyMap) -> None:
        self._keymap, self._asked = keymap, None
        self._show()
        self.editor.say("")
        self.changed.emit(keymap)

    # What is shown.

    def _show(self) -> None:
        keymap = self._keymap
        self._now = resolve(self._defaults, keymap.preset, keymap.changes)
        self.preset.setCurrentIndex(self.preset.findData(keymap.preset))
        alike: dict[str, set[str]] = {}
        for ids in conflicts(self._now).values():
            for name in ids:
                alike.setdefault(name, set()).update(other for other in ids if other != name)
        self.table.show_rows({name: self._shown(name, alike.get(name, set())) for name in self._names})
        self.reset_all.setEnabled(bool(keymap.changes))
        self._search()

    def _shown(self, name: str, alike: set[str]) -> Shown:
        keys = self._now[name]
        if alike:
            others = ", ".join(sorted(f"“{self._names[other]}”" for other in alike))
            return Shown(keys, tr("Also the key of {others}").format(others=others), is_trouble=True)
        if name in self._keymap.changes:
            return Shown(keys, tr("Yours"))
        preset = self._keymap.preset if name in PRESETS[self._keymap.preset] else DEFAULT
        source = tr("Default") if preset == DEFAULT else NAMES[preset]
        return Shown(keys, " · ".join((source, *self._given_up(name))))

    def _given_up(self, name: str) -> list[str]:
        """Say which keys of an action are another one's now."""
        lost = given_up(self._defaults, self._keymap, self._now, name) if name else {}
        said = tr("{key} now does “{action}”")
        return [said.format(key=native(key), action=self._names[owner]) for key, owner in lost.items()]

    def _search(self) -> None:
        count = self.table.show_only(lambda name: self.search.finds(self._names[name], self._now[name]))
        self.pages.setCurrentWidget(self.table if count else self.none)

    def _show_row(self, _action: str = "") -> None:
        action = self.table.action_id()
        keys, is_changed = self._now.get(action, ()), action in self._keymap.changes
        self.editor.show_row(self._names.get(action, ""), keys, is_changed=is_changed)

    def _go_to_row(self, _action: str) -> None:
        self._asked = None
        self._show_row()
        self.editor.say(" · ".join(self._given_up(self.table.action_id())))

    def _say_troubles(self, before: str = "") -> None:
        ids = left_without(self._defaults, self._keymap, self._now)
        told = (before, self._conflict_sentence(), left_sentence([self._names[name] for name in ids]))
        self.editor.say(" ".join(filter(None, told)))

    def _conflict_sentence(self) -> str:
        for key, ids in conflicts(self._now).items():
            names = ", ".join(f"“{self._names[name]}”" for name in ids)
            said = tr("{key} belongs to {actions} alike, and does neither; give one of them another key.")
            return said.format(key=native(key), actions=names)
        return ""

    # What it is made of.

    def _connect(self) -> None:
        self.preset.activated.connect(self._choose_preset)
        self.search.changed.connect(self._search)
        self.search.down.connect(self.table.setFocus)
        self.table.chosen.connect(self._go_to_row)
        self.table.change_wanted.connect(self.editor.field.setFocus)
        self.table.removal_wanted.connect(self._remove_all)
        self.editor.pressed.connect(self._press)
        self.editor.removed.connect(self._remove)
        self.editor.reset.connect(self._reset)
        self.editor.answered.connect(self._answer)
        self.editor.left.connect(self.table.setFocus)
        self.import_button.clicked.connect(self.import_wanted)
        self.export_button.clicked.connect(self.export_wanted)
        self.reset_all.clicked.connect(self._reset_all)
        self.cancel.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        upper, lower = QHBoxLayout(), QHBoxLayout()
        label = QLabel(tr("Preset"), self)
        label.setBuddy(self.preset)
        for widget in (label, self.preset):
            upper.addWidget(widget)
        upper.addSpacing(SPACE_PX)
        upper.addWidget(self.search, 1)
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.table)
        self.pages.addWidget(self.none)
        for widget in (self.import_button, self.export_button, self.reset_all):
            lower.addWidget(widget)
        lower.addStretch(1)
        lower.addWidget(self.cancel)
        lower.addWidget(self.ok)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        whole.setSpacing(SPACE_PX)
        for row in (upper, lower):
            row.setSpacing(SPACE_PX)
        whole.addLayout(upper)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.editor)
        whole.addLayout(lower)
        self.preset.setMinimumHeight(HIT_PX)

    def _button(self, text: str, tooltip: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)  # Enter in the table or a field shall press none
        button.setMinimumHeight(HIT_PX)
        button.setToolTip(tooltip)
        return button
