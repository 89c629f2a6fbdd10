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

__all__ = [
    "APIError",
    "AsyncIndreamClient",
    "AuthError",
    "IndreamClient",
    "NetworkError",
    "ProblemDetails",
    "RateLimitError",
    "ValidationError",
]
