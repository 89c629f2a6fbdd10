"""Where things of the second service are found: their public addresses, written and read. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from editor_app.sandbox.renderingvideo.records.files import StoredFile
from editor_app.sandbox.renderingvideo.records.renders import Render


def file_url(file: StoredFile, base_url: str) -> str:
    """Give the address of an uploaded file."""
    return f"{base_url}/storage/{file.type}s/{_month(file.created_at)}/{file.file_key}"


def video_url(render: Render, base_url: str) -> str | None:
    """Give the address of a finished video, None before there is one."""
    if render.output_file is None or render.completed_at is None:
        return None
    return output_url(render.output_file, render.completed_at, base_url)


def output_url(output_file: str, completed_at: str, base_url: str) -> str:
    """Give the address of a finished video by its name."""
    return f"{base_url}/storage/videos/{_month(completed_at)}/{output_file}"


def names_in(addresses: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Give for each asset id the name of the file that its address may mean: of either service here."""
    return {key: tuple(_names(address)) for key, address in addresses.items()}


def _names(address: str) -> Iterator[str]:
    try:
        path = urlsplit(address).path
    except ValueError:
        return
    folders = path.strip("/").split("/")
    is_ours = folders[:1] == ["storage"] and len(folders) == 5
    is_other_sides = folders[-2:-1] == ["media"]
    if (is_ours or is_other_sides) and folders[-1]:
        yield unquote(folders[-1])


def _month(iso: str) -> str:
    return f"{iso[:4]}/{iso[5:7]}"
