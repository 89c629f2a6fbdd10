"""Who is to blame when workers die."""

from __future__ import annotations

import signal
import sys

import pytest

from editor_app.render.export.deaths import DEATHS_BEFORE_GIVING_UP, Death, Deaths, is_crash
from editor_app.render.export.settings import RenderFailed


def test_a_medium_is_blamed_for_its_second_crash_wherever() -> None:
    deaths = Deaths()
    assert deaths.record(Death("segment 0", "a", crashed=True)) is None
    assert deaths.record(Death("segment 1", "b", crashed=True)) is None
    assert deaths.record(Death("segment 7", "a", crashed=True)) == "a"


def test_workers_killed_from_outside_do_not_blame_what_they_happened_to_read() -> None:
    deaths = Deaths()
    for segment in range(20):
        assert deaths.record(Death(f"segment {segment}", "a", crashed=False)) is None


def test_a_medium_over_which_the_same_work_is_killed_again_and_again_is_blamed() -> None:
    deaths = Deaths()
    verdicts = [deaths.record(Death("segment 3", "a", crashed=False)) for _ in range(3)]
    assert verdicts == [None, None, "a"]


def test_work_that_keeps_dying_for_no_known_reason_is_given_up() -> None:
    deaths = Deaths()
    for _ in range(DEATHS_BEFORE_GIVING_UP - 1):
        assert deaths.record(Death("the sound", None, crashed=True)) is None
    with pytest.raises(RenderFailed, match="the sound"):
        deaths.record(Death("the sound", None, crashed=False))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are exit codes on POSIX systems only")
def test_exit_codes() -> None:
    assert is_crash(-signal.SIGSEGV)
    assert is_crash(-signal.SIGABRT)
    assert is_crash(3)
    assert not is_crash(-signal.SIGKILL)
    assert not is_crash(-signal.SIGTERM)
    assert not is_crash(None)
