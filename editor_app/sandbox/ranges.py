"""Which parts of a file a request asks for, and whether its sender has the file already (RFC 9110). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPEC = re.compile(r"([0-9]+)-([0-9]*)|-([0-9]+)", re.ASCII)
_TAG = re.compile(r'(?:W/)?("[^"]*")')


def read_ranges(header: str, size: int) -> list[tuple[int, int]] | None:
    """Read a Range header for a file of `size` bytes; give the first and the last byte of each part.

    None where the header is to be ignored: it has another unit, or cannot be read. Parts beyond the file are
    left out; an empty list says that nothing of what is asked for is there.
    """
    unit, equals, specs = header.partition("=")
    if unit.strip().lower() != "bytes" or not equals:
        return None
    parts: list[tuple[int, int]] = []
    texts = [text for text in map(str.strip, specs.split(",")) if text]
    for text in texts:
        spec = _SPEC.fullmatch(text)
        if spec is None:
            return None
        first, last, length = spec.groups()
        if length is not None:
            begin, end = max(0, size - _number(length)), size - 1
        else:
            begin, end = _number(first), _number(last) if last else size - 1
            if last and end < begin:
                return None
        if begin < size:
            parts.append((begin, min(end, size - 1)))
    return parts if texts else None


def write_ranges(parts: Sequence[tuple[int, int]]) -> str:
    """Write a Range header."""
    return "bytes=" + ",".join(f"{first}-{last}" for first, last in parts)


def has_already(if_none_match: str, etag: str) -> bool:
    """Tell whether an If-None-Match header names this version of a file; weak tags count as well."""
    return if_none_match.strip() == "*" or etag.removeprefix("W/") in _TAG.findall(if_none_match)


def _number(digits: str) -> int:
    """Read a number; more digits than any file has bytes say no more than that it is beyond all."""
    return int(digits.lstrip("0")[:19] or "0")
