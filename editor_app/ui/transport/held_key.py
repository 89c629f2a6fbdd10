"""Know whether a key is still down after it did something: a shortcut's press comes, its release does not."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class HeldKey(QObject):
    """Told of a press by `press`, it watches for the release; only meanwhile does it look at events."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: frozenset[Qt.Key] = frozenset()
        self._is_down = False

    @property
    def is_down(self) -> bool:
        """Tell whether the key is down."""
        return self._is_down

    def press(self, sequences: Iterable[QKeySequence]) -> None:
        """Note that the key of one of these sequences went down."""
        ends = [keys[keys.count() - 1] for keys in sequences if keys.count()]  # pyright: ignore[reportIndexIssue]
        self._keys = frozenset(end.key() for end in ends)
        app = QCoreApplication.instance()
        if not self._is_down and app is not None:
            self._is_down = True
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the release; what a mouse does, or another window, ends it too."""
        kind = event.type()
        is_release = (
            kind == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and event.key() in self._keys
            and not event.isAutoRepeat()
        )
        if is_release or kind in (QEvent.Type.MouseButtonPress, QEvent.Type.ApplicationDeactivate):
            self._release()
        return False

    def _release(self) -> None:
        self._is_down = False
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
