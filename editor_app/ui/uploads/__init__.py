"""The Uploads panel, its short form, and the question that comes before the first upload."""

from editor_app.ui.uploads.panel import UploadsPanel
from editor_app.ui.uploads.question import UploadQuestion
from editor_app.ui.uploads.status import UploadStatus

__all__ = ["UploadQuestion", "UploadStatus", "UploadsPanel"]
