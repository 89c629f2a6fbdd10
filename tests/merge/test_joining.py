"""Merges as pictures: base, mine, theirs, what comes out, and what is asked."""

from __future__ import annotations

from typing import Any

import pytest

from editor_app import edits
from editor_app.checks import check
from editor_app.merge import ABSENT, Conflict, Merged, merge, same_content
from editor_app.state import EditorState, parse_json, payload, read, to_bytes
from editor_app.state.patch import Patch
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.documents import RICH
from tests.edits.picture import state_of, text_of
from tests.merge.pairs import read_again

PICTURES = {
    "each moves another clip": (
        "V1: A[0-2] B[3-4]",
        "V1: A[1-3] B[3-4]",
        "V1: A[0-2] B[5-6]",
        "V1: A[1-3] B[5-6]",
        [],
    ),
    "each adds a clip to one track": (
        "V1: A[0-2]",
        "V1: A[0-2] M[4-5]",
        "V1: A[0-2] T[2-3]",
        "V1: A[0-2] T[2-3] M[4-5]",
        [],
    ),
    "each adds a track": (
        "V1: A[0-2]",
        "M: B[0-1] | V1: A[0-2]",
        "V1: A[0-2] | T: C[0-1]",
        "M: B[0-1] | V1: A[0-2] | T: C[0-1]",
        [],
    ),
    "each adds a track on top": (
        "V1: A[0-2]",
        "M: B[0-1] | V1: A[0-2]",
        "K: C[0-1] | V1: A[0-2]",
        "K: C[0-1] | M: B[0-1] | V1: A[0-2]",
        [],
    ),
    "a track is moved down, another added": (
        "V1: A[0-2] | V2: B[0-1]",
        "V2: B[0-1] | V1: A[0-2]",
        "V1: A[0-2] | T: C[0-1] | V2: B[0-1]",
        "V2: B[0-1] | V1: A[0-2] | T: C[0-1]",
        [],
    ),
    "both order the tracks anew": (
        "V1: A[0-1] | V2: B[0-1] | V3: C[0-1]",
        "V2: B[0-1] | V1: A[0-1] | V3: C[0-1]",
        "V3: C[0-1] | V1: A[0-1] | V2: B[0-1]",
        "V2: B[0-1] | V1: A[0-1] | V3: C[0-1]",
        ["tracks order"],
    ),
    "both move one clip": (
        "V1: A[0-2]",
        "V1: A[1-3]",
        "V1: A[5-7]",
        "V1: A[1-3]",
        ["items A place changed"],
    ),
    "one trims, the other moves to another track": (
        "V1: A[0-4] | V2:",
        "V1: A[0-3] | V2:",
        "V1: | V2: A[0-4]",
        "V1: A[0-3] | V2:",
        ["items A place changed"],
    ),
    "a clip is moved here and deleted there": (
        "V1: A[0-2] B[2-3]",
        "V1: A[0-2] B[4-5]",
        "V1: A[0-2]",
        "V1: A[0-2] B[4-5]",
        ["items B deleted_by_them"],
    ),
    "a clip is deleted here and moved there": (
        "V1: A[0-2] B[2-3]",
        "V1: A[0-2]",
        "V1: A[0-2] B[4-5]",
        "V1: A[0-2] B[4-5]",
        ["items B deleted_by_me"],
    ),
    "both delete one clip": ("V1: A[0-2] B[2-3]", "V1: A[0-2]", "V1: A[0-2]", "V1: A[0-2]", []),
    "a place is taken twice": (
        "V1: A[0-2]",
        "V1: A[0-2] M[2-4]",
        "V1: A[0-2] T[3-5]",
        "new: T[3-5] | V1: A[0-2] M[2-4]",
        ["items T place overlap"],
    ),
    "two joined clips find their place taken": (
        "V1: A[0-2]",
        "V1: A[0-2] M[2-4]",
        "V1: A[0-2] T[2-3]~1~U[3-5]",
        "new: T[2-3]~1~U[3-5] | V1: A[0-2] M[2-4]",
        ["items T place overlap", "items U place overlap"],
    ),
    "a clip comes where another went back to": (
        "V1: A[0-2] B[2-4]",
        "V1: A[0-1] B[1-3]",
        "V1: A[0-2] B[4-6]",
        "V1: A[0-1] B[1-3]",
        ["items B place changed"],
    ),
    "a transition is added where a clip goes": (
        "V1: A[0-2] B[2-4]",
        "V1: A[0-2]",
        "V1: A[0-2]~1~B[2-4]",
        "V1: A[0-2]",
        ["transitions AB torn"],
    ),
    "both sides of a cut move away": (
        "V1: A[1-2]~1~B[2-4]",
        "V1: A[1-2] B[2-4]",
        "V1: A[0-1]~1~B[1-3]",
        "V1: A[0-1] B[1-3]",
        [],
    ),
    "a track goes, and a clip comes to it": (
        "V1: A[0-1] | V2:",
        "V1: A[0-1]",
        "V1: A[0-1] | V2: T[0-1]",
        "V1: A[0-1] | V2: T[0-1]",
        ["tracks V2 deleted_by_me"],
    ),
    "each deletes the other's last track": (
        "V1: | V2:",
        "V1:",
        "V2:",
        "V1:",
        ["tracks V1 deleted_by_them"],
    ),
    "a transition is longer than a clip cut short": (
        "V1: A[0-4]~1~B[4-8]",
        "V1: A[3-4]~1~B[4-8]",
        "V1: A[0-4]~4~B[4-8]",
        "V1: A[3-4]~2~B[4-8]",
        ["transitions AB durationTicks changed"],
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture(name: str) -> None:
    base, mine, theirs, result, told = PICTURES[name]
    merged = merge(state_of(base), state_of(mine), state_of(theirs))
    assert shown(merged) == result
    assert [told_of(conflict) for conflict in merged.conflicts] == told


def shown(merged: Merged) -> str:
    """Draw the joined document; a track that was opened for it is `new`."""
    tracks = text_of(merged.state).split(" | ")
    return " | ".join(f"new{track[32:]}" if track[32:33] == ":" else track for track in tracks)


def told_of(conflict: Conflict) -> str:
    return " ".join(
        part for part in (conflict.collection, conflict.key, conflict.part, conflict.kind) if part
    )


def with_item(state: EditorState, key: str = "A", **fields: Any) -> EditorState:
    item: Any = state.items[key]
    return state.replace(items={**state.items, key: item.replace(**fields)})


def with_json(text: str, key: str, **fields: Any) -> EditorState:
    return state_of(text, edit=lambda document: document["items"][key].update(fields))


def test_two_fields_of_one_clip_are_joined() -> None:
    base = state_of("V1: A:text[0-2]")
    merged = merge(base, with_item(base, text="Mine"), with_item(base, color="#0f0"))
    item: Any = merged.state.items["A"]
    assert (item.text, item.color, merged.conflicts) == ("Mine", "#0f0", ())


def test_one_field_changed_twice_is_asked_about() -> None:
    base = state_of("V1: A:text[0-2]")
    merged = merge(base, with_item(base, text="Mine"), with_item(base, text="Theirs"))
    assert merged.state.items["A"].raw["text"] == "Mine"
    assert merged.conflicts == (Conflict("items", "A", "text", "Mine", "Theirs", "Hello"),)


def test_a_trimmed_start_goes_with_its_source() -> None:
    base = state_of("V1: A:video[0-4]")
    mine = edits.trim_clip(base, item_id="A", edge="start", to_ticks=S)
    theirs = edits.move_clips(base, item_ids=["A"], by_ticks=S)
    (conflict,) = merge(base, mine, theirs).conflicts
    assert conflict.mine == {"track": "V1", "startTicks": S, "durationTicks": 3 * S, "sourceStartTicks": S}
    assert conflict.theirs == {"track": "V1", "startTicks": S, "durationTicks": 4 * S, "sourceStartTicks": 0}


def test_a_key_beyond_the_end_that_came_with_a_trim_is_asked_about() -> None:
    base = state_of("V1: A[0-4]")
    mine = edits.trim_clip(base, item_id="A", edge="end", to_ticks=2 * S)
    theirs = edits.set_keyframe(base, item_ids=["A"], field="opacity", time_ticks=3 * S, value=0)
    merged = merge(base, mine, theirs)
    assert merged.state is mine
    assert [told_of(c) for c in merged.conflicts] == ["items A opacity changed"]
    merged = merge(base, theirs, mine)
    assert merged.state is theirs
    assert [told_of(c) for c in merged.conflicts] == ["items A place changed"]


def test_an_asset_that_is_needed_comes_back() -> None:
    base = state_of("V1: A:video[0-2]")
    mine = edits.remove_assets(base, asset_ids=["v"], with_clips=True)
    theirs = edits.duplicate_clips(base, item_ids=["A"], new_id=lambda: "copy")
    for first, second, kind in ((mine, theirs, "deleted_by_me"), (theirs, mine, "deleted_by_them")):
        merged = merge(base, first, second)
        assert "v" in merged.state.assets
        assert merged.state.deleted_assets == ()
        assert [told_of(c) for c in merged.conflicts] == [f"assets v {kind}"]
        assert [p.code for p in check(merged.state)] == []


def test_what_only_shares_an_id_is_kept_twice() -> None:
    base = state_of("V1: A[0-2]")
    merged = merge(base, state_of("V1: A[0-2] N[2-3]"), state_of("V1: A[0-2] N:text[3-5]"))
    assert [item.type for item in merged.state.items.values()] == ["solid", "solid", "text"]
    assert (merged.conflicts, check(merged.state)) == ((), ())
    again = merge(base, state_of("V1: A[0-2] N[2-3]"), state_of("V1: A[0-2] N:text[3-5]"))
    assert same_content(merged.state, again.state)


def test_what_was_sent_before_a_crash_is_not_doubled() -> None:
    base = state_of("V1: A[0-2]")
    mine = state_of("V1: A[0-2] N:video[2-3]", dialect="newer")
    merged = merge(base, mine, read(payload(mine))[0])
    assert merged == Merged(mine, ())


def test_root_values_join_by_key() -> None:
    base = state_of("V1: A[0-2]")
    mine = base.replace(composition_width=720, composition_height=1280)
    theirs = state_of("V1: A[0-2]", edit=lambda d: d.update(ourKey={"a": 1}))
    merged = merge(base, mine, theirs)
    assert merged.state.root.raw["ourKey"] == {"a": 1}
    assert (merged.state.composition_width, merged.conflicts) == (720, ())
    both = merge(base, mine, base.replace(composition_width=1080))
    assert [told_of(c) for c in both.conflicts] == ["root canvas changed"]
    assert both.state.composition_width == 720


def test_brand_data_join_by_key_in_my_dialect() -> None:
    base, mine, theirs = (read(RICH["seed"])[0] for _ in range(3))
    brand = base.root.raw["brandRuntime"]
    mine = read({**RICH["seed"], "brandRuntime": {**brand, "logoX": 7}})[0]
    theirs = read(payload(read({**RICH["seed"], "brandRuntime": {**brand, "logoY": 8}})[0]))[0]
    merged = merge(base, mine, theirs)
    assert merged.state.root.raw["brandRuntime"] == {**brand, "logoX": 7, "logoY": 8}
    assert (merged.state.dialect, merged.conflicts) == ("seed", ())


def test_notes_about_deleted_assets_are_a_set() -> None:
    def with_note(*ids: str) -> EditorState:
        notes = [
            {"assetId": i, "remoteUrl": None, "remoteKey": None, "statusAtDeletion": {"type": "uploaded"}}
            for i in ids
        ]
        return state_of("V1: A[0-2]", edit=lambda d: d.update(deletedAssets=notes))

    merged = merge(with_note("a", "b"), with_note("a", "b", "m"), with_note("b", "t"))
    assert [note.raw["assetId"] for note in merged.state.deleted_assets] == ["b", "m", "t"]
    assert merged.conflicts == ()


@pytest.mark.parametrize("dialect", ["seed", "newer"])
def test_the_spelling_of_what_was_sent_is_no_change(dialect: str) -> None:
    """A service gives documents back under the names of both dialects; mine stays as it is."""
    base = read(RICH[dialect])[0]
    sent = read(payload(base))[0]
    assert same_content(base, sent)
    assert merge(base, read_again(base), sent).conflicts == ()
    mine = read_again(base)
    assert merge(base, mine, sent).state is mine
    assert merge(sent, mine, read_again(sent)).state is mine


@pytest.mark.parametrize(("mine", "theirs"), [("seed", "newer"), ("newer", "seed")])
def test_dialects_meet_in_mine(mine: Any, theirs: Any) -> None:
    text = "V1: A:video[0-2 src=1] B:captions[2-4] C:audio[4-6]"
    base, own, other = (state_of(text, dialect=dialect) for dialect in (mine, mine, theirs))
    other = edits.slip_clip(other, item_id="A", by_source_ticks=-S)
    other = edits.duplicate_clips(other, item_ids=["C"], new_id=lambda: "copy")
    merged = merge(base, own, other)
    assert (merged.state.dialect, merged.conflicts, check(merged.state)) == (mine, (), ())
    assert text_of(merged.state) == "V1: A:video[0-2] B:captions[2-4] C:audio[4-6] copy:audio[6-8]"
    assert read(parse_json(to_bytes(merged.state)))[0].dialect == mine


def test_a_sync_lock_does_not_fit_into_a_seed_document() -> None:
    base, mine = (state_of("V1: A[0-2]", dialect="seed") for _ in range(2))
    theirs = edits.set_track(state_of("V1: A[0-2] | V2: B[0-1]"), track_id="V2", sync_locked=True)
    merged = merge(base, mine, theirs)
    assert (text_of(merged.state), check(merged.state)) == ("V1: A[0-2] | V2: B[0-1]", ())
    assert merged.conflicts == ()


def test_unreadable_records_are_one_thing() -> None:
    base = with_json("V1: A[0-2]", "A", color=7, shape="x")
    mine, theirs = (with_json("V1: A[0-2]", "A", **change) for change in ({"color": 8}, {"shape": 9}))
    merged = merge(base, mine, theirs)
    assert merged.state is mine
    assert [told_of(c) for c in merged.conflicts] == ["items A changed"]


def test_letters_must_not_move_on_words() -> None:
    """Captions that here got letter animations have words there: neither side had that problem."""
    base, more = "V1: A:captions[0-2]", "V1: A:captions[0-2] N[3-4]"
    letters = {"in": {"type": "jitter", "durationTicks": 1000}}
    for text, other in ((base, more), (more, base)):
        mine = with_json(text, "A", captionAnimations=letters)
        theirs = state_of(other, edit=lambda d: d["assets"]["c"].update(timingGranularity="word"))
        for first, second in ((mine, theirs), (theirs, mine)):
            merged = merge(state_of(base), first, second)
            assert (check(merged.state), text_of(merged.state)) == ((), more)
            assert len(merged.conflicts) == 1


def test_only_what_differs_from_mine_is_in_the_patch() -> None:
    base = state_of("V1: A[0-2] B[3-4] | V2: C[0-1]")
    mine = edits.move_clips(base, item_ids=["C"], by_ticks=S)
    theirs = read_again(edits.move_clips(base, item_ids=["B"], by_ticks=S))
    patch = Patch.between(mine, merge(base, mine, theirs).state)
    assert (patch.items.changes.keys(), bool(patch.tracks), bool(patch.root)) == ({"B"}, False, False)


def test_an_item_on_two_tracks_stays_where_it_is_first() -> None:
    base = state_of("V1: A[0-2] | V2:", edit=lambda d: d["tracks"][1]["items"].append("A"))
    theirs = state_of("V1: A[0-2] | V2:")
    mine = edits.add_track(base, new_id=lambda: "V0")
    merged = merge(base, mine, theirs)
    assert [track.items for track in merged.state.tracks] == [(), ("A",), ()]


def test_a_lineage_is_nobodys_change() -> None:
    base = state_of("V1: A[0-2]")
    named = state_of("V1: A[0-2]", edit=lambda d: d.update(editorAppLineage={"revision": "x"}))
    assert same_content(base, named)
    assert merge(base, base, named) == Merged(base, ())
    assert merge(named, base, named).state is base


def test_a_whole_clip_that_was_deleted_says_where_it_lay() -> None:
    base, mine = state_of("V1: A[0-2] B[2-3]"), state_of("V1: A[0-2]")
    theirs = state_of("V1: A[0-2] B[2-4]")
    (conflict,) = merge(base, mine, theirs).conflicts
    assert (conflict.mine, conflict.track) == (ABSENT, "V1")
    assert conflict.theirs == theirs.items["B"].raw


def test_a_list_that_both_changed_is_the_same_whichever_side_joins() -> None:
    base = state_of("V1: A[0-1] B[1-2] C[2-3]")
    document: Any = parse_json(to_bytes(base))
    document["tracks"][0]["items"] = ["A", "C", "B"]
    mine = read(document)[0]
    theirs = state_of("V1: A[0-1] B[1-2] C[2-3] D[5-6]")
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge(base, one, other)
        assert merged.conflicts == ()
        assert merged.state.tracks[0].items == ("A", "B", "C", "D")
    alone = merge(base, mine, read_again(base))
    assert alone.state.tracks[0].items == ("A", "C", "B")
