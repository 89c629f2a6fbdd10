"""Hidden items leave the picture and nothing else."""

from __future__ import annotations

import pytest

from editor_app.render.preview.hiding import without_items
from tests.render.export.films import SECOND, document, solid


@pytest.mark.parametrize(
    ("hidden", "left"),
    [(set(), [("item0",), ("item1",)]), ({"item0"}, [(), ("item1",)]), ({"none"}, [("item0",), ("item1",)])],
)
def test_items_go_from_their_tracks(hidden: set[str], left: list[tuple[str, ...]]) -> None:
    state = document(solid(SECOND, (0, 0, 9, 9), "#fff"), solid(SECOND, (0, 0, 9, 9), "#000"))
    new = without_items(state, hidden)
    assert [track.items for track in new.tracks] == left
    assert new.items is state.items
    assert new.tracks[1] is state.tracks[1]
    assert (new is state) == ("item0" not in hidden)
