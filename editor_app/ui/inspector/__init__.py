"""The inspector of what is selected."""

from editor_app.ui.inspector.panel import InspectorPanel

__all__ = ["InspectorPanel"]
