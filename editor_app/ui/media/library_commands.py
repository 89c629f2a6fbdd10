"""What can be done with the media that are selected in the library."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog

from editor_app.document import Document
from editor_app.edits import EditError, remove_assets, rename_asset
from editor_app.edits.assets import users_of
from editor_app.services.imports import Imports
from editor_app.services.relink import Relink
from editor_app.services.sources import MediaSources
from editor_app.session import Session
from editor_app.state.backgrounds import ImageBackground
from editor_app.store.project import MediaPlace
from editor_app.ui.media.labels import tr
from editor_app.ui.media.library import Library
from editor_app.ui.media.placing import Placement

_MEDIA = (
    "*.mp4 *.mov *.m4v *.mkv *.webm *.avi *.mpg *.mp3 *.wav *.m4a *.aac *.flac *.ogg *.opus *.png *.apng "
    "*.jpg *.jpeg *.webp *.avif *.heic *.tif *.tiff *.bmp *.gif *.svg *.json"
)


class LibraryCommands(QObject):
    """The commands; files are asked for without holding anything up."""

    notice = Signal(str)
    """A sentence for the notice area."""

    def __init__(
        self,
        document: Document,
        session: Session,
        library: Library,
        placement: Placement,
        imports: Imports,
        relink: Relink,
        sources: MediaSources,
    ) -> None:
        super().__init__(library)
        self._document, self._session = document, session
        self._library, self._placement = library, placement
        self._imports, self._relink, self._sources = imports, relink, sources

    def choose_files(self) -> None:
        """Import files that someone chooses."""
        self._ask(tr("Import files"), QFileDialog.FileMode.ExistingFiles, self._imports.add_paths)

    def choose_folder(self) -> None:
        """Import all media below a folder."""
        self._ask(tr("Import a folder"), QFileDialog.FileMode.Directory, self._imports.add_paths)

    def add_selected(self) -> None:
        """Make clips of what is selected, at the playhead."""
        if keys := self._keys():
            self._placement.add_assets(keys)

    def use_for_clips(self) -> None:
        """Let the selected clips show the selected medium."""
        if keys := self._keys():
            self._placement.replace_clips(keys[0])

    def use_as_background(self) -> None:
        """Put the selected picture behind everything."""
        if keys := self._keys():
            self._placement.set_background_picture(keys[0])

    def find(self) -> None:
        """Select the clips of what is selected, and go to the first."""
        state = self._document.state
        users = [user for key in self._keys() for user in users_of(state, key)]
        if not users:
            self.notice.emit(tr("No clip uses this."))
            return
        self._session.select(users)
        self._session.set_playhead(min(state.items[user].start_ticks for user in users))

    def rename(self, asset_id: str, name: str) -> None:
        """Give a medium another name; its file keeps its own."""
        media, path = self._document.media, getattr(self._sources.sources.get(asset_id), "path", None)
        is_embedded = getattr(self._document.work.state.assets.get(asset_id), "resource_json", None)
        if asset_id not in media and path is None and not is_embedded:
            self.notice.emit(tr("Locate the file first: it is looked for by the name that it has now."))
            return
        try:
            state = rename_asset(self._document.work.state, asset_id=asset_id, filename=name)
        except EditError as error:
            self.notice.emit(str(error))
            return
        if asset_id not in media and path is not None:
            # It was found by its name, which tells nothing from now on.
            self._document.place_media({asset_id: MediaPlace(path, None, None)})
        self._document.apply(tr("Rename medium"), state)

    def replace_file(self) -> None:
        """Let another file stand for the selected one, wherever it shows."""
        keys = self._keys()
        if len(keys) == 1:
            key = keys[0]
            self._ask(tr("Replace file"), QFileDialog.FileMode.ExistingFile, partial(self._replace, key))

    def locate(self, asset_ids: tuple[str, ...] = ()) -> None:
        """Look for missing files: one is pointed to, several are looked for in a folder."""
        if len(asset_ids) == 1:
            title, mode = tr("Choose the missing file"), QFileDialog.FileMode.ExistingFile
            self._ask(title, mode, partial(self._look, asset_ids))
        else:
            self.search_folder(asset_ids or None)

    def search_folder(self, asset_ids: tuple[str, ...] | None = None) -> None:
        """Look for missing files in a folder and all below it."""
        title = tr("Choose the folder that holds the missing files")
        self._ask(title, QFileDialog.FileMode.Directory, partial(self._look, asset_ids))

    def show_in_folder(self) -> None:
        """Open the folder of the selected file."""
        for key in self._keys()[:1]:
            place = self._document.media.get(key)
            if place is None or not place.path.parent.is_dir():
                self.notice.emit(tr("There is no folder to show: the file is missing."))
            else:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.path.parent)))

    def remove_selected(self) -> None:
        """Take what is selected out; ask first where it is used."""
        keys = self._keys()
        used = self._used(keys)
        if not keys:
            return
        if not used:
            self._remove(keys, with_clips=False)
            return
        names = self._library.selected()
        if len(keys) == 1:
            text = tr("“{name}” is used {count} times.").format(name=names[0].name, count=names[0].uses)
            if names[0].uses == 1:
                text = tr("“{name}” is used once.").format(name=names[0].name)
        else:
            text = tr("{used} of {count} media are used.").format(used=len(used), count=len(keys))
        bar = self._library.question
        answers = [
            (tr("Remove with its clips"), partial(self._remove, keys, with_clips=True)),
            (tr("Keep"), bar.hide),
        ]
        bar.ask(text, answers, waits=True)

    def remove_unused(self) -> None:
        """Take all media out that nothing shows."""
        every = [key for key, asset in self._document.work.state.assets.items() if hasattr(asset, "filename")]
        used = self._used(every)
        unused = [key for key in every if key not in used]
        if unused:
            self._remove(unused, with_clips=False)
        else:
            self.notice.emit(tr("All media are used."))

    def show_state(self, actions: Mapping[str, QAction]) -> None:
        """Let only those actions be chosen that can do something now."""
        chosen = self._library.selected()
        one = len(chosen) == 1
        can: dict[str, bool] = {
            "media.add": bool(chosen),
            "media.replace-clips": one and bool(self._session.selection.item_ids),
            "media.find": any(entry.uses for entry in chosen),
            "media.background": one and chosen[0].kind == "image",
            "media.rename": one,
            "media.replace-file": one,
            "media.show": one and not chosen[0].is_missing,
            "media.remove": bool(chosen),
        }
        for name, is_possible in can.items():
            actions[name].setEnabled(is_possible)

    def _keys(self) -> list[str]:
        return [entry.key for entry in self._library.selected()]

    def _used(self, keys: Sequence[str]) -> set[str]:
        state = self._document.work.state
        shown = {getattr(item, "__dict__", {}).get("asset_id") for item in state.items.values()}
        if isinstance(state.global_background, ImageBackground):
            shown.add(state.global_background.image_asset_id)
        return {key for key in keys if key in shown}

    def _remove(self, keys: Sequence[str], *, with_clips: bool) -> None:
        self._library.question.hide()
        locked = frozenset(self._document.sidecar.locked_tracks)
        try:
            state = remove_assets(
                self._document.work.state, asset_ids=keys, with_clips=with_clips, locked=locked
            )
        except EditError as error:
            self.notice.emit(str(error))
            return
        count = len(keys)
        label = tr("Remove medium") if count == 1 else tr("Remove {count} media").format(count=count)
        self._document.apply(label, state)

    def _replace(self, asset_id: str, paths: Sequence[Path]) -> None:
        self._imports.replace_files({asset_id: paths[0]})

    def _look(self, asset_ids: tuple[str, ...] | None, paths: Sequence[Path]) -> None:
        self._relink.look_in(paths, asset_ids)

    def _ask(
        self, title: str, mode: QFileDialog.FileMode, then: Callable[[Sequence[Path]], None]
    ) -> QFileDialog:
        dialog = QFileDialog(self._library.window(), title)
        dialog.setFileMode(mode)
        if mode == QFileDialog.FileMode.Directory:
            dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            dialog.setNameFilters([tr("Media ({suffixes})").format(suffixes=_MEDIA), tr("All files (*)")])

        def take(names: list[str]) -> None:
            then([Path(name) for name in names])

        dialog.filesSelected.connect(take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
