"""Choosing a side of what could not be joined, and what a picture of either side shows. No Qt."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path

from editor_app.edits.errors import EditError
from editor_app.items import BrokenItem, Item
from editor_app.merge import Choice, Conflict, choices, choose
from editor_app.merge.likeness import equal
from editor_app.product import PROJECT_SUFFIX
from editor_app.services.sync.details import DetailsConflict
from editor_app.services.sync.ports import AnyConflict
from editor_app.state import EditorState, Transition
from editor_app.store.folders import Folders
from editor_app.store.history import Work
from editor_app.store.project import new_project, project_bytes
from editor_app.store.recent import remember
from editor_app.store.saving import with_work
from editor_app.store.sidecar import Sidecar
from editor_app.store.whole_file import whole_file


def choices_of(conflict: AnyConflict) -> tuple[Choice, ...]:
    """Give what can be chosen."""
    return ("mine", "theirs") if isinstance(conflict, DetailsConflict) else choices(conflict)


def is_gone(state: EditorState, conflict: AnyConflict) -> bool:
    """Tell whether what a conflict is about is no longer in the document, so that neither side fits."""
    if isinstance(conflict, DetailsConflict) or not conflict.part:
        return False
    match conflict.collection:
        case "items":
            return conflict.key not in state.items
        case "assets":
            return conflict.key not in state.assets
        case "transitions":
            return conflict.key not in state.transitions
        case "tracks":
            return all(track.id != conflict.key for track in state.tracks)
        case "root":
            return False


def chosen(work: Work, conflict: AnyConflict, choice: Choice) -> tuple[EditorState, Sidecar]:
    """Give document and sidecar as one side has them, in what the conflict is about; raise EditError."""
    if not isinstance(conflict, DetailsConflict):
        return choose(work.state, conflict, choice), work.sidecar
    text = conflict.mine if choice == "mine" else conflict.theirs
    if conflict.part == "title":
        return work.state, work.sidecar.with_title(text)
    return work.state, work.sidecar.with_description(text)


def all_mine(
    work: Work, conflicts: tuple[AnyConflict, ...]
) -> tuple[EditorState, Sidecar, tuple[AnyConflict, ...]]:
    """Choose mine as far as that can be; give the conflicts, too, that are done with."""
    done: list[AnyConflict] = []
    for conflict in conflicts:
        try:
            state, sidecar = chosen(work, conflict, "mine")
        except EditError:
            if not is_gone(work.state, conflict):
                continue
        else:
            work = replace(work, state=state, sidecar=sidecar)
        done.append(conflict)
    return work.state, work.sidecar, tuple(done)


def moment(state: EditorState, conflict: Conflict, otherwise: int) -> int:
    """Give the tick at which a document shows best what a conflict is about, `otherwise` where none does."""
    match conflict.collection:
        case "items":
            return _middle(state.items.get(conflict.key), otherwise)
        case "transitions":
            transition = state.transitions.get(conflict.key)
            if isinstance(transition, Transition) and transition.from_clip_id in state.items:
                return state.items[transition.from_clip_id].end_ticks
            return otherwise
        case "tracks":
            track = next((track for track in state.tracks if track.id == conflict.key), None)
            listed = track.items if track is not None else ()
            return _middle(state.items.get(listed[0]) if listed else None, otherwise)
        case "assets":
            using = (i for i in state.items.values() if getattr(i, "asset_id", None) == conflict.key)
            return _middle(next(using, None), otherwise)
        case "root":
            return otherwise


def difference(mine: EditorState, theirs: EditorState, playhead: int) -> int:
    """Give a tick at which two documents differ: the playhead, or else the first clip that differs."""
    found: list[Item | BrokenItem] = []
    for key in {**mine.items, **theirs.items}:
        own, other = mine.items.get(key), theirs.items.get(key)
        if own is None or other is None or not equal(own.raw, other.raw):
            found += [item for item in (own, other) if item is not None]
    if not found or any(item.start_ticks <= playhead < item.end_ticks for item in found):
        return playhead
    return _middle(min(found, key=lambda item: item.start_ticks), playhead)


def keep_copy(work: Work, folders: Folders, title: str, stem: str) -> Path:
    """Keep the work as a project of its own that is in step with nothing, under Recent; raise OSError.

    `stem` is what its file is called, with a number where that name is taken.
    """
    folder = folders.untitled.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"{stem}{'' if number == 1 else f' {number}'}{PROJECT_SUFFIX}" for number in count(1))
    target = next(folder / name for name in names if not (folder / name).exists())
    apart = replace(work, cloud=None, sidecar=work.sidecar.with_title(title))
    with whole_file(target) as temporary:
        temporary.write_bytes(project_bytes(with_work(new_project(target, work.state), apart, target)))
    remember(folders.recent, target, title)
    return target


def _middle(item: Item | BrokenItem | None, otherwise: int) -> int:
    return otherwise if item is None else (item.start_ticks + item.end_ticks) // 2
