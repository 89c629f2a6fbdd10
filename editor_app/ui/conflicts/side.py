"""One side of what collided: its heading, its picture, and its value in words."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from editor_app.services.sync.frames import SidePicture
from editor_app.timebase import format_timecode
from editor_app.ui.conflicts.texts import tr
from editor_app.ui.theme import SMALL_PX, SPACE_PX, TEXT_PX, Tokens, ui_font
from editor_app.ui.widgets.breakable import breakable


class PictureBox(QWidget):
    """A picture in its own proportions, as large as there is room; words where there is none."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens, self._image, self._words = tokens, None, ""
        self.setMinimumSize(220, 124)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def image(self) -> QImage | None:
        """Give what is shown."""
        return self._image

    @property
    def words(self) -> str:
        """Give what is said where nothing is shown."""
        return self._words

    def sizeHint(self) -> QSize:
        """Ask for a picture that can be judged."""
        return QSize(360, 203)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take another look."""
        self._tokens = tokens
        self.update()

    def show_image(self, image: QImage | None, words: str = "") -> None:
        """Show a picture, or say why there is none."""
        self._image: QImage | None = image
        self._words = words
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.rect()
        if self._image is not None:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
            painter.drawImage(place, self._image)
        else:
            place = QRect(0, 0, self.width(), min(self.height(), self.width() * 9 // 16))
            painter.fillRect(place, QColor(self._tokens.raised))
            painter.setPen(QColor(self._tokens.secondary))
            room = place.adjusted(2 * SPACE_PX, SPACE_PX, -2 * SPACE_PX, -SPACE_PX)
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(room, flags, self._words)
        painter.setPen(QColor(self._tokens.hairline))
        painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.end()


class SideView(QFrame):
    """One side, of two that stand beside each other."""

    def __init__(self, heading: str, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = heading
        title = QLabel(heading, self)
        title.setFont(ui_font(TEXT_PX, weight=600))
        self.picture = PictureBox(tokens, self)
        self.value = QLabel(self)
        self.value.setTextFormat(Qt.TextFormat.PlainText)
        self.value.setWordWrap(True)
        self.value.setFont(ui_font(TEXT_PX, tabular=True))
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.value.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.time = QLabel(self)
        self.time.setProperty("secondary", True)
        self.time.setFont(ui_font(SMALL_PX, tabular=True))
        column, top = QVBoxLayout(self), QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(self.time)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_PX)
        column.addLayout(top)
        column.addWidget(self.value)
        column.addWidget(self.picture, 1)

    def show_value(self, value: str) -> None:
        """Say what this side has; its picture is on its way."""
        self.value.setText(breakable(value))
        self.value.setVisible(bool(value))
        self.setAccessibleName(f"{self._heading}: {value}" if value else self._heading)
        self.picture.show_image(None, tr("The picture is being made …"))
        self.time.clear()

    def show_no_picture(self, why: str) -> None:
        """Say that there is nothing to be seen of it."""
        self.picture.show_image(None, why)
        self.time.clear()

    def show_picture(self, found: SidePicture, fps: int) -> None:
        """Show the picture, or say why there is none."""
        if found.image is None:
            self.show_no_picture(found.why or tr("This picture could not be made."))
            return
        self.picture.show_image(found.image)
        said = tr("At {time}, without what covers it") if found.is_uncovered else tr("At {time}")
        self.time.setText(said.format(time=format_timecode(found.tick, fps)))
