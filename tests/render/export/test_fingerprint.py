"""Pieces of an earlier run fit only where everything is the same."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from editor_app.render.export import fingerprint as module
from editor_app.render.export.fingerprint import fingerprint
from editor_app.render.media.source import MediaSource
from tests.render.export.test_estimate import MINUTE


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, MediaSource]:
    (tmp_path / "clip.mp4").write_bytes(b"film")
    return {
        "clip": MediaSource("clip", tmp_path / "clip.mp4", "video", "clip.mp4"),
        "gone": MediaSource("gone", tmp_path / "gone.mp4", "video", "gone.mp4"),
        "none": MediaSource("none", None, "lottie", "none.json", lottie_json="{}"),
    }


def test_the_same_is_the_same_in_any_order(sources) -> None:
    again = dict(reversed(list(sources.items())))
    assert fingerprint(b"{}", MINUTE, sources) == fingerprint(b"{}", MINUTE, again)
    assert len(fingerprint(b"{}", MINUTE, sources)) == 40


def test_whatever_changes_begins_anew(tmp_path: Path, sources, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {fingerprint(b"{}", MINUTE, sources)}

    def note(document: bytes = b"{}", target=MINUTE, media=sources) -> None:
        before = len(found)
        found.add(fingerprint(document, target, media))
        assert len(found) == before + 1

    note(document=b"{ }")
    for changed in ({"crf": 19}, {"frames": 1}, {"start_tick": 1}, {"fit": "fill"}, {"format": "mkv"}):
        note(target=replace(MINUTE, **changed))
    note(media=sources | {"none": replace(sources["none"], lottie_json="[]")})
    note(media=sources | {"none": replace(sources["none"], loops=False)})
    clip = tmp_path / "clip.mp4"
    os.utime(clip, ns=(1, 1))
    note()
    clip.write_bytes(b"longer film")
    note()
    (tmp_path / "gone.mp4").write_bytes(b"back")
    note()
    monkeypatch.setattr(module, "VERSION", "99")
    note()
