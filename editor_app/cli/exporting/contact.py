"""Whether a service answers a command as it should: an address may be mistyped, or nobody be there."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.services.exporting.jobs.job import ExportJob, Status

TOLD_AFTER_S, PATIENCE_S = 5.0, 60.0


@dataclass(frozen=True, slots=True)
class _Held:
    since: float
    status: Status
    service: str


class Contact:
    """Watches exports that a service has done nothing for yet; `now` is in seconds, of any clock."""

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._reached: set[str] = set()
        self._told = False

    def hear(self, job: ExportJob, now: float) -> None:
        """Take in how an export fares."""
        if job.target.is_local or job.id in self._reached:
            return
        held = self._held.get(job.id)
        has_moved = job.share > 0.0 or (held is not None and job.status != held.status)
        if job.has_task or has_moved:
            self._reach(job.id)
        elif job.is_holding and held is None:
            self._held[job.id] = _Held(now, job.status, job.target.service)

    def hear_service(self, service: str) -> None:
        """Take in that a service has done what it was asked for, after it could not."""
        for key in [key for key, held in self._held.items() if held.service == service]:
            self._reach(key)

    def is_to_be_told(self, now: float) -> bool:
        """Tell, once, that a service keeps one waiting."""
        is_due = any(now - held.since >= TOLD_AFTER_S for held in self._held.values())
        was_told, self._told = self._told, self._told or is_due
        return is_due and not was_told

    def given_up(self, now: float) -> frozenset[str]:
        """Give the exports whose service has done nothing for them for too long."""
        return frozenset(key for key, held in self._held.items() if now - held.since >= PATIENCE_S)

    def _reach(self, job_id: str) -> None:
        self._reached.add(job_id)
        self._held.pop(job_id, None)


def why_given_up(job: ExportJob, said: str) -> str:
    """Say why an export is waited for no longer; `said` is what its service has said last."""
    name, patience = job.target.name, f"{PATIENCE_S:g} s"
    match job.waits_for:
        case "line":
            return (
                f"{name} has not answered within {patience}. "
                f"Look at the address ({job.target.service}) and at the line."
            )
        case "service" if said:
            return (
                f"{name} answers, but has not done what it was asked for within {patience}. It says: “{said}”"
            )
        case "service":
            return f"{name} answers, but has not done what it was asked for within {patience}."
        case _:
            return f"The export has waited for {patience}. {job.sentence}".rstrip()
