"""What this computer keeps of fetched media: how much it may be, how much it is, and away with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from editor_app.services.sizes import file_size
from editor_app.ui.settings.page import Page
from editor_app.ui.settings.ports import Stores
from editor_app.ui.settings.texts import tr
from editor_app.ui.theme import HIT_PX, SPACE_PX
from editor_app.ui.widgets.breakable import breakable

GB = 10**9
LIMITS_GB = (2, 5, 10, 20, 50, 100, 200, 500)


class StoragePage(Page):
    """What is shown is what the storage says of itself."""

    def __init__(self, storage: Stores, parent: QWidget | None = None) -> None:
        super().__init__(tr("Storage"), parent)
        self._storage = storage
        self.limit = QComboBox()
        self.limit.setAccessibleName(tr("Most that fetched media may take"))
        self.limit.setMinimumHeight(HIT_PX)
        self.usage, self.hosts = _line(tr("How much there is")), _line(tr("Hosts"))
        self.clear = _button(tr("Clear"), tr("Remove all that the open project does not use"))
        self.ask = _button(tr("Ask again"), tr("Ask about every host before anything is fetched from it"))
        card = self.add_card(tr("Media that were fetched for cloud projects"))
        remark = tr("What was used longest ago goes first, and never what the open project uses.")
        card.add_row(tr("At most"), self.limit, remark)
        remark = tr("Nothing here is the only copy: all of it can be fetched again.")
        card.add_row(tr("On this computer"), _beside(self.usage, self.clear), remark, is_wide=True)
        remark = tr("The service that a project belongs to is never asked about.")
        card.add_row(tr("Fetched from without asking"), _beside(self.hosts, self.ask), remark, is_wide=True)
        self.limit.activated.connect(self._choose)
        self.clear.clicked.connect(storage.clear)
        self.ask.clicked.connect(storage.forget_hosts)
        storage.changed.connect(self._show)
        self._show()
        storage.measure()

    def _choose(self, index: int) -> None:
        self._storage.set_limit(self.limit.itemData(index))

    def _show(self) -> None:
        storage = self._storage
        limits = sorted({storage.limit_bytes, *(gb * GB for gb in LIMITS_GB)})
        if limits != [self.limit.itemData(row) for row in range(self.limit.count())]:
            self.limit.clear()
            for limit in limits:
                self.limit.addItem(tr("{count} GB").format(count=f"{limit / GB:g}"), limit)
        self.limit.setCurrentIndex(self.limit.findData(storage.limit_bytes))
        self.usage.setText("\n".join(filter(None, (self._usage_text(), storage.trouble))))
        hosts = ", ".join(storage.hosts)
        self.hosts.setText(breakable(hosts) if hosts else tr("No host yet"))
        self.clear.setEnabled(not storage.is_busy and bool(storage.usage and storage.usage.files))
        self.ask.setEnabled(bool(hosts))

    def _usage_text(self) -> str:
        usage = self._storage.usage
        if usage is None:
            return tr("Looking…")
        if not usage.files:
            return tr("Nothing")
        size = file_size(usage.size_bytes)
        text = tr("{size} in 1 file") if usage.files == 1 else tr("{size} in {count} files")
        return text.format(size=size, count=usage.files)


def _line(name: str) -> QLabel:
    line = QLabel()
    line.setAccessibleName(name)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(True)
    return line


def _button(text: str, tooltip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tooltip)
    button.setMinimumHeight(HIT_PX)
    button.setAutoDefault(False)
    return button


def _beside(first: QWidget, *others: QWidget) -> QWidget:
    """Put widgets into one row, of which the first takes what room there is."""
    host = QWidget()
    row = QHBoxLayout(host)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_PX)
    row.addWidget(first, 1)
    for other in others:
        row.addWidget(other)
    return host
