"""What came back is read, or told of as what it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.cloud.http.answers import Answer
from editor_app.cloud.http.origin import read_key
from editor_app.cloud.indream.errors import (
    APIError,
    AuthError,
    NetworkError,
    RateLimitError,
    ValidationError,
    error_of,
    unexpected,
)
from editor_app.cloud.indream.models import AssetDeleteResponse, ProjectListResponse
from editor_app.cloud.indream.replies import Envelope, open_envelope, read_model, read_page

KEY = read_key("sk_indream_secret_of_tests")


def answer(
    status: int, value: Any, kind: str = "application/json", retry_after: float | None = None
) -> Answer:
    """Make an answer of JSON, or of text as it is."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Answer(status, kind, body, retry_after)


def failure(given: Answer) -> APIError:
    """Give the error that an answer stands for."""
    with pytest.raises(APIError) as caught:
        open_envelope(given, KEY)
    assert caught.value.__context__ is None
    return caught.value


def test_an_envelope_is_opened() -> None:
    envelope = open_envelope(answer(201, {"data": {"a": 1}, "meta": {"nextPageCursor": None}}), KEY)
    assert envelope == Envelope({"a": 1}, {"nextPageCursor": None})


@pytest.mark.parametrize(
    "value",
    [[], 5, None, {}, {"data": 1}, {"data": None, "meta": {}}, {"meta": {}}, {"data": {}, "meta": []}],
)
def test_a_success_of_another_form_is_unexpected(value: Any) -> None:
    error = failure(answer(200, value))
    assert (type(error), error.status, error.error_code) == (APIError, 200, "SDK_UNEXPECTED_RESPONSE")


@pytest.mark.parametrize("body", [b"", b'{"data": {"a"', b'{"data": NaN, "meta": {}}', b"\xff"])
def test_json_that_is_cut_off_is_a_matter_of_the_network(body: bytes) -> None:
    error = failure(answer(200, body))
    assert (type(error), error.error_code) == (NetworkError, "SDK_UNEXPECTED_RESPONSE")


def test_a_page_of_a_hotel_is_named_as_what_it_is() -> None:
    error = failure(answer(200, b"<html>Log in</html>", "text/html; charset=utf-8"))
    assert type(error) is APIError
    assert error.detail == "The reply is text/html, not JSON: this may not be the service."


@pytest.mark.parametrize("status", [301, 302, 304, 307])
def test_redirects_are_refused(status: int) -> None:
    assert failure(answer(status, {"data": {}, "meta": {}})).error_code == "SDK_UNEXPECTED_RESPONSE"


def test_a_problem_is_read_with_the_status_of_http_and_nothing_is_lost() -> None:
    body = {
        "type": "https://indream.ai/problems/x",
        "title": "Too many",
        "status": 200,
        "detail": "Slow down",
        "errorCode": "C",
        "limit": 5,
    }
    error = failure(answer(429, body, "application/problem+json", 2.5))
    assert isinstance(error, RateLimitError)
    assert (error.status, error.error_code, error.retry_after) == (429, "C", 2.5)
    assert error.problem.extra == {"limit": 5}


@pytest.mark.parametrize(
    ("body", "detail", "code"),
    [
        ({"title": "Forbidden"}, "Forbidden", None),
        ({"errorCode": "C"}, "The service answered with status 403.", "C"),
        ({"detail": [{"loc": ["body"]}]}, '[{"loc": ["body"]}]', None),
        ({}, "The service answered with status 403 and no reason.", "SDK_UNEXPECTED_RESPONSE"),
        ([], "The service answered with status 403 and no reason.", "SDK_UNEXPECTED_RESPONSE"),
        ({"type": "T", "errorCode": 5}, "The service answered with status 403.", None),
    ],
)
def test_half_a_problem_is_a_problem(body: Any, detail: str, code: str | None) -> None:
    error = failure(answer(403, body))
    assert isinstance(error, AuthError)
    assert (error.detail, error.error_code) == (detail, code)


def test_an_error_page_keeps_its_status() -> None:
    error = failure(answer(502, b"<h1>Bad gateway</h1>", "text/html"))
    assert (error.status, error.error_code) == (502, "SDK_UNEXPECTED_RESPONSE")


def test_a_key_that_the_service_sends_back_is_blotted_out() -> None:
    key = KEY.reveal()
    body = {"type": key, "title": f"No {key}", "detail": f"{key}!", "errorCode": key, "x": [{key: key}]}
    error = failure(answer(401, body))
    assert key not in f"{error!r} {error} {error.problem!r}"
    assert error.detail == "…!"
    error = failure(answer(422, {"detail": [{"got": key}]}))
    assert isinstance(error, ValidationError)
    assert key not in error.detail


def test_what_a_problem_says_can_be_printed() -> None:
    half = "a\ud800"
    body = {"type": half, "title": half, "detail": half, "errorCode": half, "x": [{half: half}]}
    for given_ in (body, {"title": half}, {"detail": [half]}):
        error = failure(answer(422, given_))
        f"{error} {error!r} {error.detail} {error.error_code} {error.problem} {error.problem.extra}".encode()
        assert error.detail.rstrip('"]').endswith("a\\ud800")
    assert error_of(unexpected(200, half)).args[0].detail == half
    assert str(error_of(unexpected(200, half))) == "a\\ud800"


@given(
    st.integers(200, 599),
    st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(["data", "meta", "type", "title", "detail", "errorCode", "x"]), inner
                )
            ),
            max_leaves=8,
        ).map(lambda value: json.dumps(value).encode()),
    ),
    st.sampled_from(["application/json", "text/html", "", "application/problem+json; charset=x"]),
)
def test_any_answer_is_an_envelope_or_an_api_error(status: int, body: bytes, kind: str) -> None:
    failure: APIError | None = None
    try:
        envelope = open_envelope(Answer(status, kind, body), KEY)
    except APIError as error:
        failure = error
    else:
        assert envelope.data is not None
    assert failure is None or (failure.status == status and failure.detail)


def test_data_that_do_not_fit_name_the_field() -> None:
    with pytest.raises(APIError, match="deleted does not fit") as caught:
        read_model(AssetDeleteResponse, {"assetId": "a", "deleted": {}})
    assert caught.value.error_code == "SDK_UNEXPECTED_RESPONSE"
    assert caught.value.__context__ is None


def test_a_page_has_its_cursor_from_the_meta() -> None:
    project = {"projectId": "p", "title": "t", "description": None, "createdAt": "c", "updatedAt": "u"}
    page = read_page(ProjectListResponse, Envelope([project], {"nextPageCursor": "a+/=&?#字"}))
    assert (page.items[0].project_id, page.next_page_cursor) == ("p", "a+/=&?#字")
    assert read_page(ProjectListResponse, Envelope([], {})).next_page_cursor is None
    with pytest.raises(APIError, match="no list"):
        read_page(ProjectListResponse, Envelope({}, {}))
