"""The Export panel, its short form for the window's lower edge, and what the system tells at an end."""

from editor_app.ui.export.panel import ExportPanel
from editor_app.ui.export.ports import Ports
from editor_app.ui.export.status import ExportStatus
from editor_app.ui.export.tray import EndMessages

__all__ = ["EndMessages", "ExportPanel", "ExportStatus", "Ports"]
