"""The Export panel and its short form for the window's lower edge."""

from editor_app.ui.export.panel import ExportPanel
from editor_app.ui.export.status import ExportStatus

__all__ = ["ExportPanel", "ExportStatus"]
