"""Of frames to look at only the newest is kept; changes come first; nothing else is lost."""

from __future__ import annotations

from editor_app.render.preview.inbox import Inbox
from editor_app.render.preview.messages import Hide, Render

HIDE = Hide(frozenset())


def look(number: int) -> Render:
    return Render(number, "show", 0, (9, 9), "slot")


def still(number: int) -> Render:
    return Render(number, "still", 0, (9, 9), "slot")


def test_the_newest_look_comes_first_and_older_ones_are_told_as_skipped() -> None:
    inbox = Inbox()
    for order in (still(1), look(2), look(3), still(4), look(5)):
        inbox.put(order)
    assert inbox.has_look
    assert inbox.skipped() == [2, 3]
    assert [inbox.frame() for _ in range(4)] == [look(5), still(1), still(4), None]
    assert not inbox.has_news
    assert inbox.skipped() == []


def test_a_frame_waits_for_the_changes_that_came_with_it() -> None:
    inbox = Inbox()
    inbox.put(HIDE)
    inbox.put(look(1))
    assert inbox.frame() is None
    assert inbox.updates() == [HIDE]
    assert inbox.frame() == look(1)


def test_a_still_that_was_interrupted_is_the_next_one_again() -> None:
    inbox = Inbox()
    inbox.put(still(1))
    inbox.put(still(2))
    first = inbox.frame()
    assert first is not None
    inbox.put_back(first)
    assert [inbox.frame(), inbox.frame()] == [still(1), still(2)]
