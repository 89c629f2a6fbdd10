"""Media of cloud projects, brought to this computer."""

from editor_app.services.fetching.fetching import Fetching
from editor_app.services.fetching.states import Question, Summary
from editor_app.services.fetching.storage import MediaStorage

__all__ = ["Fetching", "MediaStorage", "Question", "Summary"]
