"""Assets and the clipboard: nothing dangles, nothing is lost on the way to another document."""

from __future__ import annotations

import json
from typing import Any

import pytest

from editor_app import edits
from editor_app.assets import ImageAsset, VideoAsset
from editor_app.checks import check
from editor_app.edits import Clipboard
from editor_app.state import EditorState, read, write
from editor_app.state.backgrounds import ImageBackground
from editor_app.timebase import TICKS_PER_SECOND as S
from tests.edits.picture import ids, state_of, text_of


def problems(state: EditorState) -> list[str]:
    return [str(problem) for problem in check(state) if problem.severity != "info"]


def video(key: str, seconds: float) -> VideoAsset:
    raw = {
        "id": key,
        "type": "video",
        "filename": "new.mp4",
        "size": 5,
        "mimeType": "video/mp4",
        "durationInSeconds": seconds,
        "hasAudioTrack": False,
        "width": 10,
        "height": 10,
    }
    return VideoAsset.read(raw, "newer")


def note(document: dict[str, Any]) -> None:
    document["assets"]["i"] |= {"remoteUrl": "https://x/i.png", "ourKey": 1.0}
    document["deletedAssets"] = [
        {"assetId": "n", "remoteUrl": None, "remoteKey": None, "statusAtDeletion": {"type": "uploaded"}}
    ]


@pytest.fixture
def state() -> EditorState:
    return state_of("V1: A:image[0-4]~1~B:video[4-8] | V2: C:image[0-4]", edit=note)


def test_an_asset_that_comes_back_is_no_longer_deleted(state: EditorState) -> None:
    result = edits.add_asset(state, asset=video("n", 3))
    assert result.deleted_assets == ()
    assert list(result.assets)[-1] == "n"
    with pytest.raises(edits.InUseError):
        edits.add_asset(result, asset=video("n", 3))


def test_relink_keeps_id_place_and_unknown_keys(state: EditorState) -> None:
    raw = {**state.assets["i"].raw, "filename": "other.png", "id": "zzz", "remoteUrl": None}
    del raw["ourKey"]
    result = edits.replace_asset(state, asset_id="i", asset=ImageAsset.read(raw, "newer"))
    asset: Any = result.assets["i"]
    assert (asset.id, asset.filename, asset.raw["ourKey"]) == ("i", "other.png", 1.0)
    assert asset.remote_url is None
    assert list(result.assets) == list(state.assets)
    assert result.items is state.items
    with pytest.raises(edits.MismatchError):
        edits.replace_asset(state, asset_id="i", asset=video("i", 3))


def test_a_name_is_changed_and_nothing_else(state: EditorState) -> None:
    result = edits.rename_asset(state, asset_id="i", filename="  Été.png ")
    asset: Any = result.assets["i"]
    assert asset.raw == {**state.assets["i"].raw, "filename": "Été.png"}
    assert list(result.assets) == list(state.assets)
    assert result.items is state.items
    assert edits.rename_asset(result, asset_id="i", filename="Été.png") is result
    with pytest.raises(edits.MismatchError):
        edits.rename_asset(state, asset_id="i", filename="  ")
    with pytest.raises(edits.MissingRecordError):
        edits.rename_asset(state, asset_id="gone", filename="a")


def test_a_videos_detached_sound_is_renamed_with_it() -> None:
    def give_sound(document: dict[str, Any]) -> None:
        document["assets"]["v"]["hasAudioTrack"] = True

    state = edits.detach_sound(state_of("V1: A:video[0-4]", edit=give_sound), item_id="A")
    state = edits.add_asset(state, asset=video("other", 3))
    [sound] = [item.raw["assetId"] for item in state.items.values() if item.type == "audio"]
    result: Any = edits.rename_asset(state, asset_id="v", filename="beach.mp4").assets
    assert {key: result[key].filename for key in ("v", sound, "other")} == {
        "v": "beach.mp4",
        sound: "beach.mp4",
        "other": "new.mp4",
    }


def test_other_source_for_one_clip() -> None:
    state = edits.add_asset(state_of("V1: A:video[0-4 src=5] B:video[4-8]"), asset=video("n", 6))
    result = edits.replace_source(state, item_ids=["A"], asset_id="n")
    assert text_of(result) == "V1: A:video[0-4 src=2] B:video[4-8]"
    assert [result.items[key].raw["assetId"] for key in "AB"] == ["n", "v"]
    with pytest.raises(edits.MismatchError):
        edits.replace_source(state, item_ids=["A"], asset_id="i")


def test_remove_with_clips_background_and_a_note(state: EditorState) -> None:
    behind = ImageBackground(image_asset_id="i", image_url="x", source="custom")
    state = edits.set_background(state, background=behind)
    with pytest.raises(edits.InUseError) as caught:
        edits.remove_assets(state, asset_ids=["i"])
    assert caught.value.ids == ("i", "A", "C")
    result = edits.remove_assets(state, asset_ids=["i", "g"], with_clips=True)
    assert text_of(result) == "V1: B:video[4-8] | V2:"
    assert result.global_background is None
    notes = [(n.asset_id, n.remote_url, n.status_at_deletion.type) for n in result.deleted_assets]  # type: ignore[union-attr]
    assert notes == [
        ("n", None, "uploaded"),
        ("i", "https://x/i.png", "uploaded"),
        ("g", None, "pending-upload"),
    ]
    assert not problems(read(write(result))[0])
    assert len(edits.remove_assets(result, asset_ids=["c"]).deleted_assets) == 3


def test_an_unreadable_list_of_deleted_assets_is_left_alone() -> None:
    state = state_of("V1: A[0-1]", edit=lambda d: d.update(deletedAssets={"odd": 1}))
    assert edits.remove_assets(state, asset_ids=["g"]).root.raw["deletedAssets"] == {"odd": 1}


@pytest.mark.parametrize("source", ["newer", "seed"])
@pytest.mark.parametrize("target", ["newer", "seed"])
def test_clips_go_into_another_document(source: str, target: str) -> None:
    def extra(document: dict[str, Any]) -> None:
        document["items"]["A"]["ourKey"] = {"x": 1.0}
        document["assets"]["v"]["size"] = 99

    state = state_of(
        "V1: Z[0-9] | V2: A:video[2-4 src=1 link=g]~1~B:captions[4-6 off=1] | A1: a:audio[2-4 src=1 link=g]",
        dialect=source,
        edit=extra,
    )
    copied = edits.copy_clips(state, item_ids=["A", "B"], linked=True)
    copied = Clipboard.from_json(json.loads(json.dumps(copied.to_json())))
    into = state_of("W1: Q[0-9] | W2: R[0-1]", dialect=target)
    result = edits.paste_clips(
        into,
        clipboard=copied,
        at_ticks=2 * S,
        track_id="W2",
        new_id=ids("v2", "h", "X", "Y", "x", "W3", "c2"),
    )
    assert text_of(result) == (
        "W1: Q[0-9] | W2: R[0-1] X:video[2-4 src=1 link=h]~1~Y:captions[4-6 off=1] | "
        "W3: x:audio[2-4 src=1 link=h]"
    )
    assert not problems(result)
    pasted: Any = result.items["X"]
    assert pasted.asset_id == "v2"  # “v” is another file there
    assert pasted.raw["ourKey"] == {"x": 1.0}
    assert ("videoStartFromInSeconds" in pasted.raw) == (target == "seed")
    assert result.items["Y"].raw["assetId"] == "c2"  # texts live in the asset, so a copy has its own
    assert result.items["x"].raw["assetId"] == "s"
    assert read(write(result))[1] == ()


def test_what_the_document_cannot_hold_is_not_pasted() -> None:
    motion = {"motionGraphicId": "m", "motionGraphicVersion": 1, "props": {}, "slots": {}}
    state = state_of("V1: A[0-1]", edit=lambda d: d["items"]["A"].update(motion, type="motion-graphic"))
    copied = edits.copy_clips(state, item_ids=["A"])
    with pytest.raises(edits.MismatchError):
        edits.paste_clips(state_of("V1: B[0-1]", dialect="seed"), clipboard=copied, at_ticks=0)


@pytest.mark.parametrize(
    "junk", [None, "x", [], {}, {"editorClips": 1}, {"editorClips": 2, "items": {"a": 1}}]
)
def test_another_clipboard(junk: object) -> None:
    with pytest.raises(edits.MismatchError, match="no clips of this editor"):
        Clipboard.from_json(junk)


def test_a_clipboard_whose_parts_disagree_is_refused() -> None:
    value = edits.copy_clips(state_of("V1: A[0-1]~1~B[1-2]"), item_ids=["A", "B"]).to_json()
    del value["items"]["B"]
    with pytest.raises(edits.MismatchError):
        Clipboard.from_json(value)
