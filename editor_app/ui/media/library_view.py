"""The library's grid: thumbnails that scrub under the pointer, badges, and what is said of each medium."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from editor_app.render.media.source import MediaSource
from editor_app.timebase import TICKS_PER_SECOND
from editor_app.ui.media.entries import Entry, badge
from editor_app.ui.media.model import ENTRY_ROLE, LibraryModel
from editor_app.ui.media.renaming import NameField, field_rect
from editor_app.ui.media.tiles import AnyIndex, Face, Tile, TileDelegate
from editor_app.ui.theme import DARK, Tokens

_STEPS = 16
"""So many pictures are met when the pointer goes across a tile."""
_HEIGHTS = (96, 144, 192, 288)
_MISSING_ICON, _COMING_ICON = "mdi6.file-alert-outline", "mdi6.cloud-download-outline"
_ICONS = {"audio": "mdi6.music", "lottie": "mdi6.vector-curve", "video": "mdi6.movie-open-outline"}


class ThumbnailSource(Protocol):
    """Who makes small pictures of media."""

    def thumbnail(self, asset_id: str, source_ticks: int, height_px: int) -> QImage | None:
        """Give the picture if it is there, else None and let it be made."""
        ...

    def begin_round(self) -> None:
        """Say that all tiles are painted anew: what waits, and is not asked for again, is not made."""
        ...

    def on_ready(self, tell: Callable[[], None]) -> None:
        """Let `tell` be called when pictures have come."""
        ...


class NoteSource(Protocol):
    """Who knows what is odd about media."""

    def notes(self, source: MediaSource) -> tuple[str, ...]:
        """Give it in sentences, or nothing yet and find out."""
        ...


class LibraryDelegate(TileDelegate):
    """Says what a medium's tile shows."""

    def __init__(
        self,
        parent: QWidget,
        model: LibraryModel,
        thumbnails: ThumbnailSource,
        notes: NoteSource,
        *,
        tokens: Tokens = DARK,
    ) -> None:
        super().__init__(parent, tokens=tokens)
        self._model, self._thumbnails, self._notes = model, thumbnails, notes
        self.sources: Mapping[str, MediaSource] = {}
        self._edited = QPersistentModelIndex()

    def face(self, index: AnyIndex, height_px: int) -> Face:
        """Say it."""
        entry = index.data(ENTRY_ROLE)
        assert isinstance(entry, Entry)
        scrubs = self.is_hovered(index) and entry.kind in ("video", "gif") and entry.length_ticks > 0
        picture = None if entry.is_missing else self._picture(entry, height_px, scrubs=scrubs)
        notes = self._note(entry)
        has_holes = picture is not None and picture.hasAlphaChannel()
        is_sound, is_coming = entry.kind == "audio", self._model.is_coming(entry)
        return Face(
            name=entry.name,
            picture=picture,
            icon=self._icon(entry),
            icon_color=self._icon_color(entry),
            back=self.tokens.clip("audio") if is_sound and not entry.is_missing else self.tokens.raised,
            line="" if self._is_edited(index) else self._model.status(entry),
            line_color=self.tokens.warning if entry.is_missing and not is_coming else self.tokens.secondary,
            badge=badge(entry.length_ticks) if entry.length_ticks else "",
            warns=bool(notes),
            fills=not has_holes,
            progress=self.across if scrubs else None,
            share=self._model.coming.get(entry.key) if is_coming else None,
        )

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> NameField:
        """Make the field for a name."""
        self._edited = QPersistentModelIndex(index)
        return NameField(parent)

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Show again what the field has hidden."""
        self._edited = QPersistentModelIndex()
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """Show the name as it is."""
        if isinstance(editor, NameField):
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hand the name on."""
        if isinstance(editor, NameField):
            model.setData(index, editor.text())  # pyright: ignore[reportArgumentType]

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Lay the field over the name."""
        tile: QRect = option.rect  # pyright: ignore
        editor.setGeometry(field_rect(tile, Tile.name_of(tile, self.lines)))

    def _is_edited(self, index: AnyIndex) -> bool:
        return self._edited.isValid() and self._edited.row() == index.row()

    def _icon(self, entry: Entry) -> str:
        if self._model.is_coming(entry):
            return _COMING_ICON
        if entry.is_missing:
            return _MISSING_ICON
        return _ICONS.get(entry.kind, "mdi6.image-outline" if entry.kind else "mdi6.file-outline")

    def _icon_color(self, entry: Entry) -> str:
        if self._model.is_coming(entry):
            return self.tokens.secondary
        if entry.is_missing:
            return self.tokens.warning
        return self.tokens.clip_text if entry.kind == "audio" else self.tokens.disabled

    def _note(self, entry: Entry) -> tuple[str, ...]:
        source = self.sources.get(entry.key)
        # Pictures and sound have nothing odd to tell of, and that a GIF's rate varies is no news.
        notes = self._notes.notes(source) if source is not None and entry.kind == "video" else ()
        self._model.notes[entry.key] = notes
        return notes

    def _picture(self, entry: Entry, height_px: int, *, scrubs: bool) -> QImage | None:
        if entry.kind == "audio":
            return None
        height = next((one for one in _HEIGHTS if one >= height_px), _HEIGHTS[-1])
        rest = min(TICKS_PER_SECOND, entry.length_ticks // 10) if entry.kind == "video" else 0
        if scrubs:
            step = round(self.across * (_STEPS - 1))
            found = self._thumbnails.thumbnail(entry.key, entry.length_ticks * step // _STEPS, height)
            if found is not None:
                return found
        return self._thumbnails.thumbnail(entry.key, rest, height)


def entry_at(index: QModelIndex) -> Entry | None:
    """Give the entry of a row, if it is one."""
    found = index.data(ENTRY_ROLE) if index.isValid() else None
    return found if isinstance(found, Entry) else None
