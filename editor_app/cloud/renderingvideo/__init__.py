"""The client of RenderingVideo's API, or of a proxy that speaks it."""

from editor_app.cloud.renderingvideo.client import AsyncRenderingVideoClient
from editor_app.cloud.renderingvideo.errors import (
    APIError,
    AuthError,
    CreditsError,
    NetworkError,
    RateLimitError,
)

__all__ = [
    "APIError",
    "AsyncRenderingVideoClient",
    "AuthError",
    "CreditsError",
    "NetworkError",
    "RateLimitError",
]
