"""What two people did to one thing, side by side, with pictures, so that somebody can choose."""

from editor_app.ui.conflicts.dialog import ConflictsDialog
from editor_app.ui.conflicts.foreign import ForeignDialog

__all__ = ["ConflictsDialog", "ForeignDialog"]
