"""Forms read piece by piece: wherever the pieces are cut, the same comes out."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from editor_app.sandbox.renderingvideo.errors import Refused
from editor_app.sandbox.renderingvideo.multipart import Begun, News, name_of, read_form

KIND = "multipart/form-data; boundary=cut"
CONTENT = b"one\r\n--cu\r\n--cut? no\r\n\r\n"
FORM = (
    b'--cut\r\nContent-Disposition: form-data; name="file"; filename="\xc3\x84.png"\r\n'
    b"content-type: image/png\r\n\r\n" + CONTENT + b"\r\n--cut\r\n"
    b'Content-Disposition: form-data; name="note"\r\n\r\npassed over\r\n--cut\r\n'
    b'Content-Disposition: form-data; name="files"; filename="b.mp3"\r\n\r\n\r\n--cut--'
)


def read(body: bytes, size: int, kind: str = KIND) -> list[News]:
    """Read a form in pieces of so many bytes; what goes on is put together."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), size):
            yield body[start : start + size]

    async def work() -> list[News]:
        found: list[News] = []
        async for news in read_form(pieces(), kind):
            if isinstance(news, bytes) and found and isinstance(found[-1], bytes):
                news = found.pop() + news  # type: ignore[operator]
            found.append(news)
        return found

    return asyncio.run(work())


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 64, 1000])
def test_pieces_are_put_together(size: int) -> None:
    assert read(FORM, size) == [
        *(Begun("Ä.png", "image/png"), CONTENT, "ended"),
        *(Begun("b.mp3", "audio/mpeg"), "ended"),
    ]


@pytest.mark.parametrize("left", [1, 3, 10, 60, len(FORM) - 1])
def test_a_form_that_is_cut_off_is_refused(left: int) -> None:
    with pytest.raises(Refused, match="ends before its last part"):
        read(FORM[:-left], 7)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "text/plain",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"x; {KIND}",
        KIND + "x" * 70,
    ],
)
def test_what_announces_no_form_is_refused(kind: str) -> None:
    with pytest.raises(Refused, match="multipart/form-data with a boundary"):
        read(FORM, 7, kind)


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(Refused, match="damaged"):
        read(b"--other\r\n\r\n", 7)
    with pytest.raises(Refused, match="damaged"):
        read(b"--cut\r\n" + b"x" * 100_000 + FORM, 1000)


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('form-data; name="file"', None),
        ('form-data; name="file"; filename=""', None),
        ('form-data; name="file"; filename="x"; filename*=UTF-8\'\'%C3%84.png', "Ä.png"),
        ('form-data; name="file"; filename="a%22b.png"', 'a"b.png'),
        ('form-data; filename="a;b=c.png"; name="file"', "a;b=c.png"),
        ('form-data; filename="50%.png"', "50%.png"),
    ],
)
def test_names(disposition: str, name: str | None) -> None:
    assert name_of(disposition) == name
