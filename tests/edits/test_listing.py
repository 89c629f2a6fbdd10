"""The order of ids in a track's list."""

from __future__ import annotations

from editor_app.edits import add_clip
from editor_app.items import SolidItem
from editor_app.state import read
from tests.documents import document, solid, track


def test_a_clip_may_have_an_id_that_a_track_names_already() -> None:
    state, _ = read(document(solid("a"), tracks=[track("V", "gone", "a")]))
    new = SolidItem.read(solid("gone", start=10_000_000), "newer")
    for track_id in ("V", None):
        result = add_clip(state, item=new, track_id=track_id, new_id=lambda: "W")
        assert set(result.items) == {"a", "gone"}
    assert add_clip(state, item=new, track_id="V").tracks[0].items == ("a", "gone")
