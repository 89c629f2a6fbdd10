"""A turn of a job: its runner has it, and whatever happens then comes to one event."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from editor_app.services.exporting.jobs import words
from editor_app.services.exporting.jobs.events import Cancelled, Event, Failed, Paused, PutBack, Started
from editor_app.services.exporting.jobs.runner import JobTrouble, NoRoom, Runner, Seat, WasStopped, Wish
from editor_app.store.local_database import LocalDatabaseError

_log = logging.getLogger(__name__)


async def ending_of(runner: Runner, seat: Seat, wish: Callable[[], Wish | None]) -> Event | None:
    """Run a job; give what is to be noted of its end, None where it just rests until the next start.

    `wish` tells what is wanted of it by then. Raise LocalDatabaseError, OSError.
    """
    try:
        await seat.note(Started())
        return await runner.run(seat)
    except (WasStopped, asyncio.CancelledError):
        wanted = wish()
        if wanted is None:
            raise
        return {"cancel": Cancelled(), "pause": Paused()}.get(wanted)
    except JobTrouble as trouble:
        return Failed(str(trouble), trouble.remedy, trouble.is_task_spent)
    except NoRoom as no_room:
        return PutBack(str(no_room), seat.now() + no_room.pause_s)
    except (LocalDatabaseError, OSError):
        raise
    except Exception as error:
        _log.exception("The export %s failed through a fault of this program.", seat.job_id)
        return Failed(words.fault(error))
