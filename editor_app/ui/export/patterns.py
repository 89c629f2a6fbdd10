"""The names of files as people write them once for all exports: “{title} {size}”. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from editor_app.ui.export.files import file_stem

USUAL = "{title}"
FIELDS = ("title", "date", "preset", "size")
_FIELD = re.compile(r"\{(title|date|preset|size)\}")


def values_of(title: str, preset: str, size: tuple[int, int] | None, day: date) -> Mapping[str, str]:
    """Give what stands for each field; a size where there are pictures."""
    return {
        "title": title,
        "date": day.isoformat(),
        "preset": preset,
        "size": f"{size[0]}x{size[1]}" if size else "",
    }


def resolve(pattern: str, values: Mapping[str, str], fallback: str) -> str:
    """Give the name of a file without its suffix: nothing in it that a file system refuses.

    >>> resolve("{title} {size}", {"title": "A/B", "size": "1920x1080"}, "Untitled")
    'A B 1920x1080'
    """
    return file_stem(_FIELD.sub(lambda found: values.get(found[1], ""), pattern), fallback)


def unknown_fields(pattern: str) -> tuple[str, ...]:
    """Give what is written as a field and is none, as it was written.

    >>> unknown_fields("{title} {nmae}")
    ('{nmae}',)
    """
    return tuple(found for found in re.findall(r"\{[^{}]*\}", pattern) if not _FIELD.fullmatch(found))


def has_fields(pattern: str) -> bool:
    """Tell whether anything in a pattern is filled in."""
    return _FIELD.search(pattern) is not None
