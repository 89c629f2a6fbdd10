"""The settings dialog over the window, and what is kept of it for next time."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from editor_app.services.desk import Desk
from editor_app.services.preview import Quality
from editor_app.store.accounts import Profile
from editor_app.ui.keys.keymap import KeyMap
from editor_app.ui.keys.presets import DEFAULT, NAMES
from editor_app.ui.settings import SettingsDialog
from editor_app.ui.theme import Tokens
from editor_app.ui.window.actions import LOOKS
from editor_app.ui.window.choices import Choices
from editor_app.ui.window.main_window import MainWindow
from editor_app.ui.window.shortcuts import Shortcuts
from editor_app.ui.window.texts import tr

_QUALITY, _MUTED, _UPLOADS_AT_ONCE = "quality", "muted", "uploads.at-once"

_MEDIA_LIMIT = "media-limit-bytes"


class Preferences(QObject):
    """Reads what was chosen when the window begins, and keeps what is chosen, wherever that happens."""

    closed = Signal()
    """The settings were closed."""

    def __init__(self, desk: Desk, window: MainWindow, shortcuts: Shortcuts) -> None:
        super().__init__(window)
        self._desk, self._window, self._shortcuts = desk, window, shortcuts
        self._dialog: SettingsDialog | None = None
        self._choices = Choices(window.notices)
        self._read()
        desk.preview.quality_changed.connect(self._keep)
        desk.player.muted_changed.connect(self._keep)
        desk.media_storage.changed.connect(self._keep)
        desk.uploads.at_once_changed.connect(self._keep)
        desk.accounts.key_refused.connect(self._tell_refused)

    def open_dialog(self) -> None:
        """Let the settings be changed."""
        desk, window = self._desk, self._window
        dialog = self._dialog = SettingsDialog(
            window,
            look=LOOKS.get(f"view.look-{window.settings.text('look')}"),
            preview=desk.preview,
            player=desk.player,
            session=desk.session,
            has_project=desk.workspace.is_open,
            keys=keys_line(self._shortcuts.keymap),
            server=desk.local_server,
            accounts=desk.accounts,
            storage=desk.media_storage,
            tokens=window.tokens,
        )
        dialog.look_chosen.connect(window.choose_look)
        dialog.keys_wanted.connect(self._open_keys)
        dialog.browser_wanted.connect(self._open_address)
        dialog.folder_wanted.connect(self._open_folder)
        dialog.finished.connect(self._forget)
        dialog.open()

    def open_services(self) -> None:
        """Let accounts be added and changed."""
        if self._dialog is None:
            self.open_dialog()
        assert self._dialog is not None
        self._dialog.open_services()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        if self._dialog is not None:
            self._dialog.set_tokens(tokens)

    def _tell_refused(self, profile: Profile) -> None:
        text = tr(
            "“{name}” refuses its key: it was revoked, or has run out. Your work is kept on this computer. "
            "Paste a new key to go on there."
        )
        sentence = text.format(name=profile.name)
        self._choices.offer(profile.id, sentence, tr("Open Services"), self.open_services)

    def _forget(self, _code: int) -> None:
        self._desk.accounts.trial.cancel()
        self._dialog = None
        self._choices.settle()
        self.closed.emit()

    def _open_keys(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._shortcuts.open_dialog()

    def _open_address(self, url: str) -> None:
        if not QDesktopServices.openUrl(QUrl(url)):
            self._window.say(tr("No browser could be opened. The address is {url}.").format(url=url))

    def _open_folder(self) -> None:
        folder = self._desk.local_server.data_dir
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            done = QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        except OSError:
            done = False
        if not done:
            self._window.say(tr("The folder could not be opened. It is {folder}.").format(folder=folder))

    def _read(self) -> None:
        settings = self._window.settings
        quality = settings.text(_QUALITY)
        if quality in get_args(Quality):
            self._desk.preview.set_quality(quality)  # type: ignore[arg-type]
        self._desk.player.set_muted(settings.text(_MUTED) == "yes")
        if (at_once := settings.text(_UPLOADS_AT_ONCE)).isdecimal():
            self._desk.uploads.set_at_once(int(at_once))
        if (limit := settings.text(_MEDIA_LIMIT)).isdecimal():
            self._desk.media_cache.limit_bytes = int(limit)

    def _keep(self, *_news: object) -> None:
        settings = self._window.settings
        settings.put(_QUALITY, self._desk.preview.quality)
        settings.put(_MUTED, "yes" if self._desk.player.muted else "")
        settings.put(_UPLOADS_AT_ONCE, str(self._desk.uploads.at_once))
        settings.put(_MEDIA_LIMIT, str(self._desk.media_storage.limit_bytes))


def keys_line(keymap: KeyMap) -> str:
    """Say which keys there are: those of which preset, and how many of one's own."""
    name = tr("Default") if keymap.preset == DEFAULT else NAMES[keymap.preset]
    preset = tr("Preset: {name}").format(name=name)
    match len(keymap.changes):
        case 0:
            return preset
        case 1:
            return tr("{preset}, 1 action changed").format(preset=preset)
        case count:
            return tr("{preset}, {count} actions changed").format(preset=preset, count=count)
