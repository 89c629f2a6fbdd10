"""Services that own widgets' pictures are tested with an application that widgets can live in."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

# The renderer makes a QGuiApplication where there is none, and then no widget could live beside it.
_application = QApplication.instance() or QApplication([])
