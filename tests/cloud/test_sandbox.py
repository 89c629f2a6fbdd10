"""The client against the local server, which knows nothing of it: each is a witness against the other."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

from editor_app.cloud.http import retrying
from editor_app.cloud.indream import (
    APIError,
    AsyncIndreamClient,
    AuthError,
    IndreamClient,
    NetworkError,
    RateLimitError,
    ValidationError,
    verify_export_webhook_request,
)
from editor_app.cloud.indream.types import ExportWebhookEvent
from editor_app.sandbox.settings import Limits, Settings
from tests.cloud import test_seed_page
from tests.cloud.storm import KINDS, Storm
from tests.documents import RICH, number, solid
from tests.sandbox.media import mp4, png
from tests.sandbox.receiver import receiving
from tests.sandbox.running import Running
from tests.sandbox.samples import document

ORDER = {"ratio": "16:9", "scale": 1, "fps": 30, "format": "mp4"}
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    limits = replace(Limits(), sync_burst=3, sync_per_second=0.001, active_exports=50)
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0, limits=limits))
    yield running
    running.stop()


@pytest.fixture
def client(sandbox: Running) -> Iterator[IndreamClient]:
    """Give a client of an account of its own."""
    with IndreamClient(sandbox.key(), base_url=sandbox.url, poll_interval=0.1) as running:
        yield running


def duration_of(film: Path) -> tuple[int, int, int]:
    """Read a film back: its size and its frames."""
    with av.open(str(film)) as container:
        frames = list(container.decode(video=0))
    return frames[0].width, frames[0].height, len(frames)


def test_every_call_of_the_surface(client: IndreamClient, tmp_path: Path) -> None:
    capabilities = client.editor.capabilities()
    assert "fade" in capabilities.transitions
    assert client.editor.validate(document()).valid
    assert "ICreativeThinking" in client.illustrations.search("creative")

    made = client.projects.create({"title": "Launch", "editorState": document("seed")}, "key-1")
    again = client.projects.create({"title": "Launch", "editorState": document("seed")}, "key-1")
    assert again == made
    assert made.project_id in {item.project_id for item in client.projects.list(page_size=50).items}
    detail = client.projects.get(made.project_id)
    assert detail.editor_state["compositionWidth"] == 160
    assert detail.state_schema_version == "v1"
    updated = client.projects.update(made.project_id, {"title": "Neu", "description": "字"})
    assert (updated.title, updated.description) == ("Neu", "字")

    picture = tmp_path / "héro 字.png"
    picture.write_bytes(png(40, 20))
    told: list[tuple[int, int]] = []
    asset = client.uploads.upload(picture, project_id=made.project_id, progress=lambda *s: told.append(s))
    assert (asset.filename, asset.width, asset.height, asset.type) == ("héro 字.png", 40, 20, "IMAGE")
    assert told[-1][0] == asset.size == picture.stat().st_size
    assert client.assets.get(asset.asset_id) == asset
    assert client.projects.list_assets(made.project_id).items == (asset,)
    client.projects.remove_asset(made.project_id, asset.asset_id)
    assert client.projects.list_assets(made.project_id).items == ()
    assert client.projects.add_asset(made.project_id, asset.asset_id).asset_id == asset.asset_id
    with pytest.raises(APIError) as caught:
        client.assets.delete(asset.asset_id)
    assert caught.value.error_code == "ASSET_REFERENCED"

    bare = {"type": "image", "remoteUrl": asset.file_url, "remoteKey": asset.file_key}
    client.projects.sync(made.project_id, {"editorState": document(assets={"hero": bare})})
    stored = client.projects.get(made.project_id).editor_state["assets"]["hero"]
    assert (stored["id"], stored["filename"], stored["width"]) == ("hero", "héro 字.png", 40)
    copy = client.downloads.fetch(asset.file_url, tmp_path / "copy.png")
    assert copy.read_bytes() == picture.read_bytes()

    export = client.projects.create_export(made.project_id, ORDER | {"filename": "film.mp4"})
    assert (export.duration_seconds, export.billed_standard_seconds) == (0.4, 1)
    done = client.exports.wait(export.task_id, timeout=120)
    assert (done.project_id, done.status, done.filename) == (made.project_id, "COMPLETED", "film.mp4")
    film = client.exports.download(export.task_id, tmp_path / "film.mp4")
    assert duration_of(film) == (160, 90, 12)
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".mp4", ".png", ".png"]
    assert client.exports.list(page_size=1).items[0].task_id == export.task_id
    with pytest.raises(APIError) as caught:
        client.exports.cancel(export.task_id)
    assert caught.value.error_code == "TASK_NOT_CANCELABLE"

    client.projects.remove_asset(made.project_id, asset.asset_id)
    assert client.assets.delete(asset.asset_id).deleted
    assert client.projects.delete(made.project_id).deleted


def test_exports_without_a_project_webhooks_and_cancelling(client: IndreamClient, sandbox: Running) -> None:
    with receiving() as receiver:
        order = ORDER | {"editorState": document("seed"), "clientTaskId": "mine", "callbackUrl": receiver.url}
        sandbox.secret()
        made = client.exports.create(order | {"stateVersion": "v1"})
        assert client.exports.create(order | {"stateVersion": "v1"}).task_id == made.task_id
        assert made.charged_credit_pool
        seen: list[str] = []
        client.exports.wait(made.task_id, timeout=120, on_change=lambda task: seen.append(task.status))
        assert seen[-1] == "COMPLETED"
        for call in receiver.wait_for(2):
            arguments = {"webhook_secret": sandbox.secret(), "headers": call.headers}
            assert verify_export_webhook_request(raw_body=call.body, **arguments)
            assert not verify_export_webhook_request(raw_body=call.body + " ", **arguments)
            assert ExportWebhookEvent.model_validate(json.loads(call.body)).task.task_id == made.task_id
    moving = solid("a", 0, 60 * 240_000, left=number(0, (0, 0), (240_000 * 59, 500)))
    long = client.exports.create(ORDER | {"editorState": document(items={"a": moving})})
    assert client.exports.cancel(long.task_id).status == "CANCELED"
    with pytest.raises(APIError) as caught:
        client.exports.wait(long.task_id)
    assert caught.value.error_code == "TASK_TERMINAL_FAILURE"


@pytest.mark.parametrize(
    ("call", "kind", "status"),
    [
        (lambda c: c.projects.get(NOBODY), APIError, 404),
        (lambda c: c.projects.get("no uuid"), ValidationError, 400),
        (lambda c: c.projects.list(page_size=51), ValidationError, 400),
        (lambda c: c.projects.list(page_cursor="stale"), ValidationError, 400),
        (lambda c: c.projects.create({"editorState": {}}, check=False), ValidationError, 422),
        (lambda c: c.exports.create({"editorState": document()}), ValidationError, None),
        (
            lambda c: c.uploads.upload(b"no picture", filename="a.png", content_type="image/png"),
            ValidationError,
            422,
        ),
    ],
)
def test_refusals_are_what_they_are(
    call: Callable[[IndreamClient], Any], kind: type[APIError], status: int | None, client: IndreamClient
) -> None:
    with pytest.raises(kind) as caught:
        call(client)
    assert type(caught.value) is kind
    assert status in (None, caught.value.status)
    assert caught.value.error_code
    assert caught.value.error_code != "SDK_UNEXPECTED_RESPONSE"


def test_keys_that_may_not_or_are_none(sandbox: Running) -> None:
    with IndreamClient(sandbox.key(has_access=False), base_url=sandbox.url) as barred:
        assert barred.editor.validate(document()).valid
        with pytest.raises(AuthError) as caught:
            barred.projects.list()
        assert (caught.value.status, caught.value.error_code) == (403, "OPEN_API_RUNTIME_ACCESS_FORBIDDEN")
    with IndreamClient("sk_indream_nobody", base_url=sandbox.url) as unknown:
        with pytest.raises(AuthError) as caught:
            unknown.editor.capabilities()
        assert (caught.value.status, caught.value.error_code) == (401, "OPEN_API_KEY_INVALID")


def test_too_many_syncs_say_when_to_come_again(client: IndreamClient) -> None:
    project = client.projects.create({"editorState": document()})

    def sync_often() -> None:
        for _ in range(10):
            client.projects.sync(project.project_id, {"editorState": document()})

    with pytest.raises(RateLimitError) as caught:
        sync_often()
    assert caught.value.error_code == "OPEN_API_PROJECT_SYNC_RATE_LIMITED"
    assert caught.value.retry_after


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_rich_documents_come_back_as_they_were_sent(dialect: str, client: IndreamClient) -> None:
    made = client.projects.create({"editorState": RICH[dialect]})
    stored = client.projects.get(made.project_id).editor_state
    assert client.editor.validate(stored, check=False) == client.editor.validate(RICH[dialect], check=False)
    for key, value in RICH[dialect].items():
        if key != "items":
            assert stored[key] == value
    for key, item in RICH[dialect]["items"].items():
        assert item.items() <= stored["items"][key].items()


def test_the_services_own_verdict_is_asked_for_on_demand(client: IndreamClient) -> None:
    broken = document(compositionWidth=5)
    with pytest.raises(ValidationError) as caught:
        client.editor.validate(broken)
    verdict = client.editor.validate(broken, check=False)
    assert not verdict.valid
    assert [found.path for found in caught.value.errors] == [found.path for found in verdict.errors]
    assert verdict.capabilities_version


def test_the_page_of_the_seed(
    client: IndreamClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("hero.png").write_bytes(png())
    names: dict[str, Any] = {"client": client, "editor_state": document("seed")}
    page = test_seed_page
    for code in (page.SEARCH, page.CREATE, page.PROJECT, page.LIST, page.VALIDATE):
        page.run(code, names)
    assert "COMPLETED http://127.0.0.1:" in capsys.readouterr().out
    assert names["done"].project_id == names["project"].project_id


def test_a_video_goes_up_and_comes_down_in_pieces(client: IndreamClient, tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(mp4(tmp_path))
    asset = client.uploads.upload(film)
    assert (asset.type, asset.width, asset.height) == ("VIDEO", 64, 48)
    assert asset.duration == pytest.approx(1, abs=0.1)

    class Enough(Exception):
        """Stop here."""

    def stop(done: int, total: int | None) -> None:
        raise Enough

    target = tmp_path / "back.mp4"
    with pytest.raises(Enough):
        client.downloads.fetch(asset.file_url, target, progress=stop)
    client.downloads.fetch(asset.file_url, target)
    assert target.read_bytes() == film.read_bytes()


def test_a_storm_loses_nothing_and_sends_nothing_twice(
    sandbox: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrying, "pause_before", lambda *_: 0.001)
    key = sandbox.key("in the storm")
    synced, outcomes = dict[str, set[int]](), Counter[str]()

    async def one_project(client: AsyncIndreamClient, number_: int) -> str:
        body = {"title": f"P{number_}", "editorState": document()}
        made = await client.projects.create(body, idempotency_key=f"project {number_}")
        assert (await client.projects.get(made.project_id)).title == f"P{number_}"
        widths = synced[made.project_id] = {160}
        for width in (200, 210):
            try:
                state = document(compositionWidth=width)
                await client.projects.sync(made.project_id, {"editorState": state})
            except NetworkError as error:
                outcomes["lost"] += error.may_have_arrived
                widths.add(width)
            except APIError as error:
                # A proxy's 500 does not tell whether the service has heard of it, a 429 does.
                outcomes[str(error.status)] += 1
                if error.status == 500:
                    widths.add(width)
            else:
                outcomes["stored"] += 1
                widths.clear()
                widths.add(width)
        return made.project_id

    async def main() -> list[str]:
        async with AsyncIndreamClient(key, base_url=storm.url, timeout=4, max_retries=12) as client:
            ids = await asyncio.gather(*(one_project(client, n) for n in range(25)))
            order = ORDER | {"editorState": document(), "clientTaskId": "the film"}
            made = await client.exports.create(order)
            await client.exports.wait(made.task_id, timeout=300, poll_interval=0.05)
            await client.exports.download(made.task_id, tmp_path / "film.mp4")
            return ids

    with Storm(upstream=sandbox.url) as storm:
        ids = asyncio.run(main())
        calls = Counter(call for call in storm.handed_on if call.endswith("/sync"))
        assert set(KINDS) <= set(storm.fared)
    assert outcomes["stored"]
    assert all(calls[f"POST /v1/projects/{project_id}/sync"] <= 2 for project_id in ids)
    with IndreamClient(key, base_url=sandbox.url) as client:
        projects = client.projects.list(page_size=50).items
        assert sorted(project.title for project in projects) == sorted(f"P{n}" for n in range(25))
        for project_id in ids:
            width = client.projects.get(project_id).editor_state["compositionWidth"]
            assert width in synced[project_id]
        assert len(client.exports.list().items) == 1
    assert duration_of(tmp_path / "film.mp4") == (160, 90, 12)
