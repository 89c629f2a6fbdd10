"""What an export at RenderingVideo is asked for, as settings that are kept, and back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from editor_app.services.exporting.jobs.job import ExportJob, OtherSettings

MOST_WORKERS = 64


@dataclass(frozen=True, slots=True)
class OtherWish:
    """Frame rate, scale, ticks (half-open, None for all), and what the service is told beside the config.

    `prerenders` tells whether what the service cannot draw is drawn here before and sent as film or still.
    `workers` 0 and an empty `webhook_url` leave it to the service. A preview is a link for seven days, free
    of charge, and makes no file. `preview_id` names a preview that the film is made of, in the place of the
    document.
    """

    fps: int = 30
    scale: float = 1.0
    range_ticks: tuple[int, int] | None = None
    prerenders: bool = True
    webhook_url: str = ""
    workers: int = 0
    is_preview: bool = False
    preview_id: str = ""

    def settings(self) -> OtherSettings:
        """Give them as JSON."""
        values: dict[str, Any] = {
            "fps": self.fps,
            "scale": self.scale,
            "range": list(self.range_ticks) if self.range_ticks else None,
            "prerenders": self.prerenders,
            "webhook_url": self.webhook_url,
            "num_workers": self.workers,
            "preview": self.is_preview,
            "preview_id": self.preview_id,
        }
        return OtherSettings(values)

    @classmethod
    def of(cls, settings: OtherSettings) -> Self:
        """Read them; what is not there is as usual."""
        values = settings.values
        given = values.get("range")
        return cls(
            fps=int(values.get("fps", 30)),
            scale=float(values.get("scale", 1.0)),
            range_ticks=(int(given[0]), int(given[1])) if given else None,
            prerenders=bool(values.get("prerenders", True)),
            webhook_url=str(values.get("webhook_url", "")),
            workers=int(values.get("num_workers", 0)),
            is_preview=bool(values.get("preview", False)),
            preview_id=str(values.get("preview_id", "")),
        )


def wish_of(job: ExportJob) -> OtherWish:
    """Give what a job is asked for."""
    assert isinstance(job.settings, OtherSettings)
    return OtherWish.of(job.settings)
