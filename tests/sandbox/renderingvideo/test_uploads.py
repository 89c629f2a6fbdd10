"""Uploads and the file library over a real socket: forms as clients write them, quota, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sandbox.media import mp4, png, wav
from tests.sandbox.running import Running, payload_of, refusal_of

BOUNDARY = "----WebKitFormBoundary0123456789abcdef"
FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


@pytest.fixture
def rv(server: Running) -> Iterator[httpx.Client]:
    """Give a client."""
    with server.rv_client(server.rv_key("uploads", plan="pro")) as client:
        yield client


def form(*parts: tuple[str, str, bytes], end: bytes = b"") -> bytes:
    """Write a form by hand: (disposition, content type, content) each, without a line break at its end."""
    pieces: list[bytes] = []
    for disposition, kind, content in parts:
        pieces.append(f"--{BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n".encode())
        pieces.append(f"Content-Type: {kind}\r\n\r\n".encode() if kind else b"\r\n")
        pieces.append(content + b"\r\n")
    return b"".join(pieces) + f"--{BOUNDARY}--".encode() + end


def folder(server: Running) -> set[Path]:
    """Give what lies on disk."""
    data = server.settings.data_dir
    return {*(data / "media").iterdir(), *(data / "incoming").iterdir()}


def test_both_part_names_in_one_form(rv: httpx.Client, server: Running, tmp_path: Path) -> None:
    film = mp4(tmp_path)
    parts = [
        ("file", ("image.png", png(), "image/png")),
        ("files", ("video.mp4", film, "video/mp4")),
        ("files", ("Töne.wav", wav(), "audio/wav")),
        ("other", (None, b"passed over")),
    ]
    stored = payload_of(rv.post("/api/v1/upload", files=parts))
    assert (stored["count"], stored["message"]) == (3, "Successfully uploaded 3 file(s)")
    now = datetime.now(UTC)
    for asset, (_, (name, content, mime)) in zip(stored["assets"], parts, strict=False):
        kind = mime.partition("/")[0]
        assert asset["id"].startswith("asset_")
        assert [asset[key] for key in ("name", "type", "mimeType", "size")] == [
            name,
            kind,
            mime,
            len(content),
        ]
        pattern = rf"{server.url}/storage/{kind}s/{now:%Y/%m}/[0-9a-f]{{40}}\.{name[-3:]}"
        assert re.fullmatch(pattern, asset["url"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", asset["createdAt"])
        got = httpx.get(asset["url"])
        assert (got.content, got.headers["content-type"]) == (content, mime)
    part = httpx.get(stored["assets"][1]["url"], headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, film[:4])


def test_the_library_lists_and_deletes(server: Running) -> None:
    with server.rv_client(server.rv_key("library")) as rv:
        files = [("files", (f"{n}.png", png(), "image/png")) for n in range(3)]
        made = payload_of(rv.post("/api/v1/upload", files=files))["assets"]
        sound = payload_of(rv.post("/api/v1/upload", files={"file": ("a.wav", wav(), "audio/wav")}))["assets"]
        ids = [asset["id"] for asset in (*made, *sound)][::-1]
        for query, expected, total in (
            ({}, ids, 4),
            ({"type": "image"}, ids[1:], 3),
            ({"type": "video"}, [], 0),
            ({"limit": 3, "page": 2}, ids[3:], 4),
        ):
            listed = payload_of(rv.get("/api/v1/files", params=query))
            assert [file["id"] for file in listed["files"]] == expected
            page, limit = query.get("page", 1), query.get("limit", 20)
            assert listed["pagination"] == {"page": page, "limit": limit, "total": total}
        assert payload_of(rv.get("/api/v1/files", params={"limit": 1}))["files"] == sound
        gone = payload_of(rv.delete(f"/api/v1/files/{made[0]['id']}"))
        deleted = {"deleted": True, "message": "File deleted successfully"}
        assert gone == {"fileId": made[0]["id"], **deleted}
        assert httpx.get(made[0]["url"]).status_code == 404
        assert not any(made[0]["url"].endswith(path.name) for path in folder(server))
        assert refusal_of(rv.delete(f"/api/v1/files/{made[0]['id']}"))[:2] == (404, "NOT_FOUND")
        assert refusal_of(rv.delete("/api/v1/files/"))[:2] == (400, "INVALID_REQUEST")
        with server.rv_client(server.rv_key("strangers")) as other:
            assert refusal_of(other.delete(f"/api/v1/files/{ids[0]}"))[:2] == (404, "NOT_FOUND")
            assert payload_of(other.get("/api/v1/files"))["files"] == []


@pytest.mark.parametrize("query", [{"type": "font"}, {"page": "-1"}, {"limit": "0"}, {"limit": "101"}])
def test_wrong_queries_are_refused(rv: httpx.Client, query: dict[str, str]) -> None:
    refused = refusal_of(rv.get("/api/v1/files", params=query))
    assert refused == (400, "INVALID_REQUEST", {"field": next(iter(query))})


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([], "NO_FILES"),
        ([('name="files[]"; filename="a.png"', "image/png", png())], "NO_FILES"),
        ([('name="file"', "", b"no file, a text")], "NO_FILES"),
        ([('name="file"; filename=""', "application/octet-stream", b"")], "NO_FILES"),
        ([('name="file"; filename="a.json"', "application/json", b"{}")], "UNSUPPORTED_FILE_TYPE"),
        ([('name="file"; filename="a.mkv"', "application/octet-stream", b"x")], "UNSUPPORTED_FILE_TYPE"),
        ([('name="file"; filename="a.png"', "image/", b"x")], "UNSUPPORTED_FILE_TYPE"),
        ([('name="file"; filename="font.ttf"', "", b"x")], "UNSUPPORTED_FILE_TYPE"),
        ([('name="file"; filename="../a.png"', "image/png", png())], "INVALID_REQUEST"),
    ],
)
def test_forms_are_refused(
    rv: httpx.Client, server: Running, parts: list[tuple[str, str, bytes]], code: str
) -> None:
    before = folder(server)
    good = ('name="files"; filename="good.png"', "image/png", png())
    bodies = [form(*parts)] if code == "NO_FILES" else [form(*parts, good), form(good, *parts)]
    for body in bodies:
        assert refusal_of(rv.post("/api/v1/upload", content=body, headers=FORM))[:2] == (400, code)
    assert folder(server) == before


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (form(('name="file"; filename="a.png"', "image/png", png()))[:-20], FORM["Content-Type"]),
        (form(('name="file"; filename="a.png"', "image/png", png())), "multipart/form-data"),
        (b"{}", "application/json"),
        (b"no form", FORM["Content-Type"]),
        (b"", ""),
    ],
)
def test_what_is_no_form_is_refused(rv: httpx.Client, server: Running, body: bytes, kind: str) -> None:
    before = folder(server)
    answer = rv.post("/api/v1/upload", content=body, headers={"Content-Type": kind})
    assert refusal_of(answer)[:2] == (400, "INVALID_REQUEST")
    assert folder(server) == before


@pytest.mark.parametrize(
    ("disposition", "kind", "name", "mime"),
    [
        ('name="file"; filename="a"b.png"', "image/png", 'a"b.png', "image/png"),
        ('name="file"; filename="a\\"b.png"', "image/png", 'a"b.png', "image/png"),
        ("name=file; filename=a.png", "image/png", "a.png", "image/png"),
        ('name="file"; filename="Ä.png"', "", "Ä.png", "image/png"),
        ('filename="a.ogg"; name="file"', "video/ogg", "a.ogg", "video/ogg"),
        ('name="file"; filename="a.png"', "Image/PNG; charset=x", "a.png", "image/png"),
    ],
)
def test_parts_as_clients_write_them(
    rv: httpx.Client, disposition: str, kind: str, name: str, mime: str
) -> None:
    for end in (b"", b"\r\n"):
        body = form((disposition, kind, png()), end=end)
        (asset,) = payload_of(rv.post("/api/v1/upload", content=body, headers=FORM))["assets"]
        assert (asset["name"], asset["mimeType"]) == (name, mime)
        assert httpx.get(asset["url"]).content == png()


@pytest.mark.parametrize("plan", ["free", "starter"])
def test_a_plan_holds_so_much_and_no_more(start: Callable[..., Running], plan: str) -> None:
    content = b"x" * 1000
    running = start(storage_bytes={"free": 2500, "starter": 2500, "standard": 9000, "pro": 9000})
    with running.rv_client(running.rv_key(plan=plan)) as rv:

        def send(count: int) -> httpx.Response:
            files = [("files", (f"{n}.png", content, "image/png")) for n in range(count)]
            return rv.post("/api/v1/upload", files=files)

        over = (402, "STORAGE_LIMIT_EXCEEDED", {"limit": 2500})
        assert refusal_of(send(3)) == over
        assert folder(running) == set()
        assert payload_of(send(2))["count"] == 2
        assert refusal_of(send(1)) == over
        assert len(folder(running)) == 2
        first = payload_of(rv.get("/api/v1/files"))["files"][0]
        payload_of(rv.delete(f"/api/v1/files/{first['id']}"))
        assert payload_of(send(1))["count"] == 1
        running.rv_key(plan="pro")
        assert payload_of(send(3))["count"] == 3


def test_a_large_file_over_quota_is_answered_all_the_same(start: Callable[..., Running]) -> None:
    running = start(storage_bytes=dict.fromkeys(("free",), 1000))
    with running.rv_client() as rv:
        files = {"file": ("big.mp4", bytes(30_000_000), "video/mp4")}
        assert refusal_of(rv.post("/api/v1/upload", files=files))[:2] == (402, "STORAGE_LIMIT_EXCEEDED")
    assert folder(running) == set()


def test_files_survive_a_restart(start: Callable[..., Running]) -> None:
    running = start()
    key = running.rv_key()
    with running.rv_client(key) as rv:
        (asset,) = payload_of(rv.post("/api/v1/upload", files={"file": ("a.png", png(), "image/png")}))[
            "assets"
        ]
    running.stop()
    again = start()
    name: Any = asset["url"].removeprefix(running.url)
    assert httpx.get(f"{again.url}{name}").content == png()
