"""What is wrong with a document: one plain record a finding, and the table of all codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning", "info"]
PathPart = str | int

EDITOR = ""
"""Who says what our own checks find; a service is named by its name."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN_PART = re.compile(r"\.([A-Za-z0-9_-]+)")
_INDEX_PART = re.compile(r"\[(\d+)\]")
_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_QUOTED_PART = re.compile(r'\[("(?:[^"\\]|\\.)*")\]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: `path` points at the leaf (`$.items.a.opacity`), `message` is a sentence for people.

    `said_by` names who says it: EDITOR, services by their names, or both. The path of a service may be in no
    spelling that is known here, and is then what it wrote.
    """

    code: str
    path: str
    message: str
    severity: Severity
    said_by: tuple[str, ...] = (EDITOR,)


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding inside one record; `where` starts at the record, so it stays true if the record moves."""

    where: tuple[PathPart, ...]
    code: str
    message: str

    def within(self, *place: PathPart) -> Problem:
        """Give the finding as a problem of the document that holds the record at `place`."""
        return problem(self.code, (*place, *self.where), self.message)


@dataclass(frozen=True, slots=True)
class CodeMeaning:
    """What a code stands for; `ours` marks those that the service does not know."""

    severity: Severity
    ours: bool
    meaning: str


def _service(meaning: str) -> CodeMeaning:
    return CodeMeaning("error", False, meaning)


def _ours(severity: Severity, meaning: str) -> CodeMeaning:
    return CodeMeaning(severity, True, meaning)


CODES: Mapping[str, CodeMeaning] = MappingProxyType(
    {
        "EDITOR_SCHEMA_INVALID": _service("a value breaks the schema of the document's dialect"),
        "EDITOR_EFFECT_TYPE_INVALID": _service("an effect of a kind that does not exist"),
        "EDITOR_FILTER_TYPE_INVALID": _service("a filter of a kind that does not exist"),
        "EDITOR_TRANSITION_TYPE_INVALID": _service("a transition of a kind that does not exist"),
        "EDITOR_TRANSITION_CLIP_NOT_ADJACENT": _service("a transition between clips that are not neighbours"),
        "EDITOR_TRACK_ITEM_OVERLAP": _service("two items of one track overlap in time"),
        "EDITOR_CAPTION_ANIMATION_WORD_TIMING_CONFLICT": _service(
            "caption animations on captions that are timed word by word"
        ),
        "KEYFRAME_OUT_OF_BOUNDS": _service("a keyframe at or after the end of its clip"),
        "LOCAL_TEXT_INVALID": _ours("warning", "a text holds half of a character pair (a lone surrogate)"),
        "LOCAL_NUMBER_TOO_LARGE": _ours("error", "a number is too large to calculate with"),
        "LOCAL_KEY_MISMATCH": _ours("error", "a record is stored under another key than its id"),
        "LOCAL_KEY_TWICE": _ours("warning", "a key stands more than once in one object; the last one counts"),
        "LOCAL_TRACK_ID_DUPLICATE": _ours("error", "two tracks share an id"),
        "LOCAL_TRACK_ITEM_MISSING": _ours("error", "a track lists an item that does not exist"),
        "LOCAL_ITEM_ON_TWO_TRACKS": _ours("error", "an item is listed more than once on the tracks"),
        "LOCAL_ITEM_ON_NO_TRACK": _ours("warning", "an item is on no track, so it is never drawn or heard"),
        "LOCAL_ASSET_MISSING": _ours("error", "an item or the background names an asset that does not exist"),
        "LOCAL_ASSET_TYPE_MISMATCH": _ours("error", "an item names an asset of another type"),
        "LOCAL_TRANSITION_TRACK_MISSING": _ours("error", "a transition names a track that does not exist"),
        "LOCAL_TRANSITION_CLIP_MISSING": _ours("error", "a transition names an item that does not exist"),
        "LOCAL_TRANSITION_WRONG_TRACK": _ours("error", "a transition's clip lies on another track"),
        "LOCAL_TRANSITION_GAP": _ours("error", "the clips of a transition do not touch"),
        "LOCAL_TRANSITION_DUPLICATE": _ours("error", "two transitions on one cut"),
        "LOCAL_TRANSITION_TOO_LONG": _ours(
            "warning", "half of a transition is longer than the clip it lies in"
        ),
        "LOCAL_ANIMATIONS_TOO_LONG": _ours("warning", "the in and out animations do not fit into the clip"),
        "LOCAL_CROP_TOO_LARGE": _ours("warning", "opposite crops leave nothing to see"),
        "LOCAL_CAPTION_TIMES_INVALID": _ours("error", "a caption ends before or when it starts"),
        "LOCAL_TEXT_TEMPLATE_NODES": _ours(
            "error", "a text template needs 1 image node and 1 to 3 text nodes"
        ),
        "LOCAL_CHART_KEY_UNMATCHED": _ours("warning", "chart values and series do not match by key"),
        "LOCAL_ARTWORK_STAND_IN": _ours(
            "info", "only the service has this artwork; a stand-in is drawn here"
        ),
        "LOCAL_FONT_MISSING": _ours("warning", "the font is not installed; the default font is used"),
        "LOCAL_LETTERS_MISSING": _ours("warning", "no font here has some letters of a text; boxes are drawn"),
        "LOCAL_COLOUR_UNREAD": _ours("warning", "a colour cannot be read, so another one is drawn"),
        "LOCAL_GRADIENT_UNREAD": _ours("warning", "a gradient cannot be drawn here as it is written"),
        "LOCAL_MEDIA_MISSING": _ours("error", "the file of a medium is not there"),
        "LOCAL_MEDIA_COMING": _ours("info", "the file of a medium is being fetched"),
        "LOCAL_MEDIA_AWAITED": _ours("info", "the file of a medium is not uploaded yet by whoever added it"),
        "LOCAL_MEDIA_TROUBLE": _ours("warning", "a medium cannot be shown or heard as it should"),
        "LOCAL_EMPTY_TIMELINE": _ours("warning", "nothing is on the timeline, so there is nothing to export"),
        "LOCAL_RATIO_MISMATCH": _ours("warning", "the stated ratio is not the ratio of the composition"),
    }
)


def problem(code: str, where: Iterable[PathPart], message: str) -> Problem:
    """Make a problem whose severity is the one of its code."""
    return Problem(code, format_path(where), message, CODES[code].severity)


def format_path(parts: Iterable[PathPart]) -> str:
    """Write a path: `.key` for letters, digits, `_` and `-`, `["…"]` for other keys, `[n]` for indexes."""
    return "$" + "".join(map(_format_part, parts))


def parse_path(path: str) -> tuple[PathPart, ...]:
    """Read what `format_path` wrote; raise ValueError for anything else."""
    parts: list[PathPart] = []
    place = 1
    if not path.startswith("$"):
        raise ValueError(f"“{path}” is no path into a document.")
    while place < len(path):
        if match := _PLAIN_PART.match(path, place):
            parts.append(match[1])
        elif match := _INDEX_PART.match(path, place):
            parts.append(int(match[1]))
        elif match := _QUOTED_PART.match(path, place):
            parts.append(json.loads(match[1]))
        else:
            raise ValueError(f"“{path}” is no path into a document.")
        place = match.end()
    return tuple(parts)


@lru_cache(maxsize=16384)
def place_in(path: str) -> tuple[PathPart, ...] | None:
    """Read a path as `parse_path` does; None for one that a service wrote in a way of its own."""
    try:
        return parse_path(path)
    except ValueError:
        return None


def _format_part(part: PathPart) -> str:
    if isinstance(part, int):
        return f"[{part}]"
    if _PLAIN_KEY.fullmatch(part):
        return f".{part}"
    return f"[{printable(json.dumps(part, ensure_ascii=False))}]"


def quoted(name: str) -> str:
    """Give a name in quotes, fit to print and not too long."""
    return f"“{printable(name if len(name) <= 60 else name[:59] + '…')}”"


def printable(text: str) -> str:
    """Give `text` with all escaped that no stream can print or that a terminal obeys instead of showing.

    That is lone surrogates, control characters other than line feed and tab, and those that turn the
    direction of writing over.
    """
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def printable_line(text: str) -> str:
    """Give `text` as `printable` does, on one line."""
    return printable(text).replace("\n", "\\n").replace("\t", "\\t")
