"""An Export panel that is shown, over a queue that only notes what it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from editor_app.document import Document
from editor_app.edits.addresses import Address
from editor_app.services.exporting.as_code.calls import Outset, request_of
from editor_app.services.exporting.as_code.text import Request
from editor_app.services.exporting.jobs.job import LOCAL, ExportJob, Kind, Settings, Target
from editor_app.services.exporting.jobs.snapshot import Snapshot
from editor_app.services.exporting.renderingvideo.fidelity import Findings
from editor_app.services.exporting.renderingvideo.wish import OtherWish
from editor_app.services.exporting.standings import Standing
from editor_app.session import Session
from editor_app.state import EditorState
from editor_app.store.accounts import Profile
from editor_app.store.history import Work
from editor_app.store.media_files import MissingMedium
from editor_app.store.sidecar import Sidecar
from editor_app.ui.export import ExportPanel, Ports
from editor_app.ui.theme import DARK, style_sheet
from tests.render.export.films import SECOND, document, solid

INDREAM = Profile("one", "indream", "Indream", "https://api.example.com", "https://api.example.com")
SANDBOX = Profile("box", "sandbox", "Local workspace", "http://127.0.0.1:1", "local-workspace")
OTHER = Profile("two", "renderingvideo", "RenderingVideo", "https://rv.example.com", "renderingvideo x")


class FakeQueue(QObject):
    """Holds the jobs that a test puts into it, and notes what it is asked for."""

    jobs_changed = Signal()
    job_changed = Signal(object)
    job_ended = Signal(object)
    notice = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.jobs: tuple[ExportJob, ...] = ()
        self.kinds: frozenset[Kind] = frozenset({"local", "indream"})
        self.asked: list[tuple[Any, ...]] = []

    def job(self, job_id: str) -> ExportJob | None:
        """Give a job."""
        return next((job for job in self.jobs if job.id == job_id), None)

    def is_writing(self, output: Path) -> bool:
        """Tell whether a job will become this file."""
        return any(job.output == output and not job.is_over for job in self.jobs)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name not in ("pause", "resume", "cancel", "retry", "try_now", "move", "remove"):
            raise AttributeError(name)
        return lambda *arguments: self.asked.append((name, *arguments))

    def put(self, *jobs: ExportJob) -> None:
        """Let these be the jobs."""
        self.jobs = jobs
        self.jobs_changed.emit()

    def tell(self, job: ExportJob) -> ExportJob:
        """Tell of a job that it stands otherwise."""
        before = self.job(job.id)
        assert before is not None
        self.jobs = tuple(job if one.id == job.id else one for one in self.jobs)
        self.job_changed.emit(job)
        if job.is_over and not before.is_over:
            self.job_ended.emit(job)
        return job


def _no_state() -> EditorState:
    raise AssertionError("no document")


class FakeExports:
    """Puts what is begun into the queue."""

    def __init__(self, queue: FakeQueue) -> None:
        self.queue, self.missing, self.media_count = queue, tuple[MissingMedium, ...](), 0
        self.started: list[tuple[Profile | None, Settings, Path, dict[str, str]]] = []
        self.snapshots: list[Snapshot] = []
        self.fetched: list[tuple[str, str, Path]] = []
        self.left: list[tuple[str, Path]] = []
        self.looked: list[str] = []
        self.there: dict[str, dict[str, Address]] = {}
        self.state: Callable[[], EditorState] = _no_state

    def snapshot(self) -> Snapshot:
        """Give what an export is made of now."""
        return Snapshot(self.state())

    def start_here(self, settings: Settings, output: Path, snapshot: Any = None) -> ExportJob:
        """Begin here."""
        return self._start(None, settings, output, {}, snapshot)

    def start_at(
        self, profile: Profile, settings: Settings, output: Path, values: Any = None, snapshot: Any = None
    ) -> ExportJob:
        """Begin at a service."""
        return self._start(profile, settings, output, dict(values or {}), snapshot)

    async def addresses_at(self, service: str) -> dict[str, Address]:
        """Give what a service has."""
        self.looked.append(service)
        return self.there.get(service, {})

    async def request(self, profile: Profile, settings: Any, output: Path) -> Request:
        """Give what would be sent."""
        return request_of(profile, settings, output, Outset(self.state(), "", {}, ""))

    def fetch(self, profile: Profile, task_id: str, output: Path, title: str = "") -> ExportJob:
        """Fetch a film."""
        self.fetched.append((profile.id, task_id, output))
        return self._start(profile, Settings, output, {})  # type: ignore[arg-type]

    def fetch_left(self, left: ExportJob, output: Path) -> ExportJob:
        """Fetch the film of an export that was cancelled."""
        self.left.append((left.id, output))
        job = replace(left, id=f"{left.id} again", status="waiting", output=output)
        self.queue.put(*self.queue.jobs, job)
        return job

    def _start(
        self,
        profile: Profile | None,
        settings: Any,
        output: Path,
        values: dict[str, str],
        snapshot: Snapshot | None = None,
    ) -> ExportJob:
        self.snapshots += [snapshot] if snapshot is not None else []
        self.started.append((profile, settings, output, values))
        target = LOCAL if profile is None else Target("indream", profile.id, profile.service, profile.name)
        job = ExportJob(f"job {len(self.started)}", target, settings, output)
        self.queue.put(*self.queue.jobs, job)
        return job


class FakeStandings(QObject):
    """Accounts as a test wants them."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.profiles: tuple[Profile, ...] = ()
        self.standing: dict[str, Standing] = {}
        self.asked = 0
        self.wanted: list[Profile] = []

    def with_key(self) -> tuple[Profile, ...]:
        """Give the accounts."""
        return self.profiles

    def of(self, profile: Profile) -> Standing:
        """Give how one stands."""
        return self.standing.get(profile.id, Standing(slots_free=2, reach="taken"))

    def refresh(self, wanted: Profile | None = None) -> None:
        """Count."""
        self.asked += 1
        self.wanted += [wanted] if wanted is not None else []


class FakeFidelity(QObject):
    """Knows what a test says."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found: Findings | None = None
        self.asked: list[OtherWish] = []

    def ask(self, state: EditorState, wish: OtherWish) -> None:
        """Note what is asked."""
        self.asked.append(wish)


class NoTasks:
    """Runs what is started at once, to its end."""

    def start(self, work: Coroutine[Any, Any, Any], name: str) -> None:
        """Run it."""
        asyncio.run(work)


@dataclass
class Scene:
    """The panel, and all around it."""

    panel: ExportPanel
    document: Document
    session: Session
    exports: FakeExports
    queue: FakeQueue
    standings: FakeStandings
    fidelity: FakeFidelity
    ports: Ports
    told: list[str] = field(default_factory=list[str])
    clock: float = 100.0
    """The time, in seconds: it goes on by a second before each click."""

    def click(self, button: QWidget | None) -> None:
        """Click a button."""
        assert button is not None
        self.clock += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def write(self, line: QWidget, text: str) -> None:
        """Write into a line, over what stood there."""
        line.setFocus()
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(line, Qt.Key.Key_Backspace)
        QTest.keyClicks(line, text)
        QApplication.processEvents()

    def offer(self, *profiles: Profile) -> None:
        """Let there be accounts."""
        self.standings.profiles = profiles
        self.queue.kinds = frozenset({"local", "indream", "renderingvideo"})
        self.panel.show_state()

    def choose_place(self, name: str) -> None:
        """Click a card."""
        self.click(next(card for card in self.panel.choices.cards.cards if card.place.name == name))

    def choose_preset(self, name: str) -> None:
        """Click a preset."""
        self.click(next(one for one in self.panel.choices.presets.buttons if one.text() == name))

    @property
    def preset_names(self) -> list[str]:
        """Give the presets that are offered."""
        return [button.text() for button in self.panel.choices.presets.buttons]


def make_scene(qtbot: Any, state: EditorState | None = None, title: str = "A/B: film") -> Scene:
    """Show a panel."""
    shown = state or document(solid(SECOND, (0, 0, 40, 40), "#e02010"))
    made, session, queue = Document(Work(shown, Sidecar().with_title(title))), Session(), FakeQueue()
    exports, standings, fidelity = FakeExports(queue), FakeStandings(), FakeFidelity()
    exports.state = lambda: made.state
    ports = Ports(exports, NoTasks(), standings, fidelity)  # type: ignore[arg-type]
    panel = ExportPanel(made, session, ports)
    qtbot.addWidget(panel)
    panel.setStyleSheet(style_sheet(DARK))
    panel.resize(420, 900)
    panel.show()
    qtbot.waitExposed(panel)
    panel.activateWindow()
    scene = Scene(panel, made, session, exports, queue, standings, fidelity, ports)
    panel.starter.now = lambda: scene.clock
    panel.notice.connect(scene.told.append)
    return scene


def another_panel(scene: Scene) -> ExportPanel:
    """Show the panel as the next run of the program does, over the same settings."""
    panel = ExportPanel(scene.document, scene.session, scene.ports, scene.panel)
    panel.starter.now = lambda: scene.clock
    panel.resize(420, 900)
    panel.show()
    return panel


def job(number: int = 1, **fields: Any) -> ExportJob:
    """Give an export on this computer."""
    from editor_app.render.export.settings import ExportSettings

    made = ExportJob(f"j{number}", LOCAL, ExportSettings(), Path(f"/films/film {number}.mp4"), order=number)
    return replace(made, **fields)


def other_job(number: int = 1, **fields: Any) -> ExportJob:
    """Give an export at RenderingVideo, which makes its film and has been paid for it."""
    from editor_app.services.exporting.jobs.job import CloudIds, Price

    target = Target("renderingvideo", OTHER.id, OTHER.service, OTHER.name)
    made = ExportJob(f"r{number}", target, OtherWish().settings(), Path(f"/films/film {number}.mp4"))
    ids = CloudIds(key="k", task_id="t", render_id="r")
    return replace(made, **{"cloud": ids, "price": Price(credits="18"), "has_snapshot": False, **fields})


def cloud_job(number: int = 1, **fields: Any) -> ExportJob:
    """Give an export at Indream."""
    from editor_app.services.exporting.jobs.job import IndreamSettings

    target = Target("indream", INDREAM.id, INDREAM.service, INDREAM.name)
    made = ExportJob(f"c{number}", target, IndreamSettings(), Path(f"/films/film {number}.mp4"), order=number)
    return replace(made, **fields)
