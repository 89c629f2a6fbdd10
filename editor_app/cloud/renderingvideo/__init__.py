"""The client of RenderingVideo's API, or of a proxy that speaks it."""

from editor_app.cloud.renderingvideo.blocking import RenderingVideoClient
from editor_app.cloud.renderingvideo.client import AsyncRenderingVideoClient
from editor_app.cloud.renderingvideo.errors import (
    AlreadyRenderingError,
    APIError,
    AuthError,
    ConfigError,
    CreditsError,
    DownloadError,
    FileTypeError,
    NetworkError,
    NoFilesError,
    NotFoundError,
    OutcomeUnknownError,
    PaymentError,
    RateLimitError,
    RemoteError,
    RenderTriggerError,
    ServerError,
    StorageError,
    TaskFailedError,
    UploadError,
    ValidationError,
)
from editor_app.cloud.renderingvideo.multipart import FilePart
from editor_app.cloud.renderingvideo.policy import is_transient, may_have_happened
from editor_app.cloud.renderingvideo.pricing import cost_of, quality_of
from editor_app.cloud.renderingvideo.waiting import Patience
from editor_app.cloud.renderingvideo.webhooks import RenderHint, confirms, read_webhook

__all__ = [
    "APIError",
    "AlreadyRenderingError",
    "AsyncRenderingVideoClient",
    "AuthError",
    "ConfigError",
    "CreditsError",
    "DownloadError",
    "FilePart",
    "FileTypeError",
    "NetworkError",
    "NoFilesError",
    "NotFoundError",
    "OutcomeUnknownError",
    "Patience",
    "PaymentError",
    "RateLimitError",
    "RemoteError",
    "RenderHint",
    "RenderTriggerError",
    "RenderingVideoClient",
    "ServerError",
    "StorageError",
    "TaskFailedError",
    "UploadError",
    "ValidationError",
    "confirms",
    "cost_of",
    "is_transient",
    "may_have_happened",
    "quality_of",
    "read_webhook",
]
