"""What is made at RenderingVideo: films as at any cloud, and links that show a video for seven days."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from editor_app.cloud.renderingvideo.models import Preview
from editor_app.services.exporting.clouds.cloud_runner import CloudRunner
from editor_app.services.exporting.jobs.events import Event, Finished, Linked
from editor_app.services.exporting.jobs.job import Result
from editor_app.services.exporting.jobs.polling import USUAL, Pace
from editor_app.services.exporting.jobs.runner import Seat
from editor_app.services.exporting.renderingvideo.runner import RenderingVideoSteps
from editor_app.services.exporting.renderingvideo.wish import wish_of
from editor_app.store.rendering_previews import KeptFilm, KeptPreview, PreviewStore

_USUAL_STAY = timedelta(days=7)
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_STAY = re.compile(r"\s*(\d{1,9})\s*([dhms])", re.IGNORECASE)


class RenderingVideoRunner(CloudRunner):
    """Makes films and preview links; a link costs nothing, so one whose answer was lost is made again."""

    def __init__(
        self,
        steps: RenderingVideoSteps,
        previews: PreviewStore,
        pace: Pace = USUAL,
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(steps, pace, chance=chance)
        self._other_steps, self._previews = steps, previews

    async def run(self, seat: Seat) -> Event:
        """Make the film and bring it home, or make the link."""
        if not wish_of(seat.job).is_preview:
            return await super().run(seat)
        began, steps = seat.now(), self._other_steps
        await self._until_done(seat, "prepare", steps.prepare)
        await self._until_done(seat, "prerender", steps.prerender)
        await self._until_done(seat, "upload", steps.upload)
        made = await self._until_done(seat, "create", self._make_link)
        moment = datetime.fromtimestamp(seat.now(), UTC)
        kept = KeptPreview(
            seat.job.target.service,
            made.temp_id,
            seat.job.project.title,
            made.preview_url or "",
            made.viewer_url or "",
            moment.isoformat(),
            (moment + stay_of(made.expires_in)).isoformat(),
        )
        await asyncio.to_thread(self._previews.keep, kept)
        price = steps.credits_of(seat.job)
        await asyncio.to_thread(self._previews.keep_film, KeptFilm(kept.service, kept.temp_id, price))
        await seat.note(Linked(made.viewer_url or made.preview_url or ""))
        return Finished(Result(0, seconds=seat.now() - began))

    async def _make_link(self, seat: Seat) -> Preview:
        config = await self._other_steps.config(seat)
        client = await self._other_steps.client(seat.job)
        return await client.previews.create_written(config)


def stay_of(text: str | None) -> timedelta:
    """Give how long a link lasts, from a text such as `7d` or `604800 seconds (7 days)`; else 7 days."""
    found = _STAY.match(text or "")
    if found is None:
        return _USUAL_STAY
    return timedelta(**{_UNITS[found[2].lower()]: int(found[1])})
