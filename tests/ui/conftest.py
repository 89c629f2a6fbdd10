"""Widgets are tested with an application of their kind, which must be the first in the process."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLoggingCategory
from PySide6.QtWidgets import QApplication

# The renderer makes a QGuiApplication where there is none, and then no widget could live beside it.
_application = QApplication.instance() or QApplication([])
# Qt complains of every family in a fall-back list that lacks a script: that is what the list is for.
QLoggingCategory.setFilterRules("qt.text.font.db=false")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore what the offscreen platform says of every window: it has no window manager to talk to."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support ", extend=True))
