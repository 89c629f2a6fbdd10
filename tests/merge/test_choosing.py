"""Choosing a side, as pictures and by value."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app import edits
from editor_app.checks import check
from editor_app.edits import EditError
from editor_app.merge import ABSENT, Choice, Conflict, choices, choose, merge
from editor_app.state import EditorState, read
from editor_app.state.patch import Patch
from tests.documents import RICH
from tests.edits.picture import ids, state_of, text_of

PICTURES = {
    "their place": ("V1: A[0-2]", "V1: A[1-3]", "V1: A[5-7]", "theirs", "V1: A[5-7]"),
    "my place": ("V1: A[0-2]", "V1: A[1-3]", "V1: A[5-7]", "mine", "V1: A[1-3]"),
    "both places": ("V1: A[0-2]", "V1: A[1-3]", "V1: A[5-7]", "both", "new: copy[5-7] | V1: A[1-3]"),
    "their track": (
        "V1: A[0-2] | V2:", "V1: A[1-3] | V2:", "V1: | V2: A[0-2]", "theirs", "V1: | V2: A[0-2]",
    ),
    "deleted here, for good": (
        "V1: A[0-2] B[2-3]", "V1: A[0-2]", "V1: A[0-2] B[4-5]", "mine", "V1: A[0-2]",
    ),
    "deleted here, but kept": (
        "V1: A[0-2] B[2-3]", "V1: A[0-2]", "V1: A[0-2] B[4-5]", "theirs", "V1: A[0-2] B[4-5]",
    ),
    "no room: theirs goes": (
        "V1: A[0-2]", "V1: A[0-2] M[2-4]", "V1: A[0-2] T[3-5]", "mine", "V1: A[0-2] M[2-4]",
    ),
    "no room: mine goes up": (
        "V1: A[0-2]", "V1: A[0-2] M[2-4]", "V1: A[0-2] T[3-5]", "theirs",
        "new: M[2-4] | V1: A[0-2] T[3-5]",
    ),
    "no room: both stay": (
        "V1: A[0-2]", "V1: A[0-2] M[2-4]", "V1: A[0-2] T[3-5]", "both", "new: T[3-5] | V1: A[0-2] M[2-4]",
    ),
    "their order": (
        "V1: | V2: | V3:", "V2: | V1: | V3:", "V3: | V1: | V2:", "theirs", "V3: | V1: | V2:",
    ),
    "my deletion of a track that was used": (
        "V1: A[0-1] | V2:", "V1: A[0-1]", "V1: A[0-1] | V2: T[0-1]", "mine", "V1: A[0-1]",
    ),
}  # fmt: skip


NAMES = {"mine": (), "theirs": ("new",), "both": ("copy", "new")}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> None:
    base, mine, theirs, choice, result = PICTURES[name]
    merged = merge(state_of(base), state_of(mine), state_of(theirs))
    (conflict,) = merged.conflicts
    chosen = choose(merged.state, conflict, choice, new_id=ids(*NAMES[choice]))  # type: ignore[arg-type]
    assert shown(chosen) == result
    assert check(chosen) == check(state_of(result))


def shown(state: EditorState) -> str:
    """Draw a document; a track that was opened is `new`."""
    tracks = text_of(state).split(" | ")
    return " | ".join(f"new{track[32:]}" if track[32:33] == ":" else track for track in tracks)


def with_text(state: EditorState, **fields: Any) -> EditorState:
    item: Any = state.items["A"]
    return state.replace(items={"A": item.replace(**fields)})


def one_conflict(mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[EditorState, Conflict]:
    base = state_of("V1: A:text[0-2]")
    merged = merge(base, with_text(base, **mine), with_text(base, **theirs))
    (conflict,) = merged.conflicts
    return merged.state, conflict


def test_a_field() -> None:
    state, conflict = one_conflict({"text": "Mine"}, {"text": "Theirs", "color": "#123"})
    assert choose(state, conflict, "mine") is state
    theirs: Any = choose(state, conflict, "theirs")
    assert (theirs.items["A"].text, theirs.items["A"].color) == ("Theirs", "#123")
    both: Any = choose(state, conflict, "both", new_id=ids("copy", "V0"))
    assert [(key, item.text) for key, item in both.items.items()] == [("A", "Mine"), ("copy", "Theirs")]
    assert text_of(both) == "V0: copy:text[0-2] | V1: A:text[0-2]"


def test_a_part_of_a_field() -> None:
    base: Any = state_of("V1: A:text[0-2]")
    style = base.items["A"].font_style
    state, conflict = one_conflict(
        {"font_style": style.model_copy(update={"weight": "500"})},
        {"font_style": style.model_copy(update={"weight": "700", "variant": "italic"})},
    )
    assert conflict.part == "fontStyle.weight"
    chosen: Any = choose(state, conflict, "theirs").items["A"]
    assert (chosen.font_style.weight, chosen.font_style.variant) == ("700", "italic")


def test_a_later_edit_stays() -> None:
    state, conflict = one_conflict({"text": "Mine"}, {"text": "Theirs"})
    later = edits.move_clips(state, item_ids=["A"], by_ticks=240_000)
    chosen = choose(later, conflict, "theirs")
    assert text_of(chosen) == "V1: A:text[1-3]"
    assert [*Patch.between(later, chosen).items.changes] == ["A"]


def test_the_canvas_is_one_thing() -> None:
    base = state_of("V1: A[0-2]")
    mine = edits.resize_composition(base, width=1080, height=1920)
    theirs = edits.resize_composition(base, width=1080, height=1080)
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    chosen = choose(merged.state, conflict, "theirs")
    assert (chosen.composition_width, chosen.composition_height) == (1080, 1080)
    assert chosen.output_ratio == theirs.output_ratio
    assert choices(conflict) == ("mine", "theirs")


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_a_part_of_the_brand_data(dialect: str) -> None:
    base, mine, theirs = (with_brand(dialect, logoX=x) for x in (1, 2, 3))
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    assert (conflict.key, conflict.part) == ("brandRuntime", "logoX")
    chosen = choose(merged.state, conflict, "theirs")
    assert chosen.root.raw["brandRuntime"] == theirs.root.raw["brandRuntime"]
    assert chosen.brand_runtime is not None
    assert chosen.brand_runtime.raw == theirs.root.raw["brandRuntime"]


def with_brand(dialect: str, **changes: Any) -> EditorState:
    brand = RICH[dialect]["brandRuntime"] | changes
    return read({**RICH[dialect], "brandRuntime": brand})[0]


def test_a_transition_comes_back_when_its_clips_touch_again() -> None:
    base = state_of("V1: A[0-2] B[2-4]")
    mine, theirs = state_of("V1: A[0-2] B[3-5]"), state_of("V1: A[0-2]~1~B[2-4]")
    merged = merge(base, mine, theirs)
    (conflict,) = merged.conflicts
    with pytest.raises(EditError, match="do not touch"):
        choose(merged.state, conflict, "theirs")
    moved = edits.move_clips(merged.state, item_ids=["B"], by_ticks=-240_000)
    assert text_of(choose(moved, conflict, "theirs")) == "V1: A[0-2]~1~B[2-4]"
    assert choose(moved, conflict, "mine") is moved


def test_of_two_transitions_on_a_cut_one_can_be_had() -> None:
    def with_cut(key: str, kind: str) -> EditorState:
        def edit(document: Any) -> None:
            cut = document["transitions"].pop("AB")
            document["transitions"][key] = {**cut, "id": key, "type": kind}

        return state_of("V1: A[0-2]~1~B[2-4]", edit=edit)

    merged = merge(state_of("V1: A[0-2] B[2-4]"), with_cut("m", "fade"), with_cut("t", "iris"))
    (conflict,) = merged.conflicts
    assert ([*merged.state.transitions], conflict.key, conflict.kind) == (["m"], "t", "torn")
    assert [*choose(merged.state, conflict, "theirs").transitions] == ["t"]


def test_what_cannot_be_done_is_said() -> None:
    state, conflict = one_conflict({"text": "Mine"}, {"text": "Theirs"})
    gone = edits.delete_clips(state, item_ids=["A"])
    for choice in choices(conflict):
        with pytest.raises(EditError):
            choose(gone, conflict, choice)
    asset = Conflict("assets", "v", "", ABSENT, {"id": "v"}, ABSENT, "deleted_by_me")
    with pytest.raises(EditError, match="use this"):
        choose(state_of("V1: A:video[0-1]"), asset, "mine")
    with pytest.raises(EditError, match="Only one"):
        choose(state, asset, "both")


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_field_that_was_taken_away(choice: Choice) -> None:
    base: Any = state_of("V1: A[0-2 link=g]")
    mine, theirs = edits.unlink_clips(base, item_ids=["A"]), with_text(base, link_group_id="h")
    merged: Any = merge(base, mine, theirs)
    assert merged.state.items["A"].link_group_id == "h"
    (conflict,) = merged.conflicts
    chosen: Any = choose(merged.state, conflict, choice)
    assert chosen.items["A"].link_group_id == (None if choice == "mine" else "h")


def test_what_would_leave_a_problem_is_refused() -> None:
    text = "V1: A:captions[0-2]"
    letters = {"in": {"type": "jitter", "durationTicks": 1000}}
    mine = state_of(text, edit=lambda d: d["items"]["A"].update(captionAnimations=letters))
    theirs = state_of(text, edit=lambda d: d["assets"]["c"].update(timingGranularity="word"))
    merged = merge(state_of(text), mine, theirs)
    (conflict,) = merged.conflicts
    with pytest.raises(EditError, match="timed word by word"):
        choose(merged.state, conflict, "theirs")
    item: Any = mine.items["A"]
    still = merged.state.replace(items={"A": item.replace(caption_animations=None)})
    chosen: Any = choose(still, conflict, "theirs")
    assert chosen.assets["c"].timing_granularity == "word"
