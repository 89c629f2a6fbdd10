"""What others put on the clipboard: JSON of clips becomes clips in one step, any other text a text."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from editor_app.state import to_bytes
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.widgets.dropping import Place
from tests.edits.picture import document_of, item_json


def paste(scene: SimpleNamespace, value: Any) -> None:
    QGuiApplication.clipboard().setText(value if isinstance(value, str) else json.dumps(value, indent=1))
    scene.view.setFocus()
    QTest.keyClick(scene.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_a_document_of_others_becomes_clips_at_the_playhead_in_one_step(scene: SimpleNamespace) -> None:
    before = scene.document.state
    scene.session.set_playhead(50 * S)
    scene.session.select(())
    paste(scene, document_of("V1: a[2-4]~1~b[4-5] | V2: c[2-3]", dialect="seed"))
    state, new = scene.document.state, scene.session.selection.item_ids
    assert sorted((state.items[k].start_ticks // S, state.items[k].type) for k in new) == [
        (50, "solid"),
        (50, "solid"),
        (52, "solid"),
    ]
    assert len(state.tracks) == len(before.tracks) + 2
    assert len(state.transitions) == 1
    assert scene.said == []
    scene.document.undo()
    assert to_bytes(scene.document.state) == to_bytes(before)


def test_the_clip_goes_to_the_track_of_what_is_selected(scene: SimpleNamespace) -> None:
    track = scene.document.state.tracks[0]
    scene.session.select(track.items[:1])
    scene.session.set_playhead(500 * S)
    paste(scene, item_json("x", "solid", 0, S, "newer"))
    [new] = scene.session.selection.item_ids
    assert new in scene.document.state.tracks[0].items
    assert len(scene.document.state.items) > len(track.items)


def test_clips_that_cannot_be_used_are_told(scene: SimpleNamespace) -> None:
    good = item_json("x", "solid", 0, S, "newer")
    paste(scene, [good, {**good, "id": "y", "shape": "cube"}])
    [said] = scene.said
    assert "1 of 2 clips was left out: “y”. In the JSON of “y”, “shape” must be" in said
    items = scene.document.state.items
    paste(scene, {**good, "id": "y", "shape": "cube"})
    assert scene.said[1].startswith("Nothing was pasted: the clip “y” cannot be used.")
    assert scene.document.state.items == items


def test_other_json_becomes_a_text(scene: SimpleNamespace) -> None:
    paste(scene, '{"type": "text", "text": "hello"}')
    [new] = scene.session.selection.item_ids
    assert scene.document.state.items[new].text == '{"type": "text", "text": "hello"}'


def test_it_can_be_dropped_on_a_new_track(scene: SimpleNamespace) -> None:
    mime = QMimeData()
    mime.setText(json.dumps([item_json("x", "solid", 9 * S, S, "newer")]))
    scene.panel.placement.drop(mime, Place(60 * S, new_track_at=1))
    [new] = scene.session.selection.item_ids
    assert scene.document.state.tracks[1].items == (new,)
    assert scene.document.state.items[new].start_ticks == 60 * S


def test_a_place_that_is_taken_is_treated_as_the_mode_says(scene: SimpleNamespace) -> None:
    track = scene.document.state.tracks[0]
    first = scene.document.state.items[track.items[0]]
    scene.session.select([first.id])
    scene.session.set_when_taken("insert")
    scene.session.set_playhead(first.start_ticks)
    paste(scene, item_json("x", "solid", 0, S, "newer"))
    [new] = scene.session.selection.item_ids
    assert scene.document.state.tracks[0].items[:2] == (new, first.id)
    assert scene.document.state.items[first.id].start_ticks == first.start_ticks + S


def test_what_is_added_shall_come_in_sight(scene: SimpleNamespace) -> None:
    wanted: list[tuple[str, ...]] = []
    scene.session.reveal_wanted.connect(wanted.append)
    paste(scene, item_json("x", "solid", 0, S, "newer"))
    scene.panel.placement.add_assets(["photo"])
    paste(scene, "hello")
    assert len({key for keys in wanted for key in keys}) == len(wanted) == 3
    assert wanted[-1] == scene.session.selection.item_ids
