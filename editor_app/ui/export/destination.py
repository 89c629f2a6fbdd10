"""Where the file to make goes: a folder, and a name that is free, until somebody gives another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from editor_app.render.export.formats import Format, suffix_of
from editor_app.services.exporting.jobs.outputs import free_file
from editor_app.ui.export.files import file_stem, shown_path, videos_folder
from editor_app.ui.export.form import SettingsForm
from editor_app.ui.export.patterns import USUAL, has_fields, resolve, unknown_fields
from editor_app.ui.export.texts import tr


class Destination(QObject):
    """Keeps the form's name and folder, and gives the file that they come to."""

    chosen = Signal()
    """Somebody has chosen a folder, in the dialog or within a name."""

    def __init__(self, form: SettingsForm, is_writing: Callable[[Path], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._form, self._is_writing, self._window = form, is_writing, parent
        self._is_given = False
        """Whether somebody wrote the name as it stands, for the next export."""
        self._values: Mapping[str, str] = {}
        self._given: Path | None = None
        self.path: Path | None = None
        """The file to make, None where it has no name."""
        form.file.setText(USUAL)
        form.folder.setText(shown_path(videos_folder(), Path.home()))
        form.named.connect(self._keep_name)
        form.file.editingFinished.connect(self._end_name)
        form.browse_requested.connect(self.browse)

    @property
    def pattern(self) -> str:
        """Give the name as it was written."""
        return self._form.file.text().strip()

    @property
    def folder(self) -> Path:
        """Give the folder."""
        return Path(self._form.folder.text().strip() or "~").expanduser()

    def begin(self) -> None:
        """Another project: a name that was given for one of its files is not meant for this one."""
        self._is_given, self._given = False, None
        if not has_fields(self.pattern):
            self._form.file.setText(USUAL)

    def use(self, pattern: str, folder: str) -> None:
        """Take what was used at another time."""
        if pattern and has_fields(pattern):
            self._form.file.setText(pattern)
        if folder and Path(folder).is_dir():
            self._form.folder.setText(shown_path(Path(folder), Path.home()))

    def begin_after(self, used: Path) -> None:
        """A file is being made: the next one gets a name of its own, beside it."""
        self._given = used if self._is_given else None
        self._is_given = False

    def come_back_to(self, unmade: Path) -> None:
        """Nothing was made: if the user had chosen that file, it is chosen still."""
        if unmade == self._given and not self._is_given:
            self._is_given = True

    def resolve(self, values: Mapping[str, str], form: Format) -> Path | None:
        """Give the file for a format: one that is free, unless somebody wrote that very name."""
        self.path = self._resolved(values, form)
        shown = "" if self.path is None else self.path.name
        if self.path is not None and self.path.parent != self.folder:  # so that nothing is put there unsaid
            shown = shown_path(self.path, Path.home())
        self._form.show_name(shown, str(self.path or ""), unknown_fields(self.pattern))
        return self.path

    def take_folder(self) -> bool:
        """Let the folder field say where a name with a folder in it leads, if that is there: tell whether."""
        folder, name = parted(self.folder, self.pattern)
        if not name or name == self.pattern or not folder.is_dir():
            return False
        self._form.file.setText(name)
        self._form.folder.setText(shown_path(folder, Path.home()))
        return True

    def free_file(self, title: str, suffix: str) -> Path:
        """Give a file of that name in the folder that is not there yet."""
        stem = file_stem(title.removesuffix(suffix), tr("Untitled"))
        return free_file(self.folder, stem, suffix, self._is_taken)

    def browse(self) -> None:
        """Let a folder be chosen."""
        dialog = QFileDialog(self._window, tr("Export into"), str(self.folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _resolved(self, values: Mapping[str, str], form: Format) -> Path | None:
        folder, pattern = parted(self.folder, self.pattern)
        if not pattern:
            return None
        suffix = suffix_of(form)
        if suffix and pattern.lower().endswith(suffix):
            pattern = pattern[: -len(suffix)]
        stem = resolve(pattern, values, tr("Untitled"))
        if self._is_given and not has_fields(pattern):
            return folder / f"{stem}{suffix}"
        return free_file(folder, stem, suffix, self._is_taken)

    def _is_taken(self, path: Path) -> bool:
        return path.exists() or self._is_writing(path)

    def _keep_name(self) -> None:
        self._is_given = True

    def _end_name(self) -> None:
        if self.take_folder():
            self.chosen.emit()

    def _take(self, chosen: str) -> None:
        self._form.folder.setText(shown_path(Path(chosen), Path.home()))
        self.chosen.emit()


def parted(folder: Path, written: str) -> tuple[Path, str]:
    """Give the folder and the name that are meant by what is written as a name: it may be a whole path."""
    if "/" not in written and "\\" not in written:
        return folder, written
    whole = Path(written).expanduser()
    there = folder / whole.parent
    return there.resolve() if ".." in there.parts else there, whole.name
