"""The font families that come with the product; light to import, as the window begins with it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from editor_app.resources import package_folder


@dataclass(frozen=True, slots=True)
class BundledFamily:
    """A family that comes with the product: its files, and the range of its weight axis if it has one."""

    name: str
    files: tuple[Path, ...]
    weights: tuple[float, float] | None


@lru_cache(maxsize=1)
def bundled_families() -> dict[str, BundledFamily]:
    """Find the installed font packages; gives each family by its name in lower case."""
    found = (_read(point) for point in entry_points(group="fontpkg.family"))
    return {family.name.lower(): family for family in found if family}


def _read(point: EntryPoint) -> BundledFamily | None:
    folder = package_folder(point.value)
    description = folder / "metadata.json" if folder else None
    if folder is None or description is None or not description.is_file():
        return None
    meta = json.loads(description.read_text(encoding="utf-8"))
    axes = {axis["tag"]: (float(axis["min"]), float(axis["max"])) for axis in meta.get("axes", ())}
    files = tuple(sorted(folder / file["path"] for file in meta["files"]))
    return BundledFamily(meta["family"], files, axes.get("wght"))
