"""The settings' words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication

from editor_app.ui.settings.ports import State

Tone = Literal["ok", "warning", "error", "quiet"]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and how it is meant."""

    text: str
    tone: Tone


def tr(text: str) -> str:
    """Translate a text of the settings."""
    return QCoreApplication.translate("Settings", text)


def state_line(state: State) -> Line:
    """Say how the local workspace is."""
    match state.kind:
        case "off":
            return Line(tr("Off"), "quiet")
        case "starting":
            return Line(tr("Starting…"), "quiet")
        case "running":
            return Line(tr("Running; only this computer reaches it"), "ok")
        case "stopping":
            return Line(tr("Stopping…"), "quiet")
        case "failed":
            return Line(state.sentence, "error")
