"""The files that a service keeps for a project, as a Qt model, and how their rows look."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from editor_app.problem import printable
from editor_app.services.asset_of_service import kind_of
from editor_app.services.service_assets import ServiceAsset
from editor_app.ui import icons
from editor_app.ui.cloud_projects.delegate import RowDelegate
from editor_app.ui.cloud_projects.model import Role
from editor_app.ui.cloud_projects.texts import known_size, length, tr
from editor_app.ui.colour import mixed
from editor_app.ui.names import kind_name
from editor_app.ui.theme import RADIUS_PX

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_PX = 56
_SIGN_PX = 40
_ROOT = QModelIndex()
_ICONS = {
    "image": "mdi6.image-outline",
    "video": "mdi6.video-outline",
    "audio": "mdi6.music-note",
    "gif": "mdi6.file-gif-box",
    "caption": "mdi6.closed-caption-outline",
}


class MediaModel(QAbstractListModel):
    """The rows; `is_busy` tells whether something is being done to a file."""

    def __init__(self, is_busy: Callable[[str], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self._entries: tuple[ServiceAsset, ...] = ()

    def set_entries(self, entries: tuple[ServiceAsset, ...]) -> None:
        """Show others; where only what is said of them differs, nothing moves."""
        if [one.asset.asset_id for one in entries] != [one.asset.asset_id for one in self._entries]:
            self.beginResetModel()
            self._entries = entries
            self.endResetModel()
        else:
            self._entries = entries
            if entries:
                self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))

    def entry(self, index: AnyIndex) -> ServiceAsset | None:
        """Give the file of a row."""
        return self._entries[index.row()] if 0 <= index.row() < len(self._entries) else None

    def row_of(self, asset_id: str) -> int | None:
        """Give where a file stands, if it is shown."""
        return next((row for row, one in enumerate(self._entries) if one.asset.asset_id == asset_id), None)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a file in words."""
        entry = self.entry(index)
        if entry is None:
            return None
        name = printable(entry.asset.filename)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}, {self._line(entry)}"
            case Role.ID:
                return entry.asset.asset_id
            case Role.LINE:
                return self._line(entry)
            case Role.KIND:
                return kind_of(entry.asset)
            case _:
                return None

    def _line(self, entry: ServiceAsset) -> str:
        asset, kind = entry.asset, kind_of(entry.asset)
        size = f"{asset.width:.0f} × {asset.height:.0f}" if asset.width and asset.height else ""
        parts = (
            tr("working …") if self._is_busy(asset.asset_id) else "",
            kind_name("captions" if kind == "caption" else kind) if kind else tr("File"),
            known_size(asset.size),
            size,
            length(asset.duration),
            use_of(entry),
        )
        return " · ".join(part for part in parts if part)


class MediaDelegate(RowDelegate):
    """Rows with a sign of the kind in its clips' colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Give every row one height."""
        return QSize(320, ROW_PX)

    def paint_sign(self, painter: QPainter, room: QRect, index: AnyIndex) -> int:
        """Paint the sign; give where it ends."""
        kind = str(index.data(Role.KIND))
        ground = QRect(room.left(), 0, _SIGN_PX, _SIGN_PX)
        ground.moveTop(room.top() + (room.height() - _SIGN_PX) // 2)
        tokens = self._tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(mixed(tokens.panel, tokens.clip(kind), 0.35)))
        painter.drawRoundedRect(ground, RADIUS_PX, RADIUS_PX)
        sign = ground.adjusted(10, 10, -10, -10)
        icons.icon(_ICONS.get(kind, "mdi6.file-outline"), color=tokens.text).paint(painter, sign)
        return ground.right()

    def lines(self, index: AnyIndex) -> tuple[str, ...]:
        """Give the line below the name."""
        return (str(index.data(Role.LINE)),)


def use_of(entry: ServiceAsset) -> str:
    """Say what the open document does with a file."""
    if entry.is_missing:
        return tr("missing here")
    if entry.is_used:
        return tr("used in this project")
    return tr("in the library, unused") if entry.key is not None else tr("not in this project's library")
