"""What the service's own page shows of its Python client, with nothing but the import changed."""

from __future__ import annotations

import hashlib
import hmac
import json
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from editor_app.cloud.indream import AsyncIndreamClient, IndreamClient
from tests.cloud.conftest import KEY
from tests.cloud.samples import DONE, PROJECT_ID, TASK_ID
from tests.cloud.service import Service, ok, problem
from tests.cloud.test_webhooks import SECRET
from tests.documents import document, solid

SETUP = """
from editor_app.cloud.indream import IndreamClient

client = IndreamClient(
    api_key="<YOUR_API_KEY>",
    base_url="https://api.indream.ai",
    timeout=60,
    max_retries=2,
)
"""
SEARCH = """
items = client.illustrations.search("creative")
print(items)
"""
CREATE = """
created = client.exports.create(
    {
        "editorState": editor_state,
        "ratio": "9:16",
        "scale": 0.6,
        "fps": 30,
        "format": "mp4",
    }
)
print(created.duration_seconds, created.billed_standard_seconds)
done = client.exports.wait(created.task_id, timeout=600, poll_interval=2)
print(done.status, done.output_url)
"""
PROJECT = """
project = client.projects.create(
    {
        "title": "Launch draft",
        "editorState": editor_state,
    }
)
with open("hero.png", "rb") as fh:
    asset = client.uploads.upload(
        fh.read(),
        filename="hero.png",
        content_type="image/png",
        project_id=project.project_id,
    )
client.projects.sync(
    project.project_id,
    {
        "editorState": {
            **editor_state,
            "assets": {
                **editor_state.get("assets", {}),
                "hero": {
                    "type": "image",
                    "remoteUrl": asset.file_url,
                    "remoteKey": asset.file_key,
                },
            },
        }
    },
)
created_from_project = client.projects.create_export(
    project.project_id,
    {
        "ratio": "9:16",
        "scale": 0.6,
        "fps": 30,
        "format": "mp4",
    },
)
done = client.exports.wait(created_from_project.task_id, timeout=600, poll_interval=2)
print(done.project_id, done.status)
"""
LIST = """
page = client.exports.list(
    page_size=20,
    page_cursor=None,
    created_by_api_key_id=None,
)
print(len(page.items), page.next_page_cursor)
print(page.items[0].created_by_api_key_id if page.items else None)
"""
WEBHOOK = """
import json
from editor_app.cloud.indream import verify_export_webhook_request
from editor_app.cloud.indream.types import ExportWebhookEvent

raw_body = request.get_data(as_text=True)
is_valid = verify_export_webhook_request(
    webhook_secret=WEBHOOK_SECRET,
    raw_body=raw_body,
    headers=request.headers,
    max_skew_seconds=300,  # optional
)
if not is_valid:
    raise ValueError("Invalid webhook signature")
event = ExportWebhookEvent.model_validate(json.loads(raw_body))
print(event.event_type)
print(
    event.task.task_id,
    event.task.status,
    event.task.duration_seconds,
    event.task.billed_standard_seconds,
)
"""
VALIDATE = """
capabilities = client.editor.capabilities()
print([preset.id for preset in capabilities.caption_animations.in_])
result = client.editor.validate(editor_state)
if not result.valid:
    for err in result.errors:
        print(err.code, err.path, err.message)
"""
ASYNC = """
import asyncio
from editor_app.cloud.indream import AsyncIndreamClient

async def main() -> None:
    client = AsyncIndreamClient(api_key="<YOUR_API_KEY>")
    created = await client.exports.create(
        {
            "editorState": editor_state,
            "ratio": "9:16",
            "scale": 0.6,
            "fps": 30,
            "format": "mp4",
        }
    )
    done = await client.exports.wait(created.task_id, timeout=600, poll_interval=2)
    print(done.status, done.output_url)
    await client.aclose()

asyncio.run(main())
"""
EXCEPTIONS = """
from editor_app.cloud.indream import APIError, AuthError, RateLimitError, ValidationError
"""


@pytest.fixture
def names(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Give the names that the page takes for granted."""
    monkeypatch.chdir(tmp_path)
    Path("hero.png").write_bytes(b"data")
    with IndreamClient(KEY, base_url=service.url) as client:
        yield {"client": client, "editor_state": document(solid("a"))}


def run(code: str, names: dict[str, Any]) -> None:
    """Run a snippet."""
    exec(compile(textwrap.dedent(code), "<page>", "exec"), names)


def test_the_client_is_made_as_shown() -> None:
    names: dict[str, Any] = {}
    run(SETUP.replace("<YOUR_API_KEY>", KEY), names)
    assert repr(names["client"]) == "<IndreamClient https://api.indream.ai>"
    names["client"].close()


def test_illustrations(names: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    run(SEARCH, names)
    assert capsys.readouterr().out == "['ICreativeThinking']\n"


def test_an_export(names: dict[str, Any], service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    run(CREATE, names)
    assert capsys.readouterr().out == f"18.4 19\nCOMPLETED {DONE['outputUrl']}\n"
    assert service.received[0].json["ratio"] == "9:16"


def test_a_project(names: dict[str, Any], service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    run(PROJECT, names)
    assert capsys.readouterr().out == f"{PROJECT_ID} COMPLETED\n"
    (synced,) = service.calls(f"POST /v1/projects/{PROJECT_ID}/sync")
    assert synced.json["editorState"]["assets"]["hero"]["filename"] == "hero.png"


def test_the_list(names: dict[str, Any], service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    run(LIST, names)
    service.will("GET /v1/exports", ok([], {"nextPageCursor": None}))
    run(LIST, names)
    assert capsys.readouterr().out == "1 next\n1f0c8d0e-0d55-4a3c-8b6a-6d4b7f6f7a01\n0 None\nNone\n"


def test_a_webhook(capsys: pytest.CaptureFixture[str]) -> None:
    body = json.dumps({"eventType": "EXPORT_COMPLETED", "occurredAt": "now", "task": DONE})
    stamp = str(int(time.time()))
    signature = hmac.new(SECRET.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    headers = {"X-Indream-Timestamp": stamp, "X-Indream-Signature": signature}
    request = SimpleNamespace(get_data=lambda as_text: body, headers=headers)
    run(WEBHOOK, {"request": request, "WEBHOOK_SECRET": SECRET})
    assert capsys.readouterr().out == f"EXPORT_COMPLETED\n{TASK_ID} COMPLETED 18.4 19\n"
    request.headers = headers | {"X-Indream-Signature": "0" * 64}
    with pytest.raises(ValueError, match="Invalid webhook signature"):
        run(WEBHOOK, {"request": request, "WEBHOOK_SECRET": SECRET})


def test_validation(names: dict[str, Any], service: Service, capsys: pytest.CaptureFixture[str]) -> None:
    finding = {"code": "C", "path": "$.items.a", "message": "Odd"}
    service.will("POST /v1/editor/validate", ok({"valid": False, "errors": [finding]}))
    run(VALIDATE, names)
    assert capsys.readouterr().out == "['pop']\nC $.items.a Odd\n"


def test_the_async_client(
    names: dict[str, Any],
    service: Service,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    defaults = AsyncIndreamClient.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "base_url", service.url)
    run(ASYNC.replace("<YOUR_API_KEY>", KEY), names)
    assert capsys.readouterr().out == f"COMPLETED {DONE['outputUrl']}\n"


@pytest.mark.parametrize(
    ("status", "name"),
    [
        (401, "AuthError"),
        (403, "AuthError"),
        (422, "ValidationError"),
        (429, "RateLimitError"),
        (409, "APIError"),
    ],
)
def test_the_exceptions(status: int, name: str, names: dict[str, Any], service: Service) -> None:
    run(EXCEPTIONS, names)
    service.will("POST /v1/exports", problem(status))
    with pytest.raises(names[name]) as caught:
        run(CREATE, names)
    assert type(caught.value).__name__ == name
    names["editor_state"] = {}
    with pytest.raises(names["ValidationError"]):
        run(CREATE, names)
