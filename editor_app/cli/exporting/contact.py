"""Whether a service answers a command as it should: an address may be mistyped, or nobody be there."""

from __future__ import annotations

from dataclasses import dataclass

from editor_app.services.exporting.jobs.job import ExportJob, Status

TOLD_AFTER_S, PATIENCE_S = 5.0, 60.0


@dataclass(slots=True)
class _Held:
    since: float
    service: str
    is_holding: bool = True
    told_at: float = 0.0
    """When it was told, or is to be told again, that it is still waited for."""


class Contact:
    """Watches exports that a service does nothing for; `now` is in seconds, of any clock.

    What counts is what the service has done during this command: bytes sent to it in vain are no answer.
    """

    def __init__(self) -> None:
        self._first: dict[str, ExportJob] = {}
        self._furthest: dict[str, tuple[Status, float]] = {}
        self._held: dict[str, _Held] = {}
        self._reached: set[str] = set()
        self._told = False

    def hear(self, job: ExportJob, now: float) -> None:
        """Take in how an export fares."""
        if job.target.is_local:
            return
        first, held = self._first.setdefault(job.id, job), self._held.get(job.id)
        has_moved = self._goes_on(job)
        if (job.has_task and not first.has_task) or (has_moved and held is not None):
            self._reach(job.id)
        elif held is not None:
            held.is_holding = job.is_holding
        if job.is_holding and job.id not in self._held:
            self._held[job.id] = _Held(now, job.target.service, told_at=now + PATIENCE_S)

    def hear_service(self, service: str) -> None:
        """Take in that a service has done what it was asked for, after it could not."""
        for key in [key for key, held in self._held.items() if held.service == service]:
            self._reach(key)

    def is_to_be_told(self, now: float) -> bool:
        """Tell, once, that a service keeps one waiting that it has done nothing for yet."""
        is_due = any(now - held.since >= TOLD_AFTER_S for _, held in self._unreached())
        was_told, self._told = self._told, self._told or is_due
        return is_due and not was_told

    def given_up(self, now: float) -> frozenset[str]:
        """Give the exports whose service has done nothing for them for too long."""
        return frozenset(
            key for key, held in self._unreached() if held.is_holding and now - held.since >= PATIENCE_S
        )

    def still_waited_for(self, now: float) -> dict[str, float]:
        """Give the exports that are waited for all the same, as they were answered before, and the seconds.

        Each is given again when it has waited twice as long.
        """
        due = {
            key: held
            for key, held in self._held.items()
            if key in self._reached and held.is_holding and now >= held.told_at
        }
        for held in due.values():
            held.told_at = now + (now - held.since)
        return {key: now - held.since for key, held in due.items()}

    def _goes_on(self, job: ExportJob) -> bool:
        """Tell whether an export is further than it has ever been in its phase, or in another one."""
        status, share = self._furthest.setdefault(job.id, (job.status, job.share))
        has_moved = job.status != status or job.share > share
        if has_moved:
            self._furthest[job.id] = job.status, job.share
        return has_moved

    def _unreached(self) -> list[tuple[str, _Held]]:
        return [(key, held) for key, held in self._held.items() if key not in self._reached]

    def _reach(self, job_id: str) -> None:
        self._reached.add(job_id)
        self._held.pop(job_id, None)


def why_given_up(job: ExportJob, said: str, seconds: float | None = None) -> str:
    """Say what an export waits for in vain; `said` is what its service has said last."""
    name, patience = job.target.name, f"{PATIENCE_S if seconds is None else round(seconds):g} s"
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
