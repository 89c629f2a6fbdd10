"""Pauses of jobs under way: they end when they should, and when somebody wants that."""

from __future__ import annotations

import asyncio

import pytest

from editor_app.services.exporting.jobs.rests import Rests

_LIMIT_S = 60.0
HOUR = 3600.0


def test_a_pause_ends_by_itself() -> None:
    async def whole() -> None:
        await asyncio.wait_for(Rests().rest("a", 0.01), _LIMIT_S)

    asyncio.run(whole())


@pytest.mark.parametrize("seconds", [0.0, 0.01, -1.0])
def test_a_pause_is_made_shorter_while_it_lasts(seconds: float) -> None:
    async def whole() -> None:
        rests = Rests()
        resting = asyncio.ensure_future(rests.rest("a", HOUR))
        other = asyncio.ensure_future(rests.rest("b", HOUR))
        await asyncio.sleep(0)
        rests.shorten("a", seconds)
        rests.shorten("a", HOUR)  # never longer
        await asyncio.wait_for(resting, _LIMIT_S)
        assert not other.done()
        other.cancel()
        await asyncio.wait([other], timeout=_LIMIT_S)
        assert other.cancelled()

    asyncio.run(whole())


def test_a_pause_can_be_made_shorter_before_it_begins_and_the_next_one_is_whole() -> None:
    async def whole() -> None:
        rests = Rests()
        rests.shorten("a", 0.0)
        await asyncio.wait_for(rests.rest("a", HOUR), _LIMIT_S)
        for forgotten in (False, True):
            if forgotten:
                rests.shorten("a", 0.0)
                rests.forget("a")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(rests.rest("a", HOUR), 0.05)

    asyncio.run(whole())
