"""A config of RenderingVideo that is opened like a project: a new project is made of it, and it stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from editor_app.interchange.renderingvideo import Reading, import_config, read_config
from editor_app.state.reading import DocumentError
from editor_app.store.folders import Folders
from editor_app.store.reopening import Opened, open_untitled
from editor_app.store.sidecar import Sidecar

_MOST_NAMED = 3


def config_at(path: Path) -> Mapping[str, Any] | None:
    """Give the config that a file holds; None where it holds none, or cannot be read."""
    try:
        return read_config(path.read_bytes())
    except (OSError, DocumentError):
        return None


def open_config(config: Mapping[str, Any], name: str, folders: Folders, *, called: str) -> Opened:
    """Begin a new project with what can be drawn of a config; raise OSError.

    `name` is the config's file, after which the project is titled; `called` as in `open_untitled`.
    """
    found = import_config(config)
    sidecar = Sidecar().with_title(Path(name).stem)
    opened = open_untitled(found.state, folders, sidecar=sidecar, called=called)
    return replace(opened, notices=(*opened.notices, told(name, found.reading)))


def told(name: str, reading: Reading) -> str:
    """Say what has become of a config, and what of it is not as it was."""
    parts = [_tr("“{name}” is a RenderingVideo config. It is a new project now.").format(name=name)]
    missing = [loss.what for loss in reading.report if loss.grade == "missing"]
    lacking = [refusal.message for refusal in reading.refusals] + missing
    if lacking:
        parts.append(_tr("Left out: {what}.").format(what=_listed(lacking)))
    if roughly := [loss.what for loss in reading.report if loss.grade != "missing"]:
        parts.append(_tr("Only nearly the same: {what}.").format(what=_listed(roughly)))
    return " ".join(parts)


def _listed(words: list[str]) -> str:
    different = list(dict.fromkeys(word.rstrip(".") for word in words))
    named = "; ".join(different[:_MOST_NAMED])
    more = len(different) - _MOST_NAMED
    return _tr("{named} and {n} more").format(named=named, n=more) if more > 0 else named


def _tr(text: str) -> str:
    return QCoreApplication.translate("opened_configs", text)
