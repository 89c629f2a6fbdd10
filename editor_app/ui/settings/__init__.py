"""What a person chooses for the program itself, in sections of one dialog."""

from editor_app.ui.settings.dialog import SettingsDialog

__all__ = ["SettingsDialog"]
