"""A folder's window, as a file manager shows it: who drags out of it drags all its files.

    python -m tests.e2e.cloud_folder FOLDER X Y

Prints a line once it is seen, and stays until it is ended: who is dropped upon asks for the files later.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIZE = (220, 120)


class Folder(QLabel):
    """Its files, of which the press of a button takes hold."""

    def __init__(self, folder: Path) -> None:
        self.files = sorted(folder.iterdir())
        super().__init__(f"{len(self.files)} files")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.resize(*SIZE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag them."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file)) for file in self.files])
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> None:
    """Run the program."""
    application = QApplication(sys.argv)
    folder = Folder(Path(sys.argv[1]))
    folder.move(int(sys.argv[2]), int(sys.argv[3]))
    folder.show()
    folder.windowHandle().requestActivate()
    print("seen", flush=True)
    application.exec()


if __name__ == "__main__":
    main()
