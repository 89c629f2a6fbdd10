"""The structure check that a config has to pass before anything else is asked of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard, cast

from editor_app.interchange.renderingvideo.report import Refusal
from editor_app.interchange.renderingvideo.vocabulary import POOLS, REFERRING, REQUIRED
from editor_app.problem import PathPart, format_path, quoted

MAX_NUMBER = 1e9
MAX_DEPTH = 20
Path = tuple[PathPart, ...]


def check_config(config: object) -> tuple[Refusal, ...]:
    """Give everything that is wrong with the structure of a config, in its order; never raises.

    Source: the fact sheet 2.15. Unknown fields pass. What a type needs, positive sizes, times that are
    numbers and not negative, and references to assets that exist are asked for.
    """
    if not isinstance(config, Mapping):
        return (_refusal((), "must be an object"),)
    root = cast("Mapping[str, Any]", config)
    if "config" in root and "tracks" not in root:
        return (_refusal(("config",), "is a wrapper: here the config itself must stand"),)
    return (*_meta(root), *_assets(root), *_tracks(root))


def reference(value: object) -> str | None:
    """Give the asset id that a `{"$ref": id}` names; None for anything else."""
    if isinstance(value, Mapping):
        entry = cast("Mapping[str, object]", value)
        name = entry.get("$ref")
        if isinstance(name, str) and len(entry) == 1:
            return name
    return None


def is_number(value: object) -> TypeGuard[int | float]:
    """Tell whether a value is a number to calculate with."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    return abs(value) <= MAX_NUMBER and math.isfinite(value)


def object_of(value: object) -> Mapping[str, Any]:
    """Give a JSON object; an empty one for anything else."""
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def list_of(value: object) -> Sequence[Any]:
    """Give a JSON list; an empty one for anything else."""
    return cast("Sequence[Any]", value) if _is_list(value) else ()


def pools_of(root: Mapping[str, Any]) -> Iterator[tuple[str, Path, Mapping[str, Any]]]:
    """Give (pool, path, entry) of every asset that is an object; the legacy map of assets too."""
    assets = root.get("assets")
    if not isinstance(assets, Mapping):
        return
    for pool, entries in cast("Mapping[str, Any]", assets).items():
        if isinstance(entries, Mapping):
            entry = cast("Mapping[str, Any]", entries)
            yield f"{entry.get('type', '')}s", ("assets", pool), {"id": pool, **entry}
        elif isinstance(entries, Sequence) and not isinstance(entries, str):
            for index, entry in enumerate(cast("Sequence[Any]", entries)):
                if isinstance(entry, Mapping):
                    yield pool, ("assets", pool, index), cast("Mapping[str, Any]", entry)


def _meta(root: Mapping[str, Any]) -> Iterator[Refusal]:
    meta = root.get("meta")
    if not isinstance(meta, Mapping):
        yield _refusal(("meta",), "is missing" if "meta" not in root else "must be an object")
        return
    fields = cast("Mapping[str, Any]", meta)
    if not isinstance(fields.get("version"), str):
        yield _refusal(("meta", "version"), _lacks(fields, "version", "a text such as “2.0.0”"))
    for key in ("width", "height", "fps"):
        value = fields.get(key)
        if not is_number(value) or value < 1 or value % 1:
            yield _refusal(("meta", key), _lacks(fields, key, "a whole number of at least 1"))


def _assets(root: Mapping[str, Any]) -> Iterator[Refusal]:
    assets = root.get("assets", {})
    if not isinstance(assets, Mapping):
        yield _refusal(("assets",), "must be an object")
        return
    for pool, entries in cast("Mapping[str, Any]", assets).items():
        if pool in POOLS:
            yield from _pool(entries, ("assets", pool))
    yield from _asset_ids(root)


def _pool(entries: Any, path: Path) -> Iterator[Refusal]:
    if not _is_list(entries):
        yield _refusal(path, "must be a list")
        return
    for index, entry in enumerate(entries):
        if not isinstance(entry, Mapping):
            yield _refusal((*path, index), "must be an object")


def _asset_ids(root: Mapping[str, Any]) -> Iterator[Refusal]:
    seen = set[str]()
    for pool, path, entry in pools_of(root):
        name = entry.get("id")
        if pool == "fonts" and name is None:
            continue
        if not isinstance(name, str) or not name:
            yield _refusal((*path, "id"), _lacks(entry, "id", "a text that is not empty"))
        elif name in seen:
            yield _refusal((*path, "id"), f"{quoted(name)} stands twice among the assets")
        else:
            seen.add(name)


def _tracks(root: Mapping[str, Any]) -> Iterator[Refusal]:
    tracks = root.get("tracks")
    if not _is_list(tracks):
        yield _refusal(("tracks",), _lacks(root, "tracks", "a list"))
        return
    known = {name for _, _, entry in pools_of(root) if isinstance(name := entry.get("id"), str)}
    for index, track in enumerate(cast("Sequence[Any]", tracks)):
        path: Path = ("tracks", index)
        if not isinstance(track, Mapping):
            yield _refusal(path, "must be an object")
            continue
        clips = cast("Mapping[str, Any]", track).get("clips")
        if not _is_list(clips):
            yield _refusal((*path, "clips"), _lacks(cast("Mapping[str, Any]", track), "clips", "a list"))
            continue
        for place, clip in enumerate(cast("Sequence[Any]", clips)):
            yield from _clip(clip, (*path, "clips", place), known, 0)


def _clip(clip: Any, path: Path, known: set[Any], depth: int) -> Iterator[Refusal]:
    if not isinstance(clip, Mapping):
        yield _refusal(path, "must be an object")
        return
    fields = cast("Mapping[str, Any]", clip)
    kind = fields.get("type")
    if not isinstance(kind, str) or kind not in REQUIRED:
        yield _refusal((*path, "type"), _lacks(fields, "type", f"one of {', '.join(REQUIRED)}"))
        return
    yield from _times(fields, path)
    for key in REQUIRED[kind]:
        yield from _own(fields, key, path)
    if kind == "svg" and "svg" not in fields and "src" not in fields:
        yield _refusal((*path, "svg"), "is missing")
    for key in REFERRING:
        name = reference(fields.get(key))
        if name is not None and name not in known:
            yield _refusal((*path, key), f"names the asset {quoted(name)}, which does not exist")
    if kind == "layout" and "children" in fields:
        yield from _children(fields["children"], (*path, "children"), known, depth)


def _children(children: Any, path: Path, known: set[Any], depth: int) -> Iterator[Refusal]:
    if not _is_list(children):
        yield _refusal(path, "must be a list")
    elif depth >= MAX_DEPTH:
        yield _refusal(path, f"lies more than {MAX_DEPTH} layouts deep")
    else:
        for index, child in enumerate(children):
            yield from _clip(child, (*path, index), known, depth + 1)


def _times(fields: Mapping[str, Any], path: Path) -> Iterator[Refusal]:
    start, duration = fields.get("start"), fields.get("duration")
    if not is_number(start) or start < 0:
        yield _refusal((*path, "start"), _lacks(fields, "start", "a number of seconds, 0 or more"))
    if not is_number(duration) or duration <= 0:
        yield _refusal((*path, "duration"), _lacks(fields, "duration", "a number of seconds above 0"))


def _own(fields: Mapping[str, Any], key: str, path: Path) -> Iterator[Refusal]:
    value = fields.get(key)
    if key in ("size", "sides"):
        least = 3 if key == "sides" else 0
        if not is_number(value) or value < least:
            yield _refusal((*path, key), _lacks(fields, key, f"a number of at least {least}"))
    elif key in ("points", "words"):
        if not _is_list(value) and not (key == "words" and isinstance(value, Mapping)):
            yield _refusal((*path, key), _lacks(fields, key, "a list"))
    elif key == "data" and fields.get("type") == "template":
        if not isinstance(value, Mapping):
            yield _refusal((*path, key), _lacks(fields, key, "an object"))
    elif key == "src":
        if not (isinstance(value, str) and value) and reference(value) is None:
            yield _refusal((*path, key), _lacks(fields, key, "an address or a reference to an asset"))
    elif not isinstance(value, str):
        yield _refusal((*path, key), _lacks(fields, key, "a text"))


def _lacks(fields: Mapping[str, Any], key: str, kind: str) -> str:
    return f"must be {kind}" if key in fields else f"is missing: it must be {kind}"


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def _refusal(path: Path, message: str) -> Refusal:
    where = format_path(path)
    return Refusal(where, f"{where.removeprefix('$.') or 'The config'} {message}.")
