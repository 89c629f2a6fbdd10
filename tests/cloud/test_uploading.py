"""Uploads: streamed, told of, given up, never sent twice."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor_app.cloud.indream import APIError, AsyncIndreamClient, ValidationError
from editor_app.cloud.indream.headers import LONGEST_NAME, file_name_value
from tests.cloud.samples import ASSET, PROJECT_ID
from tests.cloud.service import Service, ok, problem
from tests.documents import document, solid

Client = AsyncIndreamClient
SIZE = 1_000_000


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Make a file of some pieces."""
    file = tmp_path / "film.mp4"
    file.write_bytes(os.urandom(SIZE))
    return file


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_arrive_with_their_name_type_and_length(
    kind: Callable[[bytes], Any], service: Service, run: Callable[..., Any]
) -> None:
    asset = run(
        lambda c: c.uploads.upload(
            kind(b"data"), filename="hero.png", content_type="image/png", project_id=PROJECT_ID
        )
    )
    (received,) = service.received
    assert received.body == b"data"
    named = ("content-length", "content-type", "x-file-name", "x-project-id", "transfer-encoding")
    assert [received.headers.get(name) for name in named] == ["4", "image/png", "hero.png", PROJECT_ID, None]
    assert (asset.file_key, asset.width) == (ASSET["fileKey"], 640)


def test_a_file_arrives_in_pieces_and_tells_how_far_it_is(
    film: Path, service: Service, run: Callable[..., Any]
) -> None:
    told: list[tuple[int, int]] = []
    run(lambda c: c.uploads.upload(film, progress=lambda done, size: told.append((done, size))))
    (received,) = service.received
    assert received.body == film.read_bytes()
    assert (received.headers["x-file-name"], received.headers["content-type"]) == ("film.mp4", "video/mp4")
    assert received.headers["content-length"] == str(SIZE)
    assert told[-1] == (SIZE, SIZE)
    assert len(told) > 2
    assert told == sorted(told)


def test_a_digest_takes_in_what_is_sent(film: Path, service: Service, run: Callable[..., Any]) -> None:
    for content in (film, film.read_bytes()):
        digest = hashlib.sha256()
        run(partial(_send_film, content, digest))
        assert digest.hexdigest() == hashlib.sha256(service.received[-1].body).hexdigest()


async def _send_film(content: Any, digest: Any, client: Client) -> None:
    await client.uploads.upload(content, filename="film.mp4", content_type="video/mp4", digest=digest)


@pytest.mark.parametrize("kind", ["empty", "missing", "folder", "pipe", "nothing"])
def test_what_cannot_be_uploaded_is_told_before_anything_is_sent(
    kind: str, tmp_path: Path, service: Service, run: Callable[..., Any]
) -> None:
    place = tmp_path / "x.png"
    if kind == "empty":
        place.touch()
    elif kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    content = b"" if kind == "nothing" else place
    with pytest.raises(FileNotFoundError if kind == "missing" else ValidationError):
        run(lambda c: c.uploads.upload(content, filename="x.png", content_type="image/png"))
    assert service.began == 0


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("filename", "a\r\nx-evil: 1"),
        ("filename", "a\x00b"),
        ("filename", "  "),
        ("filename", None),
        ("content_type", "image/png\r\nx-evil: 1"),
        ("content_type", "bild/ü"),
        ("content_type", None),
        ("project_id", "p\nx-evil: 1"),
    ],
)
def test_nothing_ends_a_header(argument: str, value: Any, service: Service, run: Callable[..., Any]) -> None:
    arguments = {"filename": "a.png", "content_type": "image/png"} | {argument: value}
    with pytest.raises(ValidationError, match=argument):
        run(lambda c: c.uploads.upload(b"data", **arguments))
    assert service.began == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hero.png", "hero.png"),
        ("my hero (1) & 100%.png", "my hero (1) & 100%.png"),
        ("Überschrift.png", "%C3%9Cberschrift.png"),
        ("字幕 1.srt", "%E5%AD%97%E5%B9%95%201.srt"),
        ("a%20b.png", "a%2520b.png"),
        (" a ", "%20a%20"),
        ("\ud800.png", "?.png"),
    ],
)
def test_names_arrive_whatever_is_in_them(name: str, value: str) -> None:
    assert file_name_value(name) == value


@pytest.mark.parametrize("name", ["字" * 300 + ".mp4", "a" * 600 + ".mp4", "ü" * 600, "a." + "ü" * 600])
def test_long_names_fit_and_keep_their_suffix(name: str) -> None:
    value = file_name_value(name)
    assert LONGEST_NAME - 16 < len(value) <= LONGEST_NAME
    assert name.startswith(unquote(value).removesuffix(".mp4"))
    assert value.endswith(".mp4") == name.endswith(".mp4")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip))
def test_any_name_can_be_read_back(name: str) -> None:
    value = file_name_value(name)
    assert value.isascii()
    assert value == value.strip()
    assert len(value) <= LONGEST_NAME
    if len(value) < LONGEST_NAME - 16:
        assert unquote(value) == name


def test_a_refusal_ends_an_upload_with_its_reason(
    film: Path, service: Service, run: Callable[..., Any]
) -> None:
    service.will("POST /v1/uploads", problem(422, "UPLOAD_TYPE_INVALID"))
    with pytest.raises(ValidationError) as caught:
        run(lambda c: c.uploads.upload(film))
    assert (caught.value.error_code, caught.value.errors) == ("UPLOAD_TYPE_INVALID", ())
    assert service.began == 1


def test_a_service_that_hangs_up_early_may_have_had_a_reason(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(50_000_000)

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 413 Too large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    async def main() -> APIError:
        async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with AsyncIndreamClient("key", base_url=url) as client:
                with pytest.raises(APIError) as caught:
                    await client.uploads.upload(film)
                return caught.value

    error = asyncio.run(main())
    assert error.status == 413 or "may refuse its size" in error.detail
    assert error.__context__ is None


def test_a_file_that_shrinks_meanwhile_is_given_up(
    film: Path, service: Service, run: Callable[..., Any]
) -> None:
    def shrink(done: int, size: int) -> None:
        os.truncate(film, done)

    with pytest.raises(ValidationError, match="shorter"):
        run(lambda c: c.uploads.upload(film, progress=shrink))
    service.wait_until(lambda: service.left == 1)
    assert not service.received


def test_a_file_that_grows_meanwhile_is_sent_as_it_was(
    film: Path, service: Service, run: Callable[..., Any]
) -> None:
    def grow(done: int, size: int) -> None:
        with film.open("ab") as file:
            file.write(b"more")

    run(lambda c: c.uploads.upload(film, progress=grow))
    assert len(service.received[0].body) == SIZE


def test_a_caller_who_raises_ends_the_upload(film: Path, service: Service, run: Callable[..., Any]) -> None:
    def stop(done: int, size: int) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        run(lambda c: c.uploads.upload(film, progress=stop))
    service.wait_until(lambda: service.left == 1)
    assert not service.received


def test_an_upload_can_be_cancelled_and_the_client_goes_on(
    film: Path, service: Service, run: Callable[..., Any]
) -> None:
    async def job(client: Client) -> None:
        reached = asyncio.Event()
        task = asyncio.create_task(client.uploads.upload(film, progress=lambda done, size: reached.set()))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await client.uploads.upload(film)

    run(job)
    assert [len(received.body) for received in service.received] == [SIZE]
    assert (service.began, service.left) == (2, 1)


def test_the_seeds_bare_record_is_completed_from_the_upload_just_made(
    service: Service, run: Callable[..., Any]
) -> None:
    state = document(solid("a"))

    async def job(client: Client) -> None:
        asset = await client.uploads.upload(b"data", filename="hero.png", content_type="image/png")
        hero = {"type": "image", "remoteUrl": asset.file_url, "remoteKey": asset.file_key}
        await client.projects.sync(PROJECT_ID, {"editorState": {**state, "assets": {"hero": hero}}})

    run(job)
    hero = service.received[-1].json["editorState"]["assets"]["hero"]
    assert (hero["id"], hero["filename"], hero["size"], hero["width"]) == ("hero", "hero.png", 4, 640)


def test_a_size_that_the_service_does_not_tell_is_known_here(
    service: Service, run: Callable[..., Any]
) -> None:
    async def job(client: Client) -> None:
        service.will("POST /v1/uploads", ok(ASSET | {"size": None}))
        asset = await client.uploads.upload(b"12345", filename="hero.png", content_type="image/png")
        assert asset.size is None
        hero = {"type": "image", "remoteKey": asset.file_key}
        await client.editor.validate({**document(solid("a")), "assets": {"hero": hero}})

    run(job)
    assert service.received[-1].json["editorState"]["assets"]["hero"]["size"] == 5


def test_another_client_knows_nothing_of_it(service: Service, run: Callable[..., Any]) -> None:
    run(lambda c: c.uploads.upload(b"data", filename="hero.png", content_type="image/png"))
    hero = {"type": "image", "remoteUrl": ASSET["fileUrl"], "remoteKey": ASSET["fileKey"]}
    with pytest.raises(APIError, match="missing"):
        run(lambda c: c.editor.validate({**document(solid("a")), "assets": {"hero": hero}}))
