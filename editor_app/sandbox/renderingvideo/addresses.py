"""Where things of the second service are found: their public addresses, written and read. Pure."""

from __future__ import annotations

import base64
import mimetypes
from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_to_bytes, urlsplit

if TYPE_CHECKING:
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


def name_in(address: str) -> str | None:
    """Give the name of the file that an address may mean, of either service here; None for any other."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    folders = path.strip("/").split("/")
    is_ours = folders[:1] == ["storage"] and len(folders) == 5
    is_other_sides = folders[-2:-1] == ["media"]
    return unquote(folders[-1]) or None if is_ours or is_other_sides else None


def inline_content(address: str) -> tuple[bytes, str] | None:
    """Give the content and the ending of a medium that its address carries; None where it carries none."""
    head, comma, data = address.partition(",")
    if not comma or not head.startswith("data:"):
        return None
    mime, *options = head.removeprefix("data:").split(";")
    content = unquote_to_bytes(data)
    if "base64" in options:
        try:
            content = base64.b64decode(content, validate=True)
        except ValueError:
            return None
    return content, mimetypes.guess_extension(mime) or ""


def _month(iso: str) -> str:
    return f"{iso[:4]}/{iso[5:7]}"
