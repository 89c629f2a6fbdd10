"""What a service takes, known before anything is sent. Pure.

The limits are those that Indream states for uploads; for images it states none.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from editor_app.services.sizes import file_size
from editor_app.services.uploads.wanted import Wanted

_MIB = 1024 * 1024
_MOST_BYTES: Mapping[str, int] = MappingProxyType({"video": 800 * _MIB, "audio": 25 * _MIB})
_MOST_SECONDS = 30 * 60.0


def refusal(wanted: Wanted) -> str:
    """Say why a file would not be taken and what to do; nothing where it may well be."""
    most = _MOST_BYTES.get(wanted.kind)
    if not wanted.size:
        text = _tr("“{name}” is empty. Replace it by a file with content.")
    elif most is not None and wanted.size > most:
        text = (
            _tr("“{name}” has {size}, and a video may have {most}. Export a smaller copy and replace it.")
            if wanted.kind == "video"
            else _tr("“{name}” has {size}, and a sound may have {most}. Make an MP3 of it and replace it.")
        )
    elif most is not None and wanted.length_s > _MOST_SECONDS:
        text = _tr("“{name}” lasts {minutes} minutes, and may last 30. Cut it into parts and replace it.")
    else:
        return ""
    sizes = {"size": _compared(wanted.size, most or 0), "most": file_size(most or 0)}
    return text.format(name=wanted.filename, minutes=int(-(-wanted.length_s // 60)), **sizes)


def _compared(size: int, most: int) -> str:
    """Write a size so that it reads as too much also where, rounded, it is the limit itself."""
    text = file_size(size)
    return _tr("a little more than {size}").format(size=text) if text == file_size(most) else text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Uploads", text)
