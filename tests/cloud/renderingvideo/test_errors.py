"""The error tree: every code of the service, and codes that nobody knows."""

from __future__ import annotations

import pickle

import pytest

from editor_app.cloud.http.failures import ServiceError
from editor_app.cloud.renderingvideo import errors
from editor_app.cloud.renderingvideo.errors import APIError, TaskFailedError, error_of, outcome_unknown
from editor_app.cloud.renderingvideo.models import VideoTask
from editor_app.cloud.renderingvideo.policy import may_have_happened

CODES = [
    ("MISSING_API_KEY", 401, "AuthError"),
    ("INVALID_API_KEY", 401, "AuthError"),
    ("INVALID_API_KEY_FORMAT", 401, "AuthError"),
    ("API_KEY_INACTIVE", 401, "AuthError"),
    ("USER_NOT_FOUND", 401, "AuthError"),
    ("INVALID_REQUEST", 400, "ValidationError"),
    ("INVALID_CONFIG", 400, "ConfigError"),
    ("NO_FILES", 400, "NoFilesError"),
    ("UNSUPPORTED_FILE_TYPE", 400, "FileTypeError"),
    ("ALREADY_RENDERING", 400, "AlreadyRenderingError"),
    ("ALREADY_RENDERING", 409, "AlreadyRenderingError"),
    ("INSUFFICIENT_CREDITS", 402, "CreditsError"),
    ("STORAGE_LIMIT_EXCEEDED", 402, "StorageError"),
    ("NOT_FOUND", 404, "NotFoundError"),
    ("RATE_LIMITED", 429, "RateLimitError"),
    ("REMOTE_ERROR", 502, "RemoteError"),
    ("REMOTE_ERROR", 401, "RemoteError"),
    ("RENDER_TRIGGER_FAILED", 503, "RenderTriggerError"),
    ("RENDER_TRIGGER_FAILED", 429, "RenderTriggerError"),
    ("UPLOAD_FAILED", 500, "UploadError"),
    ("INTERNAL_ERROR", 500, "ServerError"),
    ("INSUFFICIENT_CREDITS", 200, "CreditsError"),
    ("NEW", 200, "APIError"),
    ("NEW", 302, "APIError"),
    ("NEW", 400, "ValidationError"),
    ("NEW", 401, "AuthError"),
    ("NEW", 402, "PaymentError"),
    ("NEW", 403, "AuthError"),
    ("NEW", 404, "NotFoundError"),
    ("NEW", 405, "APIError"),
    ("NEW", 413, "ValidationError"),
    ("NEW", 422, "ValidationError"),
    ("NEW", 429, "RateLimitError"),
    ("NEW", 500, "ServerError"),
    ("NEW", 503, "ServerError"),
]


@pytest.mark.parametrize(("code", "status", "kind"), CODES)
def test_the_code_decides_and_else_the_status(code: str, status: int, kind: str) -> None:
    error = error_of(status, code, "What happened", details={"field": "config"}, retry_after=3)
    assert type(error) is getattr(errors, kind)
    assert (error.status, error.code, error.detail, str(error)) == (
        status,
        code,
        "What happened",
        "What happened",
    )
    assert (error.details, error.retry_after) == ({"field": "config"}, 3)
    assert repr(error) == f"{kind}({status}, {code!r}, 'What happened')"


def test_the_tree_names_every_class_and_every_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, APIError)]
    assert len(kinds) > 15
    assert errors.__doc__ is not None
    for kind in kinds:
        assert issubclass(kind, ServiceError)
        assert kind.__name__ in errors.__doc__
    for code, _, _ in CODES:
        assert code == "NEW" or code in errors.__doc__


@pytest.mark.parametrize(
    "error",
    [
        error_of(429, "RATE_LIMITED", "d", details={"a": 1}, retry_after=3),
        outcome_unknown(error_of(502, "X", "d")),
        TaskFailedError(VideoTask(task_id="t", status="failed", error="no font")),
    ],
)
def test_errors_travel_between_processes(error: APIError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)


@pytest.mark.parametrize(
    ("error", "may_have"),
    [
        (error_of(402, "INSUFFICIENT_CREDITS", "d"), False),
        (error_of(400, "INVALID_CONFIG", "d"), False),
        (error_of(429, "RATE_LIMITED", "d"), False),
        (error_of(500, "INTERNAL_ERROR", "d"), True),
        (error_of(400, "REMOTE_ERROR", "d"), True),
        (error_of(500, "RENDER_TRIGGER_FAILED", "d"), True),
        (outcome_unknown(error_of(200, "X", "d")), True),
    ],
)
def test_what_may_have_happened_all_the_same(error: APIError, may_have: bool) -> None:
    assert may_have_happened(error) is may_have
