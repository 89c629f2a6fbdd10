"""Forms of files: read from disk in pieces, told of, given up, never sent twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import Any, TypeVar

import pytest

from editor_app.cloud.http.failures import UnfitArgument
from editor_app.cloud.renderingvideo import (
    APIError,
    AsyncRenderingVideoClient,
    FilePart,
    FileTypeError,
    NetworkError,
    NoFilesError,
    OutcomeUnknownError,
    StorageError,
    ValidationError,
)
from editor_app.cloud.renderingvideo.media_types import type_of
from editor_app.cloud.renderingvideo.multipart import Form
from tests.cloud.renderingvideo.stub import KEY
from tests.cloud.service import Behaviour, Received, Service, raw, reset

Client = AsyncRenderingVideoClient
T = TypeVar("T")
ROUTE = "POST /api/v1/upload"
SIZE = 1_000_000


@pytest.fixture
def service() -> Iterator[Service]:
    """Start a service, and stop it."""
    with Service() as running:
        yield running


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Make a file of some pieces."""
    file = tmp_path / "film.mp4"
    file.write_bytes(os.urandom(SIZE))
    return file


def run(service: Service, job: Callable[[Client], Awaitable[T]], **options: Any) -> T:
    """Let a client work on a loop of its own."""

    async def main() -> T:
        async with AsyncRenderingVideoClient(KEY, base_url=service.url, **options) as client:
            return await job(client)

    return asyncio.run(main())


def stored(*names: str) -> Behaviour:
    """Answer with files of these names."""
    assets = [
        {"id": f"asset_{n}", "name": name, "url": f"https://storage.example/{n}", "size": 4}
        for n, name in enumerate(names)
    ]
    return raw(json.dumps({"success": True, "count": len(names), "assets": assets}).encode())


def failing(status: int, code: str) -> Behaviour:
    """Answer with a failure."""
    return raw(json.dumps({"success": False, "error": "No.", "code": code}).encode(), status)


def parts_of(received: Received) -> list[tuple[str | None, str | None, str, bytes]]:
    """Give field, name, type and bytes of each part, read by another hand than the one that wrote them."""
    head = f"Content-Type: {received.headers['content-type']}\r\n\r\n".encode()
    message = BytesParser(policy=HTTP).parsebytes(head + received.body)
    assert not message.defects
    return [
        (
            part.get_param("name", header="content-disposition"),  # type: ignore[misc]
            part.get_filename(),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def test_one_file_goes_in_pieces_and_tells_how_far_it_is(film: Path, service: Service) -> None:
    service.will(ROUTE, stored("film.mp4"))
    told: list[tuple[int, int]] = []
    digest = hashlib.sha256()
    uploaded = run(
        service,
        lambda c: c.files.upload(
            FilePart(film, digest=digest), progress=lambda done, total: told.append((done, total))
        ),
    )
    assert (uploaded.assets[0].id, uploaded.assets[0].url) == ("asset_0", "https://storage.example/0")
    (received,) = service.received
    assert parts_of(received) == [("file", "film.mp4", "video/mp4", film.read_bytes())]
    assert received.headers["content-length"] == str(len(received.body))
    assert "transfer-encoding" not in received.headers
    assert received.headers["authorization"] == f"Bearer {KEY}"
    assert (told[-1], told == sorted(told), len(told) > 2) == ((SIZE, SIZE), True, True)
    assert digest.hexdigest() == hashlib.sha256(film.read_bytes()).hexdigest()


def test_several_files_go_in_one_request(film: Path, service: Service) -> None:
    service.will(ROUTE, stored("a.png", "b.mp4", "c.wav"))
    told: list[tuple[int, int]] = []
    files = (FilePart(b"\r\n--data", "a.png"), film, FilePart(b"RIFF", "c", "audio/WAV"))
    run(service, lambda c: c.files.upload(*files, progress=lambda *step: told.append(step)))
    assert parts_of(service.received[0]) == [
        ("files", "a.png", "image/png", b"\r\n--data"),
        ("files", "film.mp4", "video/mp4", film.read_bytes()),
        ("files", "c", "audio/wav", b"RIFF"),
    ]
    assert told[0] == (8, SIZE + 12)
    assert told[-1] == (SIZE + 12, SIZE + 12)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("my film (1) & 100%.mp4", "my film (1) & 100%.mp4"),
        ('a"b.mp4', "a%22b.mp4"),
        (
            'x\r\nContent-Type: text/html\r\n"\r\n\r\n.mp4',
            "x%0D%0AContent-Type: text/html%0D%0A%22%0D%0A%0D%0A.mp4",
        ),
        ("Überschrift 字幕.mp4", "Überschrift 字幕.mp4"),
        ("\ud800.mp4", "?.mp4"),
    ],
)
def test_no_name_ends_its_header(name: str, written: str, service: Service) -> None:
    service.will(ROUTE, stored("x"))
    run(service, lambda c: c.files.upload(FilePart(b"data", name)))
    head, _, rest = service.received[0].body.partition(b"\r\n\r\n")
    assert f'name="file"; filename="{written}"\r\nContent-Type: video/mp4'.encode() in head
    assert rest.startswith(b"data\r\n--")


@pytest.mark.parametrize(
    ("name", "stated", "sent"),
    [
        ("a.PNG", None, "image/png"),
        ("a.ogg", None, "audio/ogg"),
        ("a.m4a", None, "audio/mp4"),
        ("a.mkv", None, "video/x-matroska"),
        ("a.heic", None, "image/heic"),
        ("a.svg", None, "image/svg+xml"),
        ("a.bin", "image/x-ours", "image/x-ours"),
        ("a.png", "video/mp4", "video/mp4"),
    ],
)
def test_types_by_name_or_as_stated(name: str, stated: str | None, sent: str) -> None:
    assert type_of(name, stated) == sent


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("titles.srt", None),
        ("logo.json", None),
        ("font.ttf", None),
        ("page.html", None),
        ("noname", None),
        ("a.png", "text/html"),
        ("a.png", "image/png\r\nx: 1"),
        ("a.png", "image/*"),
    ],
)
def test_other_kinds_are_refused_before_anything_is_sent(name: str, stated: str | None) -> None:
    with pytest.raises(FileTypeError, match=f"“{name}” is .*: the service takes images, video and sound"):
        type_of(name, stated)


@pytest.mark.parametrize("kind", ["empty", "missing", "folder", "nothing", "none", "nameless"])
def test_what_cannot_be_uploaded_is_told_before_anything_is_sent(
    kind: str, tmp_path: Path, service: Service
) -> None:
    place = tmp_path / "x.png"
    if kind == "empty":
        place.touch()
    elif kind == "folder":
        place.mkdir()
    files: dict[str, tuple[FilePart, ...]] = {
        "nothing": (FilePart(b"", "x.png"),),
        "none": (),
        "nameless": (FilePart(b"data"),),
    }
    expected = {"missing": FileNotFoundError, "none": NoFilesError}.get(kind, ValidationError)
    with pytest.raises(expected) as caught:
        run(service, lambda c: c.files.upload(*files.get(kind, (FilePart(place),))))
    if kind in ("empty", "folder", "nothing"):
        assert "“x.png” is" in str(caught.value)
    assert service.began == 0


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [
        (failing(402, "STORAGE_LIMIT_EXCEEDED"), StorageError),
        (failing(400, "UNSUPPORTED_FILE_TYPE"), FileTypeError),
        (failing(400, "NO_FILES"), NoFilesError),
        (reset, OutcomeUnknownError),
        (stored(), OutcomeUnknownError),
        (stored("film.mp4", "other.mp4"), OutcomeUnknownError),
        (raw(b"{}"), OutcomeUnknownError),
    ],
)
def test_no_trouble_sends_a_file_twice(
    behaviour: Behaviour, kind: type[APIError], film: Path, service: Service
) -> None:
    service.will(ROUTE, behaviour)
    with pytest.raises(kind) as caught:
        run(service, lambda c: c.files.upload(film))
    assert type(caught.value) is kind
    assert KEY not in str(caught.value)
    assert service.began == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("shrinks", "“film.mp4” has become shorter while it was sent"),
        ("grows", "“film.mp4” has changed while it was sent"),
        ("vanishes", "“film.mp4” has vanished while it was sent"),
        ("is replaced", "“film.mp4” has changed while it was sent"),
        ("is written over", "“film.mp4” has changed while it was sent"),
    ],
)
def test_a_file_that_changes_meanwhile_ends_the_upload(
    change: str, told: str, film: Path, service: Service
) -> None:
    data = film.read_bytes()

    def meddle(done: int, total: int) -> None:
        match change:
            case "shrinks":
                os.truncate(film, done)
            case "grows":
                with film.open("ab") as file:
                    file.write(b"more")
            case "vanishes":
                film.unlink(missing_ok=True)
            case "is replaced":
                other = film.with_suffix(".new")
                other.write_bytes(data)
                other.replace(film)
            case _:
                with film.open("r+b") as file:
                    file.write(b"other")
                os.utime(film, ns=(1, 1))

    with pytest.raises(ValidationError, match=told):
        run(service, lambda c: c.files.upload(film, progress=meddle))
    service.wait_until(lambda: service.left == 1)
    assert not service.received


def test_a_caller_who_raises_ends_the_upload(film: Path, service: Service) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyError("enough")

    with pytest.raises(KeyError, match="enough"):
        run(service, lambda c: c.files.upload(film, progress=stop))
    service.wait_until(lambda: service.left == 1)
    assert not service.received


def test_an_upload_can_be_cancelled_and_the_client_goes_on(film: Path, service: Service) -> None:
    async def job(client: Client) -> None:
        reached = asyncio.Event()
        task = asyncio.create_task(client.files.upload(film, progress=lambda *_: reached.set()))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        service.will(ROUTE, stored("film.mp4"))
        await client.files.upload(film)

    run(service, job)
    assert len(service.received) == 1
    assert (service.began, service.left) == (2, 1)


def test_a_service_that_hangs_up_early_has_not_stored_anything(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(50_000_000)

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.transport.abort()

    async def main() -> None:
        async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with AsyncRenderingVideoClient(KEY, base_url=url) as client:
                await client.files.upload(film)

    with pytest.raises(NetworkError, match="may refuse their size") as caught:
        asyncio.run(main())
    assert not isinstance(caught.value, OutcomeUnknownError)
    assert not caught.value.may_have_arrived


def test_a_large_file_is_never_in_memory(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(200 * 2**20)
    largest = 0

    async def drain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        left = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while left:
            left -= len(await reader.read(65536))
        asset = {"id": "a", "url": "https://storage.example/a"}
        body = json.dumps({"success": True, "assets": [asset]}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    async def main() -> None:
        nonlocal largest
        async with await asyncio.start_server(drain, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            async with AsyncRenderingVideoClient(KEY, base_url=url) as client:
                tracemalloc.start()
                await client.files.upload(film)
                largest = tracemalloc.get_traced_memory()[1]
                tracemalloc.stop()

    asyncio.run(main())
    assert largest < 8 * 2**20


async def _pieces(form: Form) -> list[bytes]:
    return [piece async for piece in form.pieces()]


def test_a_form_is_as_long_as_it_says_in_pieces_of_a_bounded_size(film: Path) -> None:
    with Form([FilePart(film), FilePart(b"data", "a.png")]) as form:
        form.open()
        pieces = asyncio.run(_pieces(form))
        assert sum(map(len, pieces)) == form.size
        assert max(map(len, pieces)) <= 256 * 1024
        assert form.sent_bytes == form.file_bytes == SIZE + 4


def test_a_form_closes_the_files_that_it_has_opened(film: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    form = Form([FilePart(film), FilePart(empty)])
    with form, pytest.raises(UnfitArgument, match="is empty"):
        form.open()
    assert all(source._file is None or source._file.closed for _, source in form._sources)
