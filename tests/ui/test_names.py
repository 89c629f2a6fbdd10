"""Names that are shown everywhere."""

from __future__ import annotations

import pytest

from editor_app import edits
from editor_app.state.dialects import read
from editor_app.state.patch import Patch
from editor_app.timebase import TICKS_PER_SECOND as S
from editor_app.ui.names import clip_label, speed_name, step_name
from tests.documents import document
from tests.edits.picture import state_of


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (1.13303, "1.13×"),
        (1.0, "1×"),
        (1.0004, "≈ 1×"),
        (0.9999, "≈ 1×"),
        (2.0, "2×"),
        (0.5, "0.5×"),
        (0.25, "0.25×"),
        (0.0625, "0.062×"),
        (10.0, "10×"),
        (100.0, "100×"),
        (12.3456, "12.35×"),
        (0.1, "0.1×"),
    ],
)
def test_a_speed_is_written_shortly(rate: float, text: str) -> None:
    assert speed_name(rate) == text


@pytest.mark.parametrize(
    ("edit", "name"),
    [
        (lambda s: edits.trim_clip(s, item_id="A", edge="end", to_ticks=S), "Trim · Hello"),
        (lambda s: edits.split_clip(s, item_id="A", at_ticks=S), "Trim · Hello"),
        (lambda s: edits.delete_clips(s, item_ids=["B"]), "Trim · Shape"),
        (lambda s: edits.delete_clips(s, item_ids=["A", "B"]), "Trim"),
        (lambda s: edits.duplicate_clips(s, item_ids=["A"]), "Trim"),
        (lambda s: edits.add_track(s, at=0), "Trim"),
    ],
)
def test_a_step_is_named_after_the_one_clip_it_is_about(edit, name: str) -> None:
    state = state_of("V1: A:text[0-2] B[2-4]")
    assert step_name("Trim", state, Patch.between(state, edit(state))) == name


@pytest.mark.parametrize(
    ("record", "name"),
    [
        ({"type": "text", "text": " Hello\n World "}, "Hello World (unreadable)"),
        ({"type": "image", "assetId": "pic"}, "sea.png (unreadable)"),
        ({"type": "image", "assetId": "gone"}, "Image (unreadable)"),
        ({"type": "hologram"}, "Unreadable clip"),
        ({}, "Unreadable clip"),
        (5, "Unreadable clip"),
    ],
)
def test_a_clip_that_cannot_be_read_is_called_what_is_known_of_it(record: object, name: str) -> None:
    value = document(assets={"pic": {"id": "pic", "type": "image", "filename": "sea.png"}})
    value["items"]["x"] = record
    state, _ = read(value)
    assert clip_label(state, state.items["x"]) == name


def test_a_name_is_cut_short_and_said_once() -> None:
    state = state_of("V1: A:text[0-2]", edit=lambda d: d["items"]["A"].update(text="word " * 20))
    patch = Patch.between(state, edits.delete_clips(state, item_ids=["A"]))
    assert step_name("Delete", state, patch) == "Delete · word word word word word word w…"
    state = state_of("V1: A:text[0-2]")
    patch = Patch.between(state, edits.delete_clips(state, item_ids=["A"]))
    assert step_name("Delete Hello", state, patch) == "Delete Hello"
