"""A form with files, read as it arrives: each file goes to disk, whatever its size."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from editor_app.sandbox.names import trouble_with_filename
from editor_app.sandbox.renderingvideo.errors import Refused, invalid_request

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FILE_NAMES = ("file", "files")
_FILENAME = re.compile(r'filename="(.*?)"\s*(?:;\s*[\w*]+=|$)', re.DOTALL)
_BARE = re.compile(r"filename=([^;\s\"]+)")
_EXTENDED = re.compile(r"filename\*=(?:utf-8|UTF-8)''([^;\s]+)")
_FIELD = re.compile(r"(?:^|;)\s*name=\"?([^\";]*)")
_UNNAMED = "file"


@dataclass(frozen=True, slots=True)
class Begun:
    """A file begins: its name without folders, and the type that it was announced as."""

    name: str
    mime_type: str


News = Begun | bytes | Literal["ended"]
"""What comes: a file begins, goes on, ends."""


async def read_form(parts: AsyncIterator[bytes], content_type: str) -> AsyncIterator[News]:
    """Give the files of a form; raise Refused (400) where it is none or is not whole."""
    reader = _Reader()
    parser = MultipartParser(_boundary(content_type), reader.callbacks())
    async for part in parts:
        try:
            parser.write(part)
        except FormParserError:
            raise invalid_request("The form is damaged.") from None
        for news in reader.take():
            yield news
    if not reader.is_whole:
        raise invalid_request("The form ends before its last part does.")


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary", b"")
    if kind.lower() != b"multipart/form-data" or not 1 <= len(boundary) <= 70:
        raise invalid_request("Uploads are sent as multipart/form-data with a boundary.")
    return boundary


def name_of(disposition: str) -> str | None:
    """Give the name of a part's file, None where the part is no file or no name was chosen.

    Quotes in names come in three ways: as %22, with a backslash, and as they are.
    """
    if found := _EXTENDED.search(disposition):
        name = unquote(found[1])
    elif found := _FILENAME.search(disposition):
        name = found[1].replace("%22", '"').replace('\\"', '"')
    elif found := _BARE.search(disposition):
        name = found[1]
    else:
        return None
    return name or None


def checked_name(name: str) -> str:
    """Give a file's name; raise Refused (400) where it leads elsewhere or deceives."""
    if len(name) > 512:
        raise invalid_request("The name of a file must have at most 512 characters.", "filename")
    if why := trouble_with_filename(name):
        raise invalid_request(f"The name of a file {why}.", "filename")
    return name


def file_type(mime_type: str, name: str) -> Literal["image", "video", "audio"]:
    """Give the kind that a media type begins with; raise Refused (400)."""
    kind, _, rest = mime_type.partition("/")
    if kind in ("image", "video", "audio") and re.fullmatch(r"[a-z0-9!#$&^_.+-]+", rest):
        return kind
    raise Refused(
        400,
        "UNSUPPORTED_FILE_TYPE",
        f"Unsupported file type {mime_type[:100] or 'unknown'}: images, videos and sounds can be uploaded.",
        {"file": name},
    )


@dataclass(slots=True)
class _Reader:
    """Collects what the parser calls out."""

    is_whole: bool = False
    _news: list[News] = field(default_factory=list[News])
    _headers: dict[str, bytearray] = field(default_factory=dict[str, bytearray])
    _name: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)
    _is_file: bool = False

    def callbacks(self) -> MultipartCallbacks:
        """Give what the parser calls."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._go_on,
            "on_part_end": self._end,
            "on_end": self._finish,
        }

    def take(self) -> Iterator[News]:
        """Give what has come since."""
        news, self._news = self._news, []
        return iter(news)

    def _begin(self) -> None:
        self._headers, self._is_file = {}, False

    def _end_header(self) -> None:
        self._headers[self._name.decode("latin-1").lower()] = self._value
        self._name, self._value = bytearray(), bytearray()

    def _end_headers(self) -> None:
        disposition = self._headers.get("content-disposition", bytearray()).decode("utf-8", "replace")
        field_name = _FIELD.search(disposition)
        name = name_of(disposition)
        self._is_file = name is not None and field_name is not None and field_name[1] in FILE_NAMES
        if self._is_file and name is not None:
            announced = self._headers.get("content-type", bytearray()).decode("latin-1")
            mime = announced.partition(";")[0].strip().lower() or mimetypes.guess_type(name)[0] or ""
            self._news.append(Begun(name, mime))

    def _go_on(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self._news.append(bytes(data[start:end]))

    def _end(self) -> None:
        if self._is_file:
            self._news.append("ended")

    def _finish(self) -> None:
        self.is_whole = True
