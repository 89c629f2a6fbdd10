"""What RenderingVideo would show otherwise than we do: found in another process, for the latest document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from editor_app.cloud.renderingvideo import cost_of
from editor_app.interchange.renderingvideo import Loss, Prerender, to_schema
from editor_app.render.export.limits import output_size
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.latest import Job
from editor_app.state import EditorState, read
from editor_app.state.dialects import to_bytes
from editor_app.state.queries import project_length
from editor_app.state.reading import parse_json
from editor_app.timebase import TICKS_PER_SECOND

_PAUSE_MS = 300


@dataclass(frozen=True, slots=True)
class Findings:
    """What differs there, and what can be drawn here before; of one document and wish."""

    losses: tuple[Loss, ...] = ()
    prerenders: tuple[Prerender, ...] = ()


class Works(Protocol):
    """Who does the latest of what is wanted, elsewhere: `services.latest.LatestWork`."""

    done: Any
    failed: Any

    def want(self, job: Job) -> None: ...
    def close(self) -> None: ...


class Fidelity(QObject):
    """Asks for one document at a time; an answer about another one than the latest is dropped."""

    changed = Signal()

    def __init__(self, work: Works, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._state: EditorState | None = None
        self._wish = OtherWish()
        self._number = 0
        self.found: Findings | None = None
        """None as long as nothing is known of the latest."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self._start)
        work.done.connect(self._take)
        work.failed.connect(self._give_up)

    def ask(self, state: EditorState, wish: OtherWish) -> None:
        """Want to know about a document; what is known of it already stays."""
        wish = replace(wish, webhook_url="", workers=0, is_preview=False)
        if state is self._state and wish == self._wish:
            return
        self._state, self._wish, self._number = state, wish, self._number + 1
        self.found = None
        self._soon.start()
        self.changed.emit()

    def close(self) -> None:
        """Ask no more."""
        self._soon.stop()
        self._work.close()

    def _start(self) -> None:
        if self._state is not None:
            job = Job(self._number, "fidelity", compare, (to_bytes(self._state), self._wish))
            self._work.want(job)

    def _take(self, number: object, found: object) -> None:
        if number == self._number and isinstance(found, Findings):
            self.found = found
            self.changed.emit()

    def _give_up(self, number: object, _error: object) -> None:
        if number == self._number:
            self.found = Findings()
            self.changed.emit()


def compare(document: bytes, wish: OtherWish) -> Findings:
    """Convert a document, and give what differs; for another process, as a large one takes seconds."""
    state, _ = read(parse_json(document))
    made = to_schema(
        state, fps=wish.fps, scale=wish.scale, range_ticks=wish.range_ticks, addresses=_somewhere(state)
    )
    return Findings(made.report, made.plan.prerenders)


def _somewhere(state: EditorState) -> dict[str, str]:
    """Give every medium an address, as all are sent before."""
    return {key: f"https://media.invalid/{number}" for number, key in enumerate(state.assets)}


def price_of(state: EditorState, wish: OtherWish) -> int:
    """Give what RenderingVideo takes for a film, in credits."""
    start, end = wish.range_ticks or (0, project_length(state))
    size = output_size(state.composition_width, state.composition_height, wish.scale)
    return cost_of((end - start) / TICKS_PER_SECOND, *size)
