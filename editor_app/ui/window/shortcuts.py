"""The keys of all actions: read when the window begins, changed in a dialog, kept in the settings."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from editor_app.problem import quoted
from editor_app.services.tasks import Tasks
from editor_app.store.settings import Settings
from editor_app.store.whole_file import whole_file
from editor_app.ui.actions import Keys, keys_of, set_keys
from editor_app.ui.export.files import videos_folder
from editor_app.ui.keys import KeysDialog
from editor_app.ui.keys.file import BadKeyMap, from_text, to_text
from editor_app.ui.keys.keymap import KeyMap, resolve
from editor_app.ui.keys.rows import KeyRow, rows_of
from editor_app.ui.window.actions import MENUS, RULE, menu_ids
from editor_app.ui.window.asking import choose_file_to_open, choose_file_to_save
from editor_app.ui.window.main_window import MainWindow
from editor_app.ui.window.mnemonics import with_mnemonics
from editor_app.ui.window.texts import tr

_NAME, _UNREADABLE = "keys", "keys-unreadable"
_MOST_BYTES = 1 << 20


class Shortcuts(QObject):
    """Gives the actions of a window their keys; `actions` have their default ones when it is made."""

    def __init__(self, window: MainWindow, actions: Mapping[str, QAction]) -> None:
        super().__init__(window)
        self._window, self._actions = window, actions
        self._tasks: Tasks = window.tasks
        self._settings: Settings = window.settings
        self.defaults: dict[str, Keys] = {name: keys_of(action) for name, action in actions.items()}
        # Before anything is opened: “Undo” is called otherwise once there is something to undo.
        self._texts = {name: action.text() for name, action in actions.items()}
        self.keymap = self._read()
        self.apply(self.keymap)

    def apply(self, keymap: KeyMap) -> None:
        """Give all actions the keys of a map, and the menus letters that no action has with Alt."""
        self.keymap = keymap
        now = resolve(self.defaults, keymap.preset, keymap.changes)
        for name, action in self._actions.items():
            if keys_of(action) != now[name]:
                set_keys(action, now[name])
        letters = "".join(key[4:] for keys in now.values() for key in keys if _is_alt_letter(key))
        marked = with_mnemonics([tr(title) for title in MENUS], taken=letters)
        for title, text in zip(MENUS, marked, strict=True):
            self._window.menus[title].setTitle(text)

    def open_dialog(self) -> None:
        """Let the keys be changed; what is seen there applies at once, and is kept by OK."""
        before = self.keymap
        dialog = KeysDialog(
            self._window, self._rows(), self.defaults, self.keymap, tokens=self._window.tokens
        )
        dialog.changed.connect(self.apply)
        dialog.import_wanted.connect(lambda: self._tasks.start(self._import(dialog), "import keys"))
        dialog.export_wanted.connect(lambda: self._tasks.start(self._export(dialog), "export keys"))
        dialog.accepted.connect(self._keep)
        dialog.rejected.connect(lambda: self.apply(before))
        dialog.open()

    def _rows(self) -> tuple[KeyRow, ...]:
        menus = {title: menu_ids(entries, self._actions) for title, entries in MENUS.items()}
        listed = {title: [name for name in ids if name != RULE] for title, ids in menus.items()}
        return rows_of(listed, self._texts)

    def _read(self) -> KeyMap:
        """Read what was chosen; what cannot be read is told of once, and put aside."""
        text = self._settings.text(_NAME)
        if not text:
            return KeyMap()
        try:
            return from_text(text)
        except BadKeyMap as error:
            self._settings.put(_UNREADABLE, text)
            self._settings.put(_NAME, to_text(KeyMap()))
            said = tr("Your keys could not be read, so the default ones apply. {why}")
            self._window.say(said.format(why=error))
            return KeyMap()

    def _keep(self) -> None:
        if not self._settings.put(_NAME, to_text(self.keymap)):
            self._window.say(tr("Your keys apply now, but could not be kept for next time."))

    async def _import(self, dialog: KeysDialog) -> None:
        filters = (tr("Keys (*.json)"), tr("All files (*)"))
        path = await choose_file_to_open(dialog, tr("Import keys"), filters)
        if path is None:
            return
        try:
            content = await asyncio.to_thread(_bytes_of, path)
            keymap = from_text(content)
        except OSError as error:
            dialog.say(tr("{file} cannot be read: {why}.").format(file=quoted(path.name), why=error.strerror))
        except BadKeyMap as error:
            dialog.say(tr("{file} cannot be used. {why}").format(file=quoted(path.name), why=error))
        else:
            dialog.take(keymap, tr("The keys of {file} apply.").format(file=quoted(path.name)))

    async def _export(self, dialog: KeysDialog) -> None:
        start = videos_folder().parent / tr("Keys.json")
        path = await choose_file_to_save(dialog, tr("Export keys"), (tr("Keys (*.json)"),), start)
        if path is None:
            return
        try:
            await asyncio.to_thread(_write, path, to_text(self.keymap))
        except OSError as error:
            dialog.say(
                tr("{file} cannot be written: {why}.").format(file=quoted(path.name), why=error.strerror)
            )
        else:
            dialog.say(tr("The keys are in {file}.").format(file=quoted(path.name)))


def _is_alt_letter(key: str) -> bool:
    return key.startswith("Alt+") and len(key) == len("Alt+A")


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)


def _write(path: Path, text: str) -> None:
    with whole_file(path) as temporary:
        temporary.write_text(text, "utf-8")
