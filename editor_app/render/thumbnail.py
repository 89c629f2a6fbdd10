"""Thumbnails: small pictures of media, made in a worker process and kept on disk."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from editor_app.render.media.errors import MediaError
from editor_app.render.media.pool import MediaPool
from editor_app.render.media.source import MediaSource
from editor_app.render.picture.gui import ensure_gui

FORMAT_VERSION = 1
_MOST_OPEN = 4
_CACHE_BYTES = 8 * 2**20
_WIDEST = 4

_pools: OrderedDict[MediaSource, MediaPool] = OrderedDict()
"""The media that this process has open, the one used last at the end."""


def thumbnail_file(source: MediaSource, source_ticks: int, height_px: int, folder: Path) -> Path:
    """Give where a thumbnail of a medium as it is now is kept; raise OSError where there is no such file."""
    if source.path is not None:
        status = source.path.stat()
        what = f"{source.path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    else:
        what = source.lottie_json or ""
    name = f"{FORMAT_VERSION}|{what}|{source.kind}|{source_ticks}|{height_px}"
    return folder / f"{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}.thumb"


def make_thumbnail(source: MediaSource, source_ticks: int, height_px: int, folder: Path) -> bytes:
    """Give the picture on screen at `source_ticks` as JPEG or PNG; raise MediaError, OSError."""
    target = thumbnail_file(source, source_ticks, height_px, folder)
    if target.exists():
        return target.read_bytes()
    ensure_gui()
    picture = _picture(source, source_ticks, height_px)
    folder.mkdir(parents=True, exist_ok=True)
    # A picture with holes keeps them; of any other a JPEG is a tenth of the size.
    suffix, quality = (".png", 80) if picture.hasAlphaChannel() else (".jpg", 88)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".thumb-", suffix=suffix)
    os.close(handle)
    try:
        if not picture.save(name, quality=quality):
            raise OSError(f"a thumbnail could not be written to {folder}")
        content = Path(name).read_bytes()
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return content


def _picture(source: MediaSource, source_ticks: int, height_px: int) -> QImage:
    pool = _pool(source)
    size = pool.size(source.asset_id)
    if size is None:
        pool.identity(source.asset_id, source_ticks)  # raises the reason
        raise MediaError(source.label, "has no picture")
    width = max(1, min(round(size[0] * height_px / size[1]), _WIDEST * height_px))
    found = pool.picture(source.asset_id, source_ticks, (width, height_px))
    smooth = Qt.TransformationMode.SmoothTransformation
    return found.scaled(width, height_px, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def _pool(source: MediaSource) -> MediaPool:
    pool = _pools.pop(source, None)
    if pool is None:
        pool = MediaPool({source.asset_id: source}, cache_bytes=_CACHE_BYTES, open_decoders=1)
    _pools[source] = pool
    while len(_pools) > _MOST_OPEN:
        _pools.popitem(last=False)[1].close()
    return pool
