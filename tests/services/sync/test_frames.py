"""Pictures of both sides, painted in a real process."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from editor_app.merge import Conflict
from editor_app.services.sync.frames import Frames, SidePicture, paint_side
from editor_app.state.dialects import read
from tests.document.edits import SECOND, small_state
from tests.documents import document, number, solid, track


@pytest.mark.usefixtures("qapp")
def test_each_side_is_painted_where_its_clip_is() -> None:
    state = small_state()
    conflict = Conflict(
        "items",
        "a",
        "place",
        {"track": "top", "startTicks": 0, "durationTicks": SECOND},
        {"track": "top", "startTicks": 10 * SECOND, "durationTicks": SECOND},
        {},
    )
    mine = paint_side(state, conflict, "mine", {}, 7)
    theirs = paint_side(state, conflict, "theirs", {}, 7)
    assert (mine.tick, theirs.tick) == (SECOND // 2, 10 * SECOND + SECOND // 2)
    assert mine.size[0] / mine.size[1] == pytest.approx(
        state.composition_width / state.composition_height, rel=0.01
    )
    assert len(mine.pixels) == 4 * mine.size[0] * mine.size[1]


@pytest.mark.usefixtures("qapp")
def test_a_clip_that_others_cover_is_painted_without_them() -> None:
    box = {"width": number(1280), "height": number(720)}
    items = solid("above", color="#00ff00", **box), solid("below", **box)
    state = read(document(*items, tracks=[track("top", "above"), track("low", "below")]))[0]
    conflict = Conflict("items", "below", "color", "#ff0000", "#0000ff", "#ffffff")
    mine, theirs = (paint_side(state, conflict, side, {}, 0) for side in ("mine", "theirs"))
    assert mine.is_uncovered
    assert theirs.is_uncovered
    assert (mine.pixels[:3], theirs.pixels[:3]) == (b"\0\0\xff", b"\xff\0\0")  # blue, green, red


@pytest.mark.usefixtures("qapp")
def test_a_side_that_does_not_fit_any_more_says_why() -> None:
    painted = paint_side(small_state(), Conflict("items", "x", "opacity", 1, 2, 3), "mine", {}, 0)
    assert painted.why
    assert not painted.pixels


def test_only_the_pictures_that_were_wanted_last_come(qtbot: QtBot) -> None:
    frames, found = Frames(), list[tuple[str, SidePicture]]()
    frames.ready.connect(lambda side, picture: found.append((side, picture)))
    state = small_state()
    frames.want_states(state, state, {}, 0)
    frames.want_states(state, state, {}, SECOND)
    qtbot.waitUntil(lambda: len(found) >= 2, timeout=60_000)
    frames.close()
    assert {side for side, _ in found} == {"mine", "theirs"}
    assert [picture.tick for _, picture in found] == [SECOND, SECOND]
    assert all(picture.image is not None and not picture.image.isNull() for _, picture in found)
