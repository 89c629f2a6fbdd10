"""The status page over a real socket: what it shows, its buttons, and who may not press them."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import httpx
import pytest

from editor_app.sandbox.page_parts import length, size
from tests.sandbox.running import Running, code_of, data_of
from tests.sandbox.samples import payload
from tests.sandbox.test_exports import SETTINGS, long_document, wait


def press(running: Running, task_id: str, what: str, origin: str | None = "") -> httpx.Response:
    """Press a button of the page."""
    headers = {} if origin is None else {"Origin": origin or running.url}
    return httpx.post(f"{running.url}/tasks/{task_id}/{what}", headers=headers)


def test_an_empty_server_says_what_to_do_first(start: Callable[..., Running]) -> None:
    answer = httpx.get(start().url)
    assert answer.headers["content-type"].startswith("text/html")
    assert "sandbox key create" in answer.text
    assert "No project has been made yet." in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


class Balance(HTMLParser):
    """Follows the tags of a page; `open` holds those that are not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Open a tag."""
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        assert self.open.pop() == tag


def test_the_page_is_whole(start: Callable[..., Running]) -> None:
    running = start()
    with running.client() as client:
        data_of(client.post("/v1/projects", json=payload()), 201)
        for order in (SETTINGS, {**SETTINGS, "filename": '<b>&".mp4'}):
            task = data_of(client.post("/v1/exports", json={**payload(), **order}), 201)
            wait(client, task["taskId"])
    page = httpx.get(running.url).text
    assert Balance(page).open == []
    assert "&lt;b&gt;&amp;&quot;.mp4" in page


def test_names_are_shown_as_text_and_never_as_markup(start: Callable[..., Running]) -> None:
    running = start()
    with running.client() as client:
        body = {"title": "<script>alert(1)</script>", **payload()}
        data_of(client.post("/v1/projects", json=body), 201)
    text = httpx.get(running.url).text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_task_can_be_paused_resumed_and_cancelled(start: Callable[..., Running]) -> None:
    running = start(active_exports=1)
    with running.client() as client:
        order = {"editorState": long_document(), **SETTINGS}
        task_id = data_of(client.post("/v1/exports", json=order), 201)["taskId"]
        wait(client, task_id, "PROCESSING")
        assert f'action="/tasks/{task_id}/pause"' in httpx.get(running.url).text
        assert press(running, task_id, "pause").status_code == 303
        paused = data_of(client.get(f"/v1/exports/{task_id}"))
        assert (paused["status"], paused["completedAt"]) == ("PAUSED", None)
        assert "exportPhase" not in paused
        text = httpx.get(running.url).text
        assert f'action="/tasks/{task_id}/resume"' in text
        assert "refresh" not in text
        refused = client.post("/v1/exports", json=order)
        assert code_of(refused) == (422, "OPEN_API_EXPORT_CONCURRENCY_LIMIT_EXCEEDED")
        press(running, task_id, "resume")
        wait(client, task_id, "PROCESSING")
        press(running, task_id, "cancel")
        assert wait(client, task_id)["status"] == "CANCELED"
        press(running, task_id, "resume")
        assert wait(client, task_id)["status"] == "CANCELED"


def test_a_resumed_task_comes_to_its_end(start: Callable[..., Running]) -> None:
    running = start(renders=1)
    with running.client() as client:
        blocker = data_of(client.post("/v1/exports", json={"editorState": long_document(), **SETTINGS}), 201)
        waiting = data_of(client.post("/v1/exports", json={**payload(), **SETTINGS}), 201)["taskId"]
        press(running, waiting, "pause")
        press(running, blocker["taskId"], "cancel")
        assert wait(client, waiting, "PAUSED")
        press(running, waiting, "resume")
        assert wait(client, waiting)["status"] == "COMPLETED"
        page = httpx.get(running.url).text
        link = re.search(r'href="(/outputs/[0-9a-f]+\.mp4)"', page)
        assert link
        assert httpx.get(running.url + link[1]).headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1"])
def test_forms_of_other_pages_press_nothing(start: Callable[..., Running], origin: str | None) -> None:
    running = start()
    with running.client() as client:
        order = {"editorState": long_document(), **SETTINGS}
        task_id = data_of(client.post("/v1/exports", json=order), 201)["taskId"]
        assert code_of(press(running, task_id, "cancel", origin)) == (403, "SANDBOX_ORIGIN_REFUSED")
        assert data_of(client.get(f"/v1/exports/{task_id}"))["status"] != "CANCELED"
        assert httpx.get(f"{running.url}/tasks/{task_id}/cancel").status_code == 405
        press(running, task_id, "cancel")


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (5 * 10**12, "5.0 TB")]
)
def test_sizes_are_written_for_people(count: int, text: str) -> None:
    assert size(count) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0.4 s"), (60, "1:00 min"), (3599.9, "60:00 min")])
def test_lengths_are_written_for_people(seconds: float, text: str) -> None:
    assert length(seconds) == text
