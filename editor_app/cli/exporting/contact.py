"""Whether a service answers a command at all: an address may be mistyped, or nobody be there."""

from __future__ import annotations

from editor_app.services.exporting.jobs.job import ExportJob, Status

TOLD_AFTER_S, PATIENCE_S = 5.0, 60.0


class Contact:
    """Watches exports that a service has not answered for yet; `now` is in seconds, of any clock."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[float, Status]] = {}
        self._reached: set[str] = set()
        self._told = False

    def hear(self, job: ExportJob, now: float) -> None:
        """Take in how an export fares."""
        if job.target.is_local or job.id in self._reached:
            return
        since = self._held.get(job.id)
        has_moved = job.share > 0.0 or (since is not None and job.status != since[1])
        if job.has_task or has_moved:
            self._reached.add(job.id)
            self._held.pop(job.id, None)
        elif job.is_holding and since is None:
            self._held[job.id] = (now, job.status)

    def is_to_be_told(self, now: float) -> bool:
        """Tell, once, that a service keeps one waiting."""
        is_due = any(now - since >= TOLD_AFTER_S for since, _ in self._held.values())
        was_told, self._told = self._told, self._told or is_due
        return is_due and not was_told

    def given_up(self, now: float) -> frozenset[str]:
        """Give the exports whose service has not answered for too long."""
        return frozenset(key for key, (since, _) in self._held.items() if now - since >= PATIENCE_S)
