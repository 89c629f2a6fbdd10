"""Each client tells failures on the way as its own errors."""

from __future__ import annotations

import pytest

from editor_app.cloud import indream, renderingvideo
from editor_app.cloud.http.failures import (
    Failure,
    FileRefused,
    FileTooLarge,
    NoAnswer,
    OddAnswer,
    TooSlow,
    UnfitArgument,
)
from editor_app.cloud.indream.errors import error_for as indream_error
from editor_app.cloud.renderingvideo.failures import error_for as renderingvideo_error

FAILURES: list[tuple[Failure, type[indream.APIError], str, type[renderingvideo.APIError], str, int]] = [
    (
        NoAnswer("d"),
        indream.NetworkError,
        "SDK_NETWORK_ERROR",
        renderingvideo.NetworkError,
        "NETWORK_ERROR",
        0,
    ),
    (TooSlow("d"), indream.NetworkError, "SDK_TIMEOUT", renderingvideo.NetworkError, "TIMEOUT", 0),
    (
        OddAnswer("d", 502),
        indream.APIError,
        "SDK_UNEXPECTED_RESPONSE",
        renderingvideo.APIError,
        "UNEXPECTED_REPLY",
        502,
    ),
    (
        FileRefused("d", 410, 3.0),
        indream.APIError,
        "SDK_DOWNLOAD_REFUSED",
        renderingvideo.DownloadError,
        "DOWNLOAD_REFUSED",
        410,
    ),
    (
        FileTooLarge("d", 200),
        indream.APIError,
        "SDK_DOWNLOAD_TOO_LARGE",
        renderingvideo.DownloadError,
        "DOWNLOAD_TOO_LARGE",
        200,
    ),
    (
        Failure("d"),
        indream.NetworkError,
        "SDK_NETWORK_ERROR",
        renderingvideo.NetworkError,
        "NETWORK_ERROR",
        0,
    ),
]


@pytest.mark.parametrize(("failure", "kind", "code", "other_kind", "other_code", "status"), FAILURES)
def test_a_failure_in_both_services_words(
    failure: Failure,
    kind: type[indream.APIError],
    code: str,
    other_kind: type[renderingvideo.APIError],
    other_code: str,
    status: int,
) -> None:
    ours, theirs = indream_error(failure), renderingvideo_error(failure)
    assert (type(ours), ours.error_code, ours.status, ours.detail) == (kind, code, status, "d")
    assert (type(theirs), theirs.code, theirs.status, theirs.detail) == (other_kind, other_code, status, "d")
    assert ours.retry_after == theirs.retry_after == getattr(failure, "retry_after", None)


@pytest.mark.parametrize("may_have", [True, False])
def test_whether_a_call_may_have_arrived_is_kept(may_have: bool) -> None:
    failure = NoAnswer("d", may_have_arrived=may_have)
    for error in (indream_error(failure), renderingvideo_error(failure)):
        assert isinstance(error, indream.NetworkError | renderingvideo.NetworkError)
        assert error.may_have_arrived is may_have


def test_an_unfit_argument_is_refused_by_its_name() -> None:
    failure = UnfitArgument("film.mp4", "is empty.")
    assert isinstance(indream_error(failure), indream.ValidationError)
    assert str(indream_error(failure)) == "film.mp4: is empty."
    assert isinstance(renderingvideo_error(failure), renderingvideo.ValidationError)
    assert str(renderingvideo_error(failure)) == "film.mp4 is empty."
