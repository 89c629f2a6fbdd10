"""Writing an open project to its file so that a good file is never lost."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from editor_app.product import PROJECT_FORMAT, PROJECT_SUFFIX
from editor_app.store.backups import back_up
from editor_app.store.cloud_link import write_link
from editor_app.store.entries import read_json
from editor_app.store.history import Work
from editor_app.store.project import MediaPlace, Project
from editor_app.store.reasons import why_not_written
from editor_app.store.sidecar import write_sidecar
from editor_app.store.whole_file import whole_file

Json = Mapping[str, Any]
LARGE_BYTES = 1_500_000
"""Up to here a file is parsed within 15 ms."""


class SaveError(Exception):
    """The project was not saved, and its file is as it was; the text is a sentence."""


class FileChangedError(SaveError):
    """Another program has changed the file since it was opened or saved here."""


def with_work(project: Project, work: Work, target: Path, view: Json | None = None) -> Project:
    """Give the project as it is to be written to `target`: with the work, and the view for next time.

    A bare editorState stays bare, and then has no room for more, unless `target` has the suffix of projects.
    Places of media are written for the assets there are. Those whose assets were taken away go to `aside`;
    what somebody wrote into the file for keys that the document never had stays.
    """
    if project.root is None and target.suffix != PROJECT_SUFFIX:
        return replace(project, path=target, state=work.state)
    root = project.root if project.root is not None else {"format": PROJECT_FORMAT, "editorState": None}
    root = write_link(write_sidecar(root, work.sidecar), work.cloud)
    root, aside = _write_media(root, project, work, target.parent)
    if view is not None:
        sidecar = _object(root.get("sidecar"))
        if sidecar.get("view") != view:
            root = {**root, "sidecar": {**sidecar, "view": view}}
    return replace(project, path=target, state=work.state, root=root, aside=aside)


def write_content(path: Path, content: bytes, *, known_sha256: str | None, backups: Path) -> None:
    """Write a project file, whole or not at all; raise SaveError.

    `known_sha256` is the content that the file must have now (None: any, or no file). What it had goes to the
    folder `backups`.
    """
    try:
        before = path.read_bytes() if path.exists() else None
        if before is not None and known_sha256 not in (None, hashlib.sha256(before).hexdigest()):
            raise FileChangedError(
                f"“{path}” has been changed by another program since it was opened. "
                "Save under another name, or open it again."
            )
        if before == content:
            return
        if before is not None:
            back_up(path, backups)
        with whole_file(path) as temporary:
            temporary.write_bytes(content)
            _check(temporary, path, content)
    except OSError as error:
        raise SaveError(f"“{path.name}” was not saved. {why_not_written(path, error)}") from error


def _check(written: Path, path: Path, content: bytes) -> None:
    """Refuse what the disk lost, and what could not be opened again."""
    if written.read_bytes() != content:
        raise SaveError(f"“{path}” was not saved: the disk gave back something else. Save elsewhere.")
    if len(content) <= LARGE_BYTES:
        is_good = is_object(written)
    else:  # in a process of its own, as parsing would hold the window up
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as apart:
            is_good = apart.submit(is_object, written).result()
    if not is_good:
        raise SaveError(f"“{path}” was not saved, as what was to be written is damaged. It is as it was.")


def is_object(path: Path) -> bool:
    """Tell whether a file holds a JSON object."""
    try:
        return isinstance(read_json(path.read_bytes()), dict)
    except ValueError:
        return False


def _write_media(root: Json, project: Project, work: Work, folder: Path) -> tuple[Json, Json]:
    """Give the root with the places as they should be, relative below `folder`, and the entries set aside."""
    before, is_same_folder = project.media, folder == project.path.parent
    entries = _object(root.get("media"))
    gone = {key for key in entries if key in project.state.assets and key not in work.state.assets}
    kept = {key: entry for key, entry in entries.items() if key not in gone}
    aside = {key: entries[key] for key in gone}
    for key, place in work.media.items():
        old = _object(entries.get(key, project.aside.get(key)))
        if key not in kept and key not in work.state.assets:
            aside[key] = _place(old, place, folder)
        elif before.get(key) != place or not is_same_folder:
            kept[key] = _place(old, place, folder)
    return ({**root, "media": kept} if kept != entries else root), aside


def _place(old: Json, place: MediaPlace, folder: Path) -> Json:
    path = place.path
    text = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.as_posix()
    entry = {**old, "path": text}
    for key, value in (("sha256", place.sha256), ("size", place.size_bytes)):
        if value is not None:
            entry[key] = value
        else:
            entry.pop(key, None)
    return entry


def _object(value: Any) -> Json:
    return cast("Json", value) if isinstance(value, dict) else {}
