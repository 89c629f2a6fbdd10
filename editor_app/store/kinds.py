"""What a file that is no project seems to be, by how it begins.

Told in a creator's words. The renderer knows formats more closely, but it comes with decoders, and a project
that is only checked needs none.
"""

from __future__ import annotations

_BEGINNINGS = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1a\x45\xdf\xa3", "a film"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"fLaC", "a sound"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
)
_RIFF = {b"WEBP": "a picture", b"WAVE": "a sound", b"AVI ": "a film"}


def kind_of(content: bytes) -> str | None:
    """Name the kind; None for what begins as JSON does, and then is damaged."""
    if content[:4] == b"RIFF" and content[8:12] in _RIFF:
        return _RIFF[content[8:12]]
    if content[4:8] == b"ftyp":
        return "a film"
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None  # text in another encoding than JSON's, as the reader will say
    text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        return "an empty file"
    if text[:1] in b"{[":
        return None
    return "a file of another program" if b"\0" in content[:4096] else "a plain text file"
