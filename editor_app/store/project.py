"""Project files: `NAME.editorproj`, and bare editorState files, opened, kept whole, and saved.

A project file is a JSON object. `format` and `editorState` are required; `project` (title, description,
cloud), `media` (where each asset's file is) and `sidecar` (what only this editor knows) may be absent, and
keys that nobody knows stay where they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from editor_app.problem import PathPart, Problem
from editor_app.product import NAME, PROJECT_FORMAT
from editor_app.record import json_bytes
from editor_app.state.dialects import read, to_bytes
from editor_app.state.model import EditorState
from editor_app.state.reading import DocumentError, parse_json
from editor_app.state.twice import keys_twice, may_hold_keys_twice, twice_problem
from editor_app.store.kinds import kind_of
from editor_app.store.whole_file import whole_file

Json = Mapping[str, Any]

_STATE_KEYS = frozenset(
    {
        "assets",
        "compositionHeight",
        "compositionWidth",
        "items",
        "stateSchemaVersion",
        "timebaseTicksPerSecond",
        "tracks",
        "transitions",
    }
)


class ProjectError(ValueError):
    """A file is no project; the text is a sentence that names it."""


@dataclass(frozen=True)
class MediaPlace:
    """Where a project file says an asset's file is; `sha256` and `size_bytes` may be unknown."""

    path: Path
    sha256: str | None
    size_bytes: int | None


@dataclass(frozen=True)
class _Loaded:
    content: bytes
    state: EditorState
    root: Json | None


@dataclass(frozen=True)
class Project:
    """An open document with what surrounds it; `root` is the project file's JSON, None for a bare state.

    `aside` has the entries of `media` whose assets undo or redo may bring back, but which no file holds now.
    """

    path: Path
    state: EditorState
    problems: tuple[Problem, ...]
    root: Json | None = None
    loaded: _Loaded | None = None
    aside: Json = field(default_factory=dict[str, Any])

    @property
    def title(self) -> str:
        """Give the title, or else the file's name."""
        title = _object(self._part("project")).get("title")
        return title if isinstance(title, str) and title else self.path.stem

    @property
    def sidecar(self) -> Json:
        """Give what only this editor knows: edit rate, track names, markers …"""
        return _object(self._part("sidecar"))

    @property
    def edit_rate(self) -> int:
        """Give the frames a second by which frames are counted: 30 or 60."""
        return 60 if self.sidecar.get("editRate") == 60 else 30

    @property
    def media(self) -> Mapping[str, MediaPlace]:
        """Give the known places of media by asset key; paths are absolute or relative to the project file."""
        return places_of(_object(self._part("media")), self.path.parent)

    def with_state(self, state: EditorState) -> Project:
        """Give the project with another document in it."""
        return replace(self, state=state)

    def _part(self, key: str) -> Any:
        return self.root.get(key) if self.root is not None else None


def places_of(entries: Json, folder: Path) -> Mapping[str, MediaPlace]:
    """Read the places that entries of `media` name, from the folder of their project file."""
    places: dict[str, MediaPlace] = {}
    for key, entry in entries.items():
        path = _object(entry).get("path")
        if isinstance(path, str) and path and "\0" not in path:
            sha256, size = entry.get("sha256"), entry.get("size")
            places[key] = MediaPlace(
                folder / path,
                sha256.lower() if isinstance(sha256, str) else None,
                size if isinstance(size, int) and not isinstance(size, bool) else None,
            )
    return places


def load_project(path: Path) -> Project:
    """Open a project file or a bare editorState file; raise ProjectError."""
    return read_project(path, _read(path))


def read_project(path: Path, content: bytes) -> Project:
    """Read what a project file or a bare editorState file holds, or held; raise ProjectError.

    `path` is where it lies, or will: media are named from there.
    """
    try:
        value = parse_json(content)
        root = _root(path, value)
        state, problems = read(value if root is None else root["editorState"])
    except DocumentError as error:
        if (kind := kind_of(content)) is None:
            raise ProjectError(f"“{path}” cannot be opened: {error}") from error
        reason = f"it is not JSON text, and seems to be {kind}" if content.strip() else "it is empty"
        raise ProjectError(
            f"“{path.name}” is no project: {reason}. Open a file that a project was saved in."
        ) from error
    return Project(path, state, problems, root, _Loaded(content, state, root))


def key_problems(project: Project) -> tuple[Problem, ...]:
    """Report the keys that stand twice in what was read, of which all but the last are passed over.

    Paths are those of the document, or of nothing in particular where the key is around it.
    """
    loaded = project.loaded
    value = loaded and (loaded.state.root.raw if loaded.root is None else loaded.root)
    if loaded is None or not may_hold_keys_twice(loaded.content, value):
        return ()
    return tuple(
        twice_problem(_in_document(where, loaded.root), where[-1], count)
        for where, count in keys_twice(loaded.content).items()
    )


def _in_document(where: tuple[PathPart, ...], root: Json | None) -> tuple[PathPart, ...]:
    if root is None:
        return where
    return where[1:] if where[0] == "editorState" else ()


def save_project(project: Project, path: Path | None = None) -> bool:
    """Write the project to its own or another path, whole or not at all; raise OSError.

    A project that nobody changed is not rewritten, and is copied byte for byte. Tells whether it wrote.
    """
    target = path or project.path
    content = project_bytes(project)
    if project.loaded and content is project.loaded.content and target == project.path:
        return False
    with whole_file(target) as temporary:
        temporary.write_bytes(content)
    return True


def project_bytes(project: Project) -> bytes:
    """Give the file's content: as it was read, or with only the changed parts written anew."""
    loaded = project.loaded
    if loaded and project.state is loaded.state and project.root is loaded.root:
        return loaded.content
    if project.root is None:
        return to_bytes(project.state)
    entries = (
        json_bytes(key) + b": " + (to_bytes(project.state) if key == "editorState" else json_bytes(value))
        for key, value in project.root.items()
    )
    return b"{\n" + b",\n".join(entries) + b"\n}\n"


def new_project(path: Path, state: EditorState) -> Project:
    """Give a project that is not on disk yet."""
    return Project(path, state, (), {"format": PROJECT_FORMAT, "editorState": None})


def _read(path: Path) -> bytes:
    try:
        if not path.exists():
            raise ProjectError(f"“{path}” does not exist. Check the name and the folder.")
        if not path.is_file():
            raise ProjectError(f"“{path}” is not a file. Name the project file itself.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, ProjectError):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ProjectError(f"“{path}” cannot be read: {reason}.") from error


def _root(path: Path, value: Any) -> Json | None:
    """Tell a project file (its JSON object) from a bare state (None); raise ProjectError for the rest."""
    if not isinstance(value, dict):
        raise ProjectError(
            f"“{path}” is JSON, but neither a project nor an editorState: its root is no object."
        )
    root = cast("dict[str, Any]", value)
    form = root.get("format")
    if form == PROJECT_FORMAT:
        if "editorState" not in root:
            raise ProjectError(f"“{path}” is a project without an editorState. Restore it from a copy.")
        return root
    if isinstance(form, str) and form.startswith(PROJECT_FORMAT.partition("/")[0] + "/"):
        raise ProjectError(
            f"“{path}” has the format “{form}”, and this version of {NAME} reads “{PROJECT_FORMAT}”. "
            f"Open it with a newer {NAME}."
        )
    if len(_STATE_KEYS & root.keys()) >= 2 and not _is_config(root):
        return None
    if "editorState" in root:
        raise ProjectError(
            f"“{path}” has an editorState, but is no project: it lacks “format”: “{PROJECT_FORMAT}”. "
            "Add that, or save the editorState alone."
        )
    raise ProjectError(f"“{path}” is JSON of another kind: neither a project nor an editorState.")


def _is_config(root: Json) -> bool:
    """Tell a config of RenderingVideo, which has tracks and assets, too, but its clips within the tracks."""
    return "meta" in root and not root.keys() & {"items", "compositionWidth", "timebaseTicksPerSecond"}


def _object(value: Any) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}
