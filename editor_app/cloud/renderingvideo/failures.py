"""Tells failures on the way as errors of this service."""

from __future__ import annotations

from editor_app.cloud.http.failures import (
    Failure,
    FileRefused,
    FileTooLarge,
    NoAnswer,
    OddAnswer,
    TooSlow,
    UnfitArgument,
)
from editor_app.cloud.renderingvideo.errors import (
    NETWORK,
    REFUSED,
    TIMED_OUT,
    TOO_LARGE,
    UNEXPECTED,
    APIError,
    DownloadError,
    NetworkError,
    refused_argument,
)


def error_for(failure: Failure) -> APIError:
    """Give the error that a failure on the way is for this service's callers."""
    match failure:
        case NoAnswer():
            error = NetworkError(0, TIMED_OUT if isinstance(failure, TooSlow) else NETWORK, failure.detail)
            error.may_have_arrived = failure.may_have_arrived
            return error
        case UnfitArgument():
            return refused_argument(failure.what, failure.detail)
        case FileTooLarge():
            return DownloadError(failure.status, TOO_LARGE, failure.detail)
        case FileRefused():
            return DownloadError(failure.status, REFUSED, failure.detail, retry_after=failure.retry_after)
        case OddAnswer():
            return APIError(failure.status, UNEXPECTED, failure.detail)
        case _:
            return NetworkError(0, NETWORK, failure.detail)
