"""A patch leads from one state to the other and back, exactly, also through JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor_app.items import SolidItem
from editor_app.items.values import AnimatedNumber
from editor_app.state import EditorState, read, to_bytes, write
from editor_app.state.patch import Patch, PatchError
from tests.documents import RICH, Damaged, damaged, document, solid, spelled, track


def state_of(value: Any) -> EditorState:
    return read(value)[0]


def through_json(patch: Patch) -> Patch:
    return Patch.from_json(json.loads(json.dumps(patch.to_json())))


@settings(max_examples=150)
@given(damaged(), damaged())
def test_a_patch_between_any_two_documents_leads_there_and_back(one: Damaged, two: Damaged) -> None:
    a, b = one.value, two.value
    old, new = state_of(a), state_of(b)
    patch = Patch.between(old, new)
    for p in (patch, through_json(patch)):
        assert spelled(write(p.apply(old))) == spelled(b)
        assert p.apply(old).dialect == new.dialect
        assert spelled(write(p.inverse().apply(new))) == spelled(a)
        assert p.apply(old).root.model_dump() == new.root.model_dump()
    assert spelled(through_json(patch).to_json()) == spelled(patch.to_json())
    assert bool(patch) == (spelled(a) != spelled(b))


@st.composite
def shuffled(draw: st.DrawFn) -> dict[str, Any]:
    """Give a document with some of eight items, in any order, on any tracks."""
    names = draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    on = draw(st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), min_size=1, max_size=4))
    ids = draw(st.lists(st.sampled_from("xyzw"), min_size=len(on), max_size=len(on)))
    return document(
        *(solid(name, start=draw(st.integers(0, 2))) for name in names),
        tracks=[track(id, *items) for id, items in zip(ids, on, strict=True)],
    )


@settings(max_examples=300)
@given(shuffled(), shuffled())
def test_order_of_keys_tracks_and_their_items_is_restored(a: Any, b: Any) -> None:
    old, new = state_of(a), state_of(b)
    patch = Patch.between(old, new)
    for p in (patch, through_json(patch)):
        assert to_bytes(p.apply(old)) == to_bytes(new)
        assert to_bytes(p.inverse().apply(new)) == to_bytes(old)


def test_untouched_records_keep_identity() -> None:
    old = state_of(RICH["newer"])
    title = old.items["title"].replace(start_ticks=5)
    new = old.replace(items={**old.items, "title": title})
    patch = Patch.between(old, new)
    result = patch.apply(old)
    assert set(patch.items.changes) == {"title"}
    assert result.items["title"] is title
    assert all(result.items[key] is item for key, item in old.items.items() if key != "title")
    assert result.assets is old.assets
    assert result.tracks is old.tracks
    assert result.root is old.root
    assert patch.inverse().apply(result).items["title"] is old.items["title"]


def test_a_track_with_ten_thousand_items_is_stored_as_a_splice() -> None:
    names = [f"item-{i}" for i in range(10_000)]
    old = state_of(document(*map(solid, names)))
    moved = old.tracks[0].replace(items=(*names[:500], *names[501:]))
    patch = Patch.between(old, old.replace(tracks=(moved,)))
    assert len(json.dumps(patch.to_json())) < 400
    assert through_json(patch).apply(old).tracks[0].items == moved.items


def test_a_patch_refuses_a_state_that_it_was_not_made_for() -> None:
    old = state_of(document(solid("a"), solid("b", start=240_000)))
    item = old.items["a"]
    assert isinstance(item, SolidItem)
    patch = Patch.between(old, old.replace(items={**old.items, "a": item.replace(color="#00ff00")}))
    other = old.replace(items={**old.items, "a": item.replace(color="#0000ff")})
    with pytest.raises(PatchError, match="“a” is not as it was"):
        patch.apply(other)
    b = old.items["b"]
    assert isinstance(b, SolidItem)
    elsewhere = old.replace(items={**old.items, "b": b.replace(width=AnimatedNumber.constant(3))})
    assert patch.apply(elsewhere).items["b"] is elsewhere.items["b"]


def test_a_track_edit_refuses_a_track_whose_items_have_changed() -> None:
    old = state_of(document(solid("a"), solid("b", start=240_000)))
    patch = Patch.between(old, old.replace(tracks=(old.tracks[0].replace(items=("b",)),)))
    with pytest.raises(PatchError, match="The track “t”"):
        patch.apply(old.replace(tracks=(old.tracks[0].replace(items=("b", "a")),)))


def test_nothing_changed_is_an_empty_patch() -> None:
    state = state_of(RICH["seed"])
    assert not Patch.between(state, state)
    assert not Patch.between(state, state_of(RICH["seed"]))
