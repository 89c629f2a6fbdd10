"""Uploads, assets, bindings and media over a real socket."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import pytest

from tests.sandbox.media import ASS, LRC, SRT, SVG, gif, mp4, png, wav
from tests.sandbox.running import VERSIONS, Running, code_of, data_of, run_sdk
from tests.sandbox.samples import payload
from tests.sandbox.test_projects import NOBODY

PNG = png()


def upload(
    client: httpx.Client, content: bytes = PNG, name: str = "a.png", mime: str = "image/png", **headers: str
) -> httpx.Response:
    """Upload a file."""
    sent = {"x-file-name": name, "Content-Type": mime, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return client.post("/v1/uploads", content=content, headers=sent)


def files_in(running: Running) -> list[str]:
    """List all uploaded files, and what is left of others."""
    folders = [running.settings.data_dir / name for name in ("media", "incoming")]
    return sorted(path.name for folder in folders for path in folder.iterdir())


@pytest.fixture
def project(client: httpx.Client) -> str:
    """Give the id of a project."""
    return data_of(client.post("/v1/projects", json=payload()), 201)["projectId"]


@pytest.mark.parametrize("version", VERSIONS)
def test_an_official_client_can_do_all_with_files(server: Running, version: str, tmp_path: Path) -> None:
    hero = tmp_path / "hero.png"
    hero.write_bytes(PNG)
    did = run_sdk(version, "files", server.url, server.key(f"files {version}"), file=str(hero))
    assert did["asset"]["type"] == "IMAGE"
    assert (did["asset"]["width"], did["asset"]["height"], did["asset"]["size"]) == (32, 16, len(PNG))
    assert did["asset"] == did["same"]
    assert [len(page) for page in did["bound"]] == [2, 1]
    assert did["referenced"] == [409, "ASSET_REFERENCED"]
    assert did["gone"] == [404, "ASSET_NOT_FOUND"]


@pytest.mark.parametrize(
    ("content", "name", "mime", "found"),
    [
        (PNG, "a.png", "image/png", ("IMAGE", "image/png", 32, 16, None)),
        (png(form="JPEG"), "a.png", "image/png", ("IMAGE", "image/jpeg", 32, 16, None)),
        (PNG, "unnamed", "application/octet-stream", ("IMAGE", "image/png", 32, 16, None)),
        (SVG, "a.svg", "image/svg+xml", ("IMAGE", "image/svg+xml", 40, 20, None)),
        (gif(), "a.gif", "image/gif", ("GIF", "image/gif", 20, 10, 1.0)),
        (wav(), "a.wav", "audio/wav", ("AUDIO", "audio/wav", None, None, 1.0)),
        (SRT, "a.srt", "application/x-subrip", ("CAPTION", "application/x-subrip", None, None, None)),
        (ASS, "a.ASS", "text/plain; charset=utf-8", ("CAPTION", "text/plain", None, None, None)),
        (LRC, "a.lrc", "application/octet-stream", ("CAPTION", "text/plain", None, None, None)),
    ],
)
def test_what_may_be_uploaded(
    client: httpx.Client, content: bytes, name: str, mime: str, found: tuple[Any, ...]
) -> None:
    asset = data_of(upload(client, content, name, mime), 201)
    keys = ("type", "mimetype", "width", "height", "duration")
    assert tuple(asset[key] for key in keys) == found
    assert (asset["filename"], asset["size"], asset["source"]) == (name, len(content), "UPLOAD")
    assert data_of(client.get(f"/v1/assets/{asset['assetId']}")) == asset
    file = httpx.get(asset["fileUrl"])
    assert (file.status_code, file.content) == (200, content)
    assert file.headers["content-type"].partition(";")[0] == found[1]


def test_a_video_is_measured(client: httpx.Client, tmp_path: Path) -> None:
    asset = data_of(upload(client, mp4(tmp_path), "a.mp4", "video/mp4"), 201)
    assert (asset["type"], asset["width"], asset["height"], asset["duration"]) == ("VIDEO", 64, 48, 1)


@pytest.mark.parametrize(
    ("content", "name", "mime", "code"),
    [
        (b'{"v": "5.7.4", "layers": []}', "a.json", "application/json", "UPLOAD_TYPE_INVALID"),
        (b'{"v": "5.7.4", "layers": []}', "a.json", "application/octet-stream", "UPLOAD_TYPE_INVALID"),
        (b"%PDF-1.7", "a.pdf", "application/pdf", "UPLOAD_TYPE_INVALID"),
        (b"glTF\2\0\0\0", "a.glb", "model/gltf-binary", "UPLOAD_TYPE_INVALID"),
        (b"plain", "a.txt", "text/plain", "UPLOAD_TYPE_INVALID"),
        (b"plain", "a.png", "image/png", "UPLOAD_TYPE_INVALID"),
        (PNG, "a.mp4", "video/mp4", "UPLOAD_CONTENT_INVALID"),
        (wav(), "a.png", "image/png", "UPLOAD_CONTENT_INVALID"),
        (PNG[:40], "a.png", "image/png", "UPLOAD_CONTENT_INVALID"),
        (b"\0\1\2\3" * 100, "a.mp4", "video/mp4", "UPLOAD_CONTENT_INVALID"),
        (b"no times", "a.srt", "text/plain", "UPLOAD_CONTENT_INVALID"),
        (PNG, "a.srt", "text/plain", "UPLOAD_CONTENT_INVALID"),
        (b"", "a.png", "image/png", "UPLOAD_SIZE_INVALID"),
    ],
)
def test_what_may_not_be_uploaded_leaves_nothing(
    server: Running, client: httpx.Client, content: bytes, name: str, mime: str, code: str
) -> None:
    before = files_in(server)
    assert code_of(upload(client, content, name, mime)) == (422, code)
    assert files_in(server) == before


@pytest.mark.parametrize(
    ("limits", "content", "mime", "code"),
    [
        ({"image_bytes": 50}, PNG, "image/png", "UPLOAD_SIZE_INVALID"),
        ({"image_bytes": 50}, PNG, "application/octet-stream", "UPLOAD_SIZE_INVALID"),
        ({"audio_bytes": 50}, wav(), "audio/wav", "UPLOAD_SIZE_INVALID"),
        ({"audio_bytes": 50}, wav(), "video/mp4", "UPLOAD_SIZE_INVALID"),
        ({"media_seconds": 0.5}, wav(), "audio/wav", "UPLOAD_DURATION_INVALID"),
    ],
)
def test_limits_hold(
    start: Callable[..., Running], limits: dict[str, Any], content: bytes, mime: str, code: str
) -> None:
    running = start(**limits)
    with running.client() as client:
        assert code_of(upload(client, content, "a", mime)) == (422, code)
    assert files_in(running) == []


@pytest.mark.parametrize(
    ("sent", "filename"),
    [
        (quote("Köln 你好.png").encode(), "Köln 你好.png"),
        ("Köln 你好.png".encode(), "Köln 你好.png"),
        ("Köln.png".encode("latin-1"), "Köln.png"),
        (b"100%.png", "100%.png"),
        (b"a%ff.png", "a%ff.png"),
        (b"n" * 512, "n" * 512),
    ],
)
def test_names_in_any_script_arrive(client: httpx.Client, sent: bytes, filename: str) -> None:
    headers = {b"x-file-name": sent, b"content-type": b"image/png"}
    asset = data_of(client.post("/v1/uploads", content=PNG, headers=headers), 201)
    assert asset["filename"] == filename
    assert httpx.get(asset["fileUrl"]).content == PNG


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..",
        "a/b.png",
        "%2e%2e%2fa.png",
        "a%5Cb.png",
        "a%0d%0ax-evil: 1",
        "%00",
        "n" * 513,
        "%20",
    ],
)
def test_names_that_would_do_harm_are_refused(server: Running, client: httpx.Client, name: str) -> None:
    before = files_in(server)
    assert code_of(upload(client, name=name)) == (400, "OPEN_API_BAD_REQUEST")
    assert files_in(server) == before


def test_headers_that_are_missing_or_wrong(client: httpx.Client) -> None:
    bad = (400, "OPEN_API_BAD_REQUEST")
    assert code_of(client.post("/v1/uploads", content=PNG, headers={"Content-Type": "image/png"})) == bad
    assert code_of(upload(client, mime="nonsense")) == bad
    assert code_of(upload(client, x_project_id="x")) == bad
    assert code_of(upload(client, x_project_id=NOBODY)) == (404, "PROJECT_NOT_FOUND")
    chunks = client.post(
        "/v1/uploads", content=iter([PNG]), headers={"x-file-name": "a", "Content-Type": "image/png"}
    )
    assert code_of(chunks) == bad


@pytest.mark.parametrize("sent", [0, 20])
def test_a_client_that_leaves_in_the_middle_leaves_nothing(
    server: Running, client: httpx.Client, sent: int
) -> None:
    before = files_in(server)
    head = (
        f"POST /v1/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: {client.headers['x-api-key']}\r\n"
        f"x-file-name: a.png\r\nContent-Type: image/png\r\nContent-Length: {len(PNG)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", urlsplit(server.url).port or 0)) as line:
        line.sendall(head.encode() + PNG[:sent])
        _until(lambda: len(files_in(server)) > len(before))
    _until(lambda: files_in(server) == before)


def test_a_client_that_falls_asleep_is_let_go(start: Callable[..., Running]) -> None:
    running = start(idle_seconds=0.2)
    head = (
        f"POST /v1/uploads HTTP/1.1\r\nHost: 127.0.0.1\r\nx-api-key: {running.key()}\r\n"
        "x-file-name: a.png\r\nContent-Type: image/png\r\nContent-Length: 100\r\n\r\nabc"
    )
    with socket.create_connection(("127.0.0.1", urlsplit(running.url).port or 0)) as line:
        line.sendall(head.encode())
        line.settimeout(60)
        answer = b""
        while part := line.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["errorCode"] == "OPEN_API_REQUEST_TIMEOUT"
    assert files_in(running) == []


def _until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def test_bindings(server: Running, client: httpx.Client, project: str) -> None:
    asset = data_of(upload(client, x_project_id=project), 201)["assetId"]
    path = f"/v1/projects/{project}/assets"
    assert [a["assetId"] for a in data_of(client.get(path))] == [asset]
    for _ in range(2):  # twice is once
        assert data_of(client.post(path, json={"assetId": asset}), 201) == {
            "projectId": project,
            "assetId": asset,
        }
    assert len(data_of(client.get(path))) == 1
    assert code_of(client.post(path, json={"assetId": NOBODY})) == (404, "ASSET_NOT_FOUND")
    assert code_of(client.post(path, json={"assetId": "x"})) == (422, "OPEN_API_REQUEST_INVALID")
    assert code_of(client.post(path, json={})) == (422, "OPEN_API_REQUEST_INVALID")
    assert code_of(client.delete(f"/v1/assets/{asset}")) == (409, "ASSET_REFERENCED")
    with server.client(server.key("stranger")) as stranger:
        assert code_of(stranger.get(path)) == (404, "PROJECT_NOT_FOUND")
        assert code_of(stranger.get(f"/v1/assets/{asset}")) == (404, "ASSET_NOT_FOUND")
        assert code_of(stranger.delete(f"/v1/assets/{asset}")) == (404, "ASSET_NOT_FOUND")
    assert data_of(client.delete(f"{path}/{asset}"))["deleted"] is True
    assert code_of(client.delete(f"{path}/{asset}")) == (404, "ASSET_BINDING_NOT_FOUND")


def test_a_deleted_project_lets_its_assets_go(client: httpx.Client, project: str) -> None:
    asset = data_of(upload(client, x_project_id=project), 201)
    client.delete(f"/v1/projects/{project}")
    assert data_of(client.delete(f"/v1/assets/{asset['assetId']}")) == {
        "assetId": asset["assetId"],
        "deleted": True,
    }
    assert code_of(client.get(f"/v1/assets/{asset['assetId']}")) == (404, "ASSET_NOT_FOUND")
    assert code_of(httpx.get(asset["fileUrl"])) == (404, "FILE_NOT_FOUND")


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, slice(0, 4)),
        ("bytes=5-", 206, slice(5, None)),
        ("bytes=-4", 206, slice(-4, None)),
        ("bytes=5-9,100000-", 206, slice(5, 10)),
        ("bytes=9-5", 200, slice(None)),
        ("bytes=abc", 200, slice(None)),
        ("items=0-1", 200, slice(None)),
    ],
)
def test_media_come_in_parts(client: httpx.Client, asked: str, status: int, part: slice) -> None:
    url = data_of(upload(client), 201)["fileUrl"]
    answer = httpx.get(url, headers={"Range": asked})
    assert (answer.status_code, answer.content) == (status, PNG[part])
    whole = httpx.get(url, headers={"Range": asked, "If-Range": '"another"'})
    assert (whole.status_code, whole.content) == (200, PNG)
    head = httpx.head(url)
    assert (head.content, head.headers["content-length"]) == (b"", str(len(PNG)))
    assert head.headers["accept-ranges"] == "bytes"
    assert httpx.head(url, headers={"Range": asked}).status_code == 200


@pytest.mark.parametrize("asked", ["bytes=100000-", "bytes=-0", f"bytes={'9' * 5000}-"])
def test_parts_beyond_the_file_are_refused(client: httpx.Client, asked: str) -> None:
    url = data_of(upload(client), 201)["fileUrl"]
    answer = httpx.get(url, headers={"Range": asked})
    assert code_of(answer) == (416, "RANGE_NOT_SATISFIABLE")
    assert answer.headers["content-range"] == f"bytes */{len(PNG)}"
    assert httpx.get(url, headers={"Range": asked, "If-Range": '"another"'}).content == PNG


def test_who_has_a_file_is_not_sent_it_again(client: httpx.Client) -> None:
    url = data_of(upload(client), 201)["fileUrl"]
    etag = httpx.get(url).headers["etag"]
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        for more in ({}, {"Range": "bytes=0-3"}, {"Range": "bytes=100000-"}):
            answer = httpx.get(url, headers={"If-None-Match": known, **more})
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == etag
    assert httpx.head(url, headers={"If-None-Match": etag}).status_code == 304
    part = httpx.get(url, headers={"If-None-Match": '"x"', "If-Range": etag, "Range": "bytes=0-3"})
    assert (part.status_code, part.content) == (206, PNG[:4])


def test_media_cannot_run_as_pages_and_lead_nowhere_else(server: Running, client: httpx.Client) -> None:
    url = data_of(upload(client, SVG, "a.svg", "image/svg+xml"), 201)["fileUrl"]
    headers = httpx.get(url).headers
    assert headers["content-security-policy"].startswith("sandbox;")
    assert headers["x-content-type-options"] == "nosniff"
    for path in ("/media/x", "/media/..%2fsandbox.sqlite3", "/media/%2e%2e", "/media/", "/media/%00"):
        assert httpx.get(server.url + path).status_code == 404


def test_what_a_crash_left_is_swept_and_the_rest_kept(start: Callable[..., Running]) -> None:
    running = start()
    key = running.key()
    with running.client(key) as client:
        asset = data_of(upload(client), 201)
    running.stop()
    data = running.settings.data_dir
    for place in ("incoming/half.png", "media/orphan.png", "outputs/orphan.mp4"):
        (data / place).write_bytes(b"x")
    (data / "outputs" / ".rendering-1-x").mkdir()
    again = start()
    assert files_in(again) == [asset["fileKey"]]
    assert list((data / "outputs").iterdir()) == []
    assert httpx.get(f"{again.url}/media/{asset['fileKey']}").content == PNG
