"""Tell what a file is by its first bytes; its name may say anything."""

from __future__ import annotations

from typing import Literal

Content = Literal[
    "png",
    "apng",
    "jpeg",
    "gif",
    "webp",
    "webp-animated",
    "avif",
    "heic",
    "tiff",
    "bmp",
    "svg",
    "json",
    "text",
    "av",
]

STILLS: frozenset[Content] = frozenset({"png", "jpeg", "webp", "avif", "heic", "tiff", "bmp"})
ANIMATED: frozenset[Content] = frozenset({"gif", "apng", "webp-animated"})

_MAGIC: tuple[tuple[bytes, Content], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"BM", "bmp"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_PNG = b"\x89PNG\r\n\x1a\n"
_WEBP_ANIMATION_FLAG = 0x02


def sniff(head: bytes) -> Content:
    """Name the format that `head`, a file's first bytes, begins; `av` is left for FFmpeg to judge."""
    if head.startswith(_PNG):
        return "apng" if b"acTL" in head.partition(b"IDAT")[0] else "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        animated = head[12:16] == b"VP8X" and len(head) > 20 and head[20] & _WEBP_ANIMATION_FLAG
        return "webp-animated" if animated else "webp"
    if head[4:8] == b"ftyp":
        return _brand(head)
    for magic, content in _MAGIC:
        if head.startswith(magic):
            return content
    return _text(head)


def _brand(head: bytes) -> Content:
    end = int.from_bytes(head[:4], "big")
    major = head[8:12]
    brands = {major} | {head[at : at + 4] for at in range(16, min(end, len(head)), 4)}
    if major in _AVIF_BRANDS or (major == b"mif1" and brands & _AVIF_BRANDS):
        return "avif"
    return "heic" if major in _HEIC_BRANDS else "av"


def _text(head: bytes) -> Content:
    if b"\0" in head[:1024] and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "av"
    try:
        text = head[:-4].decode("utf-8-sig") if len(head) > 64 else head.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = head.decode("utf-16", "ignore") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    start = text.lstrip()
    if start.startswith("<") and "<svg" in text:
        return "svg"
    if start.startswith("{"):
        return "json"
    return "text" if text.strip() else "av"
