"""Which key does what: presets, a user's own changes, and the dialog for both."""

from editor_app.ui.keys.dialog import KeysDialog

__all__ = ["KeysDialog"]
