"""Media on their way to a service: derived from the document, sent once, never lost, never twice."""

from editor_app.services.uploads.permissions import Question
from editor_app.services.uploads.queue import AT_ONCE
from editor_app.services.uploads.remaining import Remaining
from editor_app.services.uploads.target import Target
from editor_app.services.uploads.totals import Totals, totals_of
from editor_app.services.uploads.upload import Status, Upload
from editor_app.services.uploads.uploads import Uploads
from editor_app.services.uploads.wanted import Wanted

__all__ = [
    "AT_ONCE",
    "Question",
    "Remaining",
    "Status",
    "Target",
    "Totals",
    "Upload",
    "Uploads",
    "Wanted",
    "totals_of",
]
