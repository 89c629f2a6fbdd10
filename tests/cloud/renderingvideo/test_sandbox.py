"""The client against the local server, which knows nothing of it: each is a witness against the other."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import pytest

from editor_app.cloud.http import retrying
from editor_app.cloud.renderingvideo import (
    AlreadyRenderingError,
    APIError,
    AsyncRenderingVideoClient,
    AuthError,
    ConfigError,
    CreditsError,
    NetworkError,
    NotFoundError,
    Patience,
    RenderingVideoClient,
    StorageError,
    confirms,
    cost_of,
    may_have_happened,
    read_webhook,
)
from editor_app.sandbox.settings import Limits, Settings
from tests.cloud.storm import KINDS, Storm
from tests.sandbox.media import mp4, png
from tests.sandbox.receiver import receiving
from tests.sandbox.renderingvideo.samples import clip, config
from tests.sandbox.running import Running

QUICK = Patience(timeout=120, first_pause=0.05, longest_pause=0.2)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Run a local server for all tests here."""
    running = Running(Settings(tmp_path_factory.mktemp("sandbox"), port=0))
    yield running
    running.stop()


def client_of(sandbox: Running, **wallet: Any) -> RenderingVideoClient:
    """Give a client of an account of its own."""
    return RenderingVideoClient(sandbox.rv_key(**wallet), base_url=sandbox.url)


def test_a_video_goes_its_way(sandbox: Running, tmp_path: Path) -> None:
    wanted = config(width=1280, height=720)
    with client_of(sandbox, account="way", credits=20) as client, receiving() as receiver:
        made = client.videos.create(wanted, metadata={"job_id": "job-1"}, title="Film")
        assert (made.status, made.quality, made.width, made.duration) == ("created", "720p", 1280, 0.4)
        render = client.videos.render(made.task_id, webhook_url=receiver.url, num_workers=2)
        assert (render.status, render.cost) == ("rendering", cost_of(0.4, 1280, 720))
        assert render.remaining_credits == client.credits() == 19
        done = client.videos.wait(made.task_id, QUICK)
        assert (done.metadata, done.cost_credits) == ({"job_id": "job-1"}, 1)
        hint = read_webhook(receiver.wait_for(1)[0].body)
        assert confirms(client.videos.get(hint.task_id), hint)
        film = client.videos.download(made.task_id, tmp_path / "film.mp4")
        with av.open(str(film)) as container:
            frames = list(container.decode(video=0))
        assert (frames[0].width, frames[0].height, len(frames)) == (1280, 720, 12)
        again = client.videos.render(made.task_id)
        assert (again.already_rendered, again.video_url, client.credits()) == (True, done.video_url, 19)
        assert [task.task_id for task in client.videos.list(status="completed").tasks] == [made.task_id]
        assert client.videos.delete(made.task_id).deleted
        with pytest.raises(NotFoundError):
            client.videos.get(made.task_id)


def test_files_are_kept_listed_and_deleted(sandbox: Running, tmp_path: Path) -> None:
    film = tmp_path / 'Überschrift "1".mp4'
    film.write_bytes(mp4(tmp_path))
    picture = tmp_path / "hero.png"
    picture.write_bytes(png())
    with client_of(sandbox, account="files") as client:
        stored = client.files.upload(film, picture).assets
        assert [file.type for file in stored] == ["video", "image"]
        assert [file.size for file in stored] == [film.stat().st_size, picture.stat().st_size]
        home = client.downloads.fetch(stored[0].url, tmp_path / "home.mp4")
        assert home.read_bytes() == film.read_bytes()
        assert client.files.get(stored[1].id).url == stored[1].url
        assert [file.id for file in client.files.list(type="image").files] == [stored[1].id]
        assert client.files.delete(stored[1].id).deleted
        with pytest.raises(NotFoundError):
            client.files.delete(stored[1].id)


def test_previews_become_tasks_and_stay(sandbox: Running) -> None:
    with client_of(sandbox, account="previews", credits=5) as client:
        preview = client.previews.create(config())
        assert preview.expires_in == "7d"
        assert client.previews.get(preview.temp_id).config == config()
        converted = client.previews.convert(preview.temp_id, metadata={"job_id": "p"})
        assert client.videos.get(converted.task_id).status == "created"
        render = client.previews.render(preview.temp_id, num_workers=1)
        assert render.task_id != converted.task_id
        assert client.videos.wait(render.task_id, QUICK).video_url
        assert client.previews.delete(preview.temp_id).deleted
        with pytest.raises(NotFoundError):
            client.previews.get(preview.temp_id)


def test_refusals_are_told_as_what_they_are(sandbox: Running, tmp_path: Path) -> None:
    long = config(clip(duration=600), width=1280, height=720)
    with client_of(sandbox, account="poor", credits=601) as client:
        task = client.videos.create(long).task_id
        client.videos.render(task)
        with pytest.raises(AlreadyRenderingError):
            client.videos.render(task)
        client.videos.delete(task)
        with pytest.raises(CreditsError):
            client.videos.render(client.videos.create(long).task_id)
        with pytest.raises(ConfigError):
            client.videos.create({"tracks": "none"})
        capabilities = client.capabilities()
        assert capabilities is not None
        assert "text" in capabilities.schema_support.clip_types
    with RenderingVideoClient("sk-nobody", base_url=sandbox.url) as nobody, pytest.raises(AuthError):
        nobody.credits()


async def _made_once(client: AsyncRenderingVideoClient, job: str) -> str:
    """Make a task as a careful caller does: what may be there is looked for before it is made again."""
    while True:
        try:
            return (await client.videos.create(config(), metadata={"job_id": job})).task_id
        except APIError as error:
            failure = error
        found = None
        while may_have_happened(failure):
            try:
                found = await client.videos.find_made("job_id", job)
            except APIError:
                continue
            break
        if found is not None:
            return found.task_id


async def _listed(client: AsyncRenderingVideoClient) -> list[str]:
    return [task.task_id async for task in client.videos.iterate()]


def test_in_a_storm_nothing_is_made_twice(sandbox: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "pause_before", lambda *_: 0.001)
    key = sandbox.rv_key("storm")

    async def main(url: str) -> list[str]:
        async with AsyncRenderingVideoClient(key, base_url=url, timeout=0.5, max_retries=5) as client:
            return [await _made_once(client, f"job-{number}") for number in range(30)]

    async def all_made() -> list[str]:
        async with AsyncRenderingVideoClient(key, base_url=sandbox.url) as client:
            return await _listed(client)

    with Storm(upstream=sandbox.url, rate=0.3) as storm:
        made = asyncio.run(main(storm.url))
        posts = storm.handed_on.count("POST /api/v1/video")
        assert all(storm.fared[kind] for kind in KINDS)
    assert posts == 30
    assert len(set(made)) == 30
    assert Counter(asyncio.run(all_made())) == Counter(made)


def test_a_sandbox_that_is_gone_is_no_answer(tmp_path: Path) -> None:
    running = Running(Settings(tmp_path / "gone", port=0))
    key = running.rv_key()
    running.stop()
    client = RenderingVideoClient(key, base_url=running.url, max_retries=0)
    with client, pytest.raises(NetworkError) as caught:
        client.videos.create(config())
    assert not may_have_happened(caught.value)


def test_a_full_storage_is_told_apart_from_spent_credits(tmp_path: Path) -> None:
    quotas = {"free": 100_000, "starter": 200_000, "standard": 200_000, "pro": 200_000}
    limits = replace(Limits(), storage_bytes=quotas)
    running = Running(Settings(tmp_path / "small", port=0, limits=limits))
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(150_000))
    try:
        with client_of(running, account="full", plan="free") as client, pytest.raises(StorageError):
            client.files.upload(film)
    finally:
        running.stop()
