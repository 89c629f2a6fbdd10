"""What can go wrong with a call, as one tree; the service's codes decide, an unknown one falls to its status.

    APIError                        any answer that is no success
    ├── AuthError                   401, 403: MISSING_API_KEY, INVALID_API_KEY, INVALID_API_KEY_FORMAT,
    │                               API_KEY_INACTIVE, USER_NOT_FOUND
    ├── ValidationError             400, 413, 422: INVALID_REQUEST, and what is found before anything is sent
    │   ├── ConfigError             INVALID_CONFIG
    │   ├── NoFilesError            NO_FILES
    │   ├── FileTypeError           UNSUPPORTED_FILE_TYPE
    │   └── AlreadyRenderingError   ALREADY_RENDERING
    ├── PaymentError                402
    │   ├── CreditsError            INSUFFICIENT_CREDITS
    │   └── StorageError            STORAGE_LIMIT_EXCEEDED
    ├── NotFoundError               404: NOT_FOUND
    ├── RateLimitError              429: RATE_LIMITED (`retry_after`)
    ├── RemoteError                 REMOTE_ERROR, with the status of the service behind this one
    │   └── RenderTriggerError      RENDER_TRIGGER_FAILED, likewise
    ├── ServerError                 5xx: INTERNAL_ERROR
    │   └── UploadError             UPLOAD_FAILED
    ├── DownloadError               a file is not given out, or is too large
    ├── TaskFailedError             a wait has seen the task fail (`task`)
    └── NetworkError                no usable answer (`may_have_arrived`)
        └── OutcomeUnknownError     the call changes something, and may have been carried out

A wait that runs out raises the built-in TimeoutError. No error ever holds the API key.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from editor_app.cloud.http.failures import ServiceError
from editor_app.problem import printable

if TYPE_CHECKING:
    from editor_app.cloud.renderingvideo.models import VideoTask

UNEXPECTED = "UNEXPECTED_REPLY"
NETWORK = "NETWORK_ERROR"
TIMED_OUT = "TIMEOUT"
UNKNOWN = "OUTCOME_UNKNOWN"
ARGUMENT = "INVALID_ARGUMENT"
REFUSED = "DOWNLOAD_REFUSED"
TOO_LARGE = "DOWNLOAD_TOO_LARGE"
NO_OUTPUT = "NO_VIDEO"
TASK_FAILED = "TASK_FAILED"

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class APIError(ServiceError):
    """A call that did not succeed; branch on the class or on `code`, show `detail`.

    `status` is the one of HTTP, 0 without an answer; `details` is what the service says beyond its sentence.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        details: Mapping[str, Any] = _NOTHING,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(status, code, detail)
        self.status, self.code, self.detail = status, code, detail
        self.details = dict(details)
        self.retry_after = retry_after

    def __str__(self) -> str:
        return printable(self.detail)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.status}, {self.code!r}, {self.detail!r})"


class AuthError(APIError):
    """The key is wrong, or the account may not do this."""


class ValidationError(APIError):
    """The request is not right."""


class ConfigError(ValidationError):
    """The service does not take the video's configuration."""


class NoFilesError(ValidationError):
    """An upload held no file."""


class FileTypeError(ValidationError):
    """A file is no image, no video and no sound."""


class AlreadyRenderingError(ValidationError):
    """The task is being rendered: what was asked for is under way."""


class PaymentError(APIError):
    """Credits or storage are used up."""


class CreditsError(PaymentError):
    """There are fewer credits than the video costs."""


class StorageError(PaymentError):
    """The account's storage is full."""


class NotFoundError(APIError):
    """There is no such task, file or preview; previews end after 7 days."""


class RateLimitError(APIError):
    """Too many calls; `retry_after` in seconds, None where the service did not say."""


class RemoteError(APIError):
    """The service behind this one is in trouble; the status is that one's."""


class RenderTriggerError(RemoteError):
    """The renderer did not start."""


class ServerError(APIError):
    """The service is in trouble."""


class UploadError(ServerError):
    """The service could not store a file."""


class DownloadError(APIError):
    """A file is not given out, or is too large."""


class TaskFailedError(APIError):
    """The task has failed; `task` is what was seen last."""

    def __init__(self, task: VideoTask) -> None:
        detail = task.error or "The service could not render the video, and does not say why."
        super().__init__(200, TASK_FAILED, detail)
        self.args = (task,)
        self.task = task


class NetworkError(APIError):
    """No usable answer came; `may_have_arrived` tells whether the service may have acted all the same."""

    may_have_arrived = True


class OutcomeUnknownError(NetworkError):
    """A call that changes something was sent, and what became of it is not known.

    Look at the service what there is before it is sent again.
    """


_BY_CODE: Mapping[str, type[APIError]] = {
    "MISSING_API_KEY": AuthError,
    "INVALID_API_KEY": AuthError,
    "INVALID_API_KEY_FORMAT": AuthError,
    "API_KEY_INACTIVE": AuthError,
    "USER_NOT_FOUND": AuthError,
    "INVALID_REQUEST": ValidationError,
    "INVALID_CONFIG": ConfigError,
    "NO_FILES": NoFilesError,
    "UNSUPPORTED_FILE_TYPE": FileTypeError,
    "ALREADY_RENDERING": AlreadyRenderingError,
    "INSUFFICIENT_CREDITS": CreditsError,
    "STORAGE_LIMIT_EXCEEDED": StorageError,
    "NOT_FOUND": NotFoundError,
    "RATE_LIMITED": RateLimitError,
    "REMOTE_ERROR": RemoteError,
    "RENDER_TRIGGER_FAILED": RenderTriggerError,
    "UPLOAD_FAILED": UploadError,
    "INTERNAL_ERROR": ServerError,
}
_BY_STATUS: Mapping[int, type[APIError]] = {
    400: ValidationError,
    401: AuthError,
    402: PaymentError,
    403: AuthError,
    404: NotFoundError,
    413: ValidationError,
    422: ValidationError,
    429: RateLimitError,
}


def error_of(
    status: int,
    code: str,
    detail: str,
    *,
    details: Mapping[str, Any] = _NOTHING,
    retry_after: float | None = None,
) -> APIError:
    """Give the error whose class fits the code, or else the status."""
    by_status = ServerError if status >= 500 else _BY_STATUS.get(status, APIError)
    kind = _BY_CODE.get(code, by_status)
    return kind(status, code, detail, details=details, retry_after=retry_after)


def refused_argument(
    what: str, message: str, kind: type[ValidationError] = ValidationError
) -> ValidationError:
    """Give the error of an argument that cannot be sent; the message is read after its name."""
    return kind(0, ARGUMENT, f"{what} {message}", details={"field": what})


def outcome_unknown(cause: APIError) -> OutcomeUnknownError:
    """Give the error of a call that changes something and whose answer was lost, damaged or no answer."""
    detail = f"{cause.detail} It is not known whether the service has done what it was asked for."
    return OutcomeUnknownError(cause.status, UNKNOWN, detail, retry_after=cause.retry_after)
