"""Where a download goes on: what to ask for, and what an answer brings. Plain rules, no network, no disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_RANGE = re.compile(r"bytes ([0-9]{1,18})-([0-9]{1,18})/(?:([0-9]{1,18})|\*)")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a file that has been fetched in part: `total` in bytes, `validator` of its version."""

    total: int | None = None
    validator: str | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """What an answer brings: bytes from `start` on, of a file of `known` size and version."""

    start: int
    known: Known


def resume_at(have: int, known: Known) -> int:
    """Give the byte to go on from; a file that is complete is asked for its last byte, to see it is the same.

    Where nothing could tell another version from this one, begin anew.
    """
    if known == Known():
        return 0
    if known.total is None:
        return have
    return have if have < known.total else max(0, known.total - 1)


def range_headers(start: int, known: Known) -> dict[str, str]:
    """Give the headers that ask for the bytes from `start` on, if the version is still the same."""
    if not start:
        return {}
    return {"Range": f"bytes={start}-"} | ({"If-Range": known.validator} if known.validator else {})


def what_comes(status: int, headers: Mapping[str, str], asked: int, known: Known) -> Coming | None:
    """Read the head of an answer of status 200, 206 or 416; None asks for a new beginning.

    `headers` are asked by lower-case names.
    """
    if status == 200:
        encoded = headers.get("content-encoding", "identity").lower() != "identity"
        length = headers.get("content-length", "")
        total = int(length) if length.isascii() and length.isdigit() and not encoded else None
        return Coming(0, Known(total, None if encoded else validator_of(headers)))
    found = _RANGE.fullmatch(headers.get("content-range", "").strip())
    if status != 206 or found is None:
        return None
    start, total = int(found[1]), int(found[3]) if found[3] else None
    validator = validator_of(headers)
    if start != asked or _differ(total, known.total) or _differ(validator, known.validator):
        return None
    return Coming(start, Known(total if total is not None else known.total, validator or known.validator))


def tells_its_end(status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether an answer that ends is known to be all of a file whose length nobody tells.

    Where it ends with its connection, a connection that broke looks the same.
    """
    coding = headers.get("transfer-encoding", "").lower().rpartition(",")[2].strip()
    return status == 200 and (coding == "chunked" or "content-length" in headers)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def validator_of(headers: Mapping[str, str]) -> str | None:
    """Give what marks a version: a strong entity tag, else the time of the last change."""
    tag = headers.get("etag", "").strip()
    if tag and not tag.startswith("W/"):
        return tag
    return headers.get("last-modified", "").strip() or None
