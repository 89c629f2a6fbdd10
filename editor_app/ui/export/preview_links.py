"""Links that show films at RenderingVideo for seven days: to open, to copy, to make films of."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QLabel, QMessageBox, QVBoxLayout, QWidget

from editor_app.services.rendering_previews import RenderingPreviews, ShownPreview
from editor_app.ui.export.asking import ask_before
from editor_app.ui.export.deletions import of_preview
from editor_app.ui.export.job_actions import JobAction
from editor_app.ui.export.job_view import JobView
from editor_app.ui.export.job_words import when
from editor_app.ui.export.list_row import ListRow, Role
from editor_app.ui.export.row_menu import open_menu
from editor_app.ui.export.task_model import RowsModel
from editor_app.ui.export.texts import counted, tr
from editor_app.ui.theme import DARK, SPACE_PX, Tokens


def row_of_preview(preview: ShownPreview) -> ListRow:
    """Give the row of a link."""
    left = counted(preview.days_left, tr("1 day left"), tr("{n} days left"))
    parts = [part for part in (left, when(preview.created_at)) if part]
    return ListRow(
        preview.temp_id,
        preview.title or tr("Film of {time}").format(time=when(preview.created_at)),
        " · ".join(parts),
        icon="mdi6.link-variant",
        tone="quiet",
        actions=(
            JobAction("browse", tr("Open the link"), is_on_row=True),
            JobAction("link", tr("Copy link"), is_on_row=True),
            JobAction("render", tr("Make a film of it…"), is_on_row=True),
            JobAction("delete", tr("Delete at the service…"), is_on_row=False),
            JobAction("remove", tr("Remove from the list"), is_on_row=False),
        ),
        tip=preview.url,
    )


class PreviewLinks(QWidget):
    """The list, or a line that says how links come about."""

    render_wanted = Signal(object)
    """ShownPreview: a film shall be made of it."""
    notice = Signal(str)

    def __init__(
        self, previews: RenderingPreviews, parent: QWidget | None = None, *, tokens: Tokens = DARK
    ) -> None:
        super().__init__(parent)
        self._previews, self._tokens = previews, tokens
        self.question: QMessageBox | None = None
        self.model = RowsModel(self)
        self.view = JobView(self.model, self, tokens=tokens)
        self.view.setAccessibleName(tr("Preview links"))
        said = tr("No links yet. “Preview link” makes one: it shows the film for seven days, free of charge.")
        self.empty = QLabel(said, self)
        self.empty.setWordWrap(True)
        self.empty.setProperty("secondary", True)
        self.empty.setContentsMargins(0, SPACE_PX, 0, SPACE_PX)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.view)
        previews.changed.connect(self._show)
        previews.notice.connect(self.notice)
        self.view.wanted.connect(self._do)
        self.view.menu_wanted.connect(self._open_menu)
        self._show()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.view.set_tokens(tokens)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is kept, when it is seen."""
        super().showEvent(event)
        self._previews.load()

    def _show(self) -> None:
        self.model.show_rows([row_of_preview(preview) for preview in self._previews.previews])
        self.view.setVisible(bool(self.model.rows))
        self.empty.setVisible(not self.model.rows)

    def _do(self, key: str, action: str) -> None:
        preview = next((one for one in self._previews.previews if one.temp_id == key), None)
        if preview is None:
            return
        match action:
            case "browse":
                QDesktopServices.openUrl(QUrl(preview.viewer_url or preview.url))
            case "link":
                QGuiApplication.clipboard().setText(preview.url)
                self.notice.emit(tr("The link is copied."))
            case "render":
                self.render_wanted.emit(preview)
            case "delete":
                title, text = of_preview(preview)
                delete = partial(self._previews.delete, key)
                self.question = ask_before(self, title, text, tr("Delete for good"), delete)
            case _:
                self._previews.forget(key)

    def _open_menu(self, key: str, at: QPoint) -> None:
        row = self.model.row_of(key)
        if row is not None:
            actions = self.model.index(row).data(Role.ROW).actions
            self.menu = open_menu(self, actions, at, lambda action: self._do(key, action), self._tokens)
