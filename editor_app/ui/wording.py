"""Sentences of checks and services, with names of clips and media in the place of ids and paths. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from editor_app.checks.spellings import read_place
from editor_app.problem import PathPart, Problem, format_path, place_in, printable
from editor_app.state import EditorState, Transition
from editor_app.store.sidecar import Sidecar
from editor_app.timebase import format_timecode
from editor_app.ui.names import clip_name, file_name, track_names, transition_name

_LONGEST_NAME, _LONGEST_ID = 40, 16
_KEY = r"""\.[\w-]+|\[\d+\]|\["(?:[^"\\]|\\.)*"\]|\['(?:[^'\\]|\\.)*'\]"""
_PATH = re.compile(
    rf"""(?:(?<!\w)\$|(?<![\w.])(?:body\.|data\.)?editorState|(?<![\w.])(?:items|assets|transitions|tracks)(?=[.\[]))
    (?:{_KEY})+ | (?<!\w)\#?/(?:editorState/)?(?:items|assets|transitions|tracks)/[\w/~-]+""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"""“([^“”]+)”|"([^"]+)"|'([\w:.-]+)'|`([^`]+)`""")
_BARE = re.compile(r"[A-Za-z0-9]*[0-9_-][\w-]*")
_MACHINE_MADE = re.compile(r"(?=[\w-]*\d)[0-9A-Fa-f-]{17,}|(?=[\w-]*\d)[\w-]{20,}")


def named(text: str, state: EditorState, sidecar: Sidecar | None = None) -> str:
    """Put names into a sentence about a document, where it names records by id or by path.

    Two records of one name are told apart by their times; a long id of nothing that is there is cut short.
    """
    return _Namer(state, sidecar or Sidecar()).rewrite(text)


def told(problem: Problem, state: EditorState, sidecar: Sidecar | None = None) -> str:
    """Tell a problem in a sentence that names what it is about, for where nothing else does."""
    namer = _Namer(state, sidecar or Sidecar())
    sentence, name = namer.rewrite(problem.message), namer.record(problem.path)
    return f"{name}: {sentence}" if name and name not in sentence else sentence


def with_names(
    problems: Sequence[Problem], state: EditorState, sidecar: Sidecar, *, most: int = 20
) -> tuple[Problem, ...]:
    """Put names into the sentences of the first errors and warnings, `most` of each: no more are read."""
    left = {"error": most, "warning": most}
    made: list[Problem] = []
    for problem in problems:
        if left.get(problem.severity, 0):
            left[problem.severity] -= 1
            problem = replace(problem, message=told(problem, state, sidecar))
        made.append(problem)
    return tuple(made)


class _Namer:
    """Names the records of one document; the same name is given to one record only."""

    def __init__(self, state: EditorState, sidecar: Sidecar) -> None:
        self._state, self._sidecar = state, sidecar
        self._given: dict[str, str] = {}

    def rewrite(self, text: str) -> str:
        """Rewrite the paths, and the ids between them."""
        made, place = "", 0
        for match in _PATH.finditer(text):
            words = self._place(read_place(match[0]) or ())
            if words is None:
                continue
            made += self._ids(text[place : match.start()])
            name, field = words
            said = text[match.end() :]
            if said.startswith(": ") and field and said[2:].startswith(f"{field} "):
                field = ""  # “Title 2”: opacity must be …
            made += (
                _tr("{field} of {name}").format(field=field, name=name) if field and name else field or name
            )
            place = match.end()
        return made + self._ids(text[place:])

    def record(self, path: str) -> str:
        """Name the record that a path leads to or into; nothing where that is none."""
        match place_in(path):
            case ("items" | "assets" | "transitions", str(key), *_):
                return self._name(key) or ""
            case _:
                return ""

    def _ids(self, text: str) -> str:
        """Rewrite ids in quotes, and those that no word could be."""
        made, place = "", 0
        for match in _QUOTED.finditer(text):
            made += self._bare(text[place : match.start()])
            key = next(filter(None, match.groups()))
            made += self._name(key) or (match[0] if not _MACHINE_MADE.fullmatch(key) else _cut(key))
            place = match.end()
        return made + self._bare(text[place:])

    def _bare(self, text: str) -> str:
        return _BARE.sub(lambda match: self._name(match[0]) or match[0], text)

    def _place(self, where: tuple[PathPart, ...]) -> tuple[str, str] | None:
        """Give the name of the record that a path leads to, and where in it; None where neither is known."""
        tracks = self._state.tracks
        match where:
            case ("tracks", int(row), "items", int(at), *rest) if row < len(tracks):
                listed = tracks[row].items
                name = self._name(listed[at]) if at < len(listed) else None
                return (name or self._track(row)), _field(rest)
            case ("tracks", int(row), *rest) if row < len(tracks):
                return self._track(row), _field(rest)
            case ("items" | "assets" | "transitions", str(key), *rest):
                name = self._name(key)
                return (name, _field(rest)) if name else None
            case (str(_), *_) if where[0] not in ("items", "assets", "transitions", "tracks"):
                return "", _field(where)
            case _:
                return None

    def _track(self, row: int) -> str:
        return _tr("track {name}").format(name=track_names(self._state, self._sidecar)[row])

    def _name(self, key: str) -> str | None:
        """Give a record's name in quotes; a clip comes before others that have its id."""
        state = self._state
        if (item := state.items.get(key)) is not None:
            time = format_timecode(item.start_ticks, self._sidecar.edit_rate)
            return self._unlike(key, clip_name(state, item), time)
        if (asset := state.assets.get(key)) is not None:
            return self._unlike(key, file_name(asset) or _tr("Unreadable medium"), "")
        if (transition := state.transitions.get(key)) is not None:
            is_read = isinstance(transition, Transition)
            name = transition_name(transition.type) if is_read else _tr("Unreadable transition")
            return self._unlike(key, name, "")
        row = next((row for row, track in enumerate(state.tracks) if track.id == key), None)
        return None if row is None else f"“{track_names(state, self._sidecar)[row]}”"

    def _unlike(self, key: str, name: str, time: str) -> str:
        name = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
        shown = f"“{printable(name)}”"
        if self._given.setdefault(shown, key) != key and time:
            return _tr("{name} at {time}").format(name=shown, time=time)
        return shown


def _field(rest: Sequence[PathPart]) -> str:
    return format_path(rest).removeprefix("$").removeprefix(".")


def _cut(key: str) -> str:
    return f"“{key[: _LONGEST_ID // 2]}…”"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Wording", text)
