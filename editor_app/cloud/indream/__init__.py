"""The client of Indream's Open API."""

from editor_app.cloud.indream.blocking import IndreamClient
from editor_app.cloud.indream.client import AsyncIndreamClient
from editor_app.cloud.indream.errors import (
    APIError,
    AuthError,
    NetworkError,
    ProblemDetails,
    RateLimitError,
    ValidationError,
)
from editor_app.cloud.indream.webhooks import (
    verify_export_webhook_request,
    verify_export_webhook_signature,
)

__all__ = [
    "APIError",
    "AsyncIndreamClient",
    "AuthError",
    "IndreamClient",
    "NetworkError",
    "ProblemDetails",
    "RateLimitError",
    "ValidationError",
    "verify_export_webhook_request",
    "verify_export_webhook_signature",
]
