"""From bytes to JSON, with a sentence for everything that can be wrong with the bytes."""

from __future__ import annotations

import gc
import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, cast

from pydantic_core import from_json

MAX_DEPTH = 200
"""Deeper nesting is refused: no real document comes near, and deep ones are made to break readers."""

_LARGEST = 1.7976931348623157e308
_SHAPE = bytes.maketrans(b"123456789E", b"000000000e")
_BEFORE_NUMBER = (b"", b":", b",", b"[", b" ", b"\t", b"\r", b"\n")
_LONG = 200
"""No number with fewer digits than this and an exponent below 100 leaves the range of a float."""


class DocumentError(ValueError):
    """The input is no document at all; the message is a sentence for people."""


def parse_json(data: bytes) -> Any:
    """Parse UTF-8 JSON; raise DocumentError.

    Lone surrogates (written as escapes) are kept. Refused are NaN, Infinity, numbers too large for a
    float, and nesting deeper than MAX_DEPTH.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    with pause_gc():
        try:
            value = from_json(data, allow_inf_nan=False)
        except ValueError:
            value = _parse_patiently(data)
            if _depth(value) > MAX_DEPTH:
                raise _too_deep() from None
        if _may_overflow(data) and not all(map(_is_finite, _leaves(value))):
            raise _too_large()
    return value


@contextmanager
def pause_gc() -> Generator[None]:
    """Hold the garbage collector off while very many objects that all stay are made (3 times faster)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parse_patiently(data: bytes) -> Any:
    """Parse what the fast parser refused: lone surrogates are legal, the rest gets its sentence."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"This is not JSON: it is not UTF-8 text (byte {error.start + 1}).") from None
    if not text.strip():
        raise DocumentError("This is not JSON: it is empty.")
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise DocumentError(_sentence(error)) from None
    except RecursionError:
        raise _too_deep() from None
    except DocumentError:
        raise
    except ValueError:  # an integer of more digits than Python converts
        raise _too_large() from None


def _refuse_constant(name: str) -> NoReturn:
    raise DocumentError(f"This is not JSON: {name} is not a JSON number.")


def _sentence(error: json.JSONDecodeError) -> str:
    is_cut_off = error.msg.startswith("Unterminated string") or not error.doc[error.pos :].strip()
    where = f"line {error.lineno}, column {error.colno}"
    if is_cut_off:
        return f"This JSON is cut off: it ends in the middle ({where})."
    return f"This is not JSON: {error.msg.lower()} ({where})."


def _too_deep() -> DocumentError:
    return DocumentError(f"This JSON is nested more than {MAX_DEPTH} levels deep.")


def _too_large() -> DocumentError:
    return DocumentError("This JSON holds a number that is too large to calculate with.")


def _may_overflow(data: bytes) -> bool:
    """Tell quickly whether a number could exceed the range of a float."""
    shape = data.translate(_SHAPE, b"+")
    if b"0" * _LONG in shape:
        return True
    at = shape.find(b"0e000")
    while at >= 0:
        # A colour like #1e293b looks so too, but a number stands after a blank or a separator.
        before = shape[max(0, at - 2 * _LONG) : at + 1].rstrip(b"0.-")
        if before[-1:] in _BEFORE_NUMBER:
            return True
        at = shape.find(b"0e000", at + 1)
    return False


def _is_finite(leaf: object) -> bool:
    return not isinstance(leaf, int | float) or abs(leaf) <= _LARGEST


def _leaves(value: Any) -> Iterator[Any]:
    level = [value]
    while level:
        yield from (node for node in level if not isinstance(node, dict | list))
        level = _children(level)


def _depth(value: Any) -> int:
    depth, level = -1, [value]
    while level:
        depth, level = depth + 1, _children(level)
    return depth


def _children(level: list[Any]) -> list[Any]:
    children = list[Any]()
    for node in level:
        if isinstance(node, dict):
            children.extend(cast("dict[str, Any]", node).values())
        elif isinstance(node, list):
            children.extend(cast("list[Any]", node))
    return children
