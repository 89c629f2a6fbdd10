"""Keys: four forms, which of them counts, five ways to be wrong, and no trace of them in logs."""

from __future__ import annotations

import logging
from collections.abc import Callable

import httpx
import pytest

from editor_app.sandbox.accounts import list_keys, revoke_key
from editor_app.sandbox.database import DATABASE_NAME, connect
from editor_app.sandbox.renderingvideo.auth import without_key
from tests.sandbox.running import Running, code_of, payload_of, refusal_of


def credits_of(server: Running, query: str = "", **headers: str) -> httpx.Response:
    """Ask for the balance."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.get(f"{server.url}/api/v1/credits{query}", headers=named)


def test_each_form_opens(server: Running) -> None:
    key = server.rv_key()
    for answer in (
        credits_of(server, authorization=f"Bearer {key}"),
        credits_of(server, authorization=f"token {key}"),
        credits_of(server, x_api_key=key),
        credits_of(server, query=f"?api_key={key}"),
    ):
        assert payload_of(answer)["currency"] == "credits"


def test_the_first_form_counts(server: Running) -> None:
    mine = server.rv_key("first", credits=11)
    other = server.rv_key("second", credits=22)
    both = [("Authorization", f"Token {other}"), ("Authorization", f"Bearer {mine}")]
    answers = [
        httpx.get(f"{server.url}/api/v1/credits", headers=both),
        credits_of(server, authorization=f"Token {mine}", x_api_key=other),
        credits_of(server, query=f"?api_key={other}", x_api_key=mine),
    ]
    assert [payload_of(answer)["credits"] for answer in answers] == [11, 11, 11]
    # One that is wrong is not passed over for one that is right.
    wrong = credits_of(server, authorization="Bearer sk-wrong", x_api_key=mine)
    assert refusal_of(wrong) == (401, "INVALID_API_KEY", {})


def test_each_way_to_be_wrong_has_a_code(server: Running) -> None:
    key = server.rv_key("gone")
    connection = connect(server.settings.data_dir / DATABASE_NAME)
    (line,) = [line for line in list_keys(connection) if line.account == "gone"]
    assert (line.service, key.startswith(line.hint)) == ("renderingvideo", True)
    assert revoke_key(connection, line.id)
    connection.close()
    codes = [
        refusal_of(credits_of(server))[:2],
        refusal_of(credits_of(server, authorization="Basic abc"))[:2],
        refusal_of(credits_of(server, authorization="Bearer pk-1"))[:2],
        refusal_of(credits_of(server, x_api_key="sk-"))[:2],
        refusal_of(credits_of(server, x_api_key="sk-unknown"))[:2],
        refusal_of(credits_of(server, authorization=f"Bearer {key}"))[:2],
    ]
    assert codes == [
        (401, "MISSING_API_KEY"),
        (401, "MISSING_API_KEY"),
        (401, "INVALID_API_KEY_FORMAT"),
        (401, "INVALID_API_KEY_FORMAT"),
        (401, "INVALID_API_KEY"),
        (401, "API_KEY_INACTIVE"),
    ]


def test_a_key_opens_its_own_service_only(server: Running) -> None:
    indream, second = server.key(), server.rv_key()
    assert refusal_of(credits_of(server, authorization=f"Bearer {indream}"))[1] == "INVALID_API_KEY_FORMAT"
    with server.client(second) as client:
        assert code_of(client.get("/v1/projects")) == (401, "OPEN_API_KEY_INVALID")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", "/x"),
        ("page=1", "/x?page=1"),
        ("api_key=sk-1&page=1", "/x?api_key=***&page=1"),
        ("API_KEY=sk-1", "/x?API_KEY=***"),
        ("api%5Fkey=sk-1", "/x?api_key=***"),
        ("page=1&api_key=sk-1&api_key=sk-2", "/x?page=1&api_key=***&api_key=***"),
    ],
)
def test_keys_in_queries_are_hidden(query: str, shown: str) -> None:
    assert without_key("/x", query) == shown


def test_no_log_and_no_answer_names_a_key(
    start: Callable[..., Running], caplog: pytest.LogCaptureFixture
) -> None:
    running = start()
    key = running.rv_key()
    with caplog.at_level(logging.DEBUG):
        answers = [
            credits_of(running, query=f"?api_key={key}"),
            httpx.post(f"{running.url}/api/v1/preview?api_key={key}", content=b"{"),
            httpx.get(f"{running.url}/api/v1/nowhere?api_key={key}"),
            httpx.get(f"{running.url}/api/v1/video/none?api_key={key}x"),
            httpx.get(f"{running.url}/?api_key={key}"),
        ]
        running.stop()
    assert [answer.status_code for answer in answers] == [200, 400, 404, 401, 200]
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("http")]
    assert "GET /api/v1/credits?api_key=***: 200" in ours
    assert not any(key in text for text in (*ours, *(answer.text for answer in answers)))
    data = running.settings.data_dir
    assert not any(key.encode() in file.read_bytes() for file in data.rglob("*") if file.is_file())
