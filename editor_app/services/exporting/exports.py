"""The exports as the open project sees them: what it shows now goes into the queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Signal

from editor_app.document import Document
from editor_app.render.export.apart import News, Refusal
from editor_app.render.export.run import plan_target
from editor_app.render.export.settings import ExportError, ExportReport, ExportSettings, Progress
from editor_app.render.media.source import MediaSource
from editor_app.services.exporting.header_secrets import HeaderSecrets
from editor_app.services.exporting.job import (
    LOCAL,
    CloudIds,
    ExportJob,
    IndreamSettings,
    OtherSettings,
    ProjectName,
    Target,
)
from editor_app.services.exporting.queue import ExportQueue, Wanted
from editor_app.services.exporting.snapshot import Snapshot, as_now
from editor_app.state import EditorState
from editor_app.store.accounts import Profile
from editor_app.store.media_files import MissingMedium, used_assets

Status = Literal["waiting", "running", "done", "failed", "cancelled"]


class Media(Protocol):
    """Who knows the files of the document's media."""

    @property
    def sources(self) -> Mapping[str, MediaSource]:
        """Give the sources of all assets."""
        ...

    @property
    def missing(self) -> tuple[MissingMedium, ...]:
        """Give the media without a file."""
        ...


class ShownJob:
    """An export on this computer, as the panel shows it."""

    def __init__(
        self, job_id: int, output: Path, settings: ExportSettings, state: EditorState | None
    ) -> None:
        self.id, self.output, self.settings = job_id, output, settings
        self.state = state
        """The document as it was then; None once nothing more is to be done with it."""
        self.frames = _frames(state, settings)
        self.status: Status = "waiting"
        self.progress: Progress | None = None
        self.report: ExportReport | None = None
        self.error = ""
        """Why there is no file, in a sentence."""

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will happen."""
        return self.status in ("done", "failed", "cancelled")

    @property
    def share(self) -> float:
        """Give how much is done, 0 to 1."""
        if self.status == "done":
            return 1.0
        progress = self.progress
        return progress.frames_done / max(1, progress.frames_total) if progress else 0.0

    @property
    def warnings(self) -> tuple[str, ...]:
        """Give what there is to know about the file."""
        return self.report.warnings if self.report else ()


class Exports(QObject):
    """Puts the open project into the queue, and shows what is made of it on this computer."""

    job_changed = Signal(object)
    """ShownJob: it is new, or further, or over."""
    jobs_changed = Signal()
    """The list has another length."""

    def __init__(
        self,
        document: Document,
        sources: Media,
        queue: ExportQueue | None = None,
        parent: QObject | None = None,
        *,
        secrets: HeaderSecrets | None = None,
        name: Callable[[], ProjectName] = ProjectName,
    ) -> None:
        """Begin; `name` tells what the open project is called, `secrets` takes what callbacks carry."""
        super().__init__(parent)
        self._document, self._media = document, sources
        self._queue, self._secrets, self._name = queue, secrets or HeaderSecrets(), name
        self._numbers = count(1)
        self._ids: dict[int, str] = {}
        self._shown: dict[str, ShownJob] = {}
        self.jobs: tuple[ShownJob, ...] = ()
        """The latest first."""
        self._of_others: frozenset[int] = frozenset()
        document.loaded.connect(self._leave_jobs)
        if queue is not None:
            queue.job_changed.connect(self._follow)
            queue.jobs_changed.connect(self._follow_list)

    @property
    def queue(self) -> ExportQueue:
        """Give the queue."""
        assert self._queue is not None
        return self._queue

    # The open project, into the queue.

    @property
    def missing(self) -> tuple[MissingMedium, ...]:
        """Give the media that an export of the document would lack now."""
        used = self._used_assets()
        return tuple(medium for medium in self._media.missing if medium.asset_id in used)

    @property
    def media_count(self) -> int:
        """Count the media that an export of the document would use now."""
        known = self._media.sources
        return sum(key in known for key in self._used_assets())

    def snapshot(self) -> Snapshot:
        """Give what an export is made of now: whatever is edited later does not show in it."""
        work = self._document.work
        return Snapshot(work.state, as_now(self._media.sources), dict(work.media))

    def start_here(self, settings: ExportSettings, output: Path) -> ExportJob:
        """Export the document as it is now on this computer."""
        return self.queue.start(Wanted(LOCAL, settings, output, self._name()), self.snapshot())

    def start_at(
        self,
        profile: Profile,
        settings: IndreamSettings | OtherSettings,
        output: Path,
        header_values: Mapping[str, str] | None = None,
    ) -> ExportJob:
        """Export the document as it is now at a service, and fetch its film into a file.

        The values of the callback's headers go to the key chain, or stay in memory.
        """
        link, cloud = self._document.work.cloud, CloudIds()
        if link is not None and link.service == profile.service:
            cloud = CloudIds(route="project", project_id=link.project_id)
        wanted = Wanted(target_of(profile), settings, output, self._name(), cloud)
        job = self.queue.start(wanted, self.snapshot())
        if header_values:
            self._secrets.give(job.id, header_values)
        return job

    def fetch(self, profile: Profile, task_id: str, output: Path, title: str = "") -> ExportJob:
        """Fetch the film of a task that an account has, whoever made it."""
        settings = IndreamSettings() if profile.has_projects else OtherSettings()
        name, cloud = ProjectName(title), CloudIds(task_id=task_id)
        return self.queue.start(Wanted(target_of(profile), settings, output, name, cloud))

    def _used_assets(self) -> frozenset[str]:
        return frozenset(used_assets(self._document.work.state))

    # What the panel shows.

    def is_writing(self, output: Path) -> bool:
        """Tell whether an export under way will become this file."""
        return any(job.output == output and not job.is_over for job in self.jobs)

    def start(self, settings: ExportSettings, output: Path) -> ShownJob:
        """Export the document as it is now on this computer, and show that."""
        shown = ShownJob(next(self._numbers), output, settings, self._document.work.state)
        self.jobs = (shown, *self.jobs)
        if self._queue is not None:
            self._know(self.start_here(settings, output).id, shown)
        self.jobs_changed.emit()
        self.job_changed.emit(shown)
        return shown

    def can_retry(self, job: ShownJob) -> bool:
        """Tell whether it has failed, and was of the project that is open."""
        return job.status == "failed" and job.id not in self._of_others

    def retry(self, job: ShownJob) -> ShownJob:
        """Export once more in the place of one that failed: the same settings, the document as it is now."""
        if not self.can_retry(job):
            raise ValueError(f"The export of {job.output.name} cannot be tried again.")
        self._take_off(job)
        return self.start(job.settings, job.output)

    def cancel(self, job: ShownJob) -> None:
        """Stop an export; it leaves no file."""
        if job.is_over:
            return
        if self._queue is not None and job.id in self._ids:
            self._queue.cancel(self._ids[job.id])
        else:
            self._end(job, "cancelled")

    def forget(self, job: ShownJob) -> None:
        """Take an export that is over off the list; its file stays."""
        if job.is_over:
            self._take_off(job)
            self.jobs_changed.emit()

    def _take_off(self, job: ShownJob) -> None:
        self.jobs = tuple(other for other in self.jobs if other is not job)
        job_id = self._ids.pop(job.id, None)
        if job_id is not None and self._queue is not None:
            del self._shown[job_id]
            self._queue.remove(job_id)

    def _know(self, job_id: str, shown: ShownJob) -> None:
        self._ids[shown.id], self._shown[job_id] = job_id, shown

    def _leave_jobs(self) -> None:
        """Another project is open: its film must not come under the name of one of these."""
        self._of_others = frozenset(job.id for job in self.jobs)

    def _follow_list(self) -> None:
        """Show what was taken up of an earlier run of the program."""
        is_new = False
        for job in reversed(self.queue.jobs):
            if job.target.is_local and job.id not in self._shown and job.log:
                assert isinstance(job.settings, ExportSettings)
                shown = ShownJob(next(self._numbers), job.output, job.settings, None)
                self.jobs = (shown, *self.jobs)
                self._know(job.id, shown)
                self._of_others |= {shown.id}
                _show(shown, job)
                is_new = True
        if is_new:
            self.jobs_changed.emit()

    def _follow(self, job: ExportJob) -> None:
        shown = self._shown.get(job.id)
        if shown is not None and not shown.is_over:
            _show(shown, job)
            self.job_changed.emit(shown)

    def _finish(self, job: ShownJob, last: News) -> None:
        if isinstance(last, ExportReport):
            job.report = last
            self._end(job, "done")
        elif isinstance(last, Refusal):
            job.error = "" if last.was_cancelled else last.sentence
            self._end(job, "cancelled" if last.was_cancelled else "failed")

    def _end(self, job: ShownJob, status: Status) -> None:
        job.status = status
        self.job_changed.emit(job)


def target_of(profile: Profile) -> Target:
    """Give where an account's exports are made."""
    kind = "indream" if profile.has_projects else "renderingvideo"
    return Target(kind, profile.id, profile.service, profile.name)


def _show(shown: ShownJob, job: ExportJob) -> None:
    """Let what is shown be as the job is."""
    match job.status:
        case "done" | "failed" | "cancelled":
            shown.status = job.status
        case "waiting" | "paused":
            shown.status = "waiting"
        case _:
            shown.status = "running"
            phase = "checking" if job.status == "checking" else "rendering"
            done = round(job.share * shown.frames)
            shown.progress = Progress(done, shown.frames, job.speed or 0.0, job.seconds_left, phase)
    shown.state = None if shown.is_over else shown.state
    shown.error = job.sentence if job.status == "failed" else ""
    if job.status == "done" and (made := job.result) is not None:
        size = (made.frames, made.width, made.height, made.size_bytes)
        shown.report = ExportReport(job.output, *size, made.seconds, 0, job.warnings)


def _frames(state: EditorState | None, settings: ExportSettings) -> int:
    """Count the pictures of a film; 1 where that is not known, or not right."""
    try:
        return plan_target(state, settings).frames if state is not None else 1
    except ExportError:
        return 1
