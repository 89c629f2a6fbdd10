"""Write a HEIC file: one HEVC picture in the boxes of ISO/IEC 23008-12."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av


def write_heic(path: Path, frame: av.VideoFrame, *, quarter_turns_left: int = 0, icc: bytes = b"") -> Path:
    """Write `frame` (yuv420p) as a HEIC image, displayed turned to the left by quarters."""
    configuration, picture = _hevc(frame)
    properties = [
        _box(b"hvcC", configuration),
        _full_box(b"ispe", struct.pack(">II", frame.width, frame.height)),
        _box(b"colr", b"nclx" + struct.pack(">HHHB", 1, 13, 6, 0)),
        _box(b"irot", bytes([quarter_turns_left])),
    ]
    if icc:
        properties.append(_box(b"colr", b"prof" + icc))
    count = len(properties)
    associations = struct.pack(">IHB", 1, 1, count) + bytes(0x80 | (n + 1) for n in range(count))
    head = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")

    def meta(offset: int) -> bytes:
        location = struct.pack(">BBHHHHII", 0x44, 0, 1, 1, 0, 1, offset, len(picture))
        entry = _full_box(b"infe", struct.pack(">HH", 1, 0) + b"hvc1\0", version=2)
        return _full_box(
            b"meta",
            _full_box(b"hdlr", bytes(4) + b"pict" + bytes(13))
            + _full_box(b"pitm", struct.pack(">H", 1))
            + _full_box(b"iloc", location)
            + _full_box(b"iinf", struct.pack(">H", 1) + entry)
            + _box(
                b"iprp",
                _box(b"ipco", b"".join(properties)) + _full_box(b"ipma", associations),
            ),
        )

    offset = len(head) + len(meta(0)) + 8
    path.write_bytes(head + meta(offset) + _box(b"mdat", picture))
    return path


def _hevc(frame: av.VideoFrame) -> tuple[bytes, bytes]:
    """Encode one lossless picture; give the decoder configuration record and the length-prefixed units."""
    encoder = av.CodecContext.create("libx265", "w")
    encoder.width, encoder.height, encoder.pix_fmt = frame.width, frame.height, "yuv420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"x265-params": "lossless=1:log-level=none:keyint=1:info=0"}
    frame.pts = 0
    data = b"".join(bytes(packet) for packet in [*encoder.encode(frame), *encoder.encode(None)])
    units = [unit.rstrip(b"\0") for unit in data.replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1") if unit]
    sets = {kind: [u for u in units if u[0] >> 1 & 63 == kind] for kind in (32, 33, 34)}
    level = sets[33][0]
    record = bytes([1]) + level[3:15] + bytes([0xF0, 0, 0xFC, 0xFD, 0xF8, 0xF8, 0, 0, 0x0F, 3])
    for kind, group in sets.items():
        record += bytes([0x80 | kind]) + struct.pack(">HH", 1, len(group[0])) + group[0]
    pictures = [unit for unit in units if unit[0] >> 1 & 63 < 32]
    return record, b"".join(struct.pack(">I", len(unit)) + unit for unit in pictures)


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _full_box(name: bytes, content: bytes, version: int = 0) -> bytes:
    return _box(name, bytes([version, 0, 0, 0]) + content)
