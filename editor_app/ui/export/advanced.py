"""What few need, behind one line that opens: other things than the usual that a service can be asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor_app.services.exporting.jobs.job import Kind
from editor_app.ui.export.extras import MOST_WORKERS, RATIOS, IndreamExtras, OtherExtras
from editor_app.ui.export.headers import HeaderRows
from editor_app.ui.export.rows import labelled
from editor_app.ui.export.texts import tr
from editor_app.ui.theme import DARK, HIT_PX, Tokens

_MOST_WRITTEN = 9999
"""What is more than there can be is said, not swallowed."""


class IndreamPage(QWidget):
    """For Indream: shape, the task's name, a callback with headers, another canvas."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.ratio = QComboBox(self)
        for ratio in RATIOS:
            self.ratio.addItem(tr("As the project is") if ratio == "custom" else ratio, ratio)
        self.ratio.activated.connect(self.changed)
        self.task, self.callback, self.canvas = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.headers = HeaderRows(self, tokens=tokens)
        self.headers.changed.connect(self.changed)
        grid = _grid(self)
        for name, field in (
            (tr("Ratio"), self.ratio),
            (tr("Task name"), self.task),
            (tr("Callback"), self.callback),
            (tr("Headers"), self.headers),
            (tr("Canvas"), self.canvas),
        ):
            labelled(grid, name, field, field)
        for line, said in (
            (self.task, tr("one of its own")),
            (self.callback, tr("https://… when it is done")),
            (self.canvas, ""),
        ):
            line.setPlaceholderText(said)
            line.textEdited.connect(self.changed)
        self.show_size(1920, 1080)

    def show_size(self, width: int, height: int) -> None:
        """Say which canvas it is where none is written, in px."""
        self.canvas.setPlaceholderText(tr("as the project: {size}").format(size=f"{width}x{height}"))

    def begin_after(self) -> None:
        """An export was begun: no other one may have its name."""
        self.task.clear()

    @property
    def extras(self) -> IndreamExtras:
        """Give what is written."""
        return IndreamExtras(
            self.ratio.currentData(),
            self.task.text(),
            self.callback.text(),
            self.headers.headers,
            self.canvas.text(),
        )


class OtherPage(QWidget):
    """For RenderingVideo: a webhook, and how many workers render."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.webhook, self.workers = QLineEdit(self), QLineEdit(self)
        self.webhook.setPlaceholderText(tr("https://… when it is done"))
        self.webhook.textEdited.connect(self.changed)
        self.workers.setValidator(QIntValidator(0, _MOST_WRITTEN, self.workers))
        self.workers.setPlaceholderText(tr("as the service does; up to {n}").format(n=MOST_WORKERS))
        self.workers.textEdited.connect(self.changed)
        grid = _grid(self)
        labelled(grid, tr("Webhook"), self.webhook, self.webhook)
        labelled(grid, tr("Workers"), self.workers, self.workers)
        self.workers.setToolTip(tr("Workers that render at the same time"))

    @property
    def extras(self) -> OtherExtras:
        """Give what is written."""
        return OtherExtras(self.webhook.text(), int(self.workers.text() or 0))


class Advanced(QWidget):
    """The line that opens, and the page of the place that is chosen; nothing for this computer."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, tokens: Tokens = DARK) -> None:
        super().__init__(parent)
        self.title = QToolButton(self)
        self.title.setText(tr("Advanced"))
        self.title.setToolTip(tr("Show or hide what is seldom needed"))
        self.title.setCheckable(True)
        self.title.setObjectName("exportAdvanced")
        self.title.setArrowType(Qt.ArrowType.RightArrow)
        self.title.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.title.setMinimumHeight(HIT_PX)
        self.title.toggled.connect(self._open)
        self.indream, self.other = IndreamPage(self, tokens=tokens), OtherPage(self)
        self._pages = QStackedWidget(self)
        self._by_kind: dict[Kind, IndreamPage | OtherPage] = {
            "indream": self.indream,
            "renderingvideo": self.other,
        }
        for page in self._by_kind.values():
            self._pages.addWidget(page)
            page.changed.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.title, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._pages)
        self._pages.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self.indream.headers.set_tokens(tokens)

    def set_kind(self, kind: Kind) -> None:
        """Show what can be asked of one kind of place."""
        page = self._by_kind.get(kind)
        self.setVisible(page is not None)
        if page is None:
            return
        for other in self._by_kind.values():
            # A page behind another one still asks for its height, unless it is one that does not matter.
            wish = QSizePolicy.Policy.Preferred if other is page else QSizePolicy.Policy.Ignored
            other.setSizePolicy(QSizePolicy.Policy.Preferred, wish)
            other.setVisible(other is page)
        self._pages.setCurrentWidget(page)
        self._open(self.title.isChecked())

    def _open(self, on: bool) -> None:
        self.title.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self._pages.setVisible(on)
        if on:
            self._pages.setMaximumHeight(16_777_215)


def _grid(widget: QWidget) -> QGridLayout:
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    return grid
