"""What an export sends, as values: uploads, calls, remarks. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Service = Literal["indream", "renderingvideo"]
MARKS = "https://media.invalid/"
KEYS: Mapping[Service, str] = {"indream": "INDREAM_API_KEY", "renderingvideo": "RENDERINGVIDEO_API_KEY"}


@dataclass(frozen=True, slots=True)
class Sent:
    """One call: its path, its body and the headers beside those that every call has.

    In `path`, `{task}` stands for the task that the call before has made.
    """

    path: str
    body: Mapping[str, Any] = field(default_factory=dict[str, Any])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has to lie at the service first; `upload_mark` stands in the calls for where it lies."""

    path: Path
    filename: str
    mime_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Request:
    """All calls of an export to one service; `remarks` are told as comments above them.

    `uploads` go first. An `obstacle` says why the calls cannot be made like this: the code stops with it
    before anything is sent.
    """

    service: Service
    base_url: str
    calls: Sequence[Sent]
    remarks: Sequence[str] = ()
    stem: str = "document"
    """What a file beside the code is called, without its suffix; with its folder, where that is known."""
    uploads: Sequence[Upload] = ()
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """The text to copy, and what has to lie beside it as files: names and contents."""

    text: str
    files: Mapping[str, str] = field(default_factory=dict[str, str])


def upload_mark(number: int, what: Literal["url", "key"] = "url") -> str:
    """Give what stands in a body for the place of the upload of a number, the first being 1."""
    return f"{MARKS}{number}/{what}"
