"""The sidecar in the project file: read with patience, written without touching what nobody changed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editor_app.state.patch import PatchError
from editor_app.store.sidecar import Marker, Sidecar, SidecarPatch, read_sidecar, write_sidecar

ROOT: dict[str, Any] = {
    "format": "editor-app/1",
    "project": {"title": "Film", "cloud": {"id": 5}},
    "sidecar": {
        "unknown": [1.0],
        "editRate": 60,
        "trackNames": {"t": "Titles"},
        "lockedTracks": ["t"],
        "markers": [{"id": "m", "ticks": 9, "name": "Drop", "note": "kept"}],
    },
    "editorState": None,
}
KNOWN = Sidecar("Film", 60, {"t": "Titles"}, ("t",), (Marker("m", 9, "Drop"),))


def test_it_is_read_and_unchanged_it_is_not_written() -> None:
    assert read_sidecar(ROOT) == KNOWN
    assert write_sidecar(ROOT, KNOWN) is ROOT
    assert read_sidecar(None) == read_sidecar({}) == Sidecar()


def test_only_what_changes_is_written_and_unknown_keys_stay() -> None:
    changed = KNOWN.with_marker(Marker("n", 3)).with_title("Second cut")
    root = write_sidecar(ROOT, changed)
    assert read_sidecar(json.loads(json.dumps(root))) == changed
    assert list(root) == list(ROOT)
    assert root["project"] == {"title": "Second cut", "cloud": {"id": 5}}
    assert root["sidecar"]["unknown"] == [1.0]
    assert [m.get("note") for m in root["sidecar"]["markers"]] == [None, "kept"]
    assert ROOT["project"]["title"] == "Film"


@pytest.mark.parametrize(
    "part",
    [
        5,
        [],
        {"editRate": "60", "trackNames": [], "lockedTracks": "t", "markers": {}},
        {"editRate": 25, "trackNames": {"t": 5}, "lockedTracks": [5], "markers": [5, {"id": "m"}]},
        {"markers": [{"id": 5, "ticks": 1}, {"id": "m", "ticks": -1}, {"id": "m", "ticks": 1.5}]},
    ],
)
def test_what_does_not_fit_has_its_default(part: Any) -> None:
    assert read_sidecar({"sidecar": part, "project": part}) == Sidecar()


def test_changes_keep_markers_in_order_and_locks_and_names_apart() -> None:
    sidecar = Sidecar().with_marker(Marker("b", 5)).with_marker(Marker("a", 5)).with_marker(Marker("c", 1))
    assert [marker.id for marker in sidecar.markers] == ["c", "a", "b"]
    assert [m.id for m in sidecar.with_marker(Marker("c", 9)).without_marker("a").markers] == ["b", "c"]
    locked = sidecar.with_lock("t", locked=True).with_lock("t", locked=True).with_lock("u", locked=True)
    assert locked.with_lock("t", locked=False).locked_tracks == ("u",)
    assert locked.with_track_name("t", "A").with_track_name("t", "").track_names == {}


def test_a_patch_leads_there_and_back_through_json_and_refuses_another_sidecar() -> None:
    new = KNOWN.with_edit_rate(30).with_lock("u", locked=True).without_marker("m")
    patch = SidecarPatch.from_json(json.loads(json.dumps(SidecarPatch.between(KNOWN, new).to_json())))
    assert patch.apply(KNOWN) == new
    assert patch.inverse().apply(new) == KNOWN
    assert not SidecarPatch.between(KNOWN, KNOWN.with_title("Film"))
    with pytest.raises(PatchError):
        patch.apply(new)
