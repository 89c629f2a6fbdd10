"""What is wanted, in which order, under which name: tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from editor_app.edits.addresses import Address
from editor_app.render.media.source import MediaKind, MediaSource
from editor_app.services.uploads.fingerprints import Fingerprint
from editor_app.services.uploads.gathering import known_contents, places_of
from editor_app.services.uploads.wanted import Survey, sent_name, survey
from editor_app.state import EditorState, read
from editor_app.store.project import MediaPlace
from editor_app.store.uploads import Uploaded
from tests.documents import document, solid, track

THERE = Uploaded("s", "bb", "id-b", "https://r.example/b", "up/b", 20, "b.png")


def asset(key: str, kind: str = "image", **fields: Any) -> dict[str, Any]:
    base = {"id": key, "type": kind, "filename": f"{key}.png", "size": 10, "mimeType": "image/png"}
    size = {"width": 4, "height": 4}
    more: dict[str, dict[str, Any]] = {
        "image": size,
        "gif": size | {"durationInSeconds": 1, "loopBehavior": "loop"},
        "audio": {"durationInSeconds": 9},
        "video": size | {"durationInSeconds": 9, "hasAudioTrack": True},
        "caption": {"captions": [], "timingGranularity": "line"},
        "lottie": size | {"durationInSeconds": 1, "resourceType": "lottie", "resourceJson": None},
    }
    return base | more[kind] | fields


def state_of(*assets: dict[str, Any], used: str = "") -> EditorState:
    fields: dict[str, Any] = {}
    if used:
        item = {**solid("i"), "type": "image", "assetId": used}
        fields = {"items": {"i": item}, "tracks": [track("t", "i")]}
    return read(document(assets={one["id"]: one for one in assets}, **fields))[0]


def look(
    state: EditorState, files: dict[str, Fingerprint], deleted: tuple[str, ...] = (), **contents: str
) -> Survey:
    """Survey assets whose files are called by their keys."""
    sources = {
        key: MediaSource(key, Path(key) if key in files else None, _kind(state, key), key, length_s=9.0)
        for key in state.assets
    }
    by_path = {Path(key): file for key, file in files.items()}
    return survey(state, sources, contents, by_path, {THERE.sha256: THERE}, (), deleted)


def _kind(state: EditorState, key: str) -> MediaKind:
    return state.assets[key].type  # type: ignore[union-attr, return-value]


def test_what_is_seen_goes_first_and_small_before_large() -> None:
    state = state_of(asset("large"), asset("small"), asset("seen"), used="seen")
    sizes = {"large": 30, "small": 3, "seen": 50}
    files = {key: Fingerprint(size, 0, f"content of {key}") for key, size in sizes.items()}
    assert [one.keys for one in look(state, files).wanted] == [("seen",), ("small",), ("large",)]


@pytest.mark.parametrize("kind", ["image", "gif", "audio", "video", "caption", "lottie"])
def test_lottie_and_captions_stay_in_the_document(kind: str) -> None:
    found = look(state_of(asset("a", kind)), {"a": Fingerprint(10, 0, "aa")})
    assert len(found.wanted) == (kind not in ("caption", "lottie"))


def test_equal_contents_are_one_upload() -> None:
    state = state_of(asset("a"), asset("b"), used="b")
    (one,) = look(state, {"a": Fingerprint(10, 0, "xx"), "b": Fingerprint(10, 0, "xx")}).wanted
    assert (one.keys, one.is_used) == (("a", "b"), True)


def test_what_the_service_has_is_an_address_also_where_the_file_is_gone() -> None:
    here = Address(THERE.url, THERE.file_key)
    found = look(state_of(asset("a"), asset("b")), {"a": Fingerprint(20, 0, "bb")}, b="bb")
    assert found == Survey(present=(THERE,), addresses={"a": here, "b": here})


def test_what_is_not_read_yet_is_told_and_what_cannot_be_read_is_not_sent() -> None:
    state = state_of(asset("unread"), asset("unreadable"), asset("missing"))
    files = {"unread": Fingerprint(1, 0), "unreadable": Fingerprint(1, 0, "")}
    told = Survey(unread=(Path("unread"),), unreadable=(Path("unreadable"),), missing={"missing": ""})
    assert look(state, files) == told


@pytest.mark.parametrize(
    ("used", "files", "wanted", "missing", "resting"),
    [
        ("", "a", [], {}, {"aa"}),
        ("a", "a", [("a",)], {"twin": "aa"}, set[str]()),
        ("twin", "a twin", [("a", "twin")], {}, set[str]()),
        ("", "", [], {}, {"aa"}),
        ("a", "", [], {"a": "aa", "twin": "aa"}, set[str]()),
        ("twin", "a", [("a",)], {"twin": "aa"}, set[str]()),
    ],
)
def test_what_somebody_has_deleted_goes_up_again_only_where_it_is_seen(
    used: str, files: str, wanted: list[tuple[str, ...]], missing: dict[str, str], resting: set[str]
) -> None:
    state = state_of(asset("a"), asset("twin"), used=used)
    here = {key: Fingerprint(10, 0, "aa") for key in files.split()}
    found = look(state, here, deleted=("aa",), a="aa", twin="aa")
    assert [one.keys for one in found.wanted] == wanted
    assert (found.missing, found.resting) == (missing, resting)


@pytest.mark.parametrize("own", [{"remoteUrl": "https://r.example/x"}, {"remoteKey": "x"}])
def test_what_has_a_place_of_its_own_is_left_alone(own: dict[str, str]) -> None:
    assert look(state_of(asset("a", **own)), {"a": Fingerprint(20, 0, "bb")}) == Survey()


@pytest.mark.parametrize(
    ("filename", "path", "sent"),
    [
        ("beach.mp4", "x.mp4", "beach.mp4"),
        ("Beach", "/media/IMG_1.MP4", "Beach.MP4"),
        ("a/b\\c.png", "c.png", "c.png"),
        (" ", "/media/x.png", "x.png"),
        ("ß" * 600 + ".png", "x.png", "ß" * 508 + ".png"),
    ],
)
def test_a_file_is_sent_under_its_name_in_the_document(filename: str, path: str, sent: str) -> None:
    assert sent_name(filename, Path(path)) == sent


def test_a_detached_sound_has_the_content_of_its_video() -> None:
    state = state_of(asset("v", "video"), asset("s", "audio", filename="v.png"), asset("o", "audio"))
    assert known_contents(state, {"v": MediaPlace(Path("v"), "vv", 10)}) == {"v": "vv", "s": "vv"}


def test_a_changed_file_is_noted_where_its_content_was() -> None:
    media = {
        "a": MediaPlace(Path("a"), "old", 1),
        "unknown": MediaPlace(Path("a"), None, 1),
        "b": MediaPlace(Path("b"), "old", 1),
    }
    assert places_of(media, Path("a"), "new", 2) == {"a": MediaPlace(Path("a"), "new", 2)}
