"""Where the file to make goes: a free name beside the last one and like it, until the user gives another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from editor_app.services.exporting.exports import Exports
from editor_app.ui.export.files import file_stem, free_file, shown_path, videos_folder
from editor_app.ui.export.form import SettingsForm
from editor_app.ui.export.texts import tr


class Destination(QObject):
    """Keeps the form's file."""

    chosen = Signal()
    """The user has chosen a file in the dialog."""

    def __init__(self, form: SettingsForm, exports: Exports, parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._exports, self._window = form, exports, parent
        self._folder = videos_folder()
        self._is_own = False
        self._stem = ""
        """What the user called a file before, to call the next one alike."""
        self._given: Path | None = None
        """The file that the user chose, once it is being made."""
        form.named.connect(self._keep_name)
        form.browse_requested.connect(self._browse)

    def begin(self) -> None:
        """Another project: the name is ours to give again."""
        self._is_own, self._stem, self._given = False, "", None

    def begin_after(self, used: Path) -> None:
        """A file is being made: the next one gets a name of its own, beside it."""
        self._given = used if self._is_own else None
        self._stem = used.stem if self._is_own else self._stem
        self._is_own, self._folder = False, used.parent

    def come_back_to(self, unmade: Path) -> None:
        """Nothing was made: if the user had chosen that file, it is chosen still, and no other since."""
        if not self._is_own and unmade == self._given and unmade.suffix.lower() == f".{self._form.form}":
            self._show(unmade)
            self._is_own = True

    def propose(self, title: str) -> None:
        """Give a name that is free; one that the user gave stays."""
        if self._is_own:
            return
        stem = self._stem or file_stem(title, tr("Untitled"))
        self._show(free_file(self._folder, stem, self._form.form, self._is_taken))
        self._form.file.setCursorPosition(0)

    def _show(self, path: Path) -> None:
        self._form.file.setText(shown_path(path, Path.home()))

    def _is_taken(self, path: Path) -> bool:
        return path.exists() or self._exports.is_writing(path)

    def _keep_name(self) -> None:
        self._is_own = True

    def _browse(self) -> None:
        path = self._form.path or self._folder / "video"
        dialog = QFileDialog(self._window, tr("Export to"), str(path))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # the button asks
        dialog.setNameFilter(f"*.{self._form.form}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, chosen: str) -> None:
        self._show(Path(chosen))
        self._is_own = True
        self.chosen.emit()
