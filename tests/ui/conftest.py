"""Widgets are tested with an application of their kind, which must be the first in the process."""

from __future__ import annotations

from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

# The renderer makes a QGuiApplication where there is none, and then no widget could live beside it.
_application = QApplication.instance() or QApplication([])
# Qt complains of every family in a fall-back list that lacks a script: that is what the list is for.
QLoggingCategory.setFilterRules("qt.text.font.db=false")
