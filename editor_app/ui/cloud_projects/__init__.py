"""The dialogs for what a service keeps: its projects, and their media."""

from editor_app.ui.cloud_projects.dialog import CloudProjectsDialog
from editor_app.ui.cloud_projects.media_dialog import ServiceMediaDialog

__all__ = ["CloudProjectsDialog", "ServiceMediaDialog"]
