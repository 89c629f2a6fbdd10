"""Steps that others have made impossible to take back: whoever wants to undo one is told so."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject

from editor_app.document import Document
from editor_app.ui.window.texts import tr

Way = Literal["undo", "redo"]


class LostSteps(QObject):
    """Knows which step undo and redo would have met, had others not changed the same."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._next: dict[Way, str] = {"undo": "", "redo": ""}
        self._before: dict[Way, str] = dict(self._next)
        self._lost: dict[Way, str] = {}
        document.history_changed.connect(self._follow)
        document.steps_dropped.connect(self._note)
        document.loaded.connect(self._start_over)
        self._start_over()

    def is_lost(self, way: Way) -> bool:
        """Tell whether the step that would come next is gone."""
        return way in self._lost

    def take(self, way: Way) -> str:
        """Say once that the step which would come next is gone, and what comes instead; else nothing."""
        label = self._lost.pop(way, "")
        return lost_text(way, label, self._label(way)) if label else ""

    def _follow(self) -> None:
        """Note what comes next; after another step or a way back, what was lost is not meant any more."""
        for way in self._next:
            self._before[way], self._next[way] = self._next[way], self._label(way)
            if self._before[way] != self._next[way]:
                self._lost.pop(way, None)

    def _note(self, labels: tuple[str, ...]) -> None:
        self._lost = {way: label for way, label in self._before.items() if label and label in labels}

    def _start_over(self) -> None:
        self._lost = {}
        self._next = {"undo": self._label("undo"), "redo": self._label("redo")}
        self._before = dict(self._next)

    def _label(self, way: Way) -> str:
        return self._document.undo_label if way == "undo" else self._document.redo_label


def lost_text(way: Way, label: str, following: str) -> str:
    """Say that a step is gone, and what the same key does next."""
    if way == "undo":
        what = tr("“{label}” can no longer be undone: others changed the same since.")
        more = tr("Undo once more takes back “{next}”, the step before it.")
        end = tr("There is no other step to undo.")
    else:
        what = tr("“{label}” can no longer be redone: others changed the same since.")
        more = tr("Redo once more does “{next}” again.")
        end = tr("There is no other step to redo.")
    return f"{what.format(label=label)} {more.format(next=following) if following else end}"
