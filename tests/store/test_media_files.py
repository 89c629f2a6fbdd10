"""The file of every medium is found, or missing in words; nothing is guessed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from editor_app.state.dialects import read
from editor_app.store.media_files import FoundMedia, find_media, used_assets
from editor_app.store.project import MediaPlace
from tests.store.documents import asset, clip, image, number, solid, state, video


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "media"
    found.mkdir()
    return found


def put(folder: Path, name: str, content: bytes = b"1234") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def find(document: dict[str, Any], folder: Path | None = None, **places: MediaPlace) -> FoundMedia:
    return find_media(read(document)[0], places, folder)


ONE = state(image("i", "a"), assets=(asset("a", "image", "beach.jpg", size=4),))


def test_the_projects_own_place_comes_first(folder: Path) -> None:
    put(folder, "beach.jpg")
    mine = put(folder.parent, "elsewhere.png")
    found = find(ONE, folder, a=MediaPlace(mine, None, None))
    assert found.sources["a"].path == mine
    assert found.missing == found.warnings == ()


def test_a_file_of_another_size_is_used_and_told(folder: Path) -> None:
    mine = put(folder, "beach.jpg")
    (warning,) = find(ONE, a=MediaPlace(mine, None, 99)).warnings
    assert "has changed" in warning


def test_a_lost_place_is_searched_by_its_name(folder: Path) -> None:
    moved = put(folder, "deep/below/renamed.jpg")
    found = find(ONE, folder, a=MediaPlace(folder / "gone" / "renamed.jpg", None, None))
    assert found.sources["a"].path == moved


def test_without_a_folder_the_lost_place_is_named(folder: Path) -> None:
    (missing,) = find(ONE, a=MediaPlace(folder / "gone.jpg", None, None)).missing
    assert str(folder / "gone.jpg") in missing.message
    assert "--media" in missing.message


def test_one_file_of_the_name_is_taken_whatever_its_size(folder: Path) -> None:
    only = put(folder, "sub/beach.jpg", b"another size")
    assert find(ONE, folder).sources["a"].path == only


def test_among_equal_names_the_size_decides(folder: Path) -> None:
    put(folder, "a/beach.jpg", b"longer than four")
    right = put(folder, "b/beach.jpg", b"1234")
    assert find(ONE, folder).sources["a"].path == right


def test_among_equal_sizes_the_content_decides(folder: Path) -> None:
    put(folder, "a/beach.jpg", b"abcd")
    right = put(folder, "b/beach.jpg", b"1234")
    place = MediaPlace(folder / "beach.jpg", hashlib.sha256(b"1234").hexdigest(), None)
    assert find(ONE, folder, a=place).sources["a"].path == right


def test_copies_of_one_file_are_not_ambiguous(folder: Path) -> None:
    first = put(folder, "a/beach.jpg")
    put(folder, "b/beach.jpg")
    assert find(ONE, folder).sources["a"].path == first


def test_what_stays_ambiguous_is_missing_and_both_are_named(folder: Path) -> None:
    one, two = put(folder, "a/beach.jpg", b"abcd"), put(folder, "b/beach.jpg", b"1234")
    found = find(ONE, folder)
    assert found.sources["a"].path is None
    assert str(one) in found.missing[0].message
    assert str(two) in found.missing[0].message


def test_a_name_is_the_same_however_its_accents_are_encoded(folder: Path) -> None:
    path = put(folder, "Cafe\u0301.jpg")
    document = state(image("i", "a"), assets=(asset("a", "image", "Caf\u00e9.jpg"),))
    assert find(document, folder).sources["a"].path == path


def test_a_filename_with_folders_is_found_by_its_last_part(folder: Path) -> None:
    path = put(folder, "beach.jpg")
    for name in ("C:\\pictures\\beach.jpg", "../../beach.jpg"):
        document = state(image("i", "a"), assets=(asset("a", "image", name),))
        assert find(document, folder).sources["a"].path == path


def test_a_remote_address_is_no_file() -> None:
    document = state(
        image("i", "a"), assets=(asset("a", "image", "b.png", remoteUrl="https://x.invalid/b.png"),)
    )
    assert "not downloaded" in find(document).missing[0].message


def test_only_what_is_used_is_wanted() -> None:
    background = {"type": "image", "imageAssetId": "b", "imageUrl": "x", "source": "custom"}
    assets = tuple(asset(name, "image", f"{name}.png") for name in "abc")
    document = state(image("i", "a"), solid(start=2), assets=assets, globalBackground=background)
    document["items"]["stray"] = image("stray", "c")
    assert used_assets(read(document)[0]) == ("a", "b")
    assert [medium.asset_id for medium in find(document).missing] == ["a", "b"]


def test_what_the_document_carries_itself_needs_no_file() -> None:
    animation = {"v": "5.7", "layers": []}
    lottie = asset(
        "l",
        "lottie",
        "l.json",
        durationInSeconds=1,
        width=9,
        height=9,
        resourceType="lottie",
        resourceJson=animation,
    )
    item = {
        **clip("l1", "lottie"),
        **image("l1", "l"),
        "type": "lottie",
        "sourceStartTicks": 0,
        "playbackRate": 1,
    }
    del item["borderRadius"]
    found = find(state(item, assets=(lottie,)))
    assert found.missing == ()
    assert found.sources["l"].lottie_json == '{"v": "5.7", "layers": []}'


def test_a_finite_animation_does_not_loop(folder: Path) -> None:
    put(folder, "a.gif")
    item = {**video("g", "a"), "type": "gif", "rotation": number(0)}
    document = state(item, assets=(asset("a", "gif", "a.gif", loopBehavior="finite"),))
    assert find(document, folder).sources["a"].loops is False


def test_a_film_brings_the_length_that_the_document_knows(folder: Path) -> None:
    put(folder, "a.ts")
    document = state(video("v", "a"), assets=(asset("a", "video", "a.ts", durationInSeconds=12.5),))
    assert find(document, folder).sources["a"].length_s == 12.5
    assert find(ONE, folder).sources["a"].length_s == 0


def test_broken_and_absent_assets_are_left_to_the_checks(folder: Path) -> None:
    document = state(
        image("i", "a"), image("j", "none", start=2), assets=(asset("a", "image", "b.png", size=-1),)
    )
    found = find(document, folder)
    assert found.sources == {}
    assert found.missing == ()
