"""The one way to the files under `resources/`: icons, style sheet, templates."""

from __future__ import annotations

import sys
from pathlib import Path


def resources_dir() -> Path:
    """Give the folder `resources/`, in a frozen bundle, an installed wheel and a source checkout alike.

    Raises FileNotFoundError where the installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen) / "resources"] if frozen else []
    candidates += [package / "_resources", package.parent / "resources"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"the folder resources/ is in none of: {', '.join(map(str, candidates))}")
