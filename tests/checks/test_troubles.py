"""Which clips and tracks are marked."""

from __future__ import annotations

import pytest

from editor_app.checks.troubles import TrackTrouble, Troubles, troubles
from editor_app.problem import Problem, Severity
from editor_app.state import read
from tests.documents import document, solid, track

S = 240_000
FADE = {"id": "x", "trackId": "u", "fromClipId": "b", "toClipId": "c", "type": "fade", "durationTicks": 10}
PICTURES = [solid(name, 2 * S, type="image", assetId="m") for name in ("p", "q", "r", "unseen")]
STATE = read(
    document(
        solid("a"),
        solid("b"),
        solid("c", S),
        solid("lost"),
        *PICTURES,
        tracks=[track("t", "a", "p"), track("u", "b", "c", "q", "r")],
        transitions={"x": FADE},
    )
)[0]


def at(path: str, severity: Severity = "error") -> Problem:
    return Problem("X", path, "", severity)


@pytest.mark.parametrize(
    ("problems", "items", "tracks"),
    [
        ([], {}, {}),
        ([at("$.items.a.opacity")], {"a": "error"}, {"t": TrackTrouble(1, "error")}),
        ([at("$.items.a", "info")], {}, {}),
        ([at("$.items.a", "warning")], {"a": "warning"}, {"t": TrackTrouble(1, "warning")}),
        (
            [at("$.items.a", "warning"), at("$.items.a"), at("$.items.a.x", "warning")],
            {"a": "error"},
            {"t": TrackTrouble(3, "error")},
        ),
        ([at("$.tracks[1].items[1]")], {"c": "error"}, {"u": TrackTrouble(1, "error")}),
        ([at("$.tracks[1].items[7]")], {}, {"u": TrackTrouble(1, "error")}),
        ([at("$.tracks[0].id")], {}, {"t": TrackTrouble(1, "error")}),
        ([at("$.tracks[9].id")], {}, {}),
        ([at("$.transitions.x.type")], {}, {"u": TrackTrouble(1, "error")}),
        ([at("$.transitions.gone")], {}, {}),
        ([at("$.items.lost", "warning")], {"lost": "warning"}, {}),
        (
            [at("$.assets.m"), at("$.assets.m", "warning"), at("$.items.p", "warning")],
            dict.fromkeys(("p", "q", "r", "unseen"), "error"),
            {"t": TrackTrouble(3, "error"), "u": TrackTrouble(2, "error")},
        ),
        ([at("$.assets.m", "info")], {}, {}),
        ([at("$.assets.unused"), at("$.assets")], {}, {}),
        ([at("the second clip"), at("$.outputRatio")], {}, {}),
    ],
)
def test_clips_and_tracks_are_marked(
    problems: list[Problem], items: dict[str, Severity], tracks: dict[str, TrackTrouble]
) -> None:
    assert troubles(STATE, problems) == Troubles(items, tracks)
